/** The shortcuts that are listed, with the keys that people press. `Mod` is Command on a Mac and Ctrl elsewhere. */

export const EVERYWHERE = {
  make: 'Mod Enter',
  add: 'Mod O',
  new: 'Mod N',
  extend: 'Mod E',
  again: 'Mod R',
  views: 'Mod 1 – 3',
  paste: 'Mod V',
  find: 'Mod K',
  search: 'Mod F',
  settings: 'Mod ,',
  zoom: 'Mod + / − / 0',
  close: 'Esc',
  list: '?',
  quit: 'Mod Q',
} as const;

export const IN_PLAYER = {
  play: 'Space / K',
  shuttle: 'J / K / L',
  frame: '← / →',
  second: 'Shift ← / →',
  ends: 'Home / End',
  range: 'I / O',
  clearRange: 'Shift I',
  loop: 'R',
  speed: '< / >',
  mute: 'M',
  keepFrame: 'S',
  useFrame: 'Shift S',
  fullScreen: 'F',
  copyFile: 'Mod C',
  clips: '↑ / ↓',
} as const;

export const IN_VIEWER = {
  pages: 'PgUp / PgDn',
  closer: '+ / − / 0',
  around: '← / → / ↑ / ↓',
} as const;

export const IN_COMPARISON = {
  pick: '1 – 4',
  keepThis: 'Enter',
} as const;

export const IN_LIBRARY = {
  walk: '← / → / ↑ / ↓',
  open: 'Enter',
  choose: 'Shift ← / →',
  all: 'Mod A',
  copyFile: 'Mod C',
  star: 'S',
  rename: 'F2',
  details: 'Mod I',
  bin: 'Del',
  undo: 'Mod Z',
} as const;

/** The groups in which they are listed. */
export const SHORTCUTS = {
  everywhere: EVERYWHERE,
  library: IN_LIBRARY,
  player: IN_PLAYER,
  viewer: IN_VIEWER,
  comparison: IN_COMPARISON,
} as const;

export type ShortcutGroup = keyof typeof SHORTCUTS;

type NamesOf<Groups> = Groups extends unknown ? keyof Groups : never;
export type ShortcutName = NamesOf<(typeof SHORTCUTS)[ShortcutGroup]>;
