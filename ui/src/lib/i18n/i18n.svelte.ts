/** The language of the window: its words, its way to write numbers, and the catalogue's texts in it. */
import type { Language, LocalText } from '$lib/platform/bindings';
import { createFormat, localeOf } from './format';
import { LANGUAGES } from './languages';

export class I18n {
  language: Language = $state() as Language;
  readonly #pack = $derived(LANGUAGES[this.language]);
  readonly words = $derived(this.#pack.words);
  readonly format = $derived.by(() => createFormat(localeOf(this.#pack.locale, this.preferred)));
  readonly tag = $derived(this.#pack.tag);

  constructor(
    language: Language,
    private readonly preferred: readonly string[] = navigator.languages,
  ) {
    this.language = language;
  }

  /** A text of the catalogue, in this language or the one that stands in for it. */
  local(text: LocalText): string {
    return text[this.#pack.catalogue];
  }
}
