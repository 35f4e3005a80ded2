/** Width and height as one size: what is offered by ratio, within the limits of both and the model's rule for pixels. */
import type { Field, Model, NumberLimits, Rule } from '$lib/platform/bindings';
import { snapped } from './numbers';

export type Size = { width: number; height: number };
export type SizeLimits = { width: NumberLimits; height: NumberLimits; pixels: Pixels | null };
export type Preset = Size & { ratio: string };
type Pixels = Extract<Rule, { type: 'pixels' }>;

const RATIOS = ['1:1', '16:9', '9:16', '4:3', '3:4', '3:2', '2:3', '21:9'];
/** Encoders like sides that are multiples of this. */
const EVEN = 8;
/** As far as snapping to whole steps may bend a ratio. */
const TOLERANCE = 0.03;

/** The height that belongs to a width. */
export function heightOf(model: Model, field: Field): Field | undefined {
  if (field.role !== 'width') return undefined;
  const after = model.fields.slice(model.fields.indexOf(field) + 1);
  return after.find(({ role }) => role === 'height');
}

export function sizeLimits(model: Model, width: Field, height: Field): SizeLimits | null {
  if (width.kind.type !== 'number' || height.kind.type !== 'number') return null;
  const rule = model.rules.find((candidate) => candidate.type === 'pixels' && candidate.width === width.key);
  return { width: width.kind, height: height.kind, pixels: rule?.type === 'pixels' ? rule : null };
}

function shareOf(ratio: string): number {
  const [wide = 1, high = 1] = ratio.split(':').map(Number);
  return wide / high;
}

function even(value: number, limits: NumberLimits): number {
  return snapped(Math.round(value / EVEN) * EVEN, limits);
}

function keeps({ width, height }: Size, { pixels }: SizeLimits): boolean {
  if (!pixels) return true;
  const area = width * height;
  const ratio = Math.max(width, height) / Math.min(width, height);
  return area >= pixels.min && area <= pixels.max && (pixels.maxRatio === null || ratio <= pixels.maxRatio);
}

/** Whether a size has this ratio, as near as whole steps allow. */
export function hasRatio({ width, height }: Size, ratio: string): boolean {
  return Math.abs(width / height / shareOf(ratio) - 1) < TOLERANCE;
}

/** A size of this ratio with about as many pixels as `like`, or `null` where the limits leave no such size. */
function sizeOf(ratio: string, like: Size, limits: SizeLimits): Preset | null {
  const share = shareOf(ratio);
  const area = like.width * like.height;
  const least = Math.max(limits.width.min, limits.height.min * share);
  const most = Math.min(limits.width.max, limits.height.max * share);
  if (least > most * (1 + TOLERANCE)) return null;
  const wide = Math.min(most, Math.max(least, Math.sqrt(area * share)));
  const size = { width: even(wide, limits.width), height: even(wide / share, limits.height) };
  return hasRatio(size, ratio) && keeps(size, limits) ? { ...size, ratio } : null;
}

/** Sizes by ratio with about as many pixels as `like`. */
export function presets(like: Size, limits: SizeLimits): Preset[] {
  return RATIOS.flatMap((ratio) => sizeOf(ratio, like, limits) ?? []);
}

/** What presets start from while no size is set: a square of a megapixel, or what is nearest to it. */
export function usualSize({ width, height }: SizeLimits): Size {
  return {
    width: width.default ?? snapped(1024, width),
    height: height.default ?? snapped(1024, height),
  };
}
