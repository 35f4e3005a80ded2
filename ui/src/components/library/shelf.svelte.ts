/**
 * How a person left the library: the place, the card in hand, what is being typed. Kept for as long as the window lives,
 * so that a look at one clip does not lose the place among ten thousand.
 */
import type { JobId } from '$lib/platform/bindings';
import type { Studio } from '$lib/state/studio.svelte';

export class Shelf {
  /** What stands in the search field; the library is asked when the hand rests. */
  search = $state('');
  /** The card that the pointer or the keyboard touched last: it alone offers the one thing to do next. */
  inHand: JobId | null = $state(null);
  /** The card on which pointer or keyboard rested last: the panel tells about it. */
  looked: JobId | null = $state(null);
  /** The card whose clip plays. */
  playing: JobId | null = $state(null);
  /** The width of cards while the slider moves; `null`: as it is set. */
  cardWidth: number | null = $state(null);
  scrollTop = 0;
  /** The keyboard's card was opened and gets the focus back. */
  opened = false;
}

const shelves = new WeakMap<Studio, Shelf>();

export function shelfOf(studio: Studio): Shelf {
  const shelf = shelves.get(studio) ?? new Shelf();
  shelves.set(studio, shelf);
  return shelf;
}
