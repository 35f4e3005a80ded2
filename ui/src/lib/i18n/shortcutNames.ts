/** The shortcuts that are listed, with the keys that people press. `Mod` is Command on a Mac and Ctrl elsewhere. */

export const EVERYWHERE = {
  make: 'Mod Enter',
  add: 'Mod O',
  new: 'Mod N',
  extend: 'Mod E',
  again: 'Mod R',
  views: 'Mod 1 – 2',
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
  jump: 'J / L',
  frame: '← / →',
  second: 'Shift ← / →',
  ends: 'Home / End',
  mute: 'M',
  loop: 'O',
  fullScreen: 'F',
  clips: '↑ / ↓',
  pages: 'PgUp / PgDn',
  closer: '+ / − / 0',
  around: '← / → / ↑ / ↓',
} as const;

export type ShortcutName = keyof typeof EVERYWHERE | keyof typeof IN_PLAYER;
