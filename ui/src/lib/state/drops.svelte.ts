/** Files that are dragged over the window, and what became of those that were dropped, chosen or pasted. */
import type { DropEvent, FieldKey, Landed, UiError } from '$lib/platform/bindings';

/** Not all of them had a place; they were put into the open form; it takes no such file, or no model does. */
export type DropHint = 'left-over' | 'added' | 'no-room' | 'no-use';
export type Refusal = { name: string; error: UiError };

export class Drops {
  phase: 'none' | 'over' | 'looking' = $state('none');
  /** The field of the form over which files are held. */
  field: FieldKey | null = $state(null);
  /** Files that were not taken, until the next ones come. */
  refused: readonly Refusal[] = $state.raw([]);
  /** What else has to be said about the files that came last. */
  hint: DropHint | null = $state(null);

  /** Where the files fell that are being looked at. Others may be held over the window meanwhile. */
  readonly #dropped: (FieldKey | null)[] = [];

  constructor(private readonly landed: (files: Landed[], field: FieldKey | null) => void) {}

  apply(event: DropEvent): void {
    switch (event.type) {
      case 'over':
        this.phase = 'over';
        this.field = fieldAt(event.x, event.y);
        break;
      case 'left':
        this.phase = 'none';
        this.field = null;
        break;
      case 'looking':
        this.phase = 'looking';
        this.#dropped.push(this.field);
        break;
      case 'landed':
        if (this.phase === 'looking') {
          this.phase = 'none';
          this.field = null;
        }
        this.landed(event.files, this.#dropped.shift() ?? null);
        break;
    }
  }
}

/** A place that takes files says so in the page; what lies over it while files are held there lets the pointer through. */
function fieldAt(x: number, y: number): FieldKey | null {
  const place = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-drop-field]');
  return place?.dataset['dropField'] ?? null;
}
