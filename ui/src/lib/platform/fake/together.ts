/** The rules between the fields of a form, each broken one beside the field where it is best mended. */
import { fieldOf, filesOf, isShown, sentValue, spelled, type Values } from '$lib/forms/shown';
import type { FieldKey, MediaId, MediaView, Model, Problem, Rule } from '../bindings';

type Find = (id: MediaId) => MediaView | undefined;
type Found = [FieldKey, Problem];

const TOLERANCE_SECONDS = 0.1;

export function checkRules(model: Model, values: Values, find: Find): Found[] {
  const sent = (key: FieldKey) => sentValue(model, values, key);
  const files = (keys: FieldKey[]) => keys.flatMap((key) => filesOf(sent(key)));
  const seconds = (id: MediaId) => (find(id)?.facts.durationMs ?? 0) / 1000;
  const shown = (key: FieldKey) => {
    const field = fieldOf(model, key);
    return field !== undefined && isShown(model, field, values);
  };
  const holds = (when: Record<FieldKey, string[]>) =>
    Object.entries(when).every(([key, wanted]) => wanted.includes(spelled(sent(key)) ?? '\0'));

  function check(rule: Rule): Found | null {
    switch (rule.type) {
      case 'only': {
        const is = spelled(sent(rule.field));
        if (is === null || !holds(rule.when) || rule.values.includes(is)) return null;
        const other = Object.keys(rule.when)[0];
        if (other === undefined) return null;
        const value = spelled(sent(other)) ?? '';
        return [rule.field, { type: 'not-together', other, value, allowed: rule.values }];
      }
      case 'one-of': {
        const open = rule.fields.filter(shown);
        const none = open.every((key) => sent(key) === undefined);
        return open[0] !== undefined && none ? [open[0], { type: 'one-needed', fields: rule.fields }] : null;
      }
      case 'not-both': {
        const second = rule.fields.filter((key) => sent(key) !== undefined)[1];
        return second === undefined ? null : [second, { type: 'only-one', fields: rule.fields }];
      }
      case 'needs': {
        const lacks = sent(rule.field) !== undefined && sent(rule.other) === undefined;
        return lacks ? [rule.other, { type: 'needed-by', field: rule.field }] : null;
      }
      case 'needs-one': {
        const lacks = sent(rule.field) !== undefined && rule.others.every((other) => sent(other) === undefined);
        const { field, others: fields } = rule;
        return lacks && fields[0] !== undefined ? [fields[0], { type: 'one-needed-by', field, fields }] : null;
      }
      case 'required-when': {
        const lacks = holds(rule.when) && shown(rule.field) && sent(rule.field) === undefined;
        return lacks ? [rule.field, { type: 'missing' }] : null;
      }
      case 'at-most': {
        const is = files(rule.fields).length;
        const last = rule.fields.findLast((key) => sent(key) !== undefined);
        const { fields, count: max } = rule;
        return last !== undefined && is > max ? [last, { type: 'too-many-together', fields, max, is }] : null;
      }
      case 'seconds-at-most': {
        const isSeconds = Math.max(0, ...files([rule.field]).map(seconds));
        const tooLong = holds(rule.when) && isSeconds > rule.seconds + TOLERANCE_SECONDS;
        return tooLong ? [rule.field, { type: 'plays-too-long', maxSeconds: rule.seconds, isSeconds }] : null;
      }
      case 'seconds-together': {
        const isSeconds = files(rule.fields).reduce((sum, id) => sum + seconds(id), 0);
        const last = rule.fields.findLast((key) => sent(key) !== undefined);
        if (last === undefined || isSeconds <= rule.seconds + TOLERANCE_SECONDS) return null;
        return [last, { type: 'too-long-together', fields: rule.fields, maxSeconds: rule.seconds, isSeconds }];
      }
      case 'pixels': {
        const [width, height] = [sent(rule.width), sent(rule.height)];
        if (typeof width !== 'number' || typeof height !== 'number') return null;
        const problem = pixels(width, height, rule);
        return problem && [rule.width, problem];
      }
    }
  }

  return model.rules.flatMap((rule) => {
    const found = check(rule);
    return found ? [found] : [];
  });
}

function pixels(
  width: number,
  height: number,
  { min, max, maxRatio }: Extract<Rule, { type: 'pixels' }>,
): Problem | null {
  const is = width * height;
  if (is < min || is > max) return { type: 'pixels-out-of-range', min, max, is };
  const ratio = Math.max(width, height) / Math.max(1, Math.min(width, height));
  return maxRatio !== null && ratio > maxRatio + 1e-9 ? { type: 'too-narrow', maxRatio } : null;
}
