/** The search finds what people type: names, makers, documented names, Chinese, slips of the finger. */
import { expect, test } from 'vitest';
import { vocabularies } from '$lib/i18n/vocabularies';
import { catalogue } from '$lib/platform/fake/catalogue';
import { familiesOf } from './families';
import { SearchIndex } from './search';

const index = new SearchIndex(catalogue, vocabularies);
const families = familiesOf(catalogue);
const found = (query: string) => familiesOf(index.find(query)).map(({ id }) => id);

test('every family is found by its name, before the others', () => {
  const lost = families.filter(({ id, name }) => !found(name).slice(0, 3).includes(id));
  expect(lost.map(({ name }) => name)).toEqual([]);
});

test('every family is found by each of its further words', () => {
  const lost = families.flatMap(({ id, keywords }) => keywords.filter((word) => !found(word).includes(id)));
  expect(lost).toEqual([]);
});

test('every documented name leads to its model', () => {
  const lost = catalogue.flatMap((model) => model.listedAs.filter((name) => !index.find(name).includes(model)));
  expect(lost).toEqual([]);
});

test('a slip of the finger finds the same', () => {
  for (const [typed, id] of [
    ['kilng 3.0', 'kling-3.0'],
    ['kling3', 'kling-3.0'],
    ['veo31', 'veo-3.1'],
    ['veo3.1', 'veo-3.1'],
    ['wan2.7', 'wan-2.7'],
    ['hailou 02', 'hailuo-02'],
    ['nanobanana', 'nano-banana-pro'],
    ['banana pro', 'nano-banana-pro'],
    ['可灵3.0', 'kling-3.0'],
  ] as const) {
    expect(found(typed), typed).toContain(id);
  }
});

test('a task is found in both languages, together with a name', () => {
  expect(found('lip-sync')).toContain('kling-avatar');
  expect(found('对口型')).toContain('kling-avatar');
  const [first] = index.find('kling 3.0 pro motion');
  expect(first?.endpoint).toBe('kling-v3.0-pro/motion-control');
  expect(index.find('veo 3.1 fast extend')[0]?.task).toBe('video-extend');
});

test('no words find all, and nonsense finds nothing', () => {
  expect(index.find('  ')).toHaveLength(catalogue.length);
  expect(index.find('qqqqqqqq')).toEqual([]);
});

test('a letter is answered within a frame', () => {
  const letters = 'kling 3.0 pro image to video';
  const began = performance.now();
  for (let at = 1; at <= letters.length; at += 1) index.find(letters.slice(0, at));
  const each = (performance.now() - began) / letters.length;
  // A frame is 16 ms; test machines are slow and busy.
  expect(each).toBeLessThan(16);
});
