/** The program's checks and list prices, as far as the fake needs them to behave like the program. */
import type { FieldKind, FieldProblem, FieldValue, MediaId, MediaView, Model, Price, Problem } from '../bindings';

type Values = Record<string, FieldValue>;
type Find = (id: MediaId) => MediaView | undefined;

function isEmpty(value: FieldValue | undefined): boolean {
  return value === undefined || (typeof value === 'string' && value.trim() === '');
}

function checkFile(
  kind: Extract<FieldKind, { type: 'media' }>,
  media: MediaView | undefined,
  family: string,
): Problem[] {
  if (!media) return [{ type: 'file-gone' }];
  const { facts } = media;
  if (facts.kind !== kind.media) return [{ type: 'wrong-media', needs: kind.media, is: facts.kind }];
  const found: Problem[] = [];
  if (!kind.formats.includes(facts.format)) {
    found.push({ type: 'wrong-format', accepts: kind.formats, is: facts.format });
  }
  if (facts.sizeBytes > kind.maxBytes) {
    found.push({ type: 'too-large', maxBytes: kind.maxBytes, isBytes: facts.sizeBytes });
  }
  if (kind.madeByFamily !== null && kind.madeByFamily !== family) {
    found.push({ type: 'made-elsewhere', family: kind.madeByFamily });
  }
  return found;
}

function checkValue(kind: FieldKind, value: FieldValue, find: Find): Problem[] {
  switch (kind.type) {
    case 'text': {
      const is = [...String(value)].length;
      if (kind.minLength !== null && is < kind.minLength) return [{ type: 'too-short', min: kind.minLength, is }];
      return kind.maxLength !== null && is > kind.maxLength ? [{ type: 'too-long', max: kind.maxLength, is }] : [];
    }
    case 'choice':
      return kind.options.some((option) => option.value === value) ? [] : [{ type: 'not-an-option' }];
    case 'number': {
      if (typeof value !== 'number') return [{ type: 'wrong-type' }];
      if (!(value >= kind.min && value <= kind.max)) return [{ type: 'out-of-range', min: kind.min, max: kind.max }];
      return ((value - kind.min) / kind.step) % 1 === 0 ? [] : [{ type: 'off-step', step: kind.step }];
    }
    case 'switch':
      return typeof value === 'boolean' ? [] : [{ type: 'wrong-type' }];
    case 'media':
      return typeof value === 'object' ? checkFile(kind, find(value.media), '') : [{ type: 'wrong-type' }];
  }
}

export function checkForm(model: Model, values: Values, find: Find): FieldProblem[] {
  return model.fields.flatMap(({ key, kind, required }) => {
    const value = values[key];
    const found: Problem[] =
      value === undefined || isEmpty(value) ? (required ? [{ type: 'missing' }] : []) : checkValue(kind, value, find);
    return found.map((problem): FieldProblem => {
      return { key, severity: problem.type === 'made-elsewhere' ? 'warns' : 'blocks', problem };
    });
  });
}

export function listPrice({ price }: Model, values: Values): Price {
  const rule = price?.rules.find(({ when }) => Object.entries(when).every(([key, wanted]) => values[key] === wanted));
  if (!price || !rule) return { from: 'unknown' };
  const units = price.unit.per === 'second' ? Number(values[price.unit.field]) : 1;
  const micros = Math.round(Number(rule.amount) * units * 1_000_000);
  return { from: 'list', amount: { micros, currency: price.currency }, asOf: price.asOf };
}
