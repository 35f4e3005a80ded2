/**
 * Finding a model among all: words, what one has, what one wants, favourites, price. What is found is shown by family;
 * each row leads to the variant that was meant.
 */
import { distinct } from '$lib/catalogue/lookup';
import { isApart, isOffered, type Family, familiesOf } from '$lib/catalogue/families';
import { startsFrom, type Have } from '$lib/catalogue/offer';
import { byPrice, lowest } from '$lib/catalogue/prices';
import { SearchIndex } from '$lib/catalogue/search';
import { nearest, placeOf } from '$lib/catalogue/variants';
import { vocabularies } from '$lib/i18n/vocabularies';
import type { MediaKind, Model, Price, Task } from '$lib/platform/bindings';
import type { AppState } from './app.svelte';
import type { History } from './history.svelte';
import type { MakeForm } from './makeForm.svelte';

export type Row = {
  family: Family;
  /** The model that the row leads to. */
  model: Model;
  tasks: readonly Task[];
  starred: boolean;
  /** Nothing in it is confirmed or current. */
  apart: boolean;
};
export type Section = { name: 'favourites' | 'recent' | 'all' | 'found'; rows: readonly Row[] };

/** Families that were used last are few, or they would be a second list of all. */
const MOST_RECENT = 4;
const UNKNOWN: Price = { from: 'unknown' };

export class Finder {
  isOpen = $state(false);
  query = $state('');
  /** The words that the list is made for. A letter is painted first, and the list follows in the next frame. */
  #ranked = $state('');
  #isBehind = false;
  have: Have | null = $state(null);
  want: MediaKind | null = $state(null);
  order: 'usual' | 'price' = $state('usual');
  onlyFavourites = $state(false);
  /** The row that Enter takes, by family and section. */
  #active: string | null = $state(null);
  #index: SearchIndex | undefined;
  readonly #found: readonly Model[] = $derived.by(() => {
    if (!this.isOpen) return [];
    const { settings } = this.app;
    const said = this.#ranked.trim() !== '';
    return this.#searched(this.#ranked).filter(
      (model) =>
        // What its maker has replaced is for those who look for it.
        (isOffered(model, settings) || (said && model.deprecated && model.standing !== 'unconfirmed')) &&
        (this.have === null || startsFrom(model, this.have)) &&
        (this.want === null || model.output === this.want) &&
        (!this.onlyFavourites || settings.favourites.includes(model.family)),
    );
  });
  readonly sections: readonly Section[] = $derived.by(() => this.#arrange(familiesOf(this.#found)));
  readonly rows: readonly { key: string; row: Row }[] = $derived(
    this.sections.flatMap(({ name, rows }) => rows.map((row) => ({ key: keyOf(name, row), row }))),
  );
  readonly count: number = $derived(distinct(this.#found.map((model) => model.family)).length);
  /** The active row, or the first. */
  readonly active: string | null = $derived.by(() => {
    const at = this.rows.findIndex(({ key }) => key === this.#active);
    return this.rows[Math.max(0, at)]?.key ?? null;
  });

  constructor(
    private readonly app: AppState,
    private readonly make: MakeForm,
    private readonly history: History,
  ) {}

  /**
   * Opens with what is known already: what a person has there is what the models have to take. `want`: what is to come
   * of it, where that is known too.
   */
  open(want: MediaKind | null = null): void {
    this.search('');
    this.settle();
    this.have = this.make.offer.have;
    this.want = want;
    this.onlyFavourites = false;
    this.#active = null;
    this.isOpen = true;
    if (!this.make.offer.have) void this.make.prices.load(null);
  }

  close(): void {
    this.isOpen = false;
  }

  /** Several letters within a frame make one list. */
  search(query: string): void {
    this.query = query;
    if (this.#isBehind) return;
    this.#isBehind = true;
    afterPaint(() => {
      this.settle();
    });
  }

  /** Makes the list for what was typed, now. */
  settle(): void {
    if (!this.#isBehind) return;
    this.#isBehind = false;
    this.#active = null;
    this.#ranked = this.query;
  }

  /** The words that the list is made for. */
  get ranked(): string {
    return this.#ranked;
  }

  /** What the first letter would wait for. */
  warm(): void {
    this.#searched('a');
  }

  /** Up or down by so many rows, and around the ends by one. */
  move(by: number): void {
    this.settle();
    const { rows } = this;
    const at = rows.findIndex(({ key }) => key === this.active);
    const ends =
      Math.abs(by) === 1 ? (at + by + rows.length) % rows.length : Math.max(0, Math.min(at + by, rows.length - 1));
    this.#active = rows[ends]?.key ?? null;
  }

  moveTo(end: 'first' | 'last'): void {
    this.#active = (end === 'first' ? this.rows[0] : this.rows.at(-1))?.key ?? null;
  }

  point(key: string): void {
    this.#active = key;
  }

  /** Opens the form of a row, the active one if none is said. */
  choose(wanted?: string): boolean {
    this.settle();
    const key = wanted ?? this.active;
    const found = this.rows.find((candidate) => candidate.key === key);
    if (!found) return false;
    this.make.setModel(found.row.model.endpoint);
    this.close();
    return true;
  }

  /** Where the price of these models begins; `undefined` while the list is not there yet. */
  priceOf({ models }: Family): Price | undefined {
    const prices = models.flatMap(({ endpoint }) => this.make.prices.of(endpoint) ?? []);
    return prices.length > 0 ? lowest(prices) : undefined;
  }

  #searched(query: string): readonly Model[] {
    this.#index ??= new SearchIndex(this.app.catalogue, vocabularies);
    return this.#index.find(query);
  }

  #arrange(families: readonly Family[]): Section[] {
    const rows = families.map((family) => this.#row(family));
    if (this.order === 'price') {
      const priced = rows.map((row) => ({ row, price: this.priceOf(row.family) ?? UNKNOWN }));
      const sorted = priced.toSorted((one, other) => byPrice(one.price, other.price));
      return filled([{ name: 'found', rows: sorted.map(({ row }) => row) }]);
    }
    if (this.#ranked.trim() !== '' || this.onlyFavourites) return filled([{ name: 'found', rows }]);
    const recent = this.history.recent.slice(0, MOST_RECENT);
    const inRecent = (row: Row) => !row.starred && recent.includes(row.family.id);
    return filled([
      { name: 'favourites', rows: rows.filter((row) => row.starred) },
      {
        name: 'recent',
        rows: rows.filter(inRecent).toSorted((a, b) => recent.indexOf(a.family.id) - recent.indexOf(b.family.id)),
      },
      { name: 'all', rows: rows.filter((row) => !row.starred && !inRecent(row)) },
    ]);
  }

  #row(family: Family): Row {
    const { models } = family;
    const { model: chosen } = this.make;
    return {
      family,
      // What was being done goes on with the other model, if it does that.
      model: (chosen && this.#ranked.trim() === '' && nearest(models, placeOf(chosen))) || models[0],
      tasks: distinct(models.map((model) => model.task)),
      starred: this.app.settings.favourites.includes(family.id),
      apart: models.every(isApart),
    };
  }
}

/** In the first moment in which the page has shown what it has. A window that is not drawn has no such moment and waits no longer. */
function afterPaint(act: () => void): void {
  let waits = true;
  const once = () => {
    if (waits) act();
    waits = false;
  };
  requestAnimationFrame(() => setTimeout(once));
  setTimeout(once, 100);
}

function keyOf(section: Section['name'], { family }: Row): string {
  return `${section}-${family.id}`;
}

function filled(sections: Section[]): Section[] {
  return sections.filter(({ rows }) => rows.length > 0);
}
