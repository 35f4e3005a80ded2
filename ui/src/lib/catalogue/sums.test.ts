/** Sums say what they do not know, and a limit is asked about whenever it may be passed. */
import { expect, test } from 'vitest';
import type { Money, Price } from '$lib/platform/bindings';
import { concernsOf, isWhole, sumOf } from './sums';

const yuan = (amount: number): Money => ({ micros: amount * 1_000_000, currency: 'CNY' });
const dollars = (amount: number): Money => ({ micros: amount * 1_000_000, currency: 'USD' });
const quote = (amount: Money): Price => ({ from: 'quote', amount });
const list = (amount: Money, atLeast = false): Price => ({ from: 'list', amount, asOf: '2026-11-01', atLeast });
const UNKNOWN: Price = { from: 'unknown' };
const RATE: Price = { from: 'rate', amount: yuan(1), per: 'second', every: 1, asOf: '2026-11-01', atLeast: false };

test('known prices add up in whole millionths', () => {
  expect(sumOf([quote(yuan(0.1)), list(yuan(0.2))])).toEqual({ known: yuan(0.3), unknown: 0, floor: false });
});

test('what is unknown, by the second, or in another currency is counted and never taken for nothing', () => {
  const sum = sumOf([UNKNOWN, quote(yuan(2)), RATE, quote(dollars(1))]);
  expect(sum).toEqual({ known: yuan(2), unknown: 3, floor: false });
  expect(isWhole(sum)).toBe(false);
  expect(sumOf([UNKNOWN])).toEqual({ known: null, unknown: 1, floor: false });
});

test('a price that only begins somewhere makes a sum that does', () => {
  expect(isWhole(sumOf([list(yuan(2), true)]))).toBe(false);
});

const asked = (limits: { press?: Money; month?: Money }, prices: Price[], spent: Money | null = null) =>
  concernsOf({ askAbove: limits.press ?? null, askAboveInAMonth: limits.month ?? null }, sumOf(prices), spent).map(
    ({ of, why }) => `${of} ${why}`,
  );

test('without a limit nothing is asked, whatever it costs', () => {
  expect(asked({}, [quote(yuan(900)), UNKNOWN])).toEqual([]);
});

test('a press is asked about above its limit and not at it', () => {
  expect(asked({ press: yuan(2) }, [quote(yuan(2))])).toEqual([]);
  expect(asked({ press: yuan(2) }, [quote(yuan(2)), quote(yuan(0.01))])).toEqual(['press above']);
});

test('a price that is not known, or not in the currency of the limit, is asked about', () => {
  expect(asked({ press: yuan(2) }, [UNKNOWN])).toEqual(['press unsure']);
  expect(asked({ press: yuan(2) }, [RATE])).toEqual(['press unsure']);
  expect(asked({ press: yuan(2) }, [list(yuan(1), true)])).toEqual(['press unsure']);
  expect(asked({ press: yuan(2) }, [quote(dollars(1))])).toEqual(['press unsure']);
  expect(asked({ press: yuan(2) }, [quote(yuan(3)), UNKNOWN])).toEqual(['press above']);
});

test('a month counts what it had cost before', () => {
  expect(asked({ month: yuan(10) }, [quote(yuan(3))], yuan(7))).toEqual([]);
  expect(asked({ month: yuan(10) }, [quote(yuan(3))], yuan(8))).toEqual(['month above']);
  expect(asked({ month: yuan(10) }, [UNKNOWN], yuan(11))).toEqual(['month above']);
  expect(asked({ month: yuan(10) }, [quote(yuan(3))], null)).toEqual(['month unsure']);
});

test('both limits may have something to say', () => {
  expect(asked({ press: yuan(1), month: yuan(10) }, [quote(yuan(3))], yuan(8))).toEqual(['press above', 'month above']);
});
