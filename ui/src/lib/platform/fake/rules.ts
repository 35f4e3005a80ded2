/** The program's checks, as far as the fake needs them to behave like the program: fields here, rules beside it. */
import { fieldOf, filesOf, isEmpty, isShown, textsOf, type Values } from '$lib/forms/shown';
import type { Field, FieldKind, FieldProblem, FieldValue, MediaId, MediaView, Model, Problem } from '../bindings';
import { checkRules } from './together';

export type Find = (id: MediaId) => MediaView | undefined;
type MediaKindOf = Extract<FieldKind, { type: 'media' }>;
type TextKind = Extract<FieldKind, { type: 'text' }>;

/** A little more than documented is let through: containers round their length. */
export const TOLERANCE_SECONDS = 0.1;

function plays(limits: MediaKindOf, { facts }: MediaView): Problem[] {
  if (facts.durationMs === null) return [];
  const isSeconds = facts.durationMs / 1000;
  const { minSeconds, maxSeconds } = limits;
  if (minSeconds !== null && isSeconds + TOLERANCE_SECONDS < minSeconds)
    return [{ type: 'plays-too-short', minSeconds, isSeconds }];
  if (maxSeconds !== null && isSeconds > maxSeconds + TOLERANCE_SECONDS)
    return [{ type: 'plays-too-long', maxSeconds, isSeconds }];
  return [];
}

function sides({ minSide, maxSide, maxRatio }: MediaKindOf, { facts }: MediaView): Problem[] {
  if (facts.width === null || facts.height === null) return [];
  const shorter = Math.min(facts.width, facts.height);
  const longer = Math.max(facts.width, facts.height);
  const found: Problem[] = [];
  if (minSide !== null && shorter < minSide) found.push({ type: 'too-small', minSide, is: shorter });
  if (maxSide !== null && longer > maxSide) found.push({ type: 'too-wide', maxSide, is: longer });
  if (maxRatio !== null && longer > shorter * maxRatio) found.push({ type: 'too-narrow', maxRatio });
  return found;
}

function checkFile(limits: MediaKindOf, file: MediaView | undefined): Problem[] {
  if (!file) return [{ type: 'file-gone' }];
  const { facts } = file;
  if (facts.kind !== limits.media) return [{ type: 'wrong-media', needs: limits.media, is: facts.kind }];
  const found: Problem[] = [];
  if (!limits.formats.includes(facts.format)) {
    found.push({ type: 'wrong-format', accepts: limits.formats, is: facts.format });
  }
  if (facts.sizeBytes > limits.maxBytes) {
    found.push({ type: 'too-large', maxBytes: limits.maxBytes, isBytes: facts.sizeBytes });
  }
  found.push(...plays(limits, file), ...sides(limits, file));
  if (limits.madeByFamily !== null) found.push({ type: 'made-elsewhere', family: limits.madeByFamily });
  return found;
}

function checkFiles(limits: MediaKindOf, files: MediaId[], find: Find): Problem[] {
  const is = files.length;
  const max = limits.many?.max ?? 1;
  const min = limits.many?.min ?? 0;
  return [
    ...tooMany(is, max),
    ...(is < min ? [{ type: 'too-few', min, is } as const] : []),
    ...files.flatMap((id) => checkFile(limits, find(id))),
  ];
}

function tooMany(is: number, max: number): Problem[] {
  return is > max ? [{ type: 'too-many', max, is }] : [];
}

function checkText(text: string, { minLength, maxLength, pattern }: TextKind): Problem[] {
  const is = [...text].length;
  if (minLength !== null && is < minLength) return [{ type: 'too-short', min: minLength, is }];
  if (maxLength !== null && is > maxLength) return [{ type: 'too-long', max: maxLength, is }];
  return pattern !== null && !new RegExp(pattern, 'u').test(text) ? [{ type: 'wrong-shape' }] : [];
}

function checkNumber({ min, max, step }: Extract<FieldKind, { type: 'number' }>, value: number): Problem[] {
  if (!(value >= min && value <= max)) return [{ type: 'out-of-range', min, max }];
  const steps = (value - min) / step;
  return Math.abs(steps - Math.round(steps)) > 1e-6 ? [{ type: 'off-step', step }] : [];
}

const WRONG: Problem[] = [{ type: 'wrong-type' }];

function checkValue({ kind }: Field, value: FieldValue, find: Find): Problem[] {
  const isText = typeof value === 'string';
  const areTexts = Array.isArray(value);
  switch (kind.type) {
    case 'text':
      if (isText) return checkText(value, kind);
      if (kind.many === null || !areTexts) return WRONG;
      return [
        ...value.filter((text) => text.trim() !== '').flatMap((text) => checkText(text, kind)),
        ...tooMany(value.length, kind.many),
      ];
    case 'choice': {
      if (!isText && !(kind.many !== null && areTexts)) return WRONG;
      const unknown = textsOf(value).filter((text) => !kind.options.some((option) => option.value === text));
      const found = unknown.map((): Problem => ({ type: 'not-an-option' }));
      return areTexts && kind.many !== null ? [...found, ...tooMany(value.length, kind.many)] : found;
    }
    case 'number':
      return typeof value === 'number' ? checkNumber(kind, value) : WRONG;
    case 'switch':
      return typeof value === 'boolean' ? [] : WRONG;
    case 'lora':
      return isText ? [] : WRONG;
    case 'media':
      return typeof value === 'object' && !areTexts ? checkFiles(kind, filesOf(value), find) : WRONG;
  }
}

function finding(key: string, problem: Problem): FieldProblem {
  return { key, severity: problem.type === 'made-elsewhere' ? 'warns' : 'blocks', problem };
}

/** Everything that is wrong with `values` as a form of `model`. Hidden fields are not part of it. */
export function checkForm(model: Model, values: Values, find: Find): FieldProblem[] {
  const found = model.fields
    .filter((field) => isShown(model, field, values))
    .flatMap((field) => {
      const value = values[field.key];
      const missing: Problem[] = field.required ? [{ type: 'missing' }] : [];
      const problems = value === undefined || isEmpty(value) ? missing : checkValue(field, value, find);
      return problems.map((problem) => finding(field.key, problem));
    });
  for (const key of Object.keys(values)) {
    if (!fieldOf(model, key)) found.push(finding(key, { type: 'no-such-field' }));
  }
  for (const [key, problem] of checkRules(model, values, find)) {
    // One finding about an empty field is enough.
    const saysEnough = found.some((other) => other.key === key && other.problem.type === 'missing');
    if (!saysEnough) found.push(finding(key, problem));
  }
  return found;
}

/** What keeps a file from being what a model starts from. */
export function checkFit(model: Model, file: MediaView): FieldProblem[] {
  const takes = model.fields.filter(({ kind }) => kind.type === 'media');
  const sameKind = takes.filter(({ kind }) => kind.type === 'media' && kind.media === file.facts.kind);
  const field = [sameKind, takes].flatMap((some) => some.find(({ required }) => required) ?? some[0] ?? [])[0];
  if (field?.kind.type !== 'media') return [];
  return checkFile(field.kind, file).map((problem) => finding(field.key, problem));
}
