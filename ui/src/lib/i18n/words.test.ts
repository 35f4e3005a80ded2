/** All languages are complete and keep to themselves, also where the system speaks for the window; every failure has its button. */
import { expect, test } from 'vitest';
import { catalogue } from '$lib/platform/fake/catalogue';
import type { LocalText } from '$lib/platform/bindings';
import { en } from './en';
import { LANGUAGES } from './languages';
import { REMEDY_OF_ERROR, REMEDY_OF_FAILURE } from './remedies';
import { zh } from './zh';

const HAN = /\p{Script=Han}/u;
/** Names and signs that are the same in every language. */
const SHARED = /^[\s\d\W]*$|^(RunningHub|Afterframe|ffmpeg)[\s\d]*$|^\/|[×≈·–/]/;

type Speaker = (...given: unknown[]) => unknown;

/** What a function says about things that belong to no language: a problem, a list, or plain words. */
function spoken(speak: Speaker, path: string): string {
  if (path.includes('.problems.')) {
    const is = path.includes('wrong-media') ? 'image' : path.includes('format') ? 'gif' : 9;
    return String(speak({ min: 1, max: 2, is, step: 2, needs: 'video', accepts: [] }, '1', '2', '3'));
  }
  try {
    return String(speak('1', '2', '3'));
  } catch {
    return String(speak(['1', '2']));
  }
}

/** Every text with its place. */
function texts(value: unknown, path: string): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') return [[path, spoken(value as Speaker, path)]];
  return Object.entries(value as Record<string, unknown>).flatMap(([key, inner]) => texts(inner, `${path}.${key}`));
}

/** What the shell says in place of the window: menus, messages, questions, names of files. */
const systems = import.meta.glob('./*/system.json', { eager: true, import: 'default' });
const system = (code: string) => texts(systems[`./${code}/system.json`], `${code}.system`);

test('English has no Chinese in it', () => {
  expect([...texts(en, 'en'), ...system('en')].filter(([, text]) => HAN.test(text))).toEqual([]);
});

test('Chinese is Chinese', () => {
  const all = [...texts(zh, 'zh'), ...system('zh')];
  expect(all.filter(([, text]) => !HAN.test(text) && !SHARED.test(text))).toEqual([]);
});

/** Each sentence of the system once, whatever its forms, with what is put into it. */
function sentencesOfTheSystem(code: string): Record<string, string[]> {
  const named = system(code).map(([path, text]): [string, string[]] => [
    path.replace(`${code}.system`, '').replace(/\.(zero|one|two|few|many|other)$/, ''),
    (text.match(/\{\w*\}/g) ?? []).sort(),
  ]);
  return Object.fromEntries(named);
}

test.each(Object.keys(LANGUAGES))('the system says in %s what it says in English', (code) => {
  expect(sentencesOfTheSystem(code)).toEqual(sentencesOfTheSystem('en'));
});

test.each(Object.entries(LANGUAGES))('what the system counts in %s has the forms of that language', (code, pack) => {
  const rules = new Intl.PluralRules(pack.locale);
  const forms = [...new Set(Array.from({ length: 200 }, (_, count) => rules.select(count)))].sort();
  const counting = system(code).filter(([, text]) => text.includes('{count}'));
  const counted = new Set(counting.map(([path]) => path.replace(/\.\w+$/, '')));
  expect(counted.size).toBe(4);
  for (const path of counted) {
    const given = counting.filter(([place]) => place.startsWith(`${path}.`));
    expect(given.map(([place]) => place.slice(path.length + 1)).sort(), path).toEqual(forms);
  }
});

test.each(Object.entries(LANGUAGES))('%s has the same keys as English', (_, { words }) => {
  const keys = (all: unknown) => texts(all, '').map(([path]) => path);
  expect(keys(words)).toEqual(keys(en));
});

test.each(Object.entries(LANGUAGES))('no text of %s is empty', (code, { words }) => {
  expect([...texts(words, ''), ...system(code)].filter(([, text]) => text.trim() === '')).toEqual([]);
});

test('every failure has a sentence, a word on the money, and a button', () => {
  for (const { errors } of Object.values(LANGUAGES).map(({ words }) => words)) {
    for (const sentence of [
      ...Object.values(errors.codes),
      ...Object.values(errors.failures),
      ...Object.values(errors.charged),
    ]) {
      expect(sentence).toMatch(/[.。？?]$/);
    }
    for (const remedy of [...Object.values(REMEDY_OF_ERROR), ...Object.values(REMEDY_OF_FAILURE)]) {
      expect(errors.remedies[remedy]).not.toBe('');
    }
  }
});

test('every failure leads to the one step that helps, and what is paid is asked for again before it is made again', () => {
  expect(REMEDY_OF_FAILURE).toEqual({
    key: 'open-settings',
    'key-kind': 'get-key',
    credit: 'add-credit',
    content: 'change-and-make',
    'real-people': 'change-and-make',
    input: 'change-and-make',
    'file-too-large': 'choose-clip',
    'file-unreadable': 'choose-clip',
    'file-gone': 'choose-clip',
    'no-such-model': 'change-and-make',
    'task-gone': 'watch-again',
    'timed-out': 'make-again',
    generation: 'make-again',
    server: 'make-again',
    'no-result': 'watch-again',
    'bad-result': 'watch-again',
    other: 'make-again',
  });
});

test('no text shouts or shows a code name', () => {
  // The names of environment variables are for those who set them.
  const loud = [...texts(en, 'en'), ...system('en')].filter(([, text]) =>
    /!|rhart|endpoint|payload|\bpoll|JSON|API/.test(text.replace(/RH_API_[A-Z_]+/, '')),
  );
  expect(loud).toEqual([]);
});

test('the catalogue speaks both languages', () => {
  const local = catalogue
    .flatMap((model) => [model.goodAt, model.gives, ...model.fields.map((field) => field.label)])
    .filter((text) => text !== null);
  expect(local.length).toBeGreaterThan(20);
  /** A name that stands for itself, such as LoRA or CFG. */
  const isName = ({ en: english, zh: chinese }: LocalText) => chinese === english && english.length <= 12;
  expect(local.filter((text) => HAN.test(text.en) || (!HAN.test(text.zh) && !isName(text)))).toEqual([]);
});
