/** The files that a model takes, by the same rules as the program's: which is the main one, where one of a kind goes. */
import type { MediaKind, Model } from '$lib/platform/bindings';

type Field = Model['fields'][number];
export type MediaField = Field & { kind: Extract<Field['kind'], { type: 'media' }> };

export function isMediaField(field: Field): field is MediaField {
  return field.kind.type === 'media';
}

/** The file that a model starts from: its first required one, or its first where one of several will do. */
export function mainMedia(model: Model): MediaField | undefined {
  const files = model.fields.filter(isMediaField);
  return files.find((field) => field.required) ?? files[0];
}

/** The field into which a file of this kind goes first: a required one if there is one. */
export function taking(model: Model, kind: MediaKind): MediaField | undefined {
  const takes = model.fields.filter(isMediaField).filter((field) => field.kind.media === kind);
  return takes.find((field) => field.required) ?? takes[0];
}

/** A form of this model cannot be without a file: one is required, or one of several. */
export function needsFile(model: Model): boolean {
  const files = model.fields.filter(isMediaField);
  if (files.some((field) => field.required)) return true;
  const isFile = (key: string) => files.some((field) => field.key === key);
  return model.rules.some((rule) => rule.type === 'one-of' && rule.fields.every(isFile));
}
