/** All jobs as the program tells them, newest first. Nothing here is guessed ahead of a change. */
import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type { Change, JobId, JobView, MediaView } from '$lib/platform/bindings';
import type { Platform } from '$lib/platform/types';
import { isInLine, lineOf } from './line';

/** Bytes on their way. */
export type Transfer = Pick<Extract<Change, { type: 'progress' }>, 'phase' | 'doneBytes' | 'totalBytes'>;

export function isFinished(job: JobView): boolean {
  return ['done', 'failed', 'cancelled', 'unknown', 'stopped'].includes(job.state.type);
}

export class Jobs {
  /** Newest first. Replaced as a whole, because ten thousand deep proxies would be slow. */
  list: readonly JobView[] = $state.raw([]);
  loaded = $state(false);
  readonly transfers = new SvelteMap<JobId, Transfer>();
  /** Jobs that ran while the window was open: they stay in the strip until they are opened or put away. */
  readonly #watched = new SvelteSet<JobId>();
  readonly running = $derived(this.list.filter((job) => !isFinished(job)));
  /** What the strip shows. */
  readonly inStrip = $derived.by(() => {
    const shown = this.list.filter((job) => !isFinished(job) || this.#watched.has(job.id));
    // Newest first as all others, unless a person gave the line another order.
    const line = lineOf(shown);
    return shown.map((job) => (isInLine(job) ? (line.pop() ?? job) : job));
  });

  constructor(private readonly platform: Platform) {}

  async load(): Promise<void> {
    const known = await this.platform.call('job_list', null);
    // A change that overtook the list is newer than the list.
    const newer = this.list;
    const others = known.filter((job) => !newer.some((other) => other.id === job.id));
    this.list = [...newer, ...others].sort((one, other) => other.createdAt - one.createdAt);
    // What may have been charged and nobody knows is not left to be found in the library.
    for (const job of this.list) if (!isFinished(job) || job.state.type === 'unknown') this.#watched.add(job.id);
    this.loaded = true;
  }

  get(id: JobId): JobView | undefined {
    return this.list.find((job) => job.id === id);
  }

  apply(change: Change): void {
    switch (change.type) {
      case 'job':
        this.#put(change.job);
        break;
      case 'job-gone':
        this.list = this.list.filter((job) => job.id !== change.id);
        this.transfers.delete(change.id);
        break;
      case 'progress':
        this.transfers.set(change.id, change);
        break;
      case 'media':
        this.#replaceMedia(change.media);
        break;
      case 'settings':
      case 'account':
      case 'store-failing':
        break;
    }
  }

  /** Takes a finished job out of the strip; it stays in the library. */
  putAway(id: JobId): void {
    this.#watched.delete(id);
  }

  #put(job: JobView): void {
    const before = this.get(job.id);
    if (before?.state.type !== job.state.type) this.transfers.delete(job.id);
    if (!isFinished(job)) this.#watched.add(job.id);
    if (before) {
      this.list = this.list.map((other) => (other.id === job.id ? job : other));
    } else {
      const place = this.list.findIndex((other) => other.createdAt <= job.createdAt);
      const at = place === -1 ? this.list.length : place;
      this.list = [...this.list.slice(0, at), job, ...this.list.slice(at)];
    }
  }

  #replaceMedia(media: MediaView): void {
    const uses = (list: MediaView[]) => list.some((other) => other.id === media.id);
    const swap = (list: MediaView[]) => list.map((other) => (other.id === media.id ? media : other));
    this.list = this.list.map((job) =>
      uses(job.inputs) || uses(job.results) ? { ...job, inputs: swap(job.inputs), results: swap(job.results) } : job,
    );
  }
}
