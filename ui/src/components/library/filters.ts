/** The words of a filter: what each chosen part is called, and how it is taken away. Pure. */
import type { I18n } from '$lib/i18n/i18n.svelte';
import type { CostBand, Currency, LibraryFilter, LibraryState, MediaKind } from '$lib/platform/bindings';

export const STATES: readonly LibraryState[] = ['making', 'done', 'failed', 'unclear'];
export const KINDS: readonly MediaKind[] = ['video', 'image', 'audio', 'model3d', 'text'];

/** Borders between cheap and dear, in the currency that a site bills in. */
const BORDERS: Record<Currency, readonly number[]> = {
  USD: [100_000, 500_000, 2_000_000],
  CNY: [500_000, 2_000_000, 10_000_000],
};

/** The bands of real costs, each up to just below the next. */
export function costBands(currency: Currency): CostBand[] {
  const borders = BORDERS[currency];
  const below = (at: number) => (borders[at] ?? 0) - 1;
  return [
    { currency, fromMicros: null, toMicros: below(0) },
    ...borders.slice(0, -1).map((from, at) => ({ currency, fromMicros: from, toMicros: below(at + 1) })),
    { currency, fromMicros: borders.at(-1) ?? null, toMicros: null },
  ];
}

type Speech = Pick<I18n, 'words' | 'format'>;

export function bandInWords({ words, format }: Speech, { currency, fromMicros, toMicros }: CostBand): string {
  const say = words.library.filter;
  const amount = (micros: number) => format.money({ micros, currency });
  if (fromMicros === null) return say.below(amount((toMicros ?? 0) + 1));
  return toMicros === null ? say.above(amount(fromMicros)) : say.between(amount(fromMicros), amount(toMicros + 1));
}

export type Part = { key: string; label: string; without: Partial<LibraryFilter> };

/** What is chosen besides the quick chips and the collection, which has a place of its own: one part each. */
export function partsOf(speech: Speech, filter: LibraryFilter, family: (id: string) => string): Part[] {
  const { words, format } = speech;
  const say = words.library.filter;
  const parts: Part[] = [];
  const add = (key: string, label: string, without: Partial<LibraryFilter>) => parts.push({ key, label, without });
  const { families, tasks, tags } = filter;
  for (const id of families) add(`family-${id}`, family(id), { families: families.filter((other) => other !== id) });
  for (const task of tasks)
    add(`task-${task}`, words.make.tasks[task], { tasks: tasks.filter((other) => other !== task) });
  for (const tag of tags) add(`tag-${tag}`, tag, { tags: tags.filter((other) => other !== tag) });
  if (filter.month !== null) add('month', format.month(filter.month), { month: null });
  if (filter.costs !== null) add('costs', bandInWords(speech, filter.costs), { costs: null });
  if (filter.practice !== null) {
    add('practice', filter.practice ? say.onlyPractice : say.noPractice, { practice: null });
  }
  if (filter.group !== null) add('group', say.group, { group: null });
  return parts;
}
