/** Several prices as one sum, and what a person's limits say to it. What is not known stays unknown: it is never nothing. */
import type { Currency, Money, Price, Settings } from '$lib/platform/bindings';

export type Sum = {
  /** What is known of it; `null` where nothing is. */
  known: Money | null;
  /** How many prices are not in it: unknown, by the second of a length that nobody knows, or in another currency. */
  unknown: number;
  /** Some of those that are in it only say where they begin. */
  floor: boolean;
};

/** Why a press is asked about first. */
export type Concern = {
  of: 'press' | 'month';
  limit: Money;
  /** `unsure`: it may pass the limit, because the price is not known in its currency. */
  why: 'above' | 'unsure';
  /** What this month had cost before; `null` where that is not known or not asked. */
  spent: Money | null;
};

/** Several prices together. The first known one says the currency. */
export function sumOf(prices: readonly Price[]): Sum {
  const sum: { micros: number; currency: Currency | null; unknown: number; floor: boolean } = {
    micros: 0,
    currency: null,
    unknown: 0,
    floor: false,
  };
  for (const price of prices) {
    const whole = price.from === 'quote' || price.from === 'list' ? price : null;
    if (!whole || (sum.currency !== null && whole.amount.currency !== sum.currency)) {
      sum.unknown += 1;
      continue;
    }
    sum.currency = whole.amount.currency;
    sum.micros += whole.amount.micros;
    if (whole.from === 'list' && whole.atLeast) sum.floor = true;
  }
  const { micros, currency, unknown, floor } = sum;
  return { known: currency === null ? null : { micros, currency }, unknown, floor };
}

/** The same, as soon as none of them is being asked for any more. */
export function sumWhenAsked(rows: readonly { price: Price | null }[]): Sum | null {
  const prices = rows.flatMap(({ price }) => price ?? []);
  return prices.length === rows.length ? sumOf(prices) : null;
}

/** The whole of it is known. */
export function isWhole({ known, unknown, floor }: Sum): boolean {
  return known !== null && unknown === 0 && !floor;
}

export type Limits = Pick<Settings, 'askAbove' | 'askAboveInAMonth'>;

/** What has to be asked before this is spent. `spent` is this month's sum in the currency of its limit; `null`: unknown. */
export function concernsOf({ askAbove, askAboveInAMonth }: Limits, sum: Sum, spent: Money | null): Concern[] {
  const found: Concern[] = [];
  const press = askAbove && against(askAbove, sum, 0);
  if (askAbove && press) found.push({ of: 'press', limit: askAbove, why: press, spent: null });
  if (askAboveInAMonth) {
    const before = spent?.currency === askAboveInAMonth.currency ? spent : null;
    const month = against(askAboveInAMonth, sum, before?.micros ?? 0) ?? (before ? null : 'unsure');
    if (month) found.push({ of: 'month', limit: askAboveInAMonth, why: month, spent: before });
  }
  return found;
}

/** What is certain comes first: a known part that passes the limit is above it, whatever else is unknown. */
function against(limit: Money, sum: Sum, before: number): Concern['why'] | null {
  const known = sum.known?.currency === limit.currency ? sum.known.micros : 0;
  if (before + known > limit.micros) return 'above';
  return isWhole(sum) && sum.known?.currency === limit.currency ? null : 'unsure';
}
