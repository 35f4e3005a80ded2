/**
 * The languages of the window. A new one is a folder beside `en` with a pack in its `index.ts`, and its line here; nothing else
 * in the user interface knows which languages there are, and a test keeps it so.
 */
import type { Language } from '$lib/platform/bindings';
import { english } from './en';
import type { Pack } from './pack';
import { chinese } from './zh';

/** Total: a language without a pack does not compile. */
export const LANGUAGES: Record<Language, Pack> = {
  en: english,
  zh: chinese,
};

export const LANGUAGE_CODES = Object.keys(LANGUAGES) as Language[];

/** The first wish that there are words for, and English where there is none. */
export function languageOf(preferred: readonly string[]): Language {
  const wishes = preferred.map((tag) => tag.split('-')[0]?.toLowerCase());
  const found = wishes.map((wish) => LANGUAGE_CODES.find((code) => code === wish)).find((code) => code !== undefined);
  return found ?? 'en';
}
