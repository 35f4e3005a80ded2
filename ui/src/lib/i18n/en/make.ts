/** The Make view: the clip, the models, the form. */
import type { MediaKind, Problem, Task } from '$lib/platform/bindings';

type Of<Type extends Problem['type']> = Extract<Problem, { type: Type }>;

const kinds: Record<MediaKind, string> = {
  video: 'a video',
  image: 'a picture',
  audio: 'a sound',
  model3d: 'a 3D model',
  text: 'a text',
};
const tasks: Record<Task, string> = { 'video-extend': 'Extend', 'image-to-video': 'Bring to life' };
const titles: Record<MediaKind, string> = {
  video: 'What happens next?',
  image: 'How should it move?',
  audio: 'What should it sound like?',
  model3d: 'What should become of it?',
  text: 'What should become of it?',
};

export const make = {
  titles,
  tasks,
  tasksLabel: 'What to do with it',
  emptyTitle: 'What happens next?',
  empty: {
    title: 'Drop a clip to begin',
    body: 'A video continues. A picture starts to move.',
    choose: 'Choose a file',
    sample: 'Try the sample clip',
    paste: 'Paste a path',
    pathLabel: 'Path of the file',
    pathPlaceholder: '/home/you/Videos/clip.mp4',
    open: 'Open',
  },
  refused: (name: string, why: string) => `${name}: ${why}`,
  hints: {
    'only-one': 'One clip at a time: the first one was taken.',
    'sound-added': 'The sound was added under More options.',
    'sound-needs-clip': 'A sound goes with a clip, in a model that takes one, such as Wan 2.7.',
  },
  changeClip: 'Change clip',
  clip: 'Your clip',
  facts: {
    size: (width: number, height: number) => `${width}×${height}`,
    frameRate: (rate: string) => `${rate} fps`,
    seconds: (seconds: string) => `${seconds} s`,
    withSound: (codec: string) => `${codec}, with sound`,
    silent: (codec: string) => `${codec}, silent`,
    gone: 'The file is not where it was.',
  },
  modelsLabel: 'Models',
  loadingModels: 'Looking which models fit',
  usually: (time: string) => `Usually ${time}`,
  minutes: (from: string, to: string) => (from === to ? `${from} min` : `${from}–${to} minutes`),
  secondsRange: (from: string, to: string) => `${from}–${to} seconds`,
  shortMinutes: (from: string, to: string) => (from === to ? `${from} min` : `${from}–${to} min`),
  shortSeconds: (from: string, to: string) => `${from}–${to} s`,
  about: (amount: string) => `≈ ${amount}`,
  priceUnknown: 'price unknown',
  asking: 'asking for the price',
  listOf: (day: string) => `By the price list of ${day}. RunningHub has the last word.`,
  heading: (model: string, task: string) => `${model} · ${task}`,
  by: (maker: string) => `by ${maker}`,
  moreOptions: 'More options',
  button: 'Make',
  buttonPrice: (amount: string) => `about ${amount}`,
  buttonUnknown: 'price unknown',
  buttonPractice: 'practice, free',
  sends: (size: string) => `Your clip (${size}) is sent to RunningHub when you press Make.`,
  sendsPicture: (size: string) => `Your picture (${size}) is sent to RunningHub when you press Make.`,
  staysHere: 'Practice: your clip stays on this computer and nothing is charged.',
  listPrices: 'Prices are what RunningHub would charge. Practice is free.',
  blocked: 'Something does not fit yet: see what is marked.',
  strip: 'Jobs',
  open: (title: string) => `Open ${title}`,
  next: 'Set it up',
  back: 'Back',
  media: {
    choose: 'Choose a file',
    change: 'Change',
    remove: 'Remove',
    none: 'None',
  },
  problems: {
    missing: () => 'This is needed.',
    'too-short': (problem: Of<'too-short'>) => `At least ${problem.min} characters are needed.`,
    'too-long': (problem: Of<'too-long'>) => `${problem.is - problem.max} characters too many.`,
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
      `Takes up to ${most}; this one has ${is}. Use a shorter or smaller clip.`,
    'made-elsewhere': (_: Of<'made-elsewhere'>, family: string) =>
      `Meant for clips made by ${family}. Others may be refused.`,
  } satisfies { [Type in Problem['type']]: (problem: Of<Type>, ...words: string[]) => string },
  and: (from: string, to: string) => `${from} and ${to}`,
};
