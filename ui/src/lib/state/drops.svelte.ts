/** Files that are dragged over the window, and what became of those that were dropped, chosen or pasted. */
import type { DropEvent, FieldKey, Landed, MediaView, UiError } from '$lib/platform/bindings';

/** Not all of them had a place; they were put into the open form; it takes no such file, or no model does. */
export type DropHint = 'left-over' | 'added' | 'no-room' | 'no-use';
export type Refusal = { name: string; error: UiError };

export class Drops {
  phase: 'none' | 'over' | 'looking' = $state('none');
  /** The field of the form over which files are held. */
  field: FieldKey | null = $state(null);
  /** Files that were not taken, until the next ones come. */
  refused: readonly Refusal[] = $state.raw([]);
  /** Files that came with one drop. */
  together: readonly MediaView[] = $state.raw([]);
  /** What else has to be said about the files that came last. */
  hint: DropHint | null = $state(null);

  /** Where the files fell that are being looked at. Others may be held over the window meanwhile. */
  readonly #dropped: { field: FieldKey | null; isOwn: boolean }[] = [];
  /** They were picked up in this window. */
  #isOwn = false;

  constructor(private readonly landed: (files: Landed[], field: FieldKey | null) => void) {}

  apply(event: DropEvent): void {
    switch (event.type) {
      case 'over':
        this.field = fieldAt(event.x, event.y);
        this.#isOwn = event.own;
        // What was picked up here may be put into a field; anywhere else it is only on its way out.
        this.phase = event.own && this.field === null ? 'none' : 'over';
        break;
      case 'left':
        this.phase = 'none';
        this.field = null;
        break;
      case 'looking':
        this.phase = this.#isOwn && this.field === null ? 'none' : 'looking';
        this.#dropped.push({ field: this.field, isOwn: this.#isOwn });
        break;
      case 'landed':
        if (this.phase === 'looking') {
          this.phase = 'none';
          this.field = null;
        }
        this.#land(event.files);
        break;
    }
  }

  #land(files: Landed[]): void {
    const { field, isOwn } = this.#dropped.shift() ?? { field: null, isOwn: false };
    if (field !== null || !isOwn) this.landed(files, field);
  }
}

/** A place that takes files says so in the page; what lies over it while files are held there lets the pointer through. */
function fieldAt(x: number, y: number): FieldKey | null {
  const place = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-drop-field]');
  return place?.dataset['dropField'] ?? null;
}
