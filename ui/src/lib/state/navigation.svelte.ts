/** Which view is open, and where closing it leads. */
import type { JobId } from '$lib/platform/bindings';

export type Section = 'make' | 'library' | 'money' | 'settings';
export type View = { name: Section } | { name: 'player'; job: JobId };

export class Navigation {
  view: View = $state.raw({ name: 'make' });
  /** The library is to put the focus into its search, as soon as it is there. */
  searches = $state(false);
  /** Where the player was opened from. */
  #from: Section = 'make';
  /** The section that is lit in the rail. */
  readonly section: Section = $derived(this.view.name === 'player' ? this.#from : this.view.name);

  go(section: Section): void {
    this.view = { name: section };
  }

  /** Opens the library with the focus in its search. */
  search(): void {
    this.go('library');
    this.searches = true;
  }

  open(job: JobId): void {
    if (this.view.name !== 'player') this.#from = this.view.name;
    this.view = { name: 'player', job };
  }

  close(): void {
    if (this.view.name === 'player') this.view = { name: this.#from };
  }
}
