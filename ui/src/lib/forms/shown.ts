/**
 * What of a form counts: which fields are shown, which values are sent, and how conditions spell them. The program
 * decides by the same rules; here they only say what is drawn.
 */
import type { Field, FieldKey, FieldValue, MediaId, Model } from '$lib/platform/bindings';

export type Values = Record<FieldKey, FieldValue>;

export function isFiles(value: FieldValue | undefined): value is { media: MediaId } | { media: MediaId[] } {
  return typeof value === 'object' && !Array.isArray(value);
}

/** The files of a value, in their order. */
export function filesOf(value: FieldValue | undefined): MediaId[] {
  if (!isFiles(value)) return [];
  return typeof value.media === 'string' ? [value.media] : value.media;
}

/** The texts of a value that takes several. */
export function textsOf(value: FieldValue | undefined): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value : [];
}

/** Whether a value says nothing: such a value is not sent. */
export function isEmpty(value: FieldValue | undefined): boolean {
  if (value === undefined) return true;
  if (typeof value === 'string') return value.trim() === '';
  if (Array.isArray(value)) return value.every((text) => text.trim() === '');
  return isFiles(value) && filesOf(value).length === 0;
}

/** A value as conditions, rules and price lists spell it: `true`, `10`, `1080p`. */
export function spelled(value: FieldValue | undefined): string | null {
  return value === undefined || typeof value === 'object' ? null : String(value);
}

export function fieldOf(model: Model, key: FieldKey): Field | undefined {
  return model.fields.find((field) => field.key === key);
}

/** The field with the name of the LoRA whose strength `field` is: `lora2` for `lora2_strength`. */
export function loraOf(model: Model, field: Field): Field | undefined {
  if (field.role !== 'lora-strength') return undefined;
  const names = model.fields.filter(({ role, key }) => role === 'lora' && field.key.startsWith(key));
  return names.sort((one, other) => other.key.length - one.key.length)[0];
}

/**
 * Whether a field is part of the form. One that waits for a field that is not is none either, and the strength of a
 * LoRA waits for its name.
 */
export function isShown(model: Model, field: Field, values: Values): boolean {
  const lora = loraOf(model, field);
  if (lora) return !isEmpty(values[lora.key]);
  let at = field;
  // One step a field at most, so that a circle in the catalogue cannot hold it up.
  for (let step = 0; step < model.fields.length; step += 1) {
    const condition = at.shownWhen;
    if (!condition) return true;
    const value = spelled(values[condition.field]);
    const next = fieldOf(model, condition.field);
    if (value === null || !next || !condition.is.includes(value)) return false;
    at = next;
  }
  return false;
}

/** The value of a field as far as it is sent: shown and not empty. */
export function sentValue(model: Model, values: Values, key: FieldKey): FieldValue | undefined {
  const field = fieldOf(model, key);
  const value = values[key];
  return field && !isEmpty(value) && isShown(model, field, values) ? value : undefined;
}
