/**
 * The library as the window looks at it: what is asked for, how much there is, and of that the pages near the eye. It is
 * asked anew when changes come that may matter; jobs themselves are in `jobs.svelte.ts`, what is chosen in `selection.svelte.ts`.
 */
import type { Change, Commands, JobId, JobView, LibraryFilter, LibrarySort, UiError } from '$lib/platform/bindings';
import { isUiError, type Platform, type Stop } from '$lib/platform/types';
import { lookup } from '$lib/catalogue/lookup';
import type { AppState } from './app.svelte';
import type { Jobs } from './jobs.svelte';
import { Selection } from './selection.svelte';

export type LibraryCounts = Commands['library_counts']['answer'];

/** Jobs that are asked for together. */
export const PAGE = 100;
/** Pages that are kept on either side of those that are looked at. */
const NEAR = 2;
/** The next page is asked for when the eye is this close to it. */
const CLOSE = 40;
/** Changes come in swarms: the library is asked at most this often on their account. */
const REST_MS = 200;

export const EVERYTHING: LibraryFilter = {
  text: '',
  states: [],
  kinds: [],
  families: [],
  tasks: [],
  favourites: false,
  practice: null,
  month: null,
  tags: [],
  collection: null,
  costs: null,
  group: null,
};

type Question = { filter: LibraryFilter; sort: LibrarySort };
type Pages = ReadonlyMap<number, readonly JobId[]>;

export class Library {
  filter: LibraryFilter = $state.raw(EVERYTHING);
  /** How many fit; `null` before the first answer. */
  total: number | null = $state(null);
  counts: LibraryCounts | null = $state.raw(null);
  /** Grows when what is shown answers another question: it is looked at from its top. */
  round = $state(0);
  /** The job that the keyboard is on. */
  active: JobId | null = $state(null);
  /** Why there is nothing new, until the next answer. */
  failure: UiError | null = $state.raw(null);
  readonly selection: Selection;
  #pages: Pages = $state.raw(lookup());
  /** What is near the eye, in places. */
  #range: readonly [number, number] = [0, PAGE];
  #asked: Question | null = null;
  #stale = true;
  #countsStale = true;
  #filling = false;
  #counting = false;
  #watchers = 0;
  /** Who looks at the counts alone. */
  #counters = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #askedAt = -Infinity;

  constructor(
    private readonly platform: Platform,
    private readonly app: AppState,
    private readonly jobs: Jobs,
  ) {
    this.selection = new Selection(this, platform);
  }

  get sort(): LibrarySort {
    return this.app.settings.librarySort;
  }

  /** Anything but the usual is asked for. */
  get narrowed(): boolean {
    return JSON.stringify(this.filter) !== JSON.stringify(EVERYTHING);
  }

  /** The job at a place; `undefined` while its page is not here. */
  idAt(index: number): JobId | undefined {
    return this.#pages.get(Math.floor(index / PAGE))?.[index % PAGE];
  }

  /** Its place, as far as its page is here. */
  indexOf(id: JobId): number | null {
    for (const [page, ids] of this.#pages) {
      const at = ids.indexOf(id);
      if (at >= 0) return page * PAGE + at;
    }
    return null;
  }

  /** Says that somebody looks: from now on the library follows what changes. */
  watch(): Stop {
    this.#watchers += 1;
    this.#follow();
    return () => {
      this.#watchers -= 1;
    };
  }

  /** Says that somebody wants to know what is counted, such as tags and collections, and looks at no page. */
  watchCounts(): Stop {
    this.#counters += 1;
    this.#follow();
    return () => {
      this.#counters -= 1;
    };
  }

  /** Says which places are looked at. Their pages are asked for, pages far from them are let go. */
  look(from: number, to: number): void {
    this.#range = [from, Math.max(to, from + 1)];
    this.#drop();
    this.#fill();
  }

  /** Asks for something else, from its top. */
  narrow(change: Partial<LibraryFilter>): void {
    const filter = { ...this.filter, ...change };
    if (JSON.stringify(filter) === JSON.stringify(this.filter)) return;
    this.filter = filter;
    this.selection.clear();
    this.#restart();
  }

  clear(): void {
    this.narrow(EVERYTHING);
  }

  /** `before`: the job as it was known, if it was. */
  apply(change: Change, before: JobView | undefined): void {
    if (change.type === 'job' && matters(before, change.job)) this.#touch();
    if (change.type === 'job-gone') {
      this.selection.drop([change.id]);
      this.#touch();
    }
    if (change.type === 'library') this.#touch();
    if (change.type === 'settings' && this.#asked !== null && this.#asked.sort !== this.sort) this.#restart();
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  /** Tries once more what failed. */
  retry(): void {
    this.failure = null;
    this.#follow();
  }

  #restart(): void {
    this.#range = [0, PAGE];
    this.#stale = true;
    this.#countsStale = true;
    this.#follow();
  }

  #touch(): void {
    this.#stale = true;
    this.#countsStale = true;
    if (this.#watchers + this.#counters === 0 || this.#timer !== undefined) return;
    const rest = Math.max(0, this.#askedAt + REST_MS - Date.now());
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#follow();
    }, rest);
  }

  #follow(): void {
    this.#fill();
    this.#count();
  }

  /** Asks for what is missing, one page after the other: whoever scrolls fast needs the last place alone. */
  #fill(): void {
    if (this.#filling || this.#watchers === 0) return;
    this.#filling = true;
    void this.#ask(async () => {
      for (let next = this.#missing(); next; next = this.#missing()) await this.#fetch(...next);
    }).finally(() => {
      this.#filling = false;
    });
  }

  #count(): void {
    if (this.#counting || this.#watchers + this.#counters === 0) return;
    this.#counting = true;
    void this.#ask(async () => {
      while (this.#countsStale) {
        this.#countsStale = false;
        this.#askedAt = Date.now();
        this.counts = await this.platform.call('library_counts', { filter: this.filter });
      }
    }).finally(() => {
      this.#counting = false;
    });
  }

  async #ask(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.failure = null;
    } catch (error) {
      if (!isUiError(error)) throw error;
      this.failure = error;
    }
  }

  /** The first page to ask for, and how many from there. */
  #missing(): [number, number] | null {
    const first = Math.floor(this.#range[0] / PAGE);
    const last = Math.floor((this.#range[1] - 1) / PAGE);
    if (this.#stale) return [first, last - first + 1];
    const end = Math.ceil((this.total ?? 0) / PAGE);
    const lacks = (page: number) => page >= 0 && page < end && !this.#pages.has(page);
    for (let page = first; page <= last; page += 1)
      if (lacks(page)) return [page, lacks(page + 1) && page < last ? 2 : 1];
    if (this.#range[1] % PAGE > PAGE - CLOSE && lacks(last + 1)) return [last + 1, 1];
    if (this.#range[0] % PAGE < CLOSE && lacks(first - 1)) return [first - 1, 1];
    return null;
  }

  async #fetch(first: number, count: number): Promise<void> {
    const question: Question = { filter: this.filter, sort: this.sort };
    const anew = this.#stale;
    const another = this.#asked === null || !same(this.#asked, question);
    this.#stale = false;
    this.#askedAt = Date.now();
    const request = { ...question, offset: first * PAGE, limit: count * PAGE };
    try {
      const answer = await this.jobs.ask(
        () => this.platform.call('library_page', request),
        ({ jobs }) => jobs,
      );
      // Somebody asked for something else meanwhile.
      if (!same(question, { filter: this.filter, sort: this.sort })) return;
      // Pages of before and after a change do not fit together: a job would be in two places.
      if (!anew && answer.total !== this.total) {
        this.#stale = true;
        return;
      }
      const ids = answer.jobs.map((job) => job.id);
      const fresh = Array.from(
        { length: count },
        (_, at) => [first + at, ids.slice(at * PAGE, (at + 1) * PAGE)] as const,
      );
      this.#asked = question;
      this.#pages = lookup([...(anew ? [] : this.#pages), ...fresh]);
      this.total = answer.total;
      if (another) this.round += 1;
      if (anew) this.#letGo();
    } catch (error) {
      this.#stale ||= anew;
      throw error;
    }
  }

  /** Lets go of pages far from the eye. */
  #drop(): void {
    const [from, to] = [Math.floor(this.#range[0] / PAGE) - NEAR, Math.floor(this.#range[1] / PAGE) + NEAR];
    const near = [...this.#pages].filter(([page]) => page >= from && page <= to);
    if (near.length === this.#pages.size) return;
    this.#pages = lookup(near);
    this.#letGo();
  }

  #letGo(): void {
    const active = this.active === null ? [] : [this.active];
    this.jobs.keepOnly([...[...this.#pages.values()].flat(), ...active]);
  }
}

function same(one: Question, other: Question): boolean {
  return one.sort === other.sort && JSON.stringify(one.filter) === JSON.stringify(other.filter);
}

/** What of a job its place in the library, or whether it is there, can depend on. */
function placing({
  state,
  title,
  favourite,
  tags,
  collections,
  take,
  results,
  cost,
  values,
  endpoint,
}: JobView): unknown {
  return [
    state.type,
    title,
    favourite,
    tags,
    collections,
    take,
    results.map(({ facts }) => facts),
    cost,
    values,
    endpoint,
  ];
}

function matters(before: JobView | undefined, after: JobView): boolean {
  return before === undefined || JSON.stringify(placing(before)) !== JSON.stringify(placing(after));
}
