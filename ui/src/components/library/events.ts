/** What a card or a line of the library tells the place that it lies in. */
import type { MenuPlace } from './Menu.svelte';

export type CardEvents = {
  /** The pointer came, or left. */
  onhand: () => void;
  onleave: () => void;
  onfocus: () => void;
  /** Pressed: opened, or chosen while some are. */
  onpress: (event: MouseEvent) => void;
  onopen: () => void;
  onpick: (event: { shiftKey: boolean }) => void;
  onmenu: (place: MenuPlace) => void;
  onsendagain: () => void;
  oncheck: () => void;
};

/** Where the menu of a card opens: at the pointer, or at the card for a menu asked for with the keyboard. */
export function menuPlace(event: MouseEvent): MenuPlace | null {
  const { clientX: left, clientY: top } = event;
  if (event.type === 'contextmenu' && (left !== 0 || top !== 0)) return { left, right: left, top, bottom: top };
  return event.currentTarget instanceof Element ? event.currentTarget.getBoundingClientRect() : null;
}
