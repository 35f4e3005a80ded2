/**
 * What there is to choose from: tasks for what a person has, families for a task, the variants of a family; and which
 * of them is chosen. Nothing about values or files, which are the form's.
 */
import { distinct } from '$lib/catalogue/lookup';
import { familiesOf, isOffered, type Family } from '$lib/catalogue/families';
import { familiesFor, naturalStart, startsFrom, tasksFor, type Have } from '$lib/catalogue/offer';
import { channelsOf, nearest, placeOf, tiersOf, type Place } from '$lib/catalogue/variants';
import type { Endpoint, Model, Task } from '$lib/platform/bindings';
import type { AppState } from './app.svelte';

export class Offer {
  /** What the offer is narrowed to; `null` before anything was begun. */
  have: Have | null = $state(null);
  endpoint: Endpoint | null = $state(null);
  readonly model: Model | undefined = $derived.by(() => (this.endpoint ? this.app.model(this.endpoint) : undefined));
  readonly task: Task | null = $derived.by(() => (this.have && this.model ? this.model.task : null));
  /** What is hidden is offered all the same once it was chosen. */
  readonly models: readonly Model[] = $derived.by(() =>
    this.app.catalogue.filter((model) => isOffered(model, this.app.settings) || model.endpoint === this.endpoint),
  );
  readonly tasks: readonly Task[] = $derived.by(() => (this.have ? tasksFor(this.models, this.have) : []));
  /** The families for the task, those with a star first. */
  readonly families: readonly Family[] = $derived.by(() => (this.task ? this.#familiesFor(this.task) : []));
  /** One model for each quality of the chosen family. */
  readonly tiers: readonly Model[] = $derived.by(() =>
    this.model ? tiersOf(this.#siblings(this.model.family), placeOf(this.model)) : [],
  );
  /** One model for each way to the maker, in the chosen quality. */
  readonly channels: readonly Model[] = $derived.by(() =>
    this.model ? channelsOf(this.#siblings(this.model.family), placeOf(this.model)) : [],
  );
  readonly variants: readonly Model[] = $derived(distinct([...this.tiers, ...this.channels]));

  constructor(
    private readonly app: AppState,
    /** Whether something keeps the clip out of a model. */
    private readonly hindered: (endpoint: Endpoint) => boolean,
  ) {}

  choose(model: Model | undefined): void {
    this.endpoint = model?.endpoint ?? null;
  }

  /** The family that was chosen before, if it can begin with this; else the first of the offer. */
  startWith(before: Model | undefined, task?: Task): Model | undefined {
    const { have } = this;
    if (!have) return undefined;
    if (before && !task && startsFrom(before, have)) return before;
    const wanted = task ?? tasksFor(this.models, have)[0];
    if (!wanted) return undefined;
    const siblings = before ? this.#siblings(before.family) : [];
    const sameTask = before && nearest(siblings, { ...placeOf(before), task: wanted });
    return sameTask ?? (task ? undefined : siblings[0]) ?? this.#firstFor(wanted);
  }

  /** The first offer for the task. */
  first(): Model | undefined {
    return this.task ? this.#firstFor(this.task) : undefined;
  }

  /** The chosen family with another task, or the first that has it. */
  forTask(task: Task): Model | undefined {
    const siblings = this.model ? this.#siblings(this.model.family) : [];
    return (this.model && nearest(siblings, { ...placeOf(this.model), task })) ?? this.#firstFor(task);
  }

  /** Another family with the same task. */
  ofFamily(family: string): Model | undefined {
    return this.#pick(this.#siblings(family).filter((model) => model.task === this.task));
  }

  /** Another quality or way of the chosen family. */
  variant(place: Place): Model | undefined {
    return this.model && nearest(this.#siblings(this.model.family), place);
  }

  /** What a model is begun with when what is there does not suit it. */
  startOf(model: Model): Have {
    return naturalStart(model);
  }

  #siblings(family: string): Model[] {
    const { have } = this;
    return this.models.filter((model) => model.family === family && (!have || startsFrom(model, have)));
  }

  #familiesFor(task: Task): Family[] {
    const families = this.have ? familiesFor(this.models, task, this.have) : familiesOf([]);
    const starred = (family: Family) => (this.app.settings.favourites.includes(family.id) ? 0 : 1);
    return families.toSorted((one, other) => starred(one) - starred(other));
  }

  #firstFor(task: Task): Model | undefined {
    const families = this.#familiesFor(task);
    return this.#pick(families.flatMap((family) => family.models));
  }

  /** The first that takes the clip, else the first. */
  #pick(models: readonly Model[]): Model | undefined {
    return models.find((model) => !this.hindered(model.endpoint)) ?? models[0];
  }
}
