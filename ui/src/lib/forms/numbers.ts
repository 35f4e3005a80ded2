/** How a number is best shown. */
import type { NumberLimits } from '$lib/platform/bindings';

/** More steps than this cannot be met on a line. */
const MOST_STEPS = 5000;
/** Limits beyond this are none that a person would meet. */
const NO_LIMIT = 1_000_000;

type Span = Pick<NumberLimits, 'min' | 'max' | 'step'>;

export function hasSlider({ min, max, step }: Span): boolean {
  return max > min && (max - min) / step <= MOST_STEPS;
}

/** Only one value is possible. */
export function isFixed({ min, max }: Span): boolean {
  return min === max;
}

/** Both limits, where they are worth a word. */
export function saidLimits({ min, max }: Span): [number, number] | null {
  return Math.abs(min) >= NO_LIMIT || Math.abs(max) >= NO_LIMIT ? null : [min, max];
}

/** The nearest value that the field takes. */
export function snapped(value: number, { min, max, step }: Span): number {
  const most = min + Math.floor((max - min) / step + 1e-9) * step;
  const near = min + Math.round((value - min) / step) * step;
  // Steps such as 0.01 do not add up exactly.
  return Number(Math.min(most, Math.max(min, near)).toFixed(6));
}
