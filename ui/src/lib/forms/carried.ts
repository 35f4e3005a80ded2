/**
 * What goes along when a form is filled in for another model: values by their names, and by what a field is, because
 * models spell the same thing differently; files where they belong. And what had to stay behind.
 */
import { isMediaField } from '$lib/catalogue/media';
import type { Field, FieldKind, FieldValue, Model, Role } from '$lib/platform/bindings';
import { filesIn, placeFiles, withClip, type GivenFile } from './files';
import { filesOf, isEmpty, isFiles, isShown, spelled, textsOf, type Values } from './shown';
import { defaultOf, fitsField, freshValues } from './values';

/** What a person gave, whichever model it was for; files have places of their own. */
export type Given = {
  byKey: Values;
  /** What was given last for a thing that has a name of its own in every model. */
  byRole: Partial<Record<Role, FieldValue>>;
  /** The family of the model that was open last. */
  family: string | undefined;
};

/** The roles that mean the same in all models, whatever the field is called. */
const SAME_EVERYWHERE: readonly Role[] = ['prompt', 'duration', 'seed', 'count'];

export const NOTHING_GIVEN: Given = { byKey: {}, byRole: {}, family: undefined };

/** What a filled-in form gives to the next. */
export function givenOf(model: Model, values: Values): Given {
  const byKey = Object.fromEntries(Object.entries(values).filter(([, value]) => !isFiles(value)));
  const byRole: Given['byRole'] = {};
  for (const { key, role } of model.fields) {
    const value = values[key];
    if (role !== null && SAME_EVERYWHERE.includes(role) && value !== undefined) byRole[role] = value;
  }
  return { byKey, byRole, family: model.family };
}

/** The same with one more value given, or taken back. */
export function withGiven(given: Given, byKey: Values, field: Field | undefined, value: FieldValue | undefined): Given {
  const role = field?.role ?? null;
  if (role === null || !SAME_EVERYWHERE.includes(role)) return { ...given, byKey };
  const others = Object.fromEntries(Object.entries(given.byRole).filter(([other]) => other !== role));
  return { ...given, byKey, byRole: value === undefined ? others : { ...others, [role]: value } };
}

/** A fresh form of the model with what was given, as far as it has fields that take it. */
export function written(model: Model, given: Given): Values {
  const values = freshValues(model);
  for (const field of model.fields) {
    // A LoRA is made for one family of models; another would refuse it, or be paid for nothing.
    if (field.role === 'lora' && model.family !== given.family) continue;
    if (field.kind.type === 'media') continue;
    // What was given last counts, also where an earlier model calls something else by this key.
    const byRole = field.role === null ? undefined : given.byRole[field.role];
    const kept = (byRole === undefined ? undefined : asKind(field.kind, byRole)) ?? given.byKey[field.key];
    if (kept !== undefined && fitsField(field.kind, kept)) values[field.key] = kept;
  }
  return values;
}

/** The form of another model with the values and files of this one; `left` is what has no place in it. */
export function carry(
  from: Model,
  values: Values,
  to: Model,
  clip: Pick<GivenFile, 'id' | 'kind'> | null,
): { values: Values; left: GivenFile[] } {
  if (from.endpoint === to.endpoint) return { values, left: [] };
  const files = filesIn(from, values).filter(({ id }) => id !== clip?.id);
  return placeFiles(to, withClip(to, written(to, givenOf(from, values)), clip), files);
}

/** The fields in which a person gave something that the other form does not hold. */
export function notCarried(from: Model, values: Values, to: Model, next: Values): Field[] {
  const files = Object.values(next).flatMap(filesOf);
  return from.fields.filter((field) => {
    const value = values[field.key];
    if (field.hidden || isEmpty(value) || !isShown(from, field, values) || same(value, defaultOf(field))) return false;
    if (isMediaField(field)) return filesOf(value).some((id) => !files.includes(id));
    const role = field.role;
    const others = to.fields.filter(
      ({ key, role: other }) =>
        key === field.key || (role !== null && SAME_EVERYWHERE.includes(role) && other === role),
    );
    return !others.some(({ key }) => same(next[key], value));
  });
}

/** The fields that a form cannot be without and that say nothing yet. */
export function stillMissing(model: Model, values: Values): Field[] {
  return model.fields.filter(
    (field) => field.required && !field.hidden && isEmpty(values[field.key]) && isShown(model, field, values),
  );
}

/** The value as a field of this kind spells it: seconds are a number here and an option there. */
function asKind(kind: FieldKind, value: FieldValue): FieldValue | undefined {
  if (fitsField(kind, value)) return value;
  if (kind.type === 'choice' && typeof value === 'number') return fitting(kind, String(value));
  if (kind.type === 'number' && typeof value === 'string') return fitting(kind, Number.parseFloat(value));
  return undefined;
}

function fitting(kind: FieldKind, value: FieldValue): FieldValue | undefined {
  return fitsField(kind, value) ? value : undefined;
}

function same(one: FieldValue | undefined, other: FieldValue | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  if (Array.isArray(one) || Array.isArray(other)) return textsOf(one).join('\0') === textsOf(other).join('\0');
  return spelled(one) === spelled(other);
}

/** The field of a model that has a role, if it has one. */
export function fieldFor(model: Model, role: Role): Field | undefined {
  return model.fields.find((field) => field.role === role);
}
