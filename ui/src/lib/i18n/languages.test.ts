/** A language is a folder and a line: what CONTRIBUTING promises to whoever adds one. */
import { expect, test } from 'vitest';
import { LANGUAGE_CODES, languageOf, LANGUAGES } from './languages';

const folders = import.meta.glob('./*/index.ts');
const sources = import.meta.glob<string>(
  [
    '../../**/*.{ts,svelte}',
    '!../../**/*.test.ts',
    '!../../testing/**',
    '!../platform/bindings.ts',
    '!../platform/fake/**',
    '!./*/*.ts',
    '!./languages.ts',
  ],
  { eager: true, query: '?raw', import: 'default' },
);

test('every folder of words is a language that can be chosen', () => {
  const names = Object.keys(folders).map((path) => path.split('/')[1]);
  expect(names.sort()).toEqual([...LANGUAGE_CODES].sort());
});

test('nothing else knows which languages there are', () => {
  expect(Object.keys(sources).length).toBeGreaterThan(100);
  const naming = new RegExp(`['"\`](${LANGUAGE_CODES.join('|')})['"\`]`);
  // The pack of a language says itself in which language of the catalogue it describes models.
  const found = Object.entries(sources).filter(([, source]) => naming.test(source));
  expect(found.map(([path]) => path)).toEqual([]);
});

test.each(Object.entries(LANGUAGES))('%s names itself and is written by rules that the system knows', (code, pack) => {
  expect(pack.name).not.toBe('');
  expect(Intl.getCanonicalLocales([pack.tag, pack.locale])).toEqual([pack.tag, pack.locale]);
  expect(Intl.DateTimeFormat.supportedLocalesOf(pack.locale)).toEqual([pack.locale]);
  expect(pack.tag.split('-')[0]).toBe(code);
});

test('without settings the system is asked for a language', () => {
  expect(languageOf(['de-DE', 'zh-CN', 'en-US'])).toBe('zh');
  expect(languageOf(['en-GB'])).toBe('en');
  expect(languageOf(['C'])).toBe('en');
});
