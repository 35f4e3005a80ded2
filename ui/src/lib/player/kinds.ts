/** What can be done next with a result of each kind, and how its file is opened. Total: a new kind does not compile without. */
import type { MediaKind, MediaView } from '$lib/platform/bindings';

/** `extend` goes on where a film ends, `use` gives the file to a model; `null`: no form starts from such a file. */
const NEXT: Record<MediaKind, 'extend' | 'use' | null> = {
  video: 'extend',
  image: 'use',
  audio: 'use',
  model3d: null,
  text: null,
};

/** `play` has a beginning and an end; the rest is looked at. */
const OPENS: Record<MediaKind, 'play' | 'look'> = {
  video: 'play',
  image: 'look',
  audio: 'play',
  model3d: 'look',
  text: 'look',
};

export function nextStep({ facts, available }: MediaView): 'extend' | 'use' | null {
  return available ? NEXT[facts.kind] : null;
}

/** Films and sounds are compared in step, with one line of controls. */
export function isInStep(kind: MediaKind): boolean {
  return OPENS[kind] === 'play';
}

export function wayIn({ facts }: MediaView): 'play' | 'look' {
  return OPENS[facts.kind];
}

/** What stands on the card of a result that has no length: its format, which tells a body and words from a picture. */
const LABELS: Record<MediaKind, (format: string) => string | null> = {
  video: () => null,
  image: () => null,
  audio: () => null,
  model3d: (format) => format.toUpperCase(),
  text: (format) => format.toUpperCase(),
};

export function labelOf({ facts }: MediaView): string | null {
  return LABELS[facts.kind](facts.format);
}
