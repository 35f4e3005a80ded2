/** Values of a form: what a fresh one holds, what may be carried from one model to another, what a price depends on. */
import type { FieldKind, FieldValue, Model } from '$lib/platform/bindings';

type Values = Record<string, FieldValue>;

/** The most options that show a price of their own; each is a question to the program. */
const MOST_PRICED_OPTIONS = 3;

/** The defaults of the catalogue. A field without one is unset, which is not the same as empty. */
export function freshValues(model: Model): Values {
  const values: Values = {};
  for (const { key, kind } of model.fields) {
    if (kind.type === 'choice' || kind.type === 'switch') values[key] = kind.default;
    else if (kind.type === 'number' && kind.default !== null) values[key] = kind.default;
  }
  return values;
}

/** The values with one of them set, or unset. */
export function withValue(values: Values, key: string, value: FieldValue | undefined): Values {
  const others = Object.entries(values).filter(([other]) => other !== key);
  return Object.fromEntries(value === undefined ? others : [...others, [key, value]]);
}

export function isMediaValue(value: FieldValue): value is { media: string } {
  return typeof value === 'object';
}

/** Whether a field of this kind takes the value, so that it can be kept when the model changes. */
export function fitsField(kind: FieldKind, value: FieldValue): boolean {
  switch (kind.type) {
    case 'text':
      return typeof value === 'string';
    case 'choice':
      return kind.options.some((option) => option.value === value);
    case 'number':
      return typeof value === 'number' && value >= kind.min && value <= kind.max;
    case 'switch':
      return typeof value === 'boolean';
    case 'media':
      return isMediaValue(value);
  }
}

/** The options whose prices differ by the catalogue, as pairs of field and value. */
export function optionsWithPrices(model: Model): [string, string][] {
  const { price } = model;
  if (!price) return [];
  const keys = new Set(price.rules.flatMap((rule) => Object.keys(rule.when)));
  if (price.unit.per === 'second') keys.add(price.unit.field);
  return model.fields.flatMap(({ key, kind }) =>
    kind.type === 'choice' && keys.has(key) && kind.options.length <= MOST_PRICED_OPTIONS
      ? kind.options.map((option): [string, string] => [key, option.value])
      : [],
  );
}

/** Two forms with the same key cost the same: no price depends on what a text says, only on whether there is one. */
export function priceKey(model: Model, values: Values): string {
  const parts = model.fields.map(({ key, kind }) => {
    const value = values[key];
    return kind.type === 'text' ? typeof value === 'string' && value.trim() !== '' : (value ?? null);
  });
  return JSON.stringify([model.endpoint, parts]);
}

/** Characters as RunningHub counts them: a letter outside the basic plane is one. */
export function lengthOf(text: string): number {
  return [...text].length;
}
