/** The language of the window: its words, its way to write numbers, and the catalogue's texts in it. */
import type { Language, LocalText } from '$lib/platform/bindings';
import { en, type Words } from './en';
import { createFormat, localeOf } from './format';
import { zh } from './zh';

/** Total: a language without words does not compile. */
const WORDS: Record<Language, Words> = { en, zh };

/** For screen readers and for the choice of glyphs, which differ between Chinese and Japanese. */
const TAGS: Record<Language, string> = { en: 'en', zh: 'zh-Hans' };

export class I18n {
  language: Language = $state('en');
  readonly words = $derived(WORDS[this.language]);
  readonly format = $derived.by(() => createFormat(localeOf(this.language, this.preferred)));
  readonly tag = $derived(TAGS[this.language]);

  constructor(
    language: Language,
    private readonly preferred: readonly string[] = navigator.languages,
  ) {
    this.language = language;
  }

  /** A text of the catalogue in this language. */
  local(text: LocalText): string {
    return text[this.language];
  }
}
