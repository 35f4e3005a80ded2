/** The list of shortcuts. */
import type { ShortcutGroup, ShortcutName } from '../shortcutNames';

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
  bin: 'Delete what is open or chosen',
  walk: 'From one to the next',
  open: 'Open',
  all: 'Choose all',
  undo: 'Undo the last deletion',
  close: 'Close',
  list: 'This list',
  quit: 'Quit',
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

const groups: Record<ShortcutGroup, string> = {
  everywhere: 'Everywhere',
  library: 'Library',
  player: 'Player',
  viewer: 'Pictures and 3D models',
  comparison: 'Comparison',
};

export const shortcuts = { title: 'Keyboard shortcuts', groups, names };
