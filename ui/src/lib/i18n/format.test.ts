/** Numbers, money and times in both languages. */
import { expect, test } from 'vitest';
import { clock, createFormat, localeOf, timecode } from './format';

const en = createFormat('en-US');
const zh = createFormat('zh-CN');

test('money has its sign, two decimals, and more where two would say nothing', () => {
  expect(en.money({ micros: 1_890_000, currency: 'CNY' })).toBe('¥1.89');
  expect(zh.money({ micros: 1_890_000, currency: 'CNY' })).toBe('¥1.89');
  expect(en.money({ micros: 41_200_000, currency: 'USD' })).toBe('$41.20');
  expect(en.money({ micros: 1_234_500_000, currency: 'USD' })).toBe('$1,234.50');
  expect(en.money({ micros: 2_700, currency: 'USD' })).toBe('$0.0027');
  expect(en.money({ micros: 0, currency: 'USD' })).toBe('$0.00');
});

test('sizes count as the limits of the models do', () => {
  expect(en.bytes(104_857_600)).toBe('100 MB');
  expect(en.bytes(6_710_886)).toBe('6.4 MB');
  expect(en.bytes(52_000)).toBe('50.8 kB');
  expect(en.bytes(3_221_225_472)).toBe('3 GB');
  expect(en.bytes(259)).toBe('259 bytes');
  expect(zh.bytes(259)).toBe('259 字节');
});

test('lengths have a decimal only where it says something', () => {
  expect(en.seconds(8_000)).toBe('8');
  expect(en.seconds(8_500)).toBe('8.5');
  expect(en.seconds(8_040)).toBe('8');
});

test('days are near or named', () => {
  const now = new Date(2026, 10, 20, 15, 0).getTime();
  expect(en.day(now - 3_600_000, now)).toBe('today');
  expect(zh.day(now - 3_600_000, now)).toBe('今天');
  expect(en.day(new Date(2026, 10, 19, 23, 59).getTime(), now)).toBe('yesterday');
  expect(en.day(new Date(2026, 10, 12).getTime(), now)).toBe('Nov 12');
  expect(en.day(new Date(2025, 10, 12).getTime(), now)).toBe('Nov 12, 2025');
  expect(en.timeOfDay(now)).toBe('15:00');
});

test('lists read as sentences', () => {
  expect(en.anyOf(['MP4', 'MOV', 'WEBM'])).toBe('MP4, MOV, or WEBM');
  expect(zh.anyOf(['MP4', 'MOV'])).toBe('MP4或MOV');
});

test('the region is the person’s, within the language of the window', () => {
  expect(localeOf('en-US', ['zh-CN', 'en-GB'])).toBe('en-GB');
  expect(localeOf('zh-CN', ['en-GB'])).toBe('zh-CN');
  expect(localeOf('zh-CN', ['zh-SG'])).toBe('zh-SG');
  // The same language in another script would mix with the words of the window.
  expect(localeOf('zh-CN', ['zh-TW'])).toBe('zh-CN');
  // A system without locales calls its language so.
  expect(localeOf('en-US', ['C'])).toBe('en-US');
  const british = createFormat(localeOf('en-US', ['en-GB']));
  const now = new Date(2026, 10, 20, 15, 0).getTime();
  expect(british.day(new Date(2026, 10, 12).getTime(), now)).toBe('12 Nov');
  expect(british.month('2026-11')).toBe('November 2026');
  expect(british.monthShort('2026-09')).toBe('Sept');
  expect(british.listDay('2026-04-29')).toBe('29 Apr 2026');
  expect(british.listDay('2026-06')).toBe('June 2026');
});

test('the clock counts minutes and the timecode counts frames', () => {
  expect(clock(8.9)).toBe('0:08');
  expect(clock(75)).toBe('1:15');
  expect(clock(Number.NaN)).toBe('0:00');
  expect(timecode(9.5, 24)).toBe('0:09.12');
  expect(timecode(1, 24)).toBe('0:01.00');
  expect(timecode(1 / 24, 24)).toBe('0:00.01');
  expect(timecode(61, 29.97)).toBe('1:00.28');
});
