/** What is wrong with a value, beside its field. Numbers and names of other fields come ready to be read. */
import type { MediaKind, Problem } from '$lib/platform/bindings';

type Of<Type extends Problem['type']> = Extract<Problem, { type: Type }>;

const kinds: Record<MediaKind, string> = {
  video: 'a video',
  image: 'a picture',
  audio: 'a sound',
  model3d: 'a 3D model',
  text: 'a text',
};
const are = (count: number) => (count === 1 ? 'there is 1' : `there are ${count}`);

export const problems = {
  missing: () => 'This is needed.',
  'too-short': (problem: Of<'too-short'>) => `At least ${problem.min} characters are needed.`,
  'too-long': (problem: Of<'too-long'>) =>
    problem.is - problem.max === 1 ? '1 character too many.' : `${problem.is - problem.max} characters too many.`,
  'wrong-shape': () => 'Write it the way that is described for this field.',
  'not-an-option': () => 'Choose one of the options.',
  'out-of-range': (_: Of<'out-of-range'>, limits: string) => `It must be between ${limits}.`,
  'off-step': (problem: Of<'off-step'>) =>
    problem.step === 1 ? 'Only whole numbers are taken.' : `Only steps of ${problem.step} are taken.`,
  'wrong-type': () => 'This value does not belong here. Choose another one.',
  'no-such-field': () => 'This model does not take this.',
  'file-gone': () => 'The file is not there any more. Choose another one.',
  'wrong-media': (problem: Of<'wrong-media'>) => `Needs ${kinds[problem.needs]}; this is ${kinds[problem.is]}.`,
  'wrong-format': (problem: Of<'wrong-format'>, accepts: string) =>
    `Takes ${accepts}; this is ${problem.is.toUpperCase()}.`,
  'too-large': (_: Of<'too-large'>, most: string, is: string) =>
    `Takes up to ${most}; this one has ${is}. Use a shorter or smaller one.`,
  'too-few': (problem: Of<'too-few'>) => `At least ${problem.min} are needed; ${are(problem.is)}.`,
  'too-many': (problem: Of<'too-many'>) =>
    `Takes up to ${problem.max}; ${are(problem.is)}. Remove ${problem.is - problem.max}.`,
  'plays-too-short': (_: Of<'plays-too-short'>, least: string, is: string) =>
    `Needs at least ${least} seconds; this one has ${is}. Use a longer one.`,
  'plays-too-long': (_: Of<'plays-too-long'>, most: string, is: string) =>
    `Takes up to ${most} seconds; this one has ${is}. Use a shorter one.`,
  'too-small': (_: Of<'too-small'>, least: string, is: string) =>
    `Its shorter side needs at least ${least} pixels; it has ${is}. Use a larger one.`,
  'too-wide': (_: Of<'too-wide'>, most: string, is: string) =>
    `Its longer side may have up to ${most} pixels; it has ${is}. Use a smaller one.`,
  'too-narrow': (_: Of<'too-narrow'>, ratio: string) =>
    `The longer side may be up to ${ratio} times as long as the shorter one.`,
  'made-elsewhere': (_: Of<'made-elsewhere'>, family: string) =>
    `Meant for clips made by ${family}. Others may be refused.`,
  'not-together': (_: Of<'not-together'>, other: string, value: string, allowed: string) =>
    allowed === ''
      ? `This does not go with “${other}” at ${value}. Choose another one.`
      : `With “${other}” at ${value}, only ${allowed} can be chosen here.`,
  'one-needed': (_: Of<'one-needed'>, fields: string) => `One of these is needed: ${fields}.`,
  'only-one': (_: Of<'only-one'>, fields: string) => `Only one of these can be used: ${fields}. Remove the others.`,
  'needed-by': (_: Of<'needed-by'>, field: string) => `“${field}” is set, which needs this too.`,
  'one-needed-by': (_: Of<'one-needed-by'>, field: string, fields: string) =>
    `“${field}” is set, which also needs one of these: ${fields}.`,
  'too-many-together': (problem: Of<'too-many-together'>, fields: string) =>
    `${fields} take up to ${problem.max} files together; ${are(problem.is)}. Remove ${problem.is - problem.max}.`,
  'too-long-together': (_: Of<'too-long-together'>, fields: string, most: string, is: string) =>
    `${fields} may play for up to ${most} seconds together; they play for ${is}. Use shorter ones.`,
  'pixels-out-of-range': (_: Of<'pixels-out-of-range'>, limits: string, is: string) =>
    `Width × height must be between ${limits} megapixels; this is ${is}.`,
} satisfies { [Type in Problem['type']]: (problem: Of<Type>, ...words: string[]) => string };
