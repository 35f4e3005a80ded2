/** How a choice is best shown: what can be seen at once, what is a length, what is a list, what has to be searched. */
import type { ChoiceOption, Field, Model } from '$lib/platform/bindings';
import { sentValue, spelled, type Values } from './shown';

export type ChoiceShape = 'segments' | 'line' | 'list' | 'search';

/** As many letters as fit side by side in a narrow form, when all segments are as wide as the widest. */
const MOST_LETTERS = 34;
const MOST_SEGMENTS = 4;
/** Longer lists can be searched. */
const MOST_LISTED = 8;

/** Han characters are twice as wide as letters. */
function width(text: string): number {
  return [...text].reduce((sum, letter) => sum + (/\p{Script=Han}/u.test(letter) ? 2 : 1), 0);
}

/** `labels` are the options as they are read, in their order; `open`: it may be left to the model. */
export function choiceShape(options: readonly ChoiceOption[], labels: readonly string[], open = false): ChoiceShape {
  // Each segment has an edge of its own, about as wide as two letters.
  const widest = Math.max(0, ...labels.map(width)) + 2;
  if (!open && options.length <= MOST_SEGMENTS && widest * options.length <= MOST_LETTERS) return 'segments';
  if (!open && options.length > 3 && rises(options)) return 'line';
  return options.length > MOST_LISTED ? 'search' : 'list';
}

function rises(options: readonly ChoiceOption[]): boolean {
  const numbers = options.map((option) => Number(option.value));
  return numbers.every((number, index) => {
    const before = numbers[index - 1];
    return Number.isFinite(number) && (before === undefined || number > before);
  });
}

/** The options that the rules of the model allow beside the other values, and the one that is chosen. */
export function offeredOptions(model: Model, values: Values, { key, kind }: Field): ChoiceOption[] {
  if (kind.type !== 'choice') return [];
  const chosen = spelled(values[key]);
  const rules = model.rules.flatMap((rule) => {
    if (rule.type !== 'only' || rule.field !== key) return [];
    const holds = Object.entries(rule.when).every(([other, wanted]) =>
      wanted.includes(spelled(sentValue(model, values, other)) ?? '\0'),
    );
    return holds ? [rule.values] : [];
  });
  return kind.options.filter(({ value }) => value === chosen || rules.every((allowed) => allowed.includes(value)));
}
