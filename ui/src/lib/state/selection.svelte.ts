/**
 * Which jobs of the library are chosen. By id, so that thousands can be chosen of which only a page was ever here; ranges
 * follow the order in which the library stands.
 */
import { distinct } from '$lib/catalogue/lookup';
import type { JobId, LibraryFilter, LibrarySort } from '$lib/platform/bindings';
import type { Platform } from '$lib/platform/types';
import { idsOf, NO_IDS, toggled, without, type Ids } from './ids';

/** What the selection needs to know of the library. */
type Shelf = {
  readonly filter: LibraryFilter;
  readonly sort: LibrarySort;
  readonly total: number | null;
  idAt(index: number): JobId | undefined;
  indexOf(id: JobId): number | null;
};

export class Selection {
  #ids: Ids = $state.raw(NO_IDS);
  /** Where a range begins. */
  #anchor: { id: JobId; index: number } | null = null;
  /** What was chosen besides the range that is being drawn. */
  #base: Ids = NO_IDS;
  /** Grows with each change, so that an answer that comes late does not undo one. */
  #turn = 0;

  constructor(
    private readonly shelf: Shelf,
    private readonly platform: Platform,
  ) {}

  get size(): number {
    return this.#ids.size;
  }

  get ids(): JobId[] {
    return [...this.#ids];
  }

  has(id: JobId): boolean {
    return this.#ids.has(id);
  }

  clear(): void {
    this.#anchor = null;
    this.#set(NO_IDS);
  }

  /** In or out; ranges begin here. */
  toggle(id: JobId, index: number): void {
    this.#anchor = { id, index };
    this.#set(toggled(this.#ids, id));
    this.#base = this.#ids;
  }

  /** Where a range would begin that is drawn from here. */
  begin(id: JobId, index: number): void {
    if (this.#ids.size > 0 && this.#anchor) return;
    this.#anchor = { id, index };
    this.#base = this.#ids;
  }

  /** Draws the range from where it began to here, in the place of the one that was drawn before. */
  async extendTo(index: number): Promise<void> {
    if (!this.#anchor) {
      const id = this.shelf.idAt(index);
      if (id !== undefined) this.toggle(id, index);
      return;
    }
    // A job that came meanwhile has moved the place.
    const start = this.shelf.indexOf(this.#anchor.id) ?? this.#anchor.index;
    const [from, to] = [Math.min(start, index), Math.max(start, index)];
    const turn = ++this.#turn;
    const range = await this.#idsOf(from, to - from + 1);
    if (turn !== this.#turn) return;
    this.#set(idsOf(this.#base, range));
  }

  /** All that fit the filter. */
  async all(): Promise<void> {
    const turn = ++this.#turn;
    const ids = await this.#idsOf(0, this.shelf.total ?? 0);
    if (turn !== this.#turn) return;
    this.#set(idsOf(ids));
    this.#base = this.#ids;
  }

  /** They are gone. */
  drop(gone: readonly JobId[]): void {
    if (!gone.some((id) => this.#ids.has(id))) return;
    this.#set(without(this.#ids, gone));
    this.#base = this.#ids;
  }

  #set(ids: Ids): void {
    this.#turn += 1;
    this.#ids = ids;
  }

  /** From the pages that are here, or from the program. */
  async #idsOf(offset: number, limit: number): Promise<JobId[]> {
    if (limit <= 0) return [];
    const here = Array.from({ length: limit }, (_, at) => this.shelf.idAt(offset + at));
    const known = here.filter((id) => id !== undefined);
    if (known.length === limit) return distinct(known);
    const { filter, sort } = this.shelf;
    return this.platform.call('library_ids', { filter, sort, offset, limit });
  }
}
