/**
 * What the program says about the open form: what is wrong with it, what it would cost, and what its neighbours would.
 * Asked for after a pause, not for every letter; an answer that comes too late is dropped.
 */
import { SvelteMap } from 'svelte/reactivity';
import { lookup } from '$lib/catalogue/lookup';
import type { Values } from '$lib/forms/shown';
import { optionsWithPrices, priceKey } from '$lib/forms/values';
import type { Endpoint, FieldKey, FieldProblem, FormRequest, Model, Price } from '$lib/platform/bindings';
import type { Platform } from '$lib/platform/types';
import type { Prices } from './prices.svelte';

const CHECK_AFTER_MS = 150;
const PRICE_AFTER_MS = 400;
const UNKNOWN: Price = { from: 'unknown' };

/** The form as it is when the pause is over. */
export type OpenForm = { model: Model | undefined; values: Values };

export class Answers {
  problems: readonly FieldProblem[] = $state.raw([]);
  /** `null` while the first answer is not there. */
  price: Price | null = $state.raw(null);
  /** The list prices of this form with the other qualities and by the other ways. */
  variantPrices: ReadonlyMap<Endpoint, Price> = $state.raw(lookup());
  /** Prices of the options of a choice, by `key=value`. */
  readonly optionPrices = new SvelteMap<string, Price>();
  #checkRound = 0;
  #priceRound = 0;
  #pricedFor = '';
  #checkTimer: ReturnType<typeof setTimeout> | undefined;
  #priceTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly platform: Platform,
    private readonly prices: Prices,
    private readonly form: () => OpenForm,
    /** The same form with the other variants of its family. */
    private readonly neighbours: () => FormRequest[],
  ) {}

  /** Another model is open: what was said was about the one before. */
  forget(): void {
    this.problems = [];
    this.price = null;
    this.variantPrices = lookup();
    this.optionPrices.clear();
    this.#dropPrices();
  }

  /** The next check is a moment away, and until then a filled field would still be called missing. */
  fill(key: FieldKey): void {
    this.problems = this.problems.filter((found) => found.key !== key || found.problem.type !== 'missing');
  }

  ask(): void {
    clearTimeout(this.#checkTimer);
    clearTimeout(this.#priceTimer);
    const { model, values } = this.form();
    if (!model) return;
    // Until the new price is known there is none: the old one is of another form, and Make can be pressed meanwhile.
    if (priceKey(model, values) !== this.#pricedFor) {
      this.#dropPrices();
      this.price = null;
    }
    this.#checkTimer = setTimeout(() => void this.#check(), CHECK_AFTER_MS);
    this.#priceTimer = setTimeout(() => void this.#askPrice(), PRICE_AFTER_MS);
  }

  /** The service behind the prices is another one now. */
  askAgain(): void {
    this.#dropPrices();
    this.ask();
  }

  /** An answer on its way is about another model or from another service: it must not show as the price of this one. */
  #dropPrices(): void {
    this.#pricedFor = '';
    this.#priceRound += 1;
  }

  async #check(): Promise<void> {
    const round = ++this.#checkRound;
    const { model, values } = this.form();
    if (!model) return;
    const asked = this.platform.call('form_check', { endpoint: model.endpoint, values });
    const problems = await asked.catch(() => null);
    if (problems && round === this.#checkRound && model === this.form().model) this.problems = problems;
  }

  async #askPrice(): Promise<void> {
    const { model, values } = this.form();
    if (!model) return;
    const key = priceKey(model, values);
    if (key === this.#pricedFor) return;
    this.#pricedFor = key;
    const round = ++this.#priceRound;
    const { endpoint } = model;
    const forms = this.neighbours();
    const [price, variants] = await Promise.all([
      this.#priceOf(endpoint, values),
      forms.length > 0 ? this.prices.ofForms(forms) : lookup<Endpoint, Price>(),
    ]);
    if (round !== this.#priceRound) return;
    this.price = price;
    this.prices.remember(endpoint, price);
    this.variantPrices = lookup([...variants, [endpoint, price]]);
    for (const [field, value] of optionsWithPrices(model)) {
      const option = await this.#priceOf(endpoint, { ...values, [field]: value });
      if (round !== this.#priceRound) return;
      this.optionPrices.set(`${field}=${value}`, option);
    }
  }

  async #priceOf(endpoint: Endpoint, values: Values): Promise<Price> {
    return this.platform.call('form_price', { endpoint, values }).catch(() => UNKNOWN);
  }
}
