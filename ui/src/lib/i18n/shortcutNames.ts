/** The shortcuts that are listed, with the keys that people press. `Mod` is Command on a Mac and Ctrl elsewhere. */

export const EVERYWHERE = {
  make: 'Mod Enter',
  add: 'Mod O',
  new: 'Mod N',
  extend: 'Mod E',
  again: 'Mod R',
  views: 'Mod 1 – 3',
  find: 'Mod K',
  search: 'Mod F',
  settings: 'Mod ,',
  zoom: 'Mod + / − / 0',
  bin: 'Del',
  close: 'Esc',
  list: '?',
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
  clips: '↑ / ↓',
  pages: 'PgUp / PgDn',
  closer: '+ / − / 0',
  around: '← / → / ↑ / ↓',
  pick: '1 – 4',
  keepThis: 'Enter',
} as const;

export type ShortcutName = keyof typeof EVERYWHERE | keyof typeof IN_PLAYER;
