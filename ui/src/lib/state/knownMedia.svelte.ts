/** What is known of files by their ids: forms hold ids, people want to see names, sizes and pictures. */
import { SvelteMap } from 'svelte/reactivity';
import type { MediaId, MediaView } from '$lib/platform/bindings';
import type { Platform } from '$lib/platform/types';

export class KnownMedia {
  readonly #files = new SvelteMap<MediaId, MediaView | 'gone'>();
  /** Nothing is drawn from this, so nothing need follow it. */
  readonly #asked: Record<MediaId, true> = {};

  constructor(private readonly platform: Platform) {}

  /** `undefined` while nothing is known, `gone` if the program does not know it any more. */
  get(id: MediaId): MediaView | 'gone' | undefined {
    return this.#files.get(id);
  }

  /** Asks the program for files that are not known yet. */
  ask(ids: readonly MediaId[]): void {
    for (const id of ids) {
      if (this.#asked[id]) continue;
      this.#asked[id] = true;
      this.platform.call('media_get', { id }).then(
        (found) => this.#files.set(id, found),
        () => this.#files.set(id, 'gone'),
      );
    }
  }

  keep(file: MediaView): void {
    this.#asked[file.id] = true;
    this.#files.set(file.id, file);
  }

  /** A file got its poster, went or came back. */
  apply(file: MediaView): void {
    if (this.#asked[file.id]) this.#files.set(file.id, file);
  }
}
