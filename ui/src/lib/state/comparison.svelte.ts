/** The same input in two to four models at once: which models take it, which were picked, and what all of them cost. */
import { lookup } from '$lib/catalogue/lookup';
import { isApart, isOffered } from '$lib/catalogue/families';
import { startsFrom, type Have } from '$lib/catalogue/offer';
import { sumWhenAsked, type Sum } from '$lib/catalogue/sums';
import { nearest, placeOf } from '$lib/catalogue/variants';
import { carry, stillMissing } from '$lib/forms/carried';
import type { Values } from '$lib/forms/shown';
import type { Endpoint, Field, FieldProblem, JobsCreated, MediaView, Model, Price } from '$lib/platform/bindings';
import type { AppState } from './app.svelte';
import type { Creation } from './creation.svelte';
import { RowForm } from './rowForm.svelte';

export const FEWEST_COMPARED = 2;
export const MOST_COMPARED = 4;
const UNKNOWN: Price = { from: 'unknown' };

/** What goes into all of them. */
export type Input = { model: Model; values: Values; clip: MediaView | null; have: Have };

/** A model that may be picked, with the list price of its form, and what is said about the clip beforehand. */
export type Candidate = { model: Model; values: Values; price: Price; warning: FieldProblem | null };

/** A model that cannot take part, and what keeps it out: a finding about the clip, or files that it needs besides. */
export type Outsider = { model: Model; problem: FieldProblem | null; needs: readonly Field[] };

export class Comparison {
  /** `null` while they are being looked for. */
  candidates: readonly Candidate[] | null = $state.raw(null);
  outsiders: readonly Outsider[] = $state.raw([]);
  /** The forms of those that were picked, in the order in which they were. */
  picked: readonly RowForm[] = $state.raw([]);
  query = $state('');
  making = $state(false);
  readonly shown: readonly Candidate[] = $derived.by(() => this.#found());
  readonly full: boolean = $derived(this.picked.length >= MOST_COMPARED);
  readonly total: Sum | null = $derived(sumWhenAsked(this.picked));
  readonly ready: boolean = $derived(
    this.picked.length >= FEWEST_COMPARED && this.picked.every(({ blocked }) => !blocked),
  );

  constructor(
    readonly input: Input,
    private readonly app: AppState,
    private readonly creation: Creation,
  ) {
    void this.#look();
  }

  formOf(endpoint: Endpoint): RowForm | undefined {
    return this.picked.find(({ model }) => model.endpoint === endpoint);
  }

  toggle({ model, values }: Candidate): void {
    const form = this.formOf(model.endpoint);
    if (form) {
      form.close();
      this.picked = this.picked.filter((other) => other !== form);
    } else if (!this.full) {
      this.picked = [...this.picked, new RowForm(model, values, this.input, this.app.platform)];
    }
  }

  close(): void {
    for (const form of this.picked) form.close();
  }

  /** `null`: not now, or something is missing, which is shown then. Fails with a `UiError`. */
  async make(): Promise<JobsCreated | null> {
    for (const form of this.picked) form.showAll();
    if (this.making) return null;
    this.making = true;
    try {
      const { picked } = this;
      await Promise.all(picked.map((form) => form.settle()));
      if (!this.ready) return null;
      const prices = picked.map(({ price }) => price ?? UNKNOWN);
      const forms = picked.map(({ request }) => request);
      const made = await this.creation.together(forms, 'compare', prices);
      for (const { index, problems } of made?.type === 'refused' ? made.refused : []) {
        const form = picked[index];
        if (form) form.problems = problems;
      }
      return made;
    } finally {
      this.making = false;
    }
  }

  async #look(): Promise<void> {
    const { clip } = this.input;
    const forms = this.#models().map((model) => ({ model, ...this.#carried(model) }));
    const requests = forms.map(({ model, values }) => ({ endpoint: model.endpoint, values }));
    const [fits, prices] = await Promise.all([
      clip ? this.app.platform.call('model_fits', { id: clip.id }).catch(() => []) : [],
      this.app.platform.call('prices_list', { forms: requests }).catch((): Price[] => []),
    ]);
    const problems = lookup(fits.map((fit) => [fit.endpoint, fit.problems]));
    const candidates: Candidate[] = [];
    const outsiders: Outsider[] = [];
    for (const [index, { model, values }] of forms.entries()) {
      const found = problems.get(model.endpoint) ?? [];
      const problem = found.find(({ severity }) => severity === 'blocks') ?? null;
      const needs = stillMissing(model, values).filter(({ kind }) => kind.type === 'media');
      if (problem || needs.length > 0) outsiders.push({ model, problem, needs });
      else candidates.push({ model, values, price: prices[index] ?? UNKNOWN, warning: found[0] ?? null });
    }
    this.candidates = candidates;
    this.outsiders = outsiders;
    // The model that is there already is one of them, if it takes its own input.
    const own = candidates.find(({ model }) => model.endpoint === this.input.model.endpoint);
    if (own) this.toggle(own);
  }

  /** One model for each quality of each family: the way to the maker that is nearest to the one that was chosen. */
  #models(): Model[] {
    const { model: own, have } = this.input;
    const { settings, catalogue } = this.app;
    const same = catalogue.filter(
      (model) =>
        model.endpoint === own.endpoint ||
        (model.task === own.task && isOffered(model, settings) && startsFrom(model, have)),
    );
    const { task, channel } = placeOf(own);
    const speaks = (model: Model) => {
      if (model.endpoint === own.endpoint) return true;
      const place = { task, tier: model.tier?.id ?? null, channel };
      const siblings = same.filter(({ family, tier }) => family === model.family && (tier?.id ?? null) === place.tier);
      return !siblings.includes(own) && nearest(siblings, place) === model;
    };
    const rank = (model: Model) => {
      if (model.endpoint === own.endpoint) return 0;
      if (settings.favourites.includes(model.family)) return 1;
      return isApart(model) ? 3 : 2;
    };
    return same.filter(speaks).toSorted((one, other) => rank(one) - rank(other));
  }

  #carried(model: Model): { values: Values } {
    const { clip, model: own, values } = this.input;
    return carry(own, values, model, clip && { id: clip.id, kind: clip.facts.kind });
  }

  #found(): readonly Candidate[] {
    const words = this.query.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const all = this.candidates ?? [];
    return all.filter(({ model }) => {
      const tier = model.tier ? `${model.tier.label.en} ${model.tier.label.zh}` : '';
      const text = [model.familyName, model.maker, ...model.keywords, tier].join(' ').toLowerCase();
      // What was picked is always seen.
      return this.formOf(model.endpoint) || words.every((word) => text.includes(word));
    });
  }
}
