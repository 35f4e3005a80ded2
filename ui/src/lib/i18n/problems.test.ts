/** Every finding of the program has its sentence, in both languages, with numbers and with the names of other fields. */
import { expect, test } from 'vitest';
import { catalogue } from '$lib/platform/fake/catalogue';
import type { Model, Problem } from '$lib/platform/bindings';
import { I18n } from './i18n.svelte';
import { problemSentence } from './problems';

const en = new I18n('en', ['en-US']);
const zh = new I18n('zh', ['zh-CN']);
const HAN = /\p{Script=Han}/u;

function model(endpoint: string): Model {
  const found = catalogue.find((candidate) => candidate.endpoint === endpoint);
  if (!found) throw new Error(endpoint);
  return found;
}

/** One of each: a variant that is not here does not compile. */
const EACH: { [Type in Problem['type']]: [Extract<Problem, { type: Type }>, string] } = {
  missing: [{ type: 'missing' }, 'This is needed.'],
  'too-short': [{ type: 'too-short', min: 8, is: 3 }, 'At least 8 characters are needed.'],
  'too-long': [{ type: 'too-long', max: 10, is: 11 }, '1 character too many.'],
  'wrong-shape': [{ type: 'wrong-shape' }, 'Write it the way that is described for this field.'],
  'not-an-option': [{ type: 'not-an-option' }, 'Choose one of the options.'],
  'out-of-range': [{ type: 'out-of-range', min: 1, max: 15 }, 'It must be between 1 and 15.'],
  'off-step': [{ type: 'off-step', step: 8 }, 'Only steps of 8 are taken.'],
  'wrong-type': [{ type: 'wrong-type' }, 'This value does not belong here. Choose another one.'],
  'no-such-field': [{ type: 'no-such-field' }, 'This model does not take this.'],
  'file-gone': [{ type: 'file-gone' }, 'The file is not there any more. Choose another one.'],
  'wrong-media': [{ type: 'wrong-media', needs: 'audio', is: 'text' }, 'Needs a sound; this is a text.'],
  'wrong-format': [{ type: 'wrong-format', accepts: ['mp3', 'wav'], is: 'ogg' }, 'Takes MP3 or WAV; this is OGG.'],
  'too-large': [
    { type: 'too-large', maxBytes: 10_485_760, isBytes: 12_582_912 },
    'Takes up to 10 MB; this one has 12 MB. Use a shorter or smaller one.',
  ],
  'too-few': [{ type: 'too-few', min: 2, is: 1 }, 'At least 2 are needed; there is 1.'],
  'too-many': [{ type: 'too-many', max: 7, is: 9 }, 'Takes up to 7; there are 9. Remove 2.'],
  'plays-too-short': [
    { type: 'plays-too-short', minSeconds: 2, isSeconds: 1.44 },
    'Needs at least 2 seconds; this one has 1.4. Use a longer one.',
  ],
  'plays-too-long': [
    { type: 'plays-too-long', maxSeconds: 15, isSeconds: 20 },
    'Takes up to 15 seconds; this one has 20. Use a shorter one.',
  ],
  'too-small': [
    { type: 'too-small', minSide: 300, is: 240 },
    'Its shorter side needs at least 300 pixels; it has 240. Use a larger one.',
  ],
  'too-wide': [
    { type: 'too-wide', maxSide: 4096, is: 5000 },
    'Its longer side may have up to 4,096 pixels; it has 5,000. Use a smaller one.',
  ],
  'too-narrow': [
    { type: 'too-narrow', maxRatio: 2.5 },
    'The longer side may be up to 2.5 times as long as the shorter one.',
  ],
  'made-elsewhere': [
    { type: 'made-elsewhere', family: 'veo-3.1' },
    'Meant for clips made by Veo 3.1. Others may be refused.',
  ],
  'not-together': [
    { type: 'not-together', other: 'duration', value: '10', allowed: ['360p', '720p'] },
    'With “Length” at 10 seconds, only 360p or 720p can be chosen here.',
  ],
  'one-needed': [
    { type: 'one-needed', fields: ['duration', 'resolution'] },
    'One of these is needed: Length or Resolution.',
  ],
  'only-one': [
    { type: 'only-one', fields: ['duration', 'resolution'] },
    'Only one of these can be used: Length or Resolution. Remove the others.',
  ],
  'needed-by': [{ type: 'needed-by', field: 'duration' }, '“Length” is set, which needs this too.'],
  'one-needed-by': [
    { type: 'one-needed-by', field: 'duration', fields: ['resolution', 'prompt'] },
    '“Length” is set, which also needs one of these: Resolution or Prompt.',
  ],
  'too-many-together': [
    { type: 'too-many-together', fields: ['duration', 'resolution'], max: 5, is: 6 },
    'Length and Resolution take up to 5 files together; there are 6. Remove 1.',
  ],
  'too-long-together': [
    { type: 'too-long-together', fields: ['resolution'], maxSeconds: 15, isSeconds: 16.8 },
    'Resolution may play for up to 15 seconds together; they play for 16.8. Use shorter ones.',
  ],
  'pixels-out-of-range': [
    { type: 'pixels-out-of-range', min: 589_824, max: 16_777_216, is: 360_000 },
    'Width × height must be between 0.59 and 16.78 megapixels; this is 0.36.',
  ],
};

const pix = model('pixverse-v5.6/text-to-video');
const say = (problem: Problem, i18n = en, key = 'resolution', of = pix) =>
  problemSentence(i18n, { key, severity: 'blocks', problem }, catalogue, of);

test.each(Object.values(EACH))('%o is said in words', (problem, sentence) => {
  expect(say(problem)).toBe(sentence);
  const chinese = say(problem, zh);
  expect(HAN.test(chinese)).toBe(true);
  expect(chinese).not.toMatch(/undefined|duration|resolution/);
});

test('a list that nobody would read is not read out', () => {
  const kling = model('kling-lip-sync/tts');
  const [rule] = kling.rules;
  if (rule?.type !== 'only') throw new Error('this model has such a rule');
  const problem: Problem = { type: 'not-together', other: 'voiceLanguage', value: 'en', allowed: rule.values };
  expect(say(problem, en, 'voiceId', kling)).toMatch(/^This does not go with “.+” at English\. Choose another one\.$/);
});
