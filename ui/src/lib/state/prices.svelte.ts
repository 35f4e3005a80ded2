/**
 * What models cost by the published list: of all of them as they are offered, in one question and without the network.
 * A price that the site named for a form stays in mind for its model, where the list knows none.
 */
import { lookup } from '$lib/catalogue/lookup';
import { SvelteMap } from 'svelte/reactivity';
import { withClip } from '$lib/forms/files';
import { freshValues } from '$lib/forms/values';
import type { Endpoint, FormRequest, MediaView, Model, Price } from '$lib/platform/bindings';
import type { Platform } from '$lib/platform/types';

const UNKNOWN: Price = { from: 'unknown' };

export class Prices {
  /** Replaced as a whole: hundreds of prices change at once. */
  #listed: ReadonlyMap<Endpoint, Price> = $state.raw(lookup());
  readonly #quoted = new SvelteMap<Endpoint, Price>();
  #round = 0;

  constructor(
    private readonly platform: Platform,
    private readonly catalogue: readonly Model[],
  ) {}

  /** `undefined` while the list is not there yet. */
  of(endpoint: Endpoint): Price | undefined {
    const listed = this.#listed.get(endpoint);
    if (listed && listed.from !== 'unknown') return listed;
    return this.#quoted.get(endpoint) ?? listed;
  }

  /** Asks for the prices of all models as they are offered for this clip. */
  async load(clip: MediaView | null): Promise<void> {
    const round = ++this.#round;
    const start = clip && { id: clip.id, kind: clip.facts.kind };
    const forms = this.catalogue.map((model) => ({
      endpoint: model.endpoint,
      values: withClip(model, freshValues(model), start),
    }));
    const prices = await this.ofForms(forms);
    if (round === this.#round) this.#listed = prices;
  }

  /** The list prices of these forms, by their models. */
  async ofForms(forms: FormRequest[]): Promise<ReadonlyMap<Endpoint, Price>> {
    const prices = await this.platform.call('prices_list', { forms }).catch((): Price[] => []);
    return lookup(forms.map(({ endpoint }, index) => [endpoint, prices[index] ?? UNKNOWN]));
  }

  remember(endpoint: Endpoint, price: Price): void {
    if (price.from === 'quote') this.#quoted.set(endpoint, price);
  }

  /** The service behind the prices is another one now. */
  forget(): void {
    this.#quoted.clear();
  }
}
