/** Which view is open, and where closing it leads. */
import type { JobId } from '$lib/platform/bindings';

export type Section = 'make' | 'library' | 'money' | 'settings';
export type View = { name: Section } | { name: 'player'; job: JobId } | { name: 'compare'; jobs: readonly JobId[] };

/** So many stand side by side. */
export const MOST_COMPARED = 4;

export class Navigation {
  view: View = $state.raw({ name: 'make' });
  /** The library is to put the focus into its search, as soon as it is there. */
  searches = $state(false);
  /** The list of shortcuts lies over the window. */
  listsShortcuts = $state(false);
  /** The settings are to show this group, as soon as they are there. */
  group: string | null = $state(null);
  /** Where the player, or a comparison, was opened from. */
  #from: Section = 'make';
  /** The player that a comparison was opened from. */
  #compared: JobId | null = null;
  /** The section that is lit in the rail. */
  readonly section: Section = $derived('job' in this.view || 'jobs' in this.view ? this.#from : this.view.name);

  go(section: Section): void {
    this.view = { name: section };
  }

  /** Opens the library with the focus in its search. */
  search(): void {
    this.go('library');
    this.searches = true;
  }

  /** Opens the settings at one of their groups. */
  settings(group: string): void {
    this.go('settings');
    this.group = group;
  }

  open(job: JobId): void {
    this.#from = this.section;
    this.view = { name: 'player', job };
  }

  /** Opens results side by side. */
  compare(jobs: readonly JobId[]): void {
    this.#from = this.section;
    if (this.view.name !== 'compare') this.#compared = this.view.name === 'player' ? this.view.job : null;
    this.view = { name: 'compare', jobs: jobs.slice(0, MOST_COMPARED) };
  }

  close(): void {
    const { view } = this;
    if (view.name === 'compare' && this.#compared !== null) this.view = { name: 'player', job: this.#compared };
    else if (view.name === 'player' || view.name === 'compare') this.view = { name: this.#from };
    this.#compared = null;
  }
}
