/** Which key does what in the player. Only the mapping: where keys are listened to is the view's affair. */
import type { Player } from './player.svelte';

export type PlayerAction =
  | 'toggle'
  | 'back-jump'
  | 'on-jump'
  | 'back-frame'
  | 'on-frame'
  | 'back-second'
  | 'on-second'
  | 'start'
  | 'end'
  | 'mute'
  | 'loop'
  | 'full-screen'
  | 'previous-clip'
  | 'next-clip';

const PLAIN: Record<string, PlayerAction> = {
  ' ': 'toggle',
  k: 'toggle',
  j: 'back-jump',
  l: 'on-jump',
  ArrowLeft: 'back-frame',
  ArrowRight: 'on-frame',
  Home: 'start',
  End: 'end',
  m: 'mute',
  o: 'loop',
  f: 'full-screen',
  ArrowUp: 'previous-clip',
  ArrowDown: 'next-clip',
};

const WITH_SHIFT: Record<string, PlayerAction> = { ArrowLeft: 'back-second', ArrowRight: 'on-second' };

type Press = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

export function playerAction(press: Press): PlayerAction | null {
  if (press.ctrlKey || press.metaKey || press.altKey) return null;
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  return (press.shiftKey ? WITH_SHIFT[key] : PLAIN[key]) ?? null;
}

/** Does what an action says. `false`: it concerns the list of clips, which a player does not know. */
export function perform(player: Player, action: PlayerAction): boolean {
  switch (action) {
    case 'toggle':
      player.toggle();
      return true;
    case 'back-jump':
      player.jump(-5);
      return true;
    case 'on-jump':
      player.jump(5);
      return true;
    case 'back-frame':
      player.stepFrames(-1);
      return true;
    case 'on-frame':
      player.stepFrames(1);
      return true;
    case 'back-second':
      player.jump(-1);
      return true;
    case 'on-second':
      player.jump(1);
      return true;
    case 'start':
      player.toStart();
      return true;
    case 'end':
      player.toEnd();
      return true;
    case 'mute':
      player.toggleMute();
      return true;
    case 'loop':
      player.toggleLoop();
      return true;
    case 'full-screen':
      void player.toggleFullScreen();
      return true;
    case 'previous-clip':
    case 'next-clip':
      return false;
  }
}
