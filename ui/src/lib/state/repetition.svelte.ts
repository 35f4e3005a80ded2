/** Several jobs once more, as they were made: which of them still can be, what all of them cost together, and one press. */
import { distinct } from '$lib/catalogue/lookup';
import { sumWhenAsked, type Sum } from '$lib/catalogue/sums';
import type { FieldProblem, FormRequest, JobsCreated, JobView, Price } from '$lib/platform/bindings';
import type { Platform } from '$lib/platform/types';
import type { Creation } from './creation.svelte';
import { fewAtOnce } from './fewAtOnce';

const UNKNOWN: Price = { from: 'unknown' };

export type Repeated = {
  job: JobView;
  request: FormRequest;
  /** What keeps it from being made again: its file is gone, its model takes something else now. */
  problems: readonly FieldProblem[];
  /** `null` while it is being asked. */
  price: Price | null;
};

export class Repetition {
  /** The oldest first, as they were made; `null` while they are being looked at. */
  rows: readonly Repeated[] | null = $state.raw(null);
  making = $state(false);
  readonly wanted: readonly Repeated[] = $derived((this.rows ?? []).filter(({ problems }) => problems.length === 0));
  readonly out: readonly Repeated[] = $derived((this.rows ?? []).filter(({ problems }) => problems.length > 0));
  readonly total: Sum | null = $derived(this.rows && sumWhenAsked(this.wanted));
  #closed = false;

  constructor(
    jobs: readonly JobView[],
    private readonly platform: Platform,
    private readonly creation: Creation,
  ) {
    void this.#look(jobs.toSorted((one, other) => one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1)));
  }

  close(): void {
    this.#closed = true;
  }

  /** `null`: not now, or none is left. Fails with a `UiError`. */
  async make(): Promise<JobsCreated | null> {
    const { wanted } = this;
    if (this.making || wanted.length === 0) return null;
    this.making = true;
    try {
      const prices = wanted.map(({ price }) => price ?? UNKNOWN);
      const requests = wanted.map(({ request }) => request);
      const made = await this.creation.together(requests, null, prices);
      if (made?.type === 'refused') {
        const refused = made.refused.map(({ index, problems }) => ({ job: wanted[index]?.job, problems }));
        const problemsOf = (row: Repeated) => refused.find(({ job }) => job === row.job)?.problems ?? row.problems;
        this.rows = (this.rows ?? []).map((row) => ({ ...row, problems: problemsOf(row) }));
      }
      return made;
    } finally {
      this.making = false;
    }
  }

  async #look(jobs: readonly JobView[]): Promise<void> {
    const rows = await Promise.all(
      jobs.map(async (job): Promise<Repeated> => {
        const request = { endpoint: job.endpoint, values: job.values };
        const found = await this.platform.call('form_check', request).catch((): FieldProblem[] => []);
        return { job, request, problems: found.filter(({ severity }) => severity === 'blocks'), price: null };
      }),
    );
    if (this.#closed) return;
    this.rows = rows;
    // The same form costs the same.
    const forms = distinct(this.wanted.map(({ request }) => JSON.stringify(request)));
    await fewAtOnce(forms, async (form) => {
      const isIt = ({ request }: Repeated) => JSON.stringify(request) === form;
      const first = rows.find(isIt);
      if (!first || this.#closed) return false;
      const price = await this.platform.call('form_price', first.request).catch(() => UNKNOWN);
      this.rows = (this.rows ?? []).map((row) => (isIt(row) ? { ...row, price } : row));
      return true;
    });
  }
}
