/**
 * How a person left the library: filter, search, place, the card in hand. Kept for as long as the window lives, so
 * that a look at one clip does not lose the place among ten thousand.
 */
import type { JobId } from '$lib/platform/bindings';
import type { Studio } from '$lib/state/studio.svelte';
import type { Filter } from './select';

export class Shelf {
  filter: Filter = $state('all');
  search = $state('');
  /** The card that the keyboard is on. */
  active: JobId | null = $state(null);
  /** The card that the pointer or the keyboard touched last: it alone offers the one thing to do next. */
  inHand: JobId | null = $state(null);
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
