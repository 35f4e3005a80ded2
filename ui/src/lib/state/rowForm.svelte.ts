/** The form of one model among several that are compared: what was carried into it, what is still missing, what it costs. */
import { SvelteSet } from 'svelte/reactivity';
import { lookup } from '$lib/catalogue/lookup';
import { notCarried, stillMissing } from '$lib/forms/carried';
import { priceKey, withFieldValue } from '$lib/forms/values';
import type { Values } from '$lib/forms/shown';
import type { Field, FieldKey, FieldProblem, FieldValue, FormRequest, Model, Price } from '$lib/platform/bindings';
import type { Platform } from '$lib/platform/types';

const PAUSE_MS = 300;
const UNKNOWN: Price = { from: 'unknown' };

export class RowForm {
  values: Values = $state.raw({});
  problems: readonly FieldProblem[] = $state.raw([]);
  /** `null` while it is being asked. */
  price: Price | null = $state.raw(null);
  /** What was empty at first is asked for here, and stays while it is being filled in. */
  readonly asked: readonly Field[];
  /** What was given before and has no place in this one. */
  readonly lost: readonly Field[];
  readonly blocked: boolean = $derived.by(
    () =>
      this.problems.some(({ severity }) => severity === 'blocks') || stillMissing(this.model, this.values).length > 0,
  );
  /** What is wrong elsewhere than in the fields that are asked for. */
  readonly others: readonly FieldProblem[] = $derived.by(() =>
    this.problems.filter(
      ({ key, severity }) => severity === 'blocks' && !this.asked.some((field) => field.key === key),
    ),
  );
  readonly #touched = new SvelteSet<FieldKey>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking: Promise<void>;
  #round = 0;
  #pricedFor = '';

  constructor(
    readonly model: Model,
    carried: Values,
    from: { model: Model; values: Values },
    private readonly platform: Platform,
  ) {
    this.values = carried;
    this.asked = stillMissing(model, carried);
    this.lost = notCarried(from.model, from.values, model, carried);
    this.#asking = this.#ask();
  }

  /** Prices of single options are for the form that one works in. */
  readonly optionPrices: ReadonlyMap<string, Price> = lookup();

  get request(): FormRequest {
    return { endpoint: this.model.endpoint, values: this.values };
  }

  setValue(key: FieldKey, value: FieldValue | undefined): void {
    this.values = withFieldValue(this.model, this.values, key, value);
    this.#stop();
    this.#timer = setTimeout(() => {
      this.#stop();
      this.#asking = this.#ask();
    }, PAUSE_MS);
  }

  touch(key: FieldKey): void {
    this.#touched.add(key);
  }

  /** What to show beside a field: nothing before it was touched or Make was pressed. */
  problemsOf(key: FieldKey): readonly FieldProblem[] {
    return this.#touched.has(key) ? this.problems.filter((problem) => problem.key === key) : [];
  }

  /** Everything that is wrong is shown from now on. */
  showAll(): void {
    for (const { key } of this.asked) this.#touched.add(key);
  }

  /** Everything is known about the form as it is now. */
  async settle(): Promise<void> {
    if (this.#timer !== undefined) this.#asking = this.#ask();
    this.#stop();
    await this.#asking;
  }

  close(): void {
    this.#stop();
    this.#round += 1;
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  async #ask(): Promise<void> {
    const round = ++this.#round;
    const { request } = this;
    const key = priceKey(this.model, request.values);
    const isNew = key !== this.#pricedFor;
    if (isNew) this.price = null;
    const [problems, price] = await Promise.all([
      this.platform.call('form_check', request).catch((): FieldProblem[] => []),
      isNew ? this.platform.call('form_price', request).catch(() => UNKNOWN) : this.price,
    ]);
    if (round !== this.#round) return;
    this.problems = problems;
    this.price = price;
    this.#pricedFor = key;
  }
}
