/**
 * Fills a form as a person does, control by control, and remembers what was given. Values lie within every documented
 * limit; which they are does not matter to the tests.
 */
import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { clip } from '$lib/platform/fake/data';
import { choiceShape, offeredOptions } from '$lib/forms/choices';
import { snapped } from '$lib/forms/numbers';
import { fieldOf, isShown, loraOf, type Values } from '$lib/forms/shown';
import { heightOf } from '$lib/forms/sizes';
import type { Field, FieldKind, FieldValue, MediaView, Model } from '$lib/platform/bindings';
import type { Opened } from './index';

type Kind<Type extends FieldKind['type']> = Extract<FieldKind, { type: Type }>;

const control = (field: Field) => screen.getByTestId(`field-${field.key}`);

/** A text that is long enough, and of the shape that is asked for. */
export function aText({ minLength, pattern }: Kind<'text'>): string {
  const base = pattern?.includes('/') ? 'word/sound' : pattern ? 'Voice-01-of-mine' : 'The sun sinks';
  return base.padEnd(minLength ?? 0, pattern ? '7' : '.');
}

let files = 0;

/** A file that every limit of the field lets through. */
export function aFile({ media, formats, minSeconds, maxSeconds, minSide }: Kind<'media'>): MediaView {
  const side = Math.max(minSide ?? 0, 512);
  const seconds = Math.min(Math.max(minSeconds ?? 0, 2), maxSeconds ?? 60);
  const plays = media === 'video' || media === 'audio';
  const seen = media === 'video' || media === 'image';
  files += 1;
  return clip(`${media === 'image' ? 'picture-' : ''}file-${files}`, `file ${files}`, {
    kind: media,
    format: formats[0] ?? 'mp4',
    sizeBytes: 1000,
    durationMs: plays ? seconds * 1000 : null,
    width: seen ? side : null,
    height: seen ? side : null,
  });
}

async function fillText(field: Field, kind: Kind<'text'>): Promise<FieldValue> {
  const text = aText(kind);
  if (kind.many === null) {
    await fireEvent.input(control(field), { target: { value: text } });
    await fireEvent.blur(control(field));
    return text;
  }
  const box = within(control(field)).getAllByRole('textbox')[0];
  if (!box) throw new Error(`${field.key} has no line`);
  await fireEvent.input(box, { target: { value: text } });
  return [text];
}

async function fillChoice({ studio }: Opened, model: Model, field: Field, kind: Kind<'choice'>): Promise<FieldValue> {
  const offered = offeredOptions(model, studio.make.values, field);
  const wanted = offered.at(-1);
  if (!wanted) throw new Error(`${field.key} offers nothing`);
  const label = studio.i18n.local(wanted.label);
  const labels = kind.options.map((option) => studio.i18n.local(option.label));
  if (kind.many !== null) {
    const box = within(control(field)).getByRole<HTMLInputElement>('checkbox', { name: label });
    if (!box.checked) await fireEvent.click(box);
    return [wanted.value];
  }
  const open = kind.default === null && !field.required;
  switch (choiceShape(kind.options, labels, open)) {
    case 'segments': {
      const radios = within(control(field)).getAllByRole<HTMLInputElement>('radio');
      const radio = radios.find((candidate) => candidate.value === wanted.value);
      if (!radio) throw new Error(`${field.key} has no segment ${wanted.value}`);
      await fireEvent.click(radio);
      break;
    }
    case 'line':
      await fireEvent.input(control(field), { target: { value: String(offered.length - 1) } });
      break;
    case 'list':
      await fireEvent.change(control(field), { target: { value: wanted.value } });
      break;
    case 'search': {
      await fireEvent.click(control(field));
      await fireEvent.input(control(field), { target: { value: label } });
      const option = await screen.findAllByRole('option', { name: label });
      if (option[0]) await fireEvent.click(option[0]);
    }
  }
  return wanted.value;
}

async function fillNumber(field: Field, kind: Kind<'number'>): Promise<FieldValue> {
  const number = kind.seed ? snapped(42, kind) : snapped((kind.min + Math.min(kind.max, kind.min + 4096)) / 2, kind);
  await fireEvent.input(control(field), { target: { value: String(number) } });
  return number;
}

/** How many files still fit where several fields share a limit. */
function roomFor(model: Model, values: Values, key: string): number {
  const rules = model.rules.flatMap((rule) => (rule.type === 'at-most' && rule.fields.includes(key) ? [rule] : []));
  return Math.min(2, ...rules.map((rule) => rule.count - 1));
}

async function fillFiles(
  { fake, studio }: Opened,
  model: Model,
  field: Field,
  kind: Kind<'media'>,
): Promise<FieldValue> {
  const count = kind.many ? Math.max(kind.many.min, Math.min(kind.many.max, roomFor(model, {}, field.key))) : 1;
  const ids: string[] = [];
  for (let turn = 0; turn < count; turn += 1) {
    const file = fake.know(aFile(kind));
    fake.answer('media_choose', () => file);
    fake.answer('media_choose_several', () => [{ type: 'media', media: file }]);
    const buttons = within(control(field)).getAllByRole('button');
    const add = buttons.find((button) => button.classList.contains('add'));
    if (!add) throw new Error(`${field.key} has no way in for a file`);
    await fireEvent.click(add);
    ids.push(file.id);
    await waitFor(() => {
      if (!JSON.stringify(studio.make.values[field.key] ?? null).includes(`"${file.id}"`)) throw new Error(file.id);
    });
  }
  return kind.many ? { media: ids } : { media: ids[0] ?? '' };
}

async function fillOne(opened: Opened, model: Model, field: Field): Promise<FieldValue> {
  const { kind } = field;
  switch (kind.type) {
    case 'text':
      return fillText(field, kind);
    case 'choice':
      return fillChoice(opened, model, field, kind);
    case 'number':
      return fillNumber(field, kind);
    case 'switch': {
      await fireEvent.click(control(field));
      return !kind.default;
    }
    case 'lora':
      await fireEvent.input(control(field), { target: { value: 'my-lora.safetensors' } });
      return 'my-lora.safetensors';
    case 'media':
      return fillFiles(opened, model, field, kind);
  }
}

/** Fields that must stay empty because another one of which only one may be set is filled. */
function isShutOut(model: Model, filled: Values, key: string): boolean {
  return model.rules.some(
    (rule) =>
      rule.type === 'not-both' &&
      rule.fields.includes(key) &&
      rule.fields.some((other) => other !== key && filled[other] !== undefined),
  );
}

/** Width and height are drawn by one control, whose boxes have ids of their own. */
async function fillSize(model: Model, width: Field, height: Field, filled: Values): Promise<void> {
  for (const [field, testid] of [
    [width, `field-${width.key}-box`],
    [height, `field-${height.key}`],
  ] as const) {
    if (field.kind.type !== 'number') continue;
    const number = snapped(1280, field.kind);
    await fireEvent.input(screen.getByTestId(testid), { target: { value: String(number) } });
    filled[field.key] = number;
  }
}

/** Fields on whose value the options of others depend come first. */
function inOrder(model: Model): Field[] {
  const first = new Set(model.rules.flatMap((rule) => (rule.type === 'only' ? Object.keys(rule.when) : [])));
  return [...model.fields].sort((one, other) => Number(first.has(other.key)) - Number(first.has(one.key)));
}

/** Fills every field that is shown, also those that others bring up; what is not shown in the end is not given. */
export async function fillForm(opened: Opened, model: Model): Promise<Values> {
  const filled: Values = {};
  const { make } = opened.studio;
  for (let found = true; found;) {
    found = false;
    for (const field of inOrder(model)) {
      const done = filled[field.key] !== undefined || field.hidden || !isShown(model, field, make.values);
      if (done || isShutOut(model, filled, field.key)) continue;
      found = true;
      const height = heightOf(model, field);
      if (height) await fillSize(model, field, height, filled);
      else if (loraOf(model, field)) {
        await fireEvent.input(control(field), { target: { value: '0.8' } });
        filled[field.key] = 0.8;
      } else filled[field.key] = await fillOne(opened, model, field);
    }
  }
  const shown = Object.entries(filled).filter(([key]) => {
    const field = fieldOf(model, key);
    return field !== undefined && isShown(model, field, make.values);
  });
  return Object.fromEntries(shown);
}
