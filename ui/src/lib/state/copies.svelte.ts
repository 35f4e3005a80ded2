/** Copies of many results in one folder, and what became of them: what went well is said for a moment, the rest until it is put away. */
import { counted } from '$lib/i18n/sums';
import type { JobId, JobsCopied } from '$lib/platform/bindings';
import type { Studio } from './studio.svelte';

/** How long a note stays that needs nobody. */
const SAID_FOR_MS = 10_000;

export class Copies {
  /** The folder is being chosen, or files are being copied. */
  busy = $state(false);
  done: JobsCopied | null = $state.raw(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly studio: Studio) {}

  async save(ids: readonly JobId[]): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.dismiss();
    await this.studio.attempt(async () => {
      this.done = await this.studio.platform.call('jobs_copy', { ids: [...ids] });
    });
    this.busy = false;
    if (this.done) this.studio.notices.announce(this.sentence(this.done));
    if (this.done?.refused.length !== 0) return;
    this.#timer = setTimeout(() => {
      this.dismiss();
    }, SAID_FOR_MS);
  }

  dismiss(): void {
    clearTimeout(this.#timer);
    this.done = null;
  }

  sentence({ count, without }: JobsCopied): string {
    const { i18n } = this.studio;
    const words = i18n.words.library.copies;
    const copied = count === 0 ? words.nothing : counted(i18n, words.copied, count);
    return without === 0 ? copied : `${copied} ${counted(i18n, words.without, without)}`;
  }
}
