/** What is open over the library: the menu of a card, or a question about one or many. */
import type { JobId } from '$lib/platform/bindings';
import type { MenuPlace } from './Menu.svelte';

export type Question = 'delete' | 'send-again' | 'check' | 'cancel' | 'rename' | 'tags' | 'collections';

export class Asking {
  menu: { id: JobId; place: MenuPlace } | null = $state.raw(null);
  open: { what: Question; ids: readonly JobId[] } | null = $state.raw(null);

  about(what: Question, ids: readonly JobId[]): void {
    if (ids.length > 0) this.open = { what, ids };
  }

  close(): void {
    this.open = null;
  }
}
