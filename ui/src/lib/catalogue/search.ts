/**
 * Search over the models by everything that people call them: name, maker, task, quality, documented name, in both
 * languages at once. The matching is uFuzzy's; here is only what it matches against, and what counts more.
 */
import UFuzzy from '@leeoniya/ufuzzy';
import type { Model, Task } from '$lib/platform/bindings';

/** Words for tasks and channels in every language. */
export type Vocabulary = {
  tasks: Record<Task, string>;
  channels: Record<NonNullable<Model['channel']>, string>;
};

/** Letters of all scripts, and one wrong, missing or swapped letter in a word. */
const fuzzy = new UFuzzy({
  unicode: true,
  interSplit: "[^\\p{L}\\d']+",
  intraSplit: '\\p{Ll}\\p{Lu}',
  interBound: '[^\\p{L}\\d]',
  intraBound: '\\p{L}\\d|\\d\\p{L}|\\p{Ll}\\p{Lu}',
  intraChars: "[\\p{L}\\d']",
  intraContr: "'\\p{L}{1,2}\\b",
  intraMode: 1,
});

/** `veo3` is written as often as `Veo 3`. */
function spread(text: string): string {
  return text.replaceAll(/(\p{L})(\d)|(\d)(\p{L})/gu, '$1$3 $2$4');
}

/** `31` for `3.1`, as lazy fingers type it. */
function compact(name: string): string {
  return name.replaceAll(/(\d)[.-](?=\d)/g, '$1');
}

export class SearchIndex {
  readonly #names: string[];
  readonly #everything: string[];

  constructor(
    private readonly models: readonly Model[],
    vocabularies: readonly Vocabulary[],
  ) {
    this.#names = models.map(({ familyName, name }) => {
      const names = familyName === name ? [name] : [familyName, name];
      // Some leave the spaces out.
      return spread([...names, compact(name), familyName.replaceAll(' ', '')].join(' '));
    });
    this.#everything = models.map((model, at) => {
      const { maker, keywords, tier, listedAs, task, channel } = model;
      const words = vocabularies.flatMap(({ tasks, channels }) => [tasks[task], channel ? channels[channel] : '']);
      const tiers = tier ? Object.values(tier.label) : [];
      return spread([this.#names[at], maker, ...keywords, ...tiers, ...words, task, ...listedAs].join(' · '));
    });
  }

  /** The models that all the words fit, in whatever order: by name before by anything else. Without words: all. */
  find(query: string): readonly Model[] {
    const words = wordsOf(query);
    if (words.length === 0) return this.models;
    const byName = matches(this.#names, words);
    const others = matches(this.#everything, words).filter((at) => !byName.includes(at));
    // The very name, then exactly what was typed, before what only comes near.
    const said = words.join(' ');
    const exact = (at: number) => {
      if (spread(this.models[at]?.familyName ?? '').toLowerCase() === said) return 0;
      return this.#names[at]?.toLowerCase().includes(said) ? 1 : 2;
    };
    const ranked = byName.toSorted((one, other) => exact(one) - exact(other) || one - other);
    return [...ranked, ...others].flatMap((at) => this.models[at] ?? []);
  }
}

/** Names are also written with strokes and slashes; a point belongs to a number. */
function wordsOf(query: string): string[] {
  return spread(query.toLowerCase())
    .split(/[^\p{L}\p{N}.']+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
}

/**
 * The places where each word is found. One word after the other, each among what is left: a pattern of many words at
 * once would go back and forth for minutes over a long name.
 */
function matches(haystack: string[], words: readonly string[]): number[] {
  let places: number[] | null = null;
  for (const word of words) {
    places = fuzzy.filter(haystack, word, places ?? undefined);
    if (!places || places.length === 0) return [];
  }
  return places ?? [];
}
