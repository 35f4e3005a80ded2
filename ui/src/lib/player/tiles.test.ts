/** How many stand side by side, and how large. */
import { expect, test } from 'vitest';
import { tilesFor } from './tiles';

const WIDE = { width: 1320, height: 760, gap: 16, caption: 64 };
const SMALL = { width: 780, height: 520, gap: 12, caption: 64 };

test('films that are wider than high stand in twos, and four of them in a square', () => {
  expect(tilesFor(2, 16 / 9, WIDE)).toEqual({ columns: 2, width: 652 });
  expect(tilesFor(4, 16 / 9, WIDE).columns).toBe(2);
  expect(tilesFor(4, 16 / 9, SMALL)).toEqual({ columns: 2, width: 337 });
});

test('films that are higher than wide stand in one row', () => {
  expect(tilesFor(3, 9 / 16, WIDE).columns).toBe(3);
  expect(tilesFor(4, 9 / 16, WIDE).columns).toBe(4);
});

test('one alone has all of the place, and no place at all is no reason to divide by nothing', () => {
  expect(tilesFor(1, 2, WIDE)).toEqual({ columns: 1, width: 1320 });
  expect(tilesFor(3, 16 / 9, { width: 0, height: 0, gap: 16, caption: 64 })).toEqual({ columns: 2, width: 120 });
});
