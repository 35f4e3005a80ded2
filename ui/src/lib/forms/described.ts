/** The settings of a job in words: what was asked of the model, field by field. */
import type { I18n } from '$lib/i18n/i18n.svelte';
import type { Field, FieldValue, JobView, Model } from '$lib/platform/bindings';
import { isEmpty, textsOf } from './shown';

export type Setting = { key: string; label: string; value: string };
type Speech = Pick<I18n, 'words' | 'format' | 'local'>;

function inWords(speech: Speech, { kind }: Field, value: FieldValue): string | null {
  const { yes, no } = speech.words.player.facts;
  switch (kind.type) {
    case 'choice': {
      const labels = textsOf(value).map((text) => {
        const option = kind.options.find((candidate) => candidate.value === text);
        return option ? speech.local(option.label) : text;
      });
      return speech.format.allOf(labels);
    }
    case 'number':
      // A seed is a name rather than an amount: no separators.
      return typeof value === 'number' ? (kind.seed ? String(value) : speech.format.number(value)) : null;
    case 'switch':
      return value === true ? yes : no;
    case 'text':
    case 'lora':
      return textsOf(value).join('\n');
    case 'media':
      return null;
  }
}

/** The words that a model works from, whatever it calls them: a prompt, a description, a text to speak. */
export function wordsField(model: Model): Field | undefined {
  const { fields } = model;
  return ['prompt', 'spoken'].reduce<Field | undefined>(
    (found, role) => found ?? fields.find((field) => field.role === role),
    undefined,
  );
}

/** The words stand by themselves; files are told as where the clip is from. */
export function settingsOf(speech: Speech, model: Model, job: JobView): Setting[] {
  const apart = wordsField(model)?.key ?? 'prompt';
  return model.fields.flatMap((field) => {
    const value = job.values[field.key];
    if (field.key === apart || value === undefined || isEmpty(value)) return [];
    const words = inWords(speech, field, value);
    return words === null ? [] : [{ key: field.key, label: speech.local(field.label), value: words }];
  });
}

/** What was asked for in words. A job whose model is not known any more is taken by the usual name. */
export function promptOf(job: JobView, model: Model | undefined): string | null {
  const prompt = job.values[(model && wordsField(model)?.key) ?? 'prompt'];
  return typeof prompt === 'string' && prompt.trim() !== '' ? prompt : null;
}
