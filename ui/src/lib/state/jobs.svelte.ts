/**
 * The jobs that the window has seen, by id: those under way, those of the library's pages, those that were opened. Not all
 * there are: the library asks for them page by page (`library.svelte.ts`), and what nobody holds any more is let go.
 * Nothing here is guessed ahead of a change.
 */
import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import { lookup } from '$lib/catalogue/lookup';
import type { Change, JobId, JobView, MediaId, MediaView } from '$lib/platform/bindings';
import { isUiError, type Platform } from '$lib/platform/types';
import { inHandOf, lineOf } from './line';

/** Bytes on their way. */
export type Transfer = Pick<Extract<Change, { type: 'progress' }>, 'phase' | 'doneBytes' | 'totalBytes'>;

/** Jobs that were opened stay for the way back, this many. */
const MOST_OPENED = 40;

export function isFinished(job: JobView): boolean {
  return ['done', 'failed', 'cancelled', 'unknown', 'stopped'].includes(job.state.type);
}

export class Jobs {
  /** What runs is known. */
  loaded = $state(false);
  readonly transfers = new SvelteMap<JobId, Transfer>();
  readonly #byId = new SvelteMap<JobId, JobView>();
  /** What runs, and what ran while the window was open: that stays in the strip until it is opened or put away. */
  readonly #watched = new SvelteSet<JobId>();
  /** The latest last. */
  #opened: readonly JobId[] = [];
  /** Answers that are on their way, and what changed meanwhile: a change that overtook an answer is newer. */
  #asking = 0;
  #newer: Record<JobId, JobView | 'gone'> = {};
  #newerMedia: Record<MediaId, MediaView> = {};
  /** Newest first. */
  readonly #stripped = $derived.by(() =>
    [...this.#watched]
      .flatMap((id) => this.#byId.get(id) ?? [])
      .sort((one, other) => other.createdAt - one.createdAt || (one.id < other.id ? 1 : -1)),
  );
  /** All that are not at rest, newest first. */
  readonly running = $derived(this.#stripped.filter((job) => !isFinished(job)));
  /**
   * What the strip shows, read as things go: what RunningHub has in hand, what goes next and after it, and what has come to
   * its end. So a job that is sent does not move, and whoever has arranged the line sees it in that order.
   */
  readonly inStrip = $derived([
    ...inHandOf(this.#stripped),
    ...lineOf(this.#stripped),
    ...this.#stripped.filter(isFinished),
  ]);

  constructor(private readonly platform: Platform) {}

  /** Asks for what runs, and for what nobody knows about. */
  async load(): Promise<void> {
    const known = await this.ask(
      () => this.platform.call('job_list', null),
      (jobs) => jobs,
    );
    // What may have been charged and nobody knows is not left to be found in the library.
    for (const { id } of known) if (this.#byId.get(id)?.state.type === 'unknown') this.#watched.add(id);
    this.loaded = true;
  }

  get(id: JobId): JobView | undefined {
    return this.#byId.get(id);
  }

  /** The job, asked for where it was not seen yet; `null` where there is none any more. It stays for a while. */
  async open(id: JobId): Promise<JobView | null> {
    this.#opened = [...this.#opened.filter((other) => other !== id), id].slice(-MOST_OPENED);
    if (!this.#byId.has(id)) {
      try {
        await this.ask(
          () => this.platform.call('job_get', { id }),
          (job) => [job],
        );
      } catch (error) {
        if (isUiError(error) && error.code === 'job-unknown') return null;
        throw error;
      }
    }
    return this.#byId.get(id) ?? null;
  }

  /** Asks for something and takes the jobs that are in the answer, unless they changed meanwhile. */
  async ask<Answer>(work: () => Promise<Answer>, jobsOf: (answer: Answer) => readonly JobView[]): Promise<Answer> {
    this.#asking += 1;
    try {
      const answer = await work();
      for (const job of jobsOf(answer)) this.#take(job);
      return answer;
    } finally {
      this.#asking -= 1;
      if (this.#asking === 0) {
        this.#newer = {};
        this.#newerMedia = {};
      }
    }
  }

  /** Lets go of all but these, what is in the strip and what was opened. */
  keepOnly(ids: Iterable<JobId>): void {
    const kept = lookup([...ids, ...this.#opened, ...this.#watched].map((id) => [id, true]));
    for (const id of [...this.#byId.keys()]) if (!kept.has(id)) this.#byId.delete(id);
  }

  apply(change: Change): void {
    switch (change.type) {
      case 'job':
        if (this.#asking > 0) this.#newer[change.job.id] = change.job;
        this.#put(change.job);
        break;
      case 'job-gone':
        if (this.#asking > 0) this.#newer[change.id] = 'gone';
        this.#byId.delete(change.id);
        this.#watched.delete(change.id);
        this.transfers.delete(change.id);
        break;
      case 'progress':
        this.transfers.set(change.id, change);
        break;
      case 'media':
        if (this.#asking > 0) this.#newerMedia[change.media.id] = change.media;
        this.#replaceMedia(change.media);
        break;
      default:
        break;
    }
  }

  /** Takes a finished job out of the strip; it stays in the library. */
  putAway(id: JobId): void {
    this.#watched.delete(id);
  }

  /** A change: taken where the job is held, or runs. */
  #put(job: JobView): void {
    const before = this.#byId.get(job.id);
    if (before?.state.type !== job.state.type) this.transfers.delete(job.id);
    if (!isFinished(job)) this.#watched.add(job.id);
    else if (!before) return;
    this.#byId.set(job.id, job);
  }

  #take(job: JobView): void {
    const newer = this.#newer[job.id] ?? job;
    if (newer === 'gone') return;
    if (!isFinished(newer)) this.#watched.add(newer.id);
    const swapped = Object.values(this.#newerMedia).reduce(withMedia, newer);
    // What is known already need not be drawn again.
    if (JSON.stringify(this.#byId.get(job.id)) !== JSON.stringify(swapped)) this.#byId.set(job.id, swapped);
  }

  #replaceMedia(media: MediaView): void {
    for (const job of [...this.#byId.values()]) {
      const swapped = withMedia(job, media);
      if (swapped !== job) this.#byId.set(job.id, swapped);
    }
  }
}

function withMedia(job: JobView, media: MediaView): JobView {
  const uses = (list: MediaView[]) => list.some((other) => other.id === media.id);
  const swap = (list: MediaView[]) => list.map((other) => (other.id === media.id ? media : other));
  return uses(job.inputs) || uses(job.results) ? { ...job, inputs: swap(job.inputs), results: swap(job.results) } : job;
}
