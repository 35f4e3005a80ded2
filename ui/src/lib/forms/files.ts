/**
 * Files of a form when its model changes, or when more files come: each goes to the field where it belongs. Fields of
 * different models are spelled differently, so kind and part decide, not only the key.
 */
import { isMediaField, taking, type MediaField } from '$lib/catalogue/media';
import type { FieldKey, MediaId, MediaKind, Model } from '$lib/platform/bindings';
import { filesOf, isShown, type Values } from './shown';

/** A file and the field it was in last. */
export type GivenFile = { id: MediaId; kind: MediaKind; key: FieldKey | null };

/** All files of a form, in the order of its fields. */
export function filesIn(model: Model, values: Values): GivenFile[] {
  return model.fields
    .filter(isMediaField)
    .flatMap(({ key, kind }) => filesOf(values[key]).map((id): GivenFile => ({ id, kind: kind.media, key })));
}

/** The form with a file more in this field, after those that are there. */
export function withFile(values: Values, { key, kind }: MediaField, id: MediaId): Values {
  const files = [...filesOf(values[key]).filter((other) => other !== id), id];
  return { ...values, [key]: kind.many ? { media: files } : { media: id } };
}

/** The form with the file that a model starts from. */
export function withClip(model: Model, values: Values, clip: Pick<GivenFile, 'id' | 'kind'> | null): Values {
  const field = clip && taking(model, clip.kind);
  return clip && field ? withFile(values, field, clip.id) : values;
}

function withRoom(model: Model, values: Values, kind: MediaKind): MediaField[] {
  return model.fields.filter(isMediaField).filter((field) => {
    const room = field.kind.many?.max ?? 1;
    return field.kind.media === kind && filesOf(values[field.key]).length < room && isShown(model, field, values);
  });
}

/** Where a film ends is one part of a form, by whatever name. */
function isEnd(key: FieldKey): boolean {
  return /last|end|tail/i.test(key);
}

/**
 * Where a file of another form goes: into the field of the same name or part, else where one is needed or where
 * several are taken. An optional field with another meaning stays empty: a person puts a file there, not a switch.
 */
function sameField(model: Model, values: Values, { key, kind }: GivenFile): MediaField | undefined {
  const fields = withRoom(model, values, kind);
  return (
    fields.find((field) => field.key === key) ??
    (key !== null && isEnd(key) ? fields.find((field) => isEnd(field.key)) : undefined) ??
    fields.find((field) => field.required && filesOf(values[field.key]).length === 0) ??
    fields.find((field) => field.kind.many !== null)
  );
}

/** Where a file goes that comes now: first where one is needed, then where there is room. */
export function openField(model: Model, values: Values, kind: MediaKind): MediaField | undefined {
  const fields = withRoom(model, values, kind);
  return fields.find((field) => field.required && filesOf(values[field.key]).length === 0) ?? fields[0];
}

/** Where a file goes that comes without having been asked for: only where one is needed, or where several are. */
export function waitingField(model: Model, values: Values, kind: MediaKind): MediaField | undefined {
  return withRoom(model, values, kind).find((field) => {
    const has = filesOf(values[field.key]).length > 0;
    return field.kind.many === null ? field.required && !has : field.required || has;
  });
}

/** Puts files into the form, each where it belongs; `left` is what has no place in it. */
export function placeFiles(
  model: Model,
  values: Values,
  files: readonly GivenFile[],
): { values: Values; left: GivenFile[] } {
  let placed = values;
  const left: GivenFile[] = [];
  for (const file of files) {
    const field = sameField(model, placed, file);
    // It is in that list already, as the file that the model starts from.
    if (field && filesOf(placed[field.key]).includes(file.id)) continue;
    if (field) placed = withFile(placed, field, file.id);
    else left.push(file);
  }
  return { values: placed, left };
}
