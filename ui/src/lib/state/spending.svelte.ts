/** What was spent, as the program adds it up. Asked for when the money page opens, and again while jobs move under it. */
import type { Change, MoneyRow } from '$lib/platform/bindings';
import type { Platform } from '$lib/platform/types';

/** Many jobs may move at once; the table is asked for once for all of them. */
const PAUSE_MS = 400;

export class Spending {
  /** `null` until the first answer. */
  rows: readonly MoneyRow[] | null = $state.raw(null);
  #waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly platform: Platform) {}

  async load(): Promise<void> {
    this.rows = (await this.platform.call('money_table', null)).months;
  }

  /** Follows the jobs until the answer is called. A failure leaves the older sums, which the next change mends. */
  follow(): () => void {
    const stop = this.platform.onChange((change: Change) => {
      if (change.type !== 'job' || change.job.practice || this.#waiting !== undefined) return;
      this.#waiting = setTimeout(() => {
        this.#waiting = undefined;
        this.load().catch(() => undefined);
      }, PAUSE_MS);
    });
    return () => {
      stop();
      clearTimeout(this.#waiting);
      this.#waiting = undefined;
    };
  }
}
