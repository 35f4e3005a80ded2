/**
 * The form of the Make view: the clip, the model, the values, and what the program says about them. Values that a
 * person gave are kept while models are tried out, as far as the next model has a field that takes them.
 */
import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import { fitsField, freshValues, optionsWithPrices, priceKey, withValue } from '$lib/forms/values';
import type {
  Endpoint,
  FieldProblem,
  FieldValue,
  JobView,
  MediaView,
  Model,
  Price,
  Task,
} from '$lib/platform/bindings';
import { mainMedia, type AppState } from './app.svelte';

type Values = Record<string, FieldValue>;

const CHECK_AFTER_MS = 150;
const PRICE_AFTER_MS = 400;
const UNKNOWN: Price = { from: 'unknown' };

export class MakeForm {
  clip: MediaView | null = $state.raw(null);
  task: Task | null = $state(null);
  endpoint: Endpoint | null = $state(null);
  values: Values = $state.raw({});
  problems: readonly FieldProblem[] = $state.raw([]);
  /** `null` while the first answer is not there. */
  price: Price | null = $state.raw(null);
  /** The form is being sent. */
  making = $state(false);
  /** Every problem is shown, touched or not: Make was pressed. */
  showAll = $state(false);
  /** What keeps the clip out of each model. */
  readonly fits = new SvelteMap<Endpoint, readonly FieldProblem[]>();
  /** The price of each model as it is offered. */
  readonly cardPrices = new SvelteMap<Endpoint, Price>();
  /** Prices of the options of a choice, by `key=value`. */
  readonly optionPrices = new SvelteMap<string, Price>();
  readonly #touched = new SvelteSet<string>();
  readonly model: Model | undefined = $derived.by(() => (this.endpoint ? this.app.model(this.endpoint) : undefined));
  readonly tasks: Task[] = $derived.by(() => (this.clip ? this.app.tasksFor(this.clip.facts.kind) : []));
  readonly models: Model[] = $derived.by(() =>
    this.clip && this.task ? this.app.modelsFor(this.task, this.clip.facts.kind) : [],
  );
  readonly blocked: boolean = $derived(this.problems.some((problem) => problem.severity === 'blocks'));
  /** What a person gave, whichever model it was for. */
  #kept: Values = {};
  #clipRound = 0;
  #checkRound = 0;
  #priceRound = 0;
  #pricedFor = '';
  #checkTimer: ReturnType<typeof setTimeout> | undefined;
  #priceTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly app: AppState) {}

  /** Starts with a clip. A model that is already chosen stays chosen if it takes this kind of file. */
  async setClip(clip: MediaView, wanted?: { endpoint: Endpoint; values: Values }): Promise<void> {
    const round = ++this.#clipRound;
    this.clip = clip;
    if (wanted) this.#kept = { ...wanted.values };
    this.showAll = false;
    this.#touched.clear();
    this.fits.clear();
    const earlier = wanted?.endpoint ?? this.endpoint;
    const model = earlier ? this.app.model(earlier) : undefined;
    const stays = model && mainMedia(model)?.kind.media === clip.facts.kind ? model : undefined;
    this.task = stays?.task ?? this.tasks[0] ?? null;
    this.#choose(stays ?? this.models[0]);
    void this.#priceCards();
    const fits = await this.app.platform.call('model_fits', { id: clip.id }).catch(() => []);
    if (round !== this.#clipRound) return;
    for (const fit of fits) this.fits.set(fit.endpoint, fit.problems);
    const chosen = this.endpoint;
    // The first offer is one that takes the clip.
    if (!stays && chosen && this.fits.get(chosen)?.length) {
      this.#choose(this.models.find((candidate) => !this.fits.get(candidate.endpoint)?.length) ?? this.models[0]);
    }
  }

  /** Forgets the clip; what was written stays for the next one. */
  clear(): void {
    this.#clipRound += 1;
    this.clip = null;
    this.task = null;
    this.problems = [];
    this.showAll = false;
    this.#touched.clear();
  }

  setTask(task: Task): void {
    this.task = task;
    this.#choose(this.models.find((model) => !this.fits.get(model.endpoint)?.length) ?? this.models[0]);
    void this.#priceCards();
  }

  setModel(endpoint: Endpoint): void {
    const model = this.app.model(endpoint);
    if (model && endpoint !== this.endpoint) this.#choose(model);
  }

  /** Sets a value; `undefined` leaves the field to the model. */
  setValue(key: string, value: FieldValue | undefined): void {
    this.values = withValue(this.values, key, value);
    this.#kept = withValue(this.#kept, key, value);
    this.#touched.add(key);
    // The next check is a moment away, and until then a filled field would still be called missing.
    this.problems = this.problems.filter((found) => found.key !== key || found.problem.type !== 'missing');
    this.#ask();
  }

  /** Puts a sound into the form, if the model takes one. */
  addSound(sound: MediaView): boolean {
    const field = this.model?.fields.find(({ kind }) => kind.type === 'media' && kind.media === 'audio');
    if (!field || !this.clip) return false;
    this.setValue(field.key, { media: sound.id });
    return true;
  }

  touch(key: string): void {
    this.#touched.add(key);
  }

  /** What to show beside a field: nothing before it was touched or Make was pressed. */
  problemsOf(key: string): readonly FieldProblem[] {
    if (!this.showAll && !this.#touched.has(key)) return [];
    return this.problems.filter((problem) => problem.key === key);
  }

  /** Creates the job. `null`: it was refused, and every problem is shown now. Fails with a `UiError`. */
  async make(): Promise<JobView | null> {
    if (!this.endpoint || this.making) return null;
    this.making = true;
    try {
      const answer = await this.app.platform.call('job_create', { endpoint: this.endpoint, values: this.values });
      if (answer.type === 'created') {
        this.showAll = false;
        this.#touched.clear();
        return answer.job;
      }
      this.problems = answer.problems;
      this.showAll = true;
      return null;
    } finally {
      this.making = false;
    }
  }

  /** The file got its poster, went or came back. */
  applyMedia(media: MediaView): void {
    if (this.clip?.id === media.id) this.clip = media;
  }

  /** The service behind the prices is another one now. */
  askAgain(): void {
    this.#pricedFor = '';
    if (this.clip) void this.#priceCards();
    this.#ask();
  }

  #choose(model: Model | undefined): void {
    this.endpoint = model?.endpoint ?? null;
    this.problems = [];
    this.price = null;
    this.optionPrices.clear();
    this.#pricedFor = '';
    this.values = model ? this.#valuesFor(model) : {};
    this.#ask();
  }

  #valuesFor(model: Model): Values {
    const values = freshValues(model);
    for (const field of model.fields) {
      const kept = this.#kept[field.key];
      if (kept !== undefined && fitsField(field.kind, kept)) values[field.key] = kept;
    }
    const main = mainMedia(model);
    if (main && this.clip) values[main.key] = { media: this.clip.id };
    return values;
  }

  #ask(): void {
    clearTimeout(this.#checkTimer);
    clearTimeout(this.#priceTimer);
    if (!this.model) return;
    this.#checkTimer = setTimeout(() => void this.#check(), CHECK_AFTER_MS);
    this.#priceTimer = setTimeout(() => void this.#askPrice(), PRICE_AFTER_MS);
  }

  async #check(): Promise<void> {
    const round = ++this.#checkRound;
    const { endpoint, values } = this;
    if (!endpoint) return;
    const problems = await this.app.platform.call('form_check', { endpoint, values }).catch(() => null);
    if (problems && round === this.#checkRound && endpoint === this.endpoint) this.problems = problems;
  }

  async #askPrice(): Promise<void> {
    const { endpoint, values, model } = this;
    if (!endpoint || !model) return;
    const key = priceKey(model, values);
    if (key === this.#pricedFor) return;
    this.#pricedFor = key;
    const round = ++this.#priceRound;
    const price = await this.#priceOf(endpoint, values);
    if (round !== this.#priceRound) return;
    this.price = price;
    for (const [field, value] of optionsWithPrices(model)) {
      const option = await this.#priceOf(endpoint, { ...values, [field]: value });
      if (round !== this.#priceRound) return;
      this.optionPrices.set(`${field}=${value}`, option);
    }
  }

  async #priceCards(): Promise<void> {
    const round = this.#clipRound;
    const { clip } = this;
    for (const model of this.models) {
      const main = mainMedia(model);
      const values = freshValues(model);
      if (main && clip) values[main.key] = { media: clip.id };
      const price = await this.#priceOf(model.endpoint, values);
      if (round !== this.#clipRound) return;
      this.cardPrices.set(model.endpoint, price);
    }
  }

  async #priceOf(endpoint: Endpoint, values: Values): Promise<Price> {
    return this.app.platform.call('form_price', { endpoint, values }).catch(() => UNKNOWN);
  }
}
