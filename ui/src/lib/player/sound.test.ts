/** The shape of a sound. */
import { afterEach, expect, test, vi } from 'vitest';
import { coarser, shapeOf, shapeOfFile } from './sound';
import { tidied } from './words';

afterEach(() => {
  vi.unstubAllGlobals();
});

test('the loudest stretch is 1 and the others are measured by it', () => {
  const samples = Float32Array.from([0, 0.1, -0.5, 0, 0.25, 0, 0, 0]);
  expect(shapeOf(samples, 4).map((peak) => Number(peak.toFixed(2)))).toEqual([0.2, 1, 0.5, 0]);
});

test('silence is flat, and a sound shorter than its bars is not torn', () => {
  expect(shapeOf(new Float32Array(100), 4)).toEqual([0, 0, 0, 0]);
  expect(shapeOf(Float32Array.from([1, 1]), 4)).toEqual([1, 1, 1, 1]);
});

test('fewer bars keep every peak', () => {
  expect(coarser([0, 1, 0.2, 0.1, 0.5, 0], 3)).toEqual([1, 0.2, 0.5]);
  expect(coarser([0, 1], 3)).toEqual([0, 1]);
});

test('each file is decoded once, and what failed is tried again', async () => {
  let decoded = 0;
  const samples = Float32Array.from([0.5, 0.5]);
  vi.stubGlobal(
    'OfflineAudioContext',
    class {
      decodeAudioData() {
        decoded += 1;
        if (decoded === 1) return Promise.reject(new Error('no such codec'));
        return Promise.resolve({ getChannelData: () => samples });
      }
    },
  );
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(new Uint8Array(8))));
  expect(await shapeOfFile('one', 8)).toBeNull();
  expect(await shapeOfFile('one', 8)).toHaveLength(600);
  await shapeOfFile('one', 8);
  expect(decoded).toBe(2);
});

test('a sound too long to be drawn is not even read', async () => {
  const fetched = vi.fn();
  vi.stubGlobal('fetch', fetched);
  vi.stubGlobal('OfflineAudioContext', vi.fn());
  expect(await shapeOfFile('long', 400 * 1024 * 1024)).toBeNull();
  expect(fetched).not.toHaveBeenCalled();
});

test('first words come without the signs of Markdown and without empty lines', () => {
  expect(tidied('# Low tide\n\n**Refrain**\n  half a mile\n')).toBe('Low tide\nRefrain\nhalf a mile');
  expect(tidied(' \n\n')).toBeNull();
});
