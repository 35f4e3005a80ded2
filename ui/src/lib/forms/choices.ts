/** How a choice is best shown: what can be seen at once, what is a length, what is a list. */
import type { ChoiceOption } from '$lib/platform/bindings';

export type ChoiceShape = 'segments' | 'line' | 'list';

/** As many as fit side by side in a narrow form. */
const MOST_SEGMENTS = 3;

export function choiceShape(options: readonly ChoiceOption[]): ChoiceShape {
  if (options.length <= MOST_SEGMENTS) return 'segments';
  const numbers = options.map((option) => Number(option.value));
  const rising = numbers.every((number, index) => {
    const before = numbers[index - 1];
    return Number.isFinite(number) && (before === undefined || number > before);
  });
  return rising ? 'line' : 'list';
}
