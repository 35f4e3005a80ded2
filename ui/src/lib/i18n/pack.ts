/** What makes a language of the window: its words, and how it is named, written and counted. */
import type { LocalText } from '$lib/platform/bindings';
import type { Words } from './en';

export type Pack = {
  words: Words;
  /** What it calls itself, so that those who need it find it in a list of any other language. */
  name: string;
  /** For screen readers and for the choice of glyphs, which differ between Chinese and Japanese. */
  tag: string;
  /** How dates, numbers and money are written where the system names no region of this language. */
  locale: string;
  /** Which of the catalogue's languages its models are described in. */
  catalogue: keyof LocalText;
};
