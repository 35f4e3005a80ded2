/** How many stand side by side. */
import { expect, test } from 'vitest';
import { columnsFor } from './tiles';

const WIDE = { width: 1320, height: 760, gap: 16, caption: 64 };
const SMALL = { width: 780, height: 520, gap: 12, caption: 64 };

test('films that are wider than high stand in twos, and four of them in a square', () => {
  expect(columnsFor(2, 16 / 9, WIDE)).toBe(2);
  expect(columnsFor(4, 16 / 9, WIDE)).toBe(2);
  expect(columnsFor(4, 16 / 9, SMALL)).toBe(2);
});

test('films that are higher than wide stand in one row', () => {
  expect(columnsFor(3, 9 / 16, WIDE)).toBe(3);
  expect(columnsFor(4, 9 / 16, WIDE)).toBe(4);
});

test('one alone has all of the place, and no place at all is no reason to divide by nothing', () => {
  expect(columnsFor(1, 16 / 9, WIDE)).toBe(1);
  expect(columnsFor(3, 16 / 9, { width: 0, height: 0, gap: 16, caption: 64 })).toBe(2);
});
