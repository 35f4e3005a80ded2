/** A sum in words, for where it is heard or stands alone: `$12.40, $3.00 of it estimated, unknown for 2 runs`. */
import type { I18n } from '$lib/i18n/i18n.svelte';
import { totalOf, type Spent } from '$lib/money/table';
import type { Currency } from '$lib/platform/bindings';

type Speech = Pick<I18n, 'words' | 'format'>;
type Counted = { one: (count: string) => string; other: (count: string) => string };

/** With the right form for the number. */
export function counted({ format }: Pick<Speech, 'format'>, words: Counted, count: number): string {
  return (format.plural(count) === 'one' ? words.one : words.other)(format.number(count));
}

/** What is not certain about a sum; empty where all of it is known. */
export function doubts(speech: Speech, spent: Spent, currency: Currency): string[] {
  const { money } = speech.words;
  return [
    ...(spent.estimated > 0 ? [money.estimated(speech.format.money({ micros: spent.estimated, currency }))] : []),
    ...(spent.unknown > 0 ? [counted(speech, money.unknown, spent.unknown)] : []),
  ];
}

export function spokenSum(speech: Speech, spent: Spent, currency: Currency): string {
  const { money } = speech.words;
  if (spent.runs === 0) return money.noneSpoken;
  const sum = speech.format.money({ micros: totalOf(spent), currency });
  return speech.format.listed([sum, ...doubts(speech, spent, currency)]);
}
