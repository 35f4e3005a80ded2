/** Drawing a film with an engine that sometimes draws nothing. */
import { expect, test } from 'vitest';
import { PretendVideo } from '../../testing/pretendVideo';
import { drawSurely } from './draw';

/** Draws nothing the first `blank` times. */
function canvasThatFails(blank: number) {
  let drawn = 0;
  const context = {
    drawImage: () => {
      drawn += 1;
    },
    getImageData: () => ({ data: [0, 0, 0, drawn > blank ? 255 : 0] }),
  };
  const canvas = { width: 0, height: 0, getContext: () => context };
  return { canvas: canvas as unknown as HTMLCanvasElement, count: () => drawn };
}

test('what was not drawn is drawn again until it is there', async () => {
  const { canvas, count } = canvasThatFails(3);
  expect(await drawSurely(new PretendVideo().element, canvas, 320)).toBe(true);
  expect([count(), canvas.width, canvas.height]).toEqual([4, 320, 180]);
});

test('it gives up at last, and at once when nobody wants it any more', async () => {
  const never = canvasThatFails(Infinity);
  expect(await drawSurely(new PretendVideo().element, never.canvas)).toBe(false);
  expect(never.count()).toBeLessThan(100);
  const unwanted = canvasThatFails(0);
  expect(await drawSurely(new PretendVideo().element, unwanted.canvas, 320, () => false)).toBe(false);
  expect(unwanted.count()).toBe(0);
});
