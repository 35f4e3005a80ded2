/** What was spent adds up, and nothing that is unknown is taken for free. */
import { expect, test } from 'vitest';
import type { MoneyRow } from '$lib/platform/bindings';
import { byModel, byMonth, currenciesOf, isLow, lastMonths, monthsToChoose, readAmount, sumOf, totalOf } from './table';

const row = (month: string, more: Partial<MoneyRow> = {}): MoneyRow => ({
  month,
  endpoint: 'maker/model',
  family: 'model',
  currency: 'USD',
  runs: 1,
  knownMicros: 500_000,
  estimatedMicros: 0,
  unknownRuns: 0,
  ...more,
});

const NOVEMBER = new Date(2026, 10, 20, 12).getTime();

test('twelve months end with this one, also over the turn of the year', () => {
  const months = lastMonths(NOVEMBER);
  expect([months.length, months[0], months[10], months[11]]).toEqual([12, '2025-12', '2026-10', '2026-11']);
  // Of a month with 31 days, no month is left out.
  expect(lastMonths(new Date(2026, 2, 31).getTime(), 3)).toEqual(['2026-01', '2026-02', '2026-03']);
});

test('months, models and currencies are added up apart', () => {
  const rows = [
    row('2026-11', { runs: 2, unknownRuns: 1 }),
    row('2026-11', { endpoint: 'maker/other', knownMicros: 900_000, estimatedMicros: 300_000 }),
    row('2026-11', { currency: 'CNY', knownMicros: 7_000_000 }),
    row('2026-10'),
  ];
  expect(currenciesOf(rows)).toEqual(['USD', 'CNY']);
  const [october, november] = byMonth(rows, 'USD', ['2026-10', '2026-11']);
  expect(october).toEqual({ month: '2026-10', runs: 1, known: 500_000, estimated: 0, unknown: 0 });
  expect(november).toEqual({ month: '2026-11', runs: 3, known: 1_400_000, estimated: 300_000, unknown: 1 });
  expect(byModel(rows, 'USD', '2026-11').map(({ endpoint }) => endpoint)).toEqual(['maker/other', 'maker/model']);
  expect(totalOf(sumOf(rows.filter(({ currency }) => currency === 'CNY')))).toBe(7_000_000);
});

test('a month of long ago can be chosen too', () => {
  const months = monthsToChoose([row('2024-02'), row('2026-11')], NOVEMBER);
  expect([months[0], months.length, months.at(-1)]).toEqual(['2026-11', 13, '2024-02']);
});

test('an amount is read as people type it', () => {
  const read = (text: string) => readAmount(text, 'USD');
  for (const [text, micros] of [
    ['5', 5_000_000],
    ['12.50', 12_500_000],
    ['12,5', 12_500_000],
    [' $ 0.05 ', 50_000],
    ['.5', 500_000],
    ['0', 0],
  ] as const) {
    expect(read(text), text).toEqual({ micros, currency: 'USD' });
  }
  expect(read('')).toBeNull();
  expect(read('  ')).toBeNull();
  for (const text of ['-5', 'five', '1.234', '1,000.00', '5%', '1e3', '99999999', '.', '५']) {
    expect(read(text), text).toBe('bad');
  }
});

test('a balance is low below the line and in the same currency', () => {
  const dollars = (micros: number) => ({ micros, currency: 'USD' }) as const;
  expect(isLow(dollars(4), dollars(5))).toBe(true);
  expect(isLow(dollars(5), dollars(5))).toBe(false);
  expect(isLow({ micros: 4, currency: 'CNY' }, dollars(5))).toBe(false);
  expect(isLow(null, dollars(5))).toBe(false);
  expect(isLow(dollars(4), null)).toBe(false);
});
