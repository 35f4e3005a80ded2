/** Work that is done in turn, once, and only while somebody wants it. */
import { expect, test } from 'vitest';
import { Turns } from './turns';

/** Work that ends when it is told to. */
function waiting() {
  const begun: string[] = [];
  const ends = new Map<string, (result: string | null) => void>();
  const work = (name: string) => () => {
    begun.push(name);
    return new Promise<string | null>((resolve) => ends.set(name, resolve));
  };
  const settle = () => new Promise((resolve) => setTimeout(resolve));
  return { begun, work, settle, end: (name: string, result: string | null = name) => ends.get(name)?.(result) };
}

test('one is done after another, and each once', async () => {
  const { begun, work, settle, end } = waiting();
  const turns = new Turns<string>(9);
  const [a, again, b] = [turns.get('a', work('a')), turns.get('a', work('a')), turns.get('b', work('b'))];
  await settle();
  expect(begun).toEqual(['a']);
  end('a');
  expect([await a, await again]).toEqual(['a', 'a']);
  await settle();
  expect(begun).toEqual(['a', 'b']);
  end('b');
  expect(await b).toBe('b');
  expect(await turns.get('a', work('a'))).toBe('a');
  expect(begun).toEqual(['a', 'b']);
});

test('what nobody waits for any more is left out, and done when it is asked for again', async () => {
  const { begun, work, settle, end } = waiting();
  const turns = new Turns<string>(9);
  const leaving = new AbortController();
  void turns.get('a', work('a'));
  const left = turns.get('b', work('b'), leaving.signal);
  leaving.abort();
  await settle();
  end('a');
  expect(await left).toBeNull();
  void turns.get('b', work('b'));
  await settle();
  expect(begun).toEqual(['a', 'b']);
});

test('what two wait for is done while one of them still does', async () => {
  const { begun, work, settle, end } = waiting();
  const turns = new Turns<string>(9);
  const leaving = new AbortController();
  void turns.get('a', work('a'));
  void turns.get('b', work('b'), leaving.signal);
  const other = turns.get('b', work('b'));
  leaving.abort();
  await settle();
  end('a');
  await settle();
  end('b');
  expect(await other).toBe('b');
  expect(begun).toEqual(['a', 'b']);
});

test('a failure keeps nobody else waiting, and is not remembered', async () => {
  const turns = new Turns<string>(9);
  const failed = turns.get('a', () => Promise.reject(new Error('no such file')));
  expect([await failed, await turns.get('b', () => Promise.resolve('b'))]).toEqual([null, 'b']);
  expect(await turns.get('a', () => Promise.resolve('a'))).toBe('a');
});

test('only so many are remembered', async () => {
  const turns = new Turns<number>(2);
  let done = 0;
  const count = () => Promise.resolve((done += 1));
  for (const key of ['a', 'b', 'c', 'b', 'a']) await turns.get(key, count);
  expect(done).toBe(4);
});
