/** Files that are dragged over the window, and what became of those that were dropped, chosen or pasted. */
import type { DropEvent, Landed, UiError } from '$lib/platform/bindings';

/** Several clips came at once; a sound came and was put into the form, or could not be. */
export type DropHint = 'only-one' | 'sound-added' | 'sound-needs-clip';
export type Refusal = { name: string; error: UiError };

export class Drops {
  phase: 'none' | 'over' | 'looking' = $state('none');
  /** Files that were not taken, until the next ones come. */
  refused: readonly Refusal[] = $state.raw([]);
  /** What else has to be said about the files that came last. */
  hint: DropHint | null = $state(null);

  constructor(private readonly landed: (files: Landed[]) => void) {}

  apply(event: DropEvent): void {
    switch (event.type) {
      case 'over':
        this.phase = 'over';
        break;
      case 'left':
        this.phase = 'none';
        break;
      case 'looking':
        this.phase = 'looking';
        break;
      case 'landed':
        this.phase = 'none';
        this.landed(event.files);
        break;
    }
  }
}
