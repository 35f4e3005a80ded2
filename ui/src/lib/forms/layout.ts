/** The order in which a form is drawn: groups under one heading, the advanced fields apart. Which are shown is not decided here. */
import type { Field, FieldKey, Group, Model } from '$lib/platform/bindings';
import { isEmpty, isShown, loraOf, type Values } from './shown';
import { heightOf } from './sizes';
import { defaultOf } from './values';

/** Fields that stand together; without a group each stands for itself. */
export type Block = { group: Group | null; fields: Field[] };
export type Layout = { plain: Block[]; advanced: Block[]; changed: number };

/** Drawn by another field's control: a height beside its width, a strength beside its LoRA. */
function isDrawnBeside(model: Model, field: Field): boolean {
  if (field.role === 'lora-strength') return loraOf(model, field) !== undefined;
  return field.role === 'height' && model.fields.some((other) => heightOf(model, other)?.key === field.key);
}

function blocks(fields: Field[]): Block[] {
  const found: Block[] = [];
  for (const field of fields) {
    const last = found.at(-1);
    if (field.group && last?.group?.id === field.group.id) last.fields.push(field);
    else found.push({ group: field.group, fields: [field] });
  }
  // A heading over a single field would only say its label twice.
  return found.map((block) => (block.fields.length > 1 ? block : { ...block, group: null }));
}

function isChanged(field: Field, values: Values): boolean {
  const [is, was] = [values[field.key], defaultOf(field)];
  return isEmpty(is) ? was !== undefined : JSON.stringify(is) !== JSON.stringify(was);
}

/** What a person says stands first, unless a file is needed for there to be anything to say about. */
function wordsFirst(fields: Field[]): Field[] {
  const at = fields.findIndex(({ role, advanced }) => role === 'prompt' && !advanced);
  const prompt = fields[at];
  if (!prompt || fields.slice(0, at).some(({ required }) => required)) return fields;
  return [prompt, ...fields.filter((field) => field !== prompt)];
}

/** `without`: the field whose file stands on the stage. */
export function layoutOf(model: Model, values: Values, without: FieldKey | null): Layout {
  const shown = model.fields.filter(
    (field) => !field.hidden && field.key !== without && !isDrawnBeside(model, field) && isShown(model, field, values),
  );
  const advanced = shown.filter((field) => field.advanced);
  return {
    plain: blocks(wordsFirst(shown.filter((field) => !field.advanced))),
    advanced: blocks(advanced),
    changed: advanced.filter((field) => isChanged(field, values)).length,
  };
}
