/** Deleting, with a moment to think better of it: the program keeps what was deleted for as long as it can be undone. */
import type { FilesFate, JobId } from '$lib/platform/bindings';
import type { Studio } from './studio.svelte';

/** How long the program waits before files go to the system's bin. */
export const UNDO_MS = 10_000;

export type Deleted = { bin: string; count: number };

export class Bin {
  /** What was deleted last, while that can be undone. */
  last: Deleted | null = $state.raw(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly studio: Studio) {}

  /** Whether they are gone. A failure has been told. */
  async remove(ids: readonly JobId[], files: FilesFate): Promise<boolean> {
    const { studio } = this;
    const { platform, notices } = studio;
    const deleted = await studio.attempt(() => platform.call('jobs_bin', { ids: [...ids], files }));
    if (!deleted) return false;
    this.last = deleted;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.last = null;
    }, UNDO_MS);
    notices.announce(this.sentence(deleted));
    const { view } = studio.navigation;
    if (view.name === 'player' && ids.includes(view.job)) studio.navigation.close();
    studio.library.selection.drop(ids);
    return true;
  }

  /** Brings back what was deleted last. */
  async undo(): Promise<void> {
    const { last, studio } = this;
    if (!last) return;
    const { platform, notices, i18n } = studio;
    this.dismiss();
    const back = await studio.attempt(() => platform.call('jobs_unbin', { bin: last.bin }));
    if (!back) return;
    const { words, format } = i18n;
    const say = format.plural(back.count) === 'one' ? words.library.undo.back.one : words.library.undo.back.other;
    const lost = back.missing > 0 ? ` ${words.library.undo.missing(format.number(back.missing))}` : '';
    notices.announce(say(format.number(back.count)) + lost);
  }

  dismiss(): void {
    clearTimeout(this.#timer);
    this.last = null;
  }

  sentence({ count }: Deleted): string {
    const { words, format } = this.studio.i18n;
    const { one, other } = words.library.undo.deleted;
    return (format.plural(count) === 'one' ? one : other)(format.number(count));
  }
}
