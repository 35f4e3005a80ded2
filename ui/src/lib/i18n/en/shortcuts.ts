/** The list of shortcuts. */
import type { ShortcutName } from '../shortcutNames';

const names: Record<ShortcutName, string> = {
  make: 'Make',
  add: 'Choose a file',
  new: 'Start anew',
  extend: 'Extend the open clip',
  again: 'Make the open clip again',
  views: 'Make, Library, Money',
  find: 'Find a model',
  search: 'Search in the library',
  settings: 'Settings',
  zoom: 'Larger, smaller, usual size',
  bin: 'Delete the open clip',
  close: 'Close',
  list: 'This list',
  play: 'Play or pause',
  shuttle: 'Backwards, stop, forwards; pressed again, faster',
  frame: 'One frame back or on',
  second: 'One second back or on',
  ends: 'Start, end',
  range: 'The range begins, ends here',
  clearRange: 'Clear the range',
  speed: 'Slower, faster',
  mute: 'Mute',
  keepFrame: 'Save this frame as a picture',
  useFrame: 'Use this frame as input',
  fullScreen: 'Full screen',
  loop: 'Loop',
  clips: 'Result before, next result in the library',
  pages: 'Result before, next result of the same job',
  closer: 'Closer, farther, all of it (picture, 3D model)',
  around: 'Move a picture, turn a 3D model',
  pick: 'Compare: listen to one of them',
  keepThis: 'Compare: keep the one that is heard',
};

export const shortcuts = { title: 'Keyboard shortcuts', everywhere: 'Everywhere', player: 'Player', names };
