/**
 * Work for the cards of a library: done one after another, once for each file, and not at all when nobody waits for it
 * any more, so that a flick through a thousand cards leaves nothing behind. What the work is, is others' affair.
 */

type Entry<Result> = { wanted: number; result: Promise<Result | null> };

export class Turns<Result> {
  readonly #known = new Map<string, Entry<Result>>();
  #last: Promise<unknown> = Promise.resolve();

  /** `kept`: of how many files the result is remembered. */
  constructor(private readonly kept: number) {}

  /**
   * The result for a file, `null` when there is none. `signal` ends the wish for it. What failed or was not wanted is
   * tried again when it is asked for again.
   */
  get(key: string, work: () => Promise<Result | null>, signal?: AbortSignal): Promise<Result | null> {
    const entry = this.#known.get(key) ?? this.#begin(key, work);
    entry.wanted += 1;
    signal?.addEventListener(
      'abort',
      () => {
        entry.wanted -= 1;
      },
      { once: true },
    );
    return entry.result;
  }

  #begin(key: string, work: () => Promise<Result | null>): Entry<Result> {
    const entry: Entry<Result> = { wanted: 0, result: Promise.resolve(null) };
    entry.result = this.#last
      .then(() => (entry.wanted > 0 ? work() : null))
      .catch(() => null)
      .then((result) => {
        if (result === null && this.#known.get(key) === entry) this.#known.delete(key);
        return result;
      });
    this.#last = entry.result;
    this.#known.set(key, entry);
    const [oldest] = this.#known.keys();
    if (this.#known.size > this.kept && oldest !== undefined) this.#known.delete(oldest);
    return entry;
  }
}
