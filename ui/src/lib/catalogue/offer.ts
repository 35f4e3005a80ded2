/** What can be offered to somebody who has a file of some kind, or only words: tasks first, then families. */
import type { MediaKind, Model, Task } from '$lib/platform/bindings';
import { distinct } from './lookup';
import { familiesOf, type Family } from './families';
import { mainMedia, needsFile, taking } from './media';

/** What a person starts with. */
export type Have = 'words' | Extract<MediaKind, 'video' | 'image' | 'audio'>;

export const HAVES: readonly Have[] = ['words', 'video', 'image', 'audio'];

/** Tasks by nature of words: a file may go with them but is not what they start from. */
const OF_WORDS: readonly Task[] = ['text-to-video', 'text-to-image', 'text-to-3d', 'text-to-speech', 'voice-design'];

/** Tasks that make no sense without a file, also where no single one is required. */
const OF_FILES: readonly Task[] = [
  'video-extend',
  'image-to-video',
  'start-end-to-video',
  'reference-to-video',
  'video-edit',
  'motion-control',
  'lip-sync',
  'video-transition',
  'video-effects',
  'character',
  'image-edit',
  'image-to-3d',
  'tool',
];

/** What people do most with a thing comes first; the rest follows in the catalogue's order of tasks. */
const FIRST: Record<Have, readonly Task[]> = {
  words: ['text-to-video', 'text-to-image', 'music', 'text-to-speech', 'text-to-3d', 'lyrics', 'text'],
  video: ['video-extend', 'video-edit', 'video-upscale', 'reference-to-video', 'motion-control', 'lip-sync'],
  image: ['image-to-video', 'start-end-to-video', 'reference-to-video', 'image-edit', 'image-upscale', 'image-to-3d'],
  audio: ['lip-sync', 'voice-clone', 'song-extend', 'music', 'sound'],
};

export function isHave(kind: MediaKind | 'words'): kind is Have {
  return HAVES.some((have) => have === kind);
}

/** Whether the model can begin with this. */
export function startsFrom(model: Model, have: Have): boolean {
  const files = model.fields.some(({ kind }) => kind.type === 'media');
  if (have === 'words') return !needsFile(model) && !(files && OF_FILES.includes(model.task));
  const field = taking(model, have);
  if (!field) return false;
  // A sound that may go along with a clip is no beginning: the clip is.
  return field.required || (mainMedia(model)?.required !== true && !OF_WORDS.includes(model.task));
}

/** What a form of this model is begun with, where nothing else is said. */
export function naturalStart(model: Model): Have {
  if (startsFrom(model, 'words')) return 'words';
  const kind = mainMedia(model)?.kind.media ?? 'words';
  return isHave(kind) ? kind : 'words';
}

/** What can be done, the usual things first. */
export function tasksFor(models: readonly Model[], have: Have): Task[] {
  const tasks = distinct(models.filter((model) => startsFrom(model, have)).map((model) => model.task));
  const place = (task: Task) => {
    const first = FIRST[have].indexOf(task);
    return first === -1 ? FIRST[have].length + (task === 'tool' ? 1 : 0) : first;
  };
  return tasks.toSorted((one, other) => place(one) - place(other));
}

/** The families that do this, each with the models that do. */
export function familiesFor(models: readonly Model[], task: Task, have: Have): Family[] {
  return familiesOf(models.filter((model) => model.task === task && startsFrom(model, have)));
}
