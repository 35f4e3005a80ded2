/** What is shown of a form, in which order, and how sizes, numbers and lists behave. */
import { describe, expect, test } from 'vitest';
import { catalogue } from '$lib/platform/fake/catalogue';
import type { Field, Model } from '$lib/platform/bindings';
import { offeredOptions } from './choices';
import { layoutOf } from './layout';
import { hasSlider, saidLimits, snapped } from './numbers';
import { moved, placeByKey } from './order';
import { isShown } from './shown';
import { hasRatio, heightOf, presets, sizeLimits, usualSize } from './sizes';
import { freshValues, withFieldValue } from './values';

function model(endpoint: string): Model {
  const found = catalogue.find((candidate) => candidate.endpoint === endpoint);
  if (!found) throw new Error(endpoint);
  return found;
}

function field(of: Model, key: string): Field {
  const found = of.fields.find((candidate) => candidate.key === key);
  if (!found) throw new Error(key);
  return found;
}

test('a field is shown while the one it waits for has the right value', () => {
  const kling = model('kling-v3.0-std/text-to-video');
  expect(isShown(kling, field(kling, 'shotType'), { multiShot: false })).toBe(false);
  expect(isShown(kling, field(kling, 'shotType'), {})).toBe(false);
  expect(isShown(kling, field(kling, 'shotType'), { multiShot: true })).toBe(true);
});

describe('the strength of a LoRA', () => {
  const ltx = model('rhart-video/ltx-2.3/text-to-video-lora');

  test('comes with its name and goes with it, each for its own', () => {
    const named = withFieldValue(ltx, freshValues(ltx), 'lora2', 'film.safetensors');
    expect(named).toMatchObject({ lora2: 'film.safetensors', lora2_strength: 1 });
    expect('lora1_strength' in named).toBe(false);
    expect(isShown(ltx, field(ltx, 'lora2_strength'), named)).toBe(true);
    expect(isShown(ltx, field(ltx, 'lora1_strength'), named)).toBe(false);
    expect('lora2_strength' in withFieldValue(ltx, named, 'lora2', undefined)).toBe(false);
  });

  test('stays as it was set while the name is changed', () => {
    const set = { ...freshValues(ltx), lora1: 'a', lora1_strength: 0.4 };
    expect(withFieldValue(ltx, set, 'lora1', 'ab')['lora1_strength']).toBe(0.4);
  });
});

describe('the order of a form', () => {
  test('the prompt leads, unless a file is needed before it', () => {
    const first = (endpoint: string) => layoutOf(model(endpoint), {}, null).plain[0]?.fields[0]?.key;
    expect(first('youchuan/text-to-image-v7')).toBe('prompt');
    expect(first('rhart-video-g-official/video-extend')).toBe('videoUrl');
  });

  test('width and height are one, and what stands on the stage is not in the form', () => {
    const wan = model('alibaba/wan-2.7/text-to-image-pro');
    const keys = layoutOf(wan, freshValues(wan), null).plain.flatMap(({ fields }) => fields.map(({ key }) => key));
    expect(keys).toContain('width');
    expect(keys).not.toContain('height');
    const grok = model('rhart-video-g-official/video-extend');
    const others = layoutOf(grok, {}, 'videoUrl').plain.flatMap(({ fields }) => fields.map(({ key }) => key));
    expect(others).not.toContain('videoUrl');
  });

  test('advanced fields that are changed are counted', () => {
    const mj = model('youchuan/text-to-image-v7');
    const values = freshValues(mj);
    expect(layoutOf(mj, values, null).changed).toBe(0);
    expect(layoutOf(mj, { ...values, chaos: 20, weird: 5 }, null).changed).toBe(2);
  });
});

describe('sizes', () => {
  const wan = model('alibaba/wan-2.7/text-to-image-pro');
  const width = field(wan, 'width');
  const height = heightOf(wan, width);
  const limits = height && sizeLimits(wan, width, height);

  test('every ratio keeps the limits and the rule for pixels', () => {
    if (!limits?.pixels) throw new Error('this model has a rule for pixels');
    const offered = presets(usualSize(limits), limits);
    expect(offered.map(({ ratio }) => ratio)).toContain('16:9');
    for (const preset of offered) {
      expect(hasRatio(preset, preset.ratio)).toBe(true);
      expect(preset.width * preset.height).toBeGreaterThanOrEqual(limits.pixels.min);
      expect(preset.width).toBeLessThanOrEqual(limits.width.max);
    }
    expect(offered.find(({ ratio }) => ratio === '16:9')).toMatchObject({ width: 1368, height: 768 });
  });

  test('a ratio for which the limits leave no room is not offered', () => {
    const narrow = { min: 512, max: 1024, step: 1, default: null, seed: false };
    const offered = presets({ width: 1024, height: 1024 }, { width: narrow, height: narrow, pixels: null });
    expect(offered.map(({ ratio }) => ratio)).not.toContain('21:9');
    for (const preset of offered) expect(hasRatio(preset, preset.ratio)).toBe(true);
  });
});

test('a slider is for limits that can be met on a line', () => {
  expect(hasSlider({ min: 0, max: 3000, step: 1 })).toBe(true);
  expect(hasSlider({ min: 1, max: 32000, step: 1 })).toBe(false);
  expect(hasSlider({ min: 5, max: 5, step: 1 })).toBe(false);
  expect(saidLimits({ min: 100, max: 300_000, step: 1 })).toEqual([100, 300_000]);
  expect(saidLimits({ min: -1_000_000, max: 1_000_000, step: 1 })).toBeNull();
  expect(snapped(0.1 + 0.2, { min: 0, max: 1, step: 0.1 })).toBe(0.3);
  expect(snapped(99, { min: 1, max: 10, step: 4 })).toBe(9);
});

test('options that a rule shuts out are not offered, except the one that is chosen', () => {
  const pix = model('pixverse-v5.6/text-to-video');
  const resolution = field(pix, 'resolution');
  const offered = (values: Parameters<typeof offeredOptions>[1]) =>
    offeredOptions(pix, values, resolution).map(({ value }) => value);
  expect(offered({ duration: '5' })).toContain('1080p');
  expect(offered({ duration: '10' })).not.toContain('1080p');
  expect(offered({ duration: '10', resolution: '1080p' })).toContain('1080p');
});

test('an entry is moved to its place, and keys stop at the ends', () => {
  expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
  expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
  expect(moved(['a', 'b'], 0, 9)).toEqual(['b', 'a']);
  expect(placeByKey('ArrowRight', 1, 3)).toBe(2);
  expect(placeByKey('ArrowUp', 0, 3)).toBe(0);
  expect(placeByKey('End', 0, 3)).toBe(2);
  expect(placeByKey('a', 0, 3)).toBeNull();
});
