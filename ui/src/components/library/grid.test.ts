/** The arithmetic of the grid, without a page. */
import { expect, test } from 'vitest';
import { layOut as layOutCards, layOutLines, nextIndex, placeOf, scrollTo, visibleRange } from './grid';

const layOut = (width: number, count: number) => layOutCards(width, count, 300);
const wide = layOut(1300, 5000);

test('cards fill the width of the window, in as many columns as fit', () => {
  expect([300, 768, 1300, 1800, 2400].map((width) => layOut(width, 9).columns)).toEqual([1, 3, 4, 6, 8]);
  expect(wide.cardWidth * 4 + wide.gap * 3).toBeLessThanOrEqual(1300);
  expect(wide.cardWidth * 4 + wide.gap * 3).toBeGreaterThan(1290);
});

test('a place without width is laid out all the same', () => {
  const { columns, height } = layOut(0, 3);
  expect(columns).toBe(1);
  expect(Number.isFinite(height)).toBe(true);
});

test('no cards take no height', () => {
  expect(layOut(1300, 0).height).toBe(0);
});

test.each([0, 1, 777, 100_000, 300_000])('every card in view is in the page at %i, and few others are', (scrollTop) => {
  const height = 800;
  const [from, to] = visibleRange(wide, scrollTop, height, 5000);
  expect(to - from).toBeLessThanOrEqual(40);
  for (let index = 0; index < 5000; index += 1) {
    const { top } = placeOf(wide, index);
    const inView = top + wide.rowStep > scrollTop && top < scrollTop + height;
    if (inView) expect(index >= from && index < to).toBe(true);
  }
});

test('keys lead to the neighbours and stop at the ends', () => {
  // A page of two rows and a bit.
  const page = 2.1 * layOut(1300, 11).rowStep;
  const go = (key: string, index: number, count = 11) => nextIndex(key, index, layOut(1300, count), page, count);
  expect(go('ArrowRight', 0)).toBe(1);
  expect(go('ArrowLeft', 0)).toBe(0);
  expect(go('ArrowDown', 1)).toBe(5);
  expect(go('ArrowUp', 1)).toBe(1);
  expect(go('ArrowDown', 7)).toBe(10);
  expect(go('ArrowDown', 10)).toBe(10);
  expect(go('Home', 7)).toBe(0);
  expect(go('End', 7)).toBe(10);
  expect(go('PageDown', 0)).toBe(8);
  expect(go('x', 3)).toBeNull();
  expect(go('ArrowRight', 0, 0)).toBeNull();
});

test('a card is scrolled to only as far as it takes', () => {
  expect(scrollTo(wide, 0, 0, 800, 12)).toBeNull();
  expect(scrollTo(wide, 0, 500, 800, 12)).toBe(0);
  const { top } = placeOf(wide, 40);
  expect(scrollTo(wide, 40, 0, 800, 12)).toBe(top + wide.rowStep - wide.gap + 12 - 800);
});

test('cards come close to the width that a person chose', () => {
  expect([160, 240, 400, 640].map((good) => layOutCards(1300, 9, good).columns)).toEqual([8, 5, 3, 2]);
});

test.each([
  [1300, 800, 160],
  [1500, 900, 160],
  [1880, 980, 200],
  [2400, 1300, 300],
])('of %i × %i with cards of %i few are in the page', (width, height, good) => {
  const layout = layOutCards(width, 10_000, good);
  const [from, to] = visibleRange(layout, 50_000, height, 10_000);
  expect(to - from).toBeLessThanOrEqual(110);
});

test('lines stand below each other, and arrows to the side go along them', () => {
  const layout = layOutLines(1000, 10_000);
  expect(placeOf(layout, 3)).toEqual({ left: 0, top: 3 * layout.rowStep });
  const [from, to] = visibleRange(layout, 50_000, 900, 10_000);
  expect(to - from).toBeLessThanOrEqual(40);
  expect(nextIndex('ArrowDown', 3, layout, 900, 10_000)).toBe(4);
  expect(nextIndex('PageDown', 3, layout, 900, 10_000)).toBe(19);
});
