/** What comes before and after a result in the library as it is filtered and sorted, and the results made together with it. */
import type { Beside as Answer, Change, JobId, JobView, LibraryFilter, LibrarySort } from '$lib/platform/bindings';
import { EVERYTHING } from '$lib/state/library.svelte';
import type { Platform } from '$lib/platform/types';

/** Changes come in bursts; after this it is asked once. */
const REST_MS = 300;

export class Beside {
  here: Answer | null = $state.raw(null);
  #wanted: { filter: LibraryFilter; sort: LibrarySort; id: JobId } | null = null;
  #resting: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly platform: Platform) {}

  /** Asks for the neighbours of a result. What is known of others stays until the answer is there. */
  ask(filter: LibraryFilter, sort: LibrarySort, id: JobId): void {
    this.#wanted = { filter, sort, id };
    this.#ask();
  }

  /** Something that may change the order, or who is in it. */
  apply(change: Change): void {
    if (change.type !== 'job' && change.type !== 'job-gone' && change.type !== 'library') return;
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => {
      this.#ask();
    }, REST_MS);
  }

  close(): void {
    clearTimeout(this.#resting);
    this.#wanted = null;
  }

  #ask(): void {
    const wanted = this.#wanted;
    if (!wanted) return;
    this.platform.call('library_beside', wanted).then(
      (here) => {
        if (this.#wanted === wanted) this.here = here;
      },
      () => {
        // Without neighbours the result is still there to be looked at.
        if (this.#wanted === wanted) this.here = null;
      },
    );
  }
}

/** The jobs that one press made together with this one, oldest first, with this one among the first `most`. */
export async function togetherWith(platform: Platform, job: JobView, most: number): Promise<JobId[]> {
  if (!job.group) return [job.id];
  const filter = { ...EVERYTHING, group: job.group.id };
  const all = await platform.call('library_ids', { filter, sort: 'oldest', offset: 0, limit: 200 });
  const first = all.slice(0, most);
  return first.includes(job.id) ? first : [job.id, ...first.slice(0, most - 1)];
}
