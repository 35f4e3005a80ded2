/** Prices of several models as one: where a family begins, and which of two is cheaper. */
import type { Price } from '$lib/platform/bindings';

/** A price that is not for the whole run cannot be compared with one that is: it comes after, and the unknown last. */
function place(price: Price): [number, number] {
  if (price.from === 'unknown') return [2, 0];
  return [price.from === 'rate' ? 1 : 0, price.amount.micros];
}

/** The cheaper one first. */
export function byPrice(one: Price, other: Price): number {
  const [first, second] = [place(one), place(other)];
  return first[0] - second[0] || first[1] - second[1];
}

const UNKNOWN: Price = { from: 'unknown' };

/** The lowest of some prices; where they differ it only says where the family begins. */
export function lowest(prices: readonly Price[]): Price {
  const [first] = prices.toSorted(byPrice);
  if (!first || first.from === 'unknown') return UNKNOWN;
  const amounts = new Set(prices.map((price) => JSON.stringify(place(price))));
  if (amounts.size === 1) return first;
  if (first.from === 'quote') return first;
  return { ...first, atLeast: true };
}
