/** Which key does what in the player. Only the mapping: where keys are listened to is the view's affair. */
import type { Transport } from './transport.svelte';

export type PlayerAction =
  | 'toggle'
  | 'backwards'
  | 'forwards'
  | 'back-frame'
  | 'on-frame'
  | 'back-second'
  | 'on-second'
  | 'start'
  | 'end'
  | 'mute'
  | 'loop'
  | 'set-in'
  | 'set-out'
  | 'clear-range'
  | 'slower'
  | 'faster'
  | 'full-screen'
  | 'keep-frame'
  | 'use-frame'
  | 'previous-clip'
  | 'next-clip';

const PLAIN: Record<string, PlayerAction> = {
  ' ': 'toggle',
  k: 'toggle',
  j: 'backwards',
  l: 'forwards',
  ArrowLeft: 'back-frame',
  ArrowRight: 'on-frame',
  Home: 'start',
  End: 'end',
  m: 'mute',
  r: 'loop',
  i: 'set-in',
  o: 'set-out',
  '<': 'slower',
  '>': 'faster',
  f: 'full-screen',
  s: 'keep-frame',
  ArrowUp: 'previous-clip',
  ArrowDown: 'next-clip',
};

const WITH_SHIFT: Record<string, PlayerAction> = {
  ArrowLeft: 'back-second',
  ArrowRight: 'on-second',
  i: 'clear-range',
  o: 'clear-range',
  s: 'use-frame',
  '<': 'slower',
  '>': 'faster',
};

type Press = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

export function playerAction(press: Press): PlayerAction | null {
  if (press.ctrlKey || press.metaKey || press.altKey) return null;
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  return (press.shiftKey ? WITH_SHIFT[key] : PLAIN[key]) ?? null;
}

/** What every player does by itself. The rest concerns what is around it: the screen, files, the list of clips. */
const DOES: Partial<Record<PlayerAction, (player: Transport) => void>> = {
  toggle: (player) => {
    player.toggle();
  },
  backwards: (player) => {
    player.backwards();
  },
  forwards: (player) => {
    player.forwards();
  },
  'back-frame': (player) => {
    player.stepFrames(-1);
  },
  'on-frame': (player) => {
    player.stepFrames(1);
  },
  'back-second': (player) => {
    player.jump(-1);
  },
  'on-second': (player) => {
    player.jump(1);
  },
  start: (player) => {
    player.toStart();
  },
  end: (player) => {
    player.toEnd();
  },
  mute: (player) => {
    player.toggleMute();
  },
  loop: (player) => {
    player.toggleLoop();
  },
  'set-in': (player) => {
    player.setIn();
  },
  'set-out': (player) => {
    player.setOut();
  },
  'clear-range': (player) => {
    player.range.clear();
  },
  slower: (player) => {
    player.changeRate(-1);
  },
  faster: (player) => {
    player.changeRate(1);
  },
};

/** Does what an action says. `false`: it is not the player's own affair. */
export function perform(player: Transport, action: PlayerAction): boolean {
  const act = DOES[action];
  act?.(player);
  return act !== undefined;
}
