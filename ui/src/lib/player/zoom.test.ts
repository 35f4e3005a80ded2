/** The arithmetic of a picture on its stage. */
import { flushSync } from 'svelte';
import { expect, test } from 'vitest';
import { Zoom } from './zoom.svelte';

function open(picture = { width: 2000, height: 1000 }, stage = { width: 1000, height: 1000 }): Zoom {
  const zoom = new Zoom();
  zoom.picture = picture;
  zoom.stage = stage;
  flushSync();
  return zoom;
}

test('a picture is as large as fits, and a small one is not made larger than it is', () => {
  expect(open().scale).toBe(0.5);
  expect(open({ width: 200, height: 100 }).scale).toBe(1);
  expect(open({ width: 1000, height: 4000 }).scale).toBe(0.25);
});

test('the point under the pointer stays there', () => {
  const zoom = open();
  zoom.to(1, 200, 0);
  // 200 to the right of the middle lies 400 of the picture's own pixels to the right of its middle.
  expect(zoom.offset.x).toBe(200 - 400);
  zoom.to(2, 200, 0);
  expect((200 - zoom.offset.x) / zoom.scale).toBe(400);
});

test('its edge never comes further in than the edge of the stage', () => {
  const zoom = open();
  zoom.to(1);
  zoom.move(9999, 9999);
  expect(zoom.offset).toEqual({ x: 500, y: 0 });
  zoom.move(-99999, 0);
  expect(zoom.offset).toEqual({ x: -500, y: 0 });
  zoom.stage = { width: 1900, height: 1000 };
  expect(zoom.offset.x).toBe(-50);
});

test('it only has somewhere to go when some of it lies outside', () => {
  const zoom = open();
  expect([zoom.fits, zoom.overflows]).toEqual([true, false]);
  zoom.closer();
  expect([zoom.fits, zoom.overflows]).toEqual([false, true]);
  zoom.farther();
  zoom.farther();
  expect([zoom.fits, zoom.overflows, zoom.scale]).toEqual([true, false, 0.5]);
});

test('it comes neither closer nor farther than there is something to see', () => {
  const zoom = open();
  for (let press = 0; press < 50; press += 1) zoom.closer();
  expect(zoom.scale).toBe(8);
  zoom.to(0.0001);
  expect(zoom.scale).toBe(0.05);
});

test('a stage that changes fits the picture anew, unless a person chose a scale', () => {
  const zoom = open();
  zoom.stage = { width: 500, height: 500 };
  expect(zoom.scale).toBe(0.25);
  zoom.to(1);
  zoom.stage = { width: 1000, height: 1000 };
  expect(zoom.scale).toBe(1);
});
