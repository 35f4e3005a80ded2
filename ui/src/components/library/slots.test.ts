/** Cards that are used again: each thing in one card, and no more cards than are seen at once. */
import { describe, expect, test } from 'vitest';
import { Slots } from './slots';

describe('the cards of the page', () => {
  test('what stays in view stays in its card, and what comes takes the card of what went', () => {
    const slots = new Slots();
    expect(slots.give(['a', 'b', 'c', 'd'])).toEqual([0, 1, 2, 3]);
    expect(slots.give(['c', 'd', 'e', 'f'])).toEqual([2, 3, 0, 1]);
    expect(slots.give(['b', 'c', 'd', 'e'])).toEqual([1, 2, 3, 0]);
  });

  test('places whose jobs arrive become the cards of these jobs', () => {
    const slots = new Slots();
    slots.give(['place-0', 'place-1', 'place-2']);
    expect(slots.give(['a', 'b', 'c'])).toEqual([0, 1, 2]);
  });

  test('no two things are ever in one card, however many come and go', () => {
    const slots = new Slots();
    let most = 0;
    for (let at = 0; at < 300; at += 7) {
      const count = 5 + (at % 11);
      const given = slots.give(Array.from({ length: count }, (_, offset) => `job-${at + offset}`));
      expect(new Set(given).size).toBe(count);
      most = Math.max(most, ...given);
    }
    expect(most).toBeLessThan(15);
  });
});
