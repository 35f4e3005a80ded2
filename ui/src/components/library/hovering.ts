/**
 * A pointer that rests on a card: the panel tells about it, and its clip plays there, silently. Not while the library
 * scrolls, and not for who wants stillness; a clip of another card ends with it, so that there is never more than one.
 */
import type { JobId } from '$lib/platform/bindings';
import type { Studio } from '$lib/state/studio.svelte';
import { shelfOf, type Shelf } from './shelf.svelte';

const REST_MS = 350;

export class Hovering {
  readonly #shelf: Shelf;
  readonly #still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #under: JobId | null = null;

  constructor(private readonly studio: Studio) {
    this.#shelf = shelfOf(studio);
  }

  come(id: JobId): void {
    this.#under = id;
    if (this.#shelf.playing !== id) this.#shelf.playing = null;
    this.#wait();
  }

  leave(): void {
    this.#under = null;
    this.stop();
  }

  /** The pointer stands still while cards pass below it. */
  scroll(): void {
    this.#shelf.playing = null;
    if (this.#under !== null) this.#wait();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#shelf.playing = null;
  }

  #wait(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#rest();
    }, REST_MS);
  }

  #rest(): void {
    const id = this.#under;
    if (id === null) return;
    this.#shelf.looked = id;
    const job = this.studio.jobs.get(id);
    const result = job?.results[0];
    const film = job?.state.type === 'done' && result?.facts.kind === 'video' && result.available;
    const list = this.studio.app.settings.libraryLayout === 'list';
    if (film && !list && !this.#still) this.#shelf.playing = id;
  }
}
