/** The catalogue of the repository as the program would tell it: what a file leaves out is filled in as Rust does. */
import type { Field, FieldKind, Model } from '../bindings';

type Written = { order: number; models: Record<string, unknown>[] };

const files = import.meta.glob<Written>('../../../../../catalogue/*.json', { eager: true, import: 'default' });

const KIND_DEFAULTS: Record<FieldKind['type'], Record<string, unknown>> = {
  text: { minLength: null, maxLength: null, long: false },
  choice: {},
  number: { default: null, seed: false },
  switch: {},
  media: { madeByFamily: null },
};

function field(written: Record<string, unknown>): Field {
  const kind = written['kind'] as FieldKind;
  const whole = { required: false, advanced: false, help: null, placeholder: null, ...written };
  return { ...whole, kind: { ...KIND_DEFAULTS[kind.type], ...kind } } as unknown as Field;
}

function model(written: Record<string, unknown>, family: string): Model {
  const whole = { remark: null, price: null, ...written, family } as unknown as Model;
  const price = whole.price && {
    ...whole.price,
    rules: whole.price.rules.map((rule) => ({ ...rule, when: rule.when ?? {} })),
  };
  return { ...whole, price, fields: (written['fields'] as Record<string, unknown>[]).map(field) };
}

export const catalogue: Model[] = Object.entries(files)
  .map(([path, family]) => ({ ...family, id: path.replace(/^.*\//, '').replace('.json', '') }))
  .sort((one, other) => one.order - other.order)
  .flatMap(({ models, id }) => models.map((written) => model(written, id)));
