/** Values of a form: what a fresh one holds, what may be carried from one model to another, what a price depends on. */
import type { Field, FieldKind, FieldValue, Model } from '$lib/platform/bindings';
import { isEmpty, isFiles, loraOf, textsOf, type Values } from './shown';

/** The most options that show a price of their own; each is a question to the program. */
const MOST_PRICED_OPTIONS = 3;

/** The defaults of the catalogue. A field without one is unset, which is not the same as empty. */
export function freshValues(model: Model): Values {
  const values: Values = {};
  for (const field of model.fields) {
    if (field.hidden && !field.required) continue;
    const value = defaultOf(field);
    if (value !== undefined) values[field.key] = value;
  }
  return values;
}

/** What a field holds at first. The strength of a LoRA waits for its name. */
export function defaultOf({ kind, role }: Field): FieldValue | undefined {
  switch (kind.type) {
    case 'choice':
      return kind.many !== null && kind.default !== null ? [kind.default] : (kind.default ?? undefined);
    case 'number':
      return role === 'lora-strength' ? undefined : (kind.default ?? undefined);
    case 'text':
    case 'switch':
      return kind.default ?? undefined;
    case 'media':
    case 'lora':
      return undefined;
  }
}

/** The values with one of them set, or unset. */
export function withValue(values: Values, key: string, value: FieldValue | undefined): Values {
  const others = Object.entries(values).filter(([other]) => other !== key);
  return Object.fromEntries(value === undefined ? others : [...others, [key, value]]);
}

/** The strength at which a LoRA begins: one that does nothing is not what somebody names it for. */
export function startStrength({ kind }: Field): number {
  return (kind.type === 'number' && kind.default) || 1;
}

/** The values with one of them set, and what hangs on it: a LoRA has a strength as long as it has a name. */
export function withFieldValue(model: Model, values: Values, key: string, value: FieldValue | undefined): Values {
  const set = withValue(values, key, value);
  const strength = model.fields.find((field) => loraOf(model, field)?.key === key);
  if (!strength) return set;
  if (isEmpty(value)) return withValue(set, strength.key, undefined);
  return set[strength.key] === undefined ? withValue(set, strength.key, startStrength(strength)) : set;
}

/** Whether a field of this kind takes the value, so that it can be kept when the model changes. */
export function fitsField(kind: FieldKind, value: FieldValue): boolean {
  switch (kind.type) {
    case 'text':
      return kind.many === null ? typeof value === 'string' : Array.isArray(value) && value.length <= kind.many;
    case 'lora':
      return typeof value === 'string';
    case 'choice': {
      const isOne = kind.many === null ? typeof value === 'string' : Array.isArray(value) && value.length <= kind.many;
      return isOne && textsOf(value).every((text) => kind.options.some((option) => option.value === text));
    }
    case 'number':
      return typeof value === 'number' && value >= kind.min && value <= kind.max;
    case 'switch':
      return typeof value === 'boolean';
    case 'media':
      return isFiles(value);
  }
}

/** The options whose prices differ by the catalogue, as pairs of field and value. */
export function optionsWithPrices(model: Model): [string, string][] {
  const { price } = model;
  if (!price) return [];
  const keys = new Set(price.rules.flatMap((rule) => Object.keys(rule.when)));
  if (price.unit.per === 'second' && price.unit.field !== null) keys.add(price.unit.field);
  return model.fields.flatMap(({ key, kind }) =>
    kind.type === 'choice' && keys.has(key) && kind.options.length <= MOST_PRICED_OPTIONS
      ? kind.options.map((option): [string, string] => [key, option.value])
      : [],
  );
}

/**
 * Two forms with the same key cost the same: no price depends on what a text says, only on whether there is one, and
 * on the length of one that is spoken.
 */
export function priceKey(model: Model, values: Values): string {
  const unit = model.price?.unit;
  const billed = unit?.per === 'thousand-characters' ? unit.field : null;
  const parts = model.fields.map(({ key, kind, role }) => {
    const value = values[key];
    if (typeof value === 'string' && (key === billed || role === 'spoken')) return lengthOf(value);
    return kind.type === 'text' ? !isEmpty(value) : (value ?? null);
  });
  return JSON.stringify([model.endpoint, parts]);
}

/** Characters as RunningHub counts them: a letter outside the basic plane is one. */
export function lengthOf(text: string): number {
  return [...text].length;
}
