/** What a form holds, and what is carried from one model to the next. */
import { expect, test } from 'vitest';
import { catalogue } from '$lib/platform/fake/catalogue';
import type { FieldKind, Model } from '$lib/platform/bindings';
import { GROK_EXTEND, SKYREELS, WAN_EXTEND } from '../../testing';
import { choiceShape } from './choices';
import { fitsField, freshValues, lengthOf, optionsWithPrices, priceKey, withValue } from './values';

function model(endpoint: string): Model {
  const found = catalogue.find((candidate) => candidate.endpoint === endpoint);
  if (!found) throw new Error(endpoint);
  return found;
}

test('a fresh form holds the defaults and nothing else', () => {
  expect(freshValues(model(GROK_EXTEND))).toEqual({ duration: '6' });
  expect(freshValues(model(SKYREELS))).toEqual({ duration: 5 });
  expect(freshValues(model(WAN_EXTEND))).toEqual({ duration: '5', resolution: '1080P', promptExtend: true });
});

test('unset is not empty: a value that is taken away is gone', () => {
  expect(withValue({ a: 1, b: 'x' }, 'a', undefined)).toEqual({ b: 'x' });
  expect(withValue({ a: 1 }, 'b', '')).toEqual({ a: 1, b: '' });
});

test('a value fits a field of its kind within its limits', () => {
  const text: FieldKind = {
    type: 'text',
    minLength: null,
    maxLength: null,
    long: true,
    default: null,
    pattern: null,
    many: null,
    suggestions: [],
  };
  const number: FieldKind = { type: 'number', min: 5, max: 30, step: 1, default: 5, seed: false };
  const option = { value: '6', label: { en: '6 seconds', zh: '6 秒' } };
  const choice: FieldKind = { type: 'choice', options: [option], default: '6', many: null };
  const media: FieldKind = {
    type: 'media',
    media: 'audio',
    maxBytes: 1,
    formats: ['mp3'],
    many: null,
    minSeconds: null,
    maxSeconds: null,
    minSide: null,
    maxSide: null,
    maxRatio: null,
    madeByFamily: null,
  };
  expect(fitsField(text, 'words')).toBe(true);
  expect(fitsField(text, 5)).toBe(false);
  expect(fitsField(number, 30)).toBe(true);
  expect(fitsField(number, 31)).toBe(false);
  expect(fitsField(number, '10')).toBe(false);
  expect(fitsField(choice, '6')).toBe(true);
  expect(fitsField(choice, '10')).toBe(false);
  expect(fitsField({ type: 'switch', default: true, asText: false }, false)).toBe(true);
  expect(fitsField({ type: 'switch', default: true, asText: false }, 'false')).toBe(false);
  expect(fitsField(media, { media: 'id' })).toBe(true);
  expect(fitsField(media, 'id')).toBe(false);
});

test('only options whose price differs show one, and only where they are few', () => {
  expect(optionsWithPrices(model(GROK_EXTEND))).toEqual([
    ['duration', '6'],
    ['duration', '10'],
  ]);
  expect(optionsWithPrices(model(WAN_EXTEND)).map(([key]) => key)).toEqual(['resolution', 'resolution']);
  expect(optionsWithPrices(model(SKYREELS))).toEqual([]);
});

test('the price is asked for anew when a value changes, not for every letter of a prompt', () => {
  const grok = model(GROK_EXTEND);
  const key = (values: Parameters<typeof priceKey>[1]) => priceKey(grok, values);
  expect(key({ prompt: 'one' })).toBe(key({ prompt: 'another' }));
  expect(key({ prompt: ' ' })).toBe(key({}));
  expect(key({ prompt: 'one' })).not.toBe(key({}));
  expect(key({ duration: '6' })).not.toBe(key({ duration: '10' }));
});

test('characters are counted as people see them', () => {
  expect(lengthOf('a界🌅')).toBe(3);
});

test('a choice is shown side by side, as a line or as a list', () => {
  const options = (...values: string[]) => values.map((value) => ({ value, label: { en: value, zh: value } }));
  const shape = (values: string[], open = false) => choiceShape(options(...values), values, open);
  expect(shape(['720p'])).toBe('segments');
  expect(shape(['720p', '1080p'])).toBe('segments');
  expect(shape(['2', '3', '4', '5', '6'])).toBe('line');
  expect(shape(['16', '9', '4', '3', '2'])).toBe('list');
  // Words that are too long to stand side by side, and Han characters, which are wide.
  expect(shape(['Keep what is there', 'Make something new'])).toBe('list');
  expect(shape(['保留原有的声音轨道', '生成全新的声音'])).toBe('list');
  // What may be left to the model needs a place to say so.
  expect(shape(['720p', '1080p'], true)).toBe('list');
  expect(shape([...'abcdefghi'])).toBe('search');
});
