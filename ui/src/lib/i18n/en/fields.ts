/** The words of the controls of a form; what a field is called comes from the catalogue. */
import type { MediaKind } from '$lib/platform/bindings';

const adding: Record<MediaKind, string> = {
  video: 'Add a video',
  image: 'Add a picture',
  audio: 'Add a sound',
  model3d: 'Add a 3D model',
  text: 'Add a text',
};

export const fields = {
  on: 'On',
  off: 'Off',
  another: 'another field',
  /** Of a choice, a number or a switch that need not be set. */
  leftToModel: 'Left to the model',
  choose: 'Choose',
  search: 'Type to search',
  nothingFound: 'Nothing found',
  showList: 'Show the list',
  changed: (count: number) => `${count} changed`,
  limits: (from: string, to: string) => `${from}–${to}`,
  texts: {
    add: 'Add a line',
    remove: (row: number) => `Remove line ${row}`,
    row: (label: string, row: number) => `${label}, line ${row}`,
  },
  size: {
    label: 'Size',
    ratios: 'Ratios',
    swap: 'Swap width and height',
    pixels: (mega: string) => `${mega} megapixels`,
  },
  files: {
    add: adding,
    drop: 'or drop it here',
    change: 'Change',
    remove: (name: string) => `Remove ${name}`,
    count: (is: string, most: string) => `${is} of ${most}`,
    place: (place: number, count: number, name: string) => `${place} of ${count}: ${name}`,
    howToMove: 'Move it with the arrow keys, or by dragging. Delete removes it.',
    moved: (name: string, place: number, count: number) => `${name} is now ${place} of ${count}`,
    removed: (name: string) => `${name} removed`,
    gone: 'Not there any more',
    loading: 'Looking at it',
    play: (name: string) => `Play ${name}`,
    pause: (name: string) => `Pause ${name}`,
    seconds: (seconds: string) => `${seconds} s`,
  },
};
