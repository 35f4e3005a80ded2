/**
 * The one way to make jobs from the window. What would be spent is looked at first: where it passes a limit of the person,
 * or may, they are asked. Nothing else calls the commands that are called here; a test sees to that.
 */
import { concernsOf, sumOf, type Concern, type Sum } from '$lib/catalogue/sums';
import type {
  FormRequest,
  GroupKind,
  JobCreated,
  JobId,
  JobsCreated,
  JobView,
  Money,
  Price,
} from '$lib/platform/bindings';
import type { AppState } from './app.svelte';

const UNKNOWN: Price = { from: 'unknown' };

/** What the person is asked before it is made. */
export type Question = {
  /** How many are made with this press. */
  count: number;
  sum: Sum;
  concerns: readonly Concern[];
};

export class Creation {
  /** What is being asked, until it is answered. */
  question: Question | null = $state.raw(null);
  #answer: ((goOn: boolean) => void) | undefined;
  /** One press after the other: the second must count what the first one spends. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly app: AppState) {}

  /** A job of one form. `price`: what the button says, if it says it for this form. `null`: not now. */
  one(form: FormRequest, price: Price | null = null): Promise<JobCreated | null> {
    return this.#inTurn(
      () => this.#mayGoOn([form], price && [price]),
      () => this.app.platform.call('job_create', form),
    );
  }

  /** A job of each form, or none of any. `prices`: in the order of the forms. `null`: not now. */
  together(
    forms: FormRequest[],
    group: GroupKind | null,
    prices: readonly Price[] | null = null,
  ): Promise<JobsCreated | null> {
    return this.#inTurn(
      () => this.#mayGoOn(forms, prices),
      () => this.app.platform.call('jobs_create', { forms, group }),
    );
  }

  /** Another form for a job in line, which may cost more than the one before. `null`: not now. */
  instead(id: JobId, form: FormRequest, price: Price | null = null): Promise<JobCreated | null> {
    return this.#inTurn(
      () => this.#mayGoOn([form], price && [price]),
      () => this.app.platform.call('job_edit', { id, ...form }),
    );
  }

  /** An unclear job once more, which may be paid for twice. `null`: not now. */
  sendAgain({ id, practice, estimate }: JobView): Promise<JobView | null> {
    return this.#inTurn(
      () => (practice ? Promise.resolve(true) : this.#isWanted(1, sumOf([estimate]))),
      () => this.app.platform.call('job_send_again', { id }),
    );
  }

  /** The person's answer to the question. */
  answer(goOn: boolean): void {
    this.question = null;
    this.#answer?.(goOn);
    this.#answer = undefined;
  }

  async #inTurn<Made>(mayGoOn: () => Promise<boolean>, make: () => Promise<Made>): Promise<Made | null> {
    const before = this.#turn;
    const mine = before.catch(() => undefined).then(async () => ((await mayGoOn()) ? make() : null));
    this.#turn = mine;
    return mine;
  }

  async #mayGoOn(forms: readonly FormRequest[], prices: readonly Price[] | null): Promise<boolean> {
    if (this.app.practice || !this.#isLimited()) return true;
    return this.#isWanted(forms.length, sumOf(prices ?? (await this.#pricesOf(forms))));
  }

  #isLimited(): boolean {
    const { askAbove, askAboveInAMonth } = this.app.settings;
    return askAbove !== null || askAboveInAMonth !== null;
  }

  async #isWanted(count: number, sum: Sum): Promise<boolean> {
    if (!this.#isLimited()) return true;
    const concerns = concernsOf(this.app.settings, sum, await this.#spentThisMonth());
    if (concerns.length === 0) return true;
    return new Promise((resolve) => {
      this.#answer = resolve;
      this.question = { count, sum, concerns };
    });
  }

  #pricesOf(forms: readonly FormRequest[]): Promise<Price[]> {
    return Promise.all(forms.map((form) => this.app.platform.call('form_price', form).catch(() => UNKNOWN)));
  }

  /** What this month came to, with what stands in line, in the currency of its limit; `null` where nobody can say. */
  async #spentThisMonth(): Promise<Money | null> {
    const currency = this.app.settings.askAboveInAMonth?.currency;
    if (!currency) return null;
    const month = await this.app.platform.call('money_month', null).catch(() => null);
    return month && (month.sums.find((sum) => sum.currency === currency) ?? { micros: 0, currency });
  }
}
