/** Findings of the program as sentences: numbers as a person writes them, other fields by their labels. */
import type { FieldKey, FieldProblem, Model } from '$lib/platform/bindings';
import type { I18n } from './i18n.svelte';

type Speech = Pick<I18n, 'words' | 'format' | 'local'>;

/** More names than this are not read. */
const MOST_NAMED = 6;

function fieldOf(model: Model | undefined, key: FieldKey) {
  return model?.fields.find((field) => field.key === key);
}

/** What people call a value of a field. */
function valueIn(speech: Speech, model: Model | undefined, key: FieldKey, value: string): string {
  const kind = fieldOf(model, key)?.kind;
  if (kind?.type === 'choice') {
    const option = kind.options.find((candidate) => candidate.value === value);
    if (option) return speech.local(option.label);
  }
  if (kind?.type === 'switch') return value === 'true' ? speech.words.fields.on : speech.words.fields.off;
  return value;
}

/**
 * What is wrong with a value, in one sentence. `models` is where other families are looked up, `model` the one whose
 * form it is; without it other fields of the form stay without their names.
 */
export function problemSentence(
  speech: Speech,
  { key, problem }: FieldProblem,
  models: readonly Model[],
  model?: Model,
): string {
  const { problems, make } = speech.words;
  const { format } = speech;
  const label = (other: FieldKey) => {
    const field = fieldOf(model, other);
    return field ? speech.local(field.label) : speech.words.fields.another;
  };
  const number = (value: number) => format.number(value, 1);
  const mega = (pixels: number) => format.number(pixels / 1_000_000, 2);
  switch (problem.type) {
    case 'missing':
    case 'wrong-shape':
    case 'not-an-option':
    case 'wrong-type':
    case 'no-such-field':
    case 'file-gone':
      return problems[problem.type]();
    case 'too-short':
      return problems['too-short'](problem);
    case 'too-long':
      return problems['too-long'](problem);
    case 'out-of-range':
      return problems['out-of-range'](problem, make.and(format.number(problem.min), format.number(problem.max)));
    case 'off-step':
      return problems['off-step'](problem);
    case 'wrong-media':
      return problems['wrong-media'](problem);
    case 'wrong-format':
      return problems['wrong-format'](problem, format.anyOf(problem.accepts.map((name) => name.toUpperCase())));
    case 'too-large':
      return problems['too-large'](problem, format.bytes(problem.maxBytes), format.bytes(problem.isBytes));
    case 'too-few':
      return problems['too-few'](problem);
    case 'too-many':
      return problems['too-many'](problem);
    case 'plays-too-short':
      return problems['plays-too-short'](problem, number(problem.minSeconds), number(problem.isSeconds));
    case 'plays-too-long':
      return problems['plays-too-long'](problem, number(problem.maxSeconds), number(problem.isSeconds));
    case 'too-small':
      return problems['too-small'](problem, number(problem.minSide), number(problem.is));
    case 'too-wide':
      return problems['too-wide'](problem, number(problem.maxSide), number(problem.is));
    case 'too-narrow':
      return problems['too-narrow'](problem, number(problem.maxRatio));
    case 'made-elsewhere': {
      const family = models.find((candidate) => candidate.family === problem.family)?.familyName ?? problem.family;
      return problems['made-elsewhere'](problem, family);
    }
    case 'not-together': {
      const allowed = problem.allowed.map((value) => valueIn(speech, model, key, value));
      const value = valueIn(speech, model, problem.other, problem.value);
      // A list of dozens is no help; the options that go together are the ones that are offered.
      const named = allowed.length > MOST_NAMED ? '' : format.anyOf(allowed);
      return problems['not-together'](problem, label(problem.other), value, named);
    }
    case 'one-needed':
      return problems['one-needed'](problem, format.anyOf(problem.fields.map(label)));
    case 'only-one':
      return problems['only-one'](problem, format.anyOf(problem.fields.map(label)));
    case 'needed-by':
      return problems['needed-by'](problem, label(problem.field));
    case 'one-needed-by':
      return problems['one-needed-by'](problem, label(problem.field), format.anyOf(problem.fields.map(label)));
    case 'too-many-together':
      return problems['too-many-together'](problem, format.allOf(problem.fields.map(label)));
    case 'too-long-together': {
      const fields = format.allOf(problem.fields.map(label));
      return problems['too-long-together'](problem, fields, number(problem.maxSeconds), number(problem.isSeconds));
    }
    case 'pixels-out-of-range':
      return problems['pixels-out-of-range'](problem, make.and(mega(problem.min), mega(problem.max)), mega(problem.is));
  }
}
