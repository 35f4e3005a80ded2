/** What was spent, added up: by month, and within a month by model. Amounts of different currencies are never added. */
import type { Currency, Endpoint, Money, MoneyRow } from '$lib/platform/bindings';

/** A sum with its honest parts. */
export type Spent = {
  runs: number;
  known: number;
  estimated: number;
  /** Runs of which nobody knows the cost. */
  unknown: number;
};

export type MonthSpent = Spent & { month: string };
export type ModelSpent = Spent & { endpoint: Endpoint };

/** `2026-11`, here. */
export function monthOf(time: number): string {
  const date = new Date(time);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}`;
}

/** The twelve months up to the one of `now`, the oldest first. */
export function lastMonths(now: number, count = 12): string[] {
  const { year, month } = { year: new Date(now).getFullYear(), month: new Date(now).getMonth() };
  return Array.from({ length: count }, (_, index) => monthOf(new Date(year, month - count + 1 + index, 1).getTime()));
}

/** The currencies of these rows, the one that more runs were paid in first. */
export function currenciesOf(rows: readonly MoneyRow[]): Currency[] {
  const runs = new Map<Currency, number>();
  for (const row of rows) runs.set(row.currency, (runs.get(row.currency) ?? 0) + row.runs);
  return [...runs].sort(([, one], [, other]) => other - one).map(([currency]) => currency);
}

const none = (): Spent => ({ runs: 0, known: 0, estimated: 0, unknown: 0 });

export function sumOf(rows: readonly MoneyRow[]): Spent {
  const sum = none();
  for (const row of rows) {
    sum.runs += row.runs;
    sum.known += row.knownMicros;
    sum.estimated += row.estimatedMicros;
    sum.unknown += row.unknownRuns;
  }
  return sum;
}

/** Known and estimated together. */
export const totalOf = ({ known, estimated }: Spent): number => known + estimated;

/** One sum for each month, also for those in which nothing was made. */
export function byMonth(rows: readonly MoneyRow[], currency: Currency, months: readonly string[]): MonthSpent[] {
  return months.map((month) => ({
    month,
    ...sumOf(rows.filter((row) => row.month === month && row.currency === currency)),
  }));
}

/** One sum for each model of a month, the dearest first. */
export function byModel(rows: readonly MoneyRow[], currency: Currency, month: string): ModelSpent[] {
  const found = rows.filter((row) => row.month === month && row.currency === currency);
  const endpoints = [...new Set(found.map((row) => row.endpoint))];
  return endpoints
    .map((endpoint) => ({ endpoint, ...sumOf(found.filter((row) => row.endpoint === endpoint)) }))
    .sort((one, other) => totalOf(other) - totalOf(one) || other.runs - one.runs);
}

/** Which months there are to look at: the last twelve, and older ones that something was spent in, the newest first. */
export function monthsToChoose(rows: readonly MoneyRow[], now: number): string[] {
  return [...new Set([...rows.map((row) => row.month), ...lastMonths(now)])].sort().reverse();
}

/** An amount as a person types it: with a point or a comma, without a sign. `null` is an empty field. */
export function readAmount(text: string, currency: Currency): Money | null | 'bad' {
  const bare = text.replace(/[\s¥$￥]/g, '');
  if (bare === '') return null;
  const digits = /^(\d{1,7})(?:[.,](\d{1,2}))?$|^[.,](\d{1,2})$/.exec(bare);
  if (!digits) return 'bad';
  const [, whole = '0', some, only] = digits;
  return { micros: (Number(whole) * 100 + Number((some ?? only ?? '').padEnd(2, '0'))) * 10_000, currency };
}

/** The amount as it stands in a field, in the writing of the person. */
export function writeAmount(amount: Money | null, format: (value: number) => string): string {
  return amount ? format(amount.micros / 1_000_000) : '';
}

/** Whether the account has less than the person wants to be warned at. Amounts in another currency say nothing. */
export function isLow(balance: Money | null, warnBelow: Money | null): boolean {
  return (
    balance !== null &&
    warnBelow !== null &&
    balance.currency === warnBelow.currency &&
    balance.micros < warnBelow.micros
  );
}
