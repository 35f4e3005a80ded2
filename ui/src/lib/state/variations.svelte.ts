/** The same job several times over, each with a seed of its own where the model has one. */
import { fieldFor } from '$lib/forms/carried';
import { sumOf, type Sum } from '$lib/catalogue/sums';
import type { FormRequest, JobsCreated, JobView, Model, Price } from '$lib/platform/bindings';
import type { Platform } from '$lib/platform/types';
import type { Creation } from './creation.svelte';

export const FEWEST_VARIATIONS = 2;
export const MOST_VARIATIONS = 8;
const UNKNOWN: Price = { from: 'unknown' };

/** Seeds that differ from each other and from those that are taken. `random`: from 0 to below 1. */
export function otherSeeds(
  { min, max }: { min: number; max: number },
  count: number,
  taken: readonly number[],
  random: () => number = Math.random,
): number[] {
  // Below nought stands for "any" where it is allowed.
  const from = Math.max(0, min);
  const found: number[] = [];
  const isTaken = (seed: number) => taken.includes(seed) || found.includes(seed);
  const hasRoom = max - from + 1 >= count + taken.length;
  while (found.length < count) {
    let seed = from + Math.floor(random() * (max - from + 1));
    while (hasRoom && isTaken(seed)) seed = seed < max ? seed + 1 : from;
    found.push(seed);
  }
  return found;
}

export class Variations {
  count = $state(4);
  /** What one of them costs; `null` while it is being asked. */
  price: Price | null = $state.raw(null);
  making = $state(false);
  readonly hasSeed: boolean;
  readonly total: Sum | null = $derived(
    this.price && sumOf(Array.from({ length: this.count }, () => this.price ?? UNKNOWN)),
  );

  constructor(
    readonly job: JobView,
    readonly model: Model,
    platform: Platform,
    private readonly creation: Creation,
  ) {
    this.hasSeed = fieldFor(model, 'seed')?.kind.type === 'number';
    const { endpoint, values } = job;
    platform.call('form_price', { endpoint, values }).then(
      (price) => (this.price = price),
      () => (this.price = UNKNOWN),
    );
  }

  /** `null`: not now. Fails with a `UiError`. */
  async make(): Promise<JobsCreated | null> {
    if (this.making) return null;
    this.making = true;
    try {
      const forms = this.#forms();
      const { price } = this;
      return await this.creation.together(forms, 'variations', price && forms.map(() => price));
    } finally {
      this.making = false;
    }
  }

  #forms(): FormRequest[] {
    const { endpoint, values } = this.job;
    const seed = fieldFor(this.model, 'seed');
    if (seed?.kind.type !== 'number') return Array.from({ length: this.count }, () => ({ endpoint, values }));
    const before = values[seed.key];
    const seeds = otherSeeds(seed.kind, this.count, typeof before === 'number' ? [before] : []);
    return seeds.map((number) => ({ endpoint, values: { ...values, [seed.key]: number } }));
  }
}
