/**
 * What a person's own runs teach: how long each model usually takes them, and which families they used last. The program
 * reckons it; before there are enough runs, the catalogue's published guess stands in.
 */
import { lookup } from '$lib/catalogue/lookup';
import type { Change, Endpoint, Model, WaitingTime } from '$lib/platform/bindings';
import type { Platform } from '$lib/platform/types';

/** Several jobs may begin or end at once; they are asked about once. */
const PAUSE_MS = 500;

/** `own`: from this person's runs, and not the published guess. */
export type Wait = WaitingTime & { own: boolean };

export class History {
  /** Families by their latest use, the latest first. */
  recent: readonly string[] = $state.raw([]);
  #waits: ReadonlyMap<Endpoint, WaitingTime> = $state.raw(lookup());
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly platform: Platform) {}

  /** A failure leaves what is known; the next change asks again. */
  async load(): Promise<void> {
    const found = await this.platform.call('history', null).catch(() => null);
    if (!found) return;
    this.recent = found.recent;
    this.#waits = lookup(found.waiting.map(({ endpoint, from, to }) => [endpoint, { from, to }]));
  }

  /** A job that begins is a use of its family; one that is done is a time that was waited. */
  apply(change: Change): void {
    if (change.type !== 'job' || !['preparing', 'done'].includes(change.job.state.type)) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.load();
    }, PAUSE_MS);
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  /** How long a run usually takes; `null` where nobody knows. */
  waitOf(model: Pick<Model, 'endpoint' | 'waitingTime'>): Wait | null {
    const own = this.#waits.get(model.endpoint);
    if (own) return { ...own, own: true };
    return model.waitingTime && { ...model.waitingTime, own: false };
  }
}
