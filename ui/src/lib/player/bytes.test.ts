/** How results are read from a server that answers whole, in parts, or not at all. */
import { afterEach, expect, test, vi } from 'vitest';
import { asText, readStart, readWhole } from './bytes';

afterEach(() => {
  vi.unstubAllGlobals();
});

/** A server with one file, of which an answer holds at most `most` bytes. */
function serve(content: string, most = Infinity): (string | null)[] {
  const asked: (string | null)[] = [];
  const bytes = new TextEncoder().encode(content);
  vi.stubGlobal('fetch', (_url: string, options: RequestInit = {}) => {
    const range = new Headers(options.headers).get('Range');
    asked.push(range);
    const from = Number(/bytes=(\d+)-/.exec(range ?? '')?.[1] ?? 0);
    const part = bytes.slice(from, from + most);
    const status = range !== null || part.length < bytes.length ? 206 : 200;
    return Promise.resolve(new Response(part, { status }));
  });
  return asked;
}

test('a file that comes whole is asked for once, without a range', async () => {
  const asked = serve('slow waves');
  expect(asText(await readWhole('a', 10))).toBe('slow waves');
  expect(asked).toEqual([null]);
});

test('a file that comes in parts is put together', async () => {
  const asked = serve('slow waves', 4);
  expect(asText(await readWhole('a', 10))).toBe('slow waves');
  expect(asked).toEqual([null, 'bytes=4-', 'bytes=8-']);
});

test('a file that a person has changed since is read as it is now', async () => {
  serve('slow waves, and more of them');
  expect(asText(await readWhole('a', 10))).toBe('slow waves, and more of them');
});

test('a file that is not there fails', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(null, { status: 404 })));
  await expect(readWhole('a', 10)).rejects.toThrow();
  await expect(readStart('a', 10)).rejects.toThrow();
});

test('of a long file only the start is taken', async () => {
  serve('x'.repeat(100_000));
  expect(await readStart('a', 16)).toHaveLength(16);
  serve('short');
  expect(asText(await readStart('a', 16))).toBe('short');
});

test('half a sign at the end is left out', () => {
  const bytes = new TextEncoder().encode('潮水');
  expect(asText(bytes.slice(0, 5))).toBe('潮');
});
