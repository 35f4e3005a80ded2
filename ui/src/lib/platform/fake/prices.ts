/** What a run costs by the published list, as the program reckons it. */
import { filesOf, sentValue, spelled, type Values } from '$lib/forms/shown';
import type { Model, Per, Price, PriceUnit } from '../bindings';
import type { Find } from './rules';

const PER: Record<PriceUnit['per'], Per> = {
  call: 'call',
  second: 'second',
  'clip-second': 'second',
  image: 'image',
  'thousand-characters': 'thousand-characters',
};

/** What is begun is paid for. */
function begun(count: number, every: number): number {
  return Math.max(1, Math.ceil(count / every));
}

/** How many units are billed; `null` where the form does not say. */
function units(model: Model, unit: PriceUnit, values: Values, find: Find): number | null {
  const whole = (key: string) => {
    const number = Number(spelled(sentValue(model, values, key)) ?? Number.NaN);
    return number > 0 ? Math.ceil(number) : null;
  };
  switch (unit.per) {
    case 'call':
      return 1;
    case 'second': {
      const seconds = unit.field === null ? null : whole(unit.field);
      return seconds === null ? null : begun(seconds, unit.every);
    }
    case 'clip-second': {
      const file = filesOf(values[unit.field])[0];
      const milliseconds = file === undefined ? null : (find(file)?.facts.durationMs ?? null);
      return milliseconds === null ? null : begun(begun(milliseconds, 1000), unit.every);
    }
    case 'image':
      return unit.field === null ? 1 : (whole(unit.field) ?? 1);
    case 'thousand-characters': {
      const text = unit.field === null ? undefined : values[unit.field];
      return typeof text === 'string' && text.trim() !== '' ? begun([...text].length, 1000) : null;
    }
  }
}

export function listPrice(model: Model, values: Values, find: Find = () => undefined): Price {
  const { price } = model;
  const rule = price?.rules.find(({ when }) =>
    Object.entries(when).every(([key, wanted]) => spelled(sentValue(model, values, key)) === wanted),
  );
  if (!price || !rule) return { from: 'unknown' };
  const { currency, asOf, atLeast, unit } = price;
  const count = units(model, unit, values, find);
  const micros = Math.round(Number(rule.amount) * (count ?? 1) * 1_000_000);
  const amount = { micros, currency };
  if (count !== null) return { from: 'list', amount, asOf, atLeast };
  return { from: 'rate', amount, per: PER[unit.per], every: 'every' in unit ? unit.every : 1, asOf, atLeast };
}
