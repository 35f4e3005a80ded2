/** Sums and counts in words. */
import type { Sum } from '$lib/catalogue/sums';
import type { I18n } from './i18n.svelte';

type Speech = Pick<I18n, 'words' | 'format'>;
export type Counted = { one: (count: string) => string; other: (count: string) => string };

/** A sentence in which something is counted. */
export function counted({ format }: Pick<Speech, 'format'>, words: Counted, count: number): string {
  return (format.plural(count) === 'one' ? words.one : words.other)(format.number(count));
}

/** `about $1.20`, `from $1.20` where only a part of it is known, or that it is not known. */
export function sumSentence({ words, format }: Speech, { known, unknown, floor }: Sum): string {
  if (!known) return words.again.notKnown;
  const amount = format.money(known);
  return unknown > 0 || floor ? words.again.partlyKnown(amount) : words.make.buttonPrice(amount);
}
