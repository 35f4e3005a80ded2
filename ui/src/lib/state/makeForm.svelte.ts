/**
 * The form of the Make view: what a person starts with, the model, the values, and what the program says about them.
 * Values that a person gave are kept while models are tried out, as far as the next model has a field that takes them.
 * Which models there are to choose from is in `offer.svelte.ts`.
 */
import { lookup } from '$lib/catalogue/lookup';
import { SvelteSet } from 'svelte/reactivity';
import { taking } from '$lib/catalogue/media';
import { isHave, startsFrom } from '$lib/catalogue/offer';
import { placeOf } from '$lib/catalogue/variants';
import { givenOf, NOTHING_GIVEN, withGiven, written, type Given } from '$lib/forms/carried';
import { filesIn, openField, placeFiles, waitingField, withClip, withFile, type GivenFile } from '$lib/forms/files';
import { filesOf, isFiles, type Values } from '$lib/forms/shown';
import { withFieldValue, withValue } from '$lib/forms/values';
import type {
  Channel,
  Endpoint,
  FieldKey,
  FieldProblem,
  FieldValue,
  FormRequest,
  JobId,
  JobView,
  MediaKind,
  MediaView,
  Model,
  Task,
} from '$lib/platform/bindings';
import { Answers } from './answers.svelte';
import type { AppState } from './app.svelte';
import { Offer } from './offer.svelte';
import { Prices } from './prices.svelte';

/** What became of files that came. */
export type Taken = 'all' | 'some' | 'added' | 'no-room' | 'no-use';

export class MakeForm {
  clip: MediaView | null = $state.raw(null);
  values: Values = $state.raw({});
  /** The form is being sent. */
  making = $state(false);
  /** Every problem is shown, touched or not: Make was pressed. */
  showAll = $state(false);
  /** The job in line that this form is taken from; Make puts it back with what is written now. */
  editing: JobId | null = $state(null);
  /** What keeps the clip out of each model. */
  fits: ReadonlyMap<Endpoint, readonly FieldProblem[]> = $state.raw(lookup());
  /** What the program says about the form: problems and prices. */
  readonly answers: Answers;
  readonly prices: Prices;
  readonly offer: Offer;
  readonly #touched = new SvelteSet<string>();
  readonly endpoint: Endpoint | null = $derived.by(() => this.offer.endpoint);
  readonly model: Model | undefined = $derived.by(() => this.offer.model);
  readonly task: Task | null = $derived.by(() => this.offer.task);
  /** The field that holds the clip. */
  readonly clipKey: FieldKey | null = $derived.by(() => {
    const id = this.clip?.id;
    return Object.keys(this.values).find((key) => id && filesOf(this.values[key]).includes(id)) ?? null;
  });
  readonly problems = $derived.by(() => this.answers.problems);
  readonly price = $derived.by(() => this.answers.price);
  readonly blocked: boolean = $derived(this.problems.some((problem) => problem.severity === 'blocks'));
  /** What a person gave, whichever model it was for. */
  #given: Given = NOTHING_GIVEN;
  /** Files for which the chosen model has no place. */
  #left: GivenFile[] = [];
  /** A clip that the chosen model does not take; it comes back with one that does. */
  #aside: MediaView | null = null;
  #clipRound = 0;

  constructor(private readonly app: AppState) {
    this.prices = new Prices(app.platform, app.catalogue);
    this.offer = new Offer(app, (endpoint) => this.#hindered(endpoint));
    this.answers = new Answers(
      app.platform,
      this.prices,
      () => ({ model: this.model, values: this.values }),
      () => this.#neighbours(),
    );
  }

  /** Starts with a clip. The family stays as it is if it can begin with this kind of file. */
  async setClip(clip: MediaView, wanted?: { endpoint: Endpoint; values: Values }): Promise<void> {
    const have = clip.facts.kind;
    if (!isHave(have)) return;
    const round = ++this.#clipRound;
    this.#forgetProblems();
    this.fits = lookup();
    const before = this.model;
    const wantedModel = wanted && this.app.model(wanted.endpoint);
    this.#dropClip();
    this.clip = clip;
    this.#aside = null;
    this.offer.have = have;
    if (wantedModel) this.#fill(wantedModel, wanted.values);
    else this.#choose(this.offer.startWith(before));
    if (!(await this.#look(clip, round))) return;
    // The first offer is one that takes the clip; what a person chose stays and says what is wrong.
    const stayed = before !== undefined && before.family === this.model?.family;
    if (!wantedModel && !stayed && this.endpoint && this.#hindered(this.endpoint)) this.#choose(this.offer.first());
  }

  /** Starts with words alone, or with nothing yet for a model that needs a file. */
  startFromWords(task?: Task): void {
    this.#putAside();
    const before = this.model;
    this.offer.have = 'words';
    this.#choose(this.offer.startWith(before, task));
    void this.prices.load(null);
  }

  /** Opens a form as it was filled in before. */
  open(model: Model, values: Values, inputs: readonly MediaView[]): void {
    const field = inputs.map(({ facts }) => taking(model, facts.kind)).find((found) => found?.required);
    const mine = field && inputs.find(({ id }) => filesOf(values[field.key]).includes(id));
    const clip = mine ?? inputs.find(({ facts }) => isHave(facts.kind) && startsFrom(model, facts.kind));
    if (clip) {
      void this.setClip(clip, { endpoint: model.endpoint, values });
      return;
    }
    this.#putAside();
    this.offer.have = 'words';
    this.#fill(model, values);
    void this.prices.load(null);
  }

  /** Forgets the clip; what was written stays for the next one. */
  clear(): void {
    this.#putAside();
    this.#aside = null;
    this.#left = [];
    this.values = Object.fromEntries(Object.entries(this.values).filter(([, value]) => !isFiles(value)));
    this.offer.have = null;
  }

  setTask(task: Task): void {
    if (task !== this.task) this.#choose(this.offer.forTask(task));
  }

  setFamily(family: string): void {
    if (family !== this.model?.family) this.#choose(this.offer.ofFamily(family));
  }

  setTier(tier: string | null): void {
    if (this.model) this.#choose(this.offer.variant({ ...placeOf(this.model), tier }));
  }

  setChannel(channel: Channel | null): void {
    if (this.model) this.#choose(this.offer.variant({ ...placeOf(this.model), channel }));
  }

  /** Chooses a model that may start from something else than what is there. The clip waits until it is wanted again. */
  setModel(endpoint: Endpoint): void {
    const model = this.app.model(endpoint);
    if (!model || endpoint === this.endpoint) return;
    const clip = this.clip ?? this.#aside;
    const kind = clip?.facts.kind;
    if (clip && kind && isHave(kind) && startsFrom(model, kind)) {
      if (!this.clip) void this.#look(clip, ++this.#clipRound);
      this.clip = clip;
      this.#aside = null;
      this.offer.have = kind;
    } else if (!this.offer.have || this.clip || !startsFrom(model, this.offer.have)) {
      this.#putAside();
      this.offer.have = this.offer.startOf(model);
      void this.prices.load(null);
    }
    this.#choose(model);
  }

  /** Sets a value; `undefined` leaves the field to the model. */
  setValue(key: FieldKey, value: FieldValue | undefined): void {
    const field = this.model?.fields.find((candidate) => candidate.key === key);
    const wasClip = key === this.clipKey;
    const set = (values: Values) =>
      this.model ? withFieldValue(this.model, values, key, value) : withValue(values, key, value);
    this.values = set(this.values);
    if (field?.kind.type !== 'media') this.#given = withGiven(this.#given, set(this.#given.byKey), field, value);
    if (wasClip || (field?.kind.type === 'media' && !this.clip)) void this.#followClip(key);
    this.#touched.add(key);
    this.answers.fill(key);
    this.answers.ask();
  }

  /** Takes files that came together: into the open form where it waits for some, else they begin a new one. */
  take(files: readonly MediaView[]): Taken {
    const starts = files.filter(({ facts }) => isHave(facts.kind));
    const [first, ...rest] = starts;
    if (!first) return 'no-use';
    const model = this.offer.have ? this.model : undefined;
    const kind = first.facts.kind;
    // A sound goes along with a clip; it does not take its place.
    const goesAlong =
      this.offer.have === 'words' || (this.clip && this.clip.facts.kind !== 'audio' && kind === 'audio');
    const find = goesAlong ? openField : waitingField;
    if (model && (this.clip || this.offer.have === 'words') && find(model, this.values, kind)) {
      return this.#add(starts) ? 'added' : 'some';
    }
    if (this.clip && goesAlong) return 'no-room';
    void this.setClip(first);
    return this.#add(rest) && starts.length === files.length ? 'all' : 'some';
  }

  touch(key: FieldKey): void {
    this.#touched.add(key);
  }

  /** What to show beside a field: nothing before it was touched or Make was pressed. */
  problemsOf(key: FieldKey): readonly FieldProblem[] {
    if (!this.showAll && !this.#touched.has(key)) return [];
    return this.problems.filter((problem) => problem.key === key);
  }

  /** Creates the job. `null`: it was refused, and every problem is shown now. Fails with a `UiError`. */
  async make(): Promise<JobView | null> {
    if (!this.endpoint || !this.offer.have || this.making) return null;
    this.making = true;
    try {
      const form = { endpoint: this.endpoint, values: this.values };
      const { editing } = this;
      const answer =
        editing === null
          ? await this.app.platform.call('job_create', form)
          : await this.app.platform.call('job_edit', { id: editing, ...form });
      if (answer.type === 'created') {
        this.editing = null;
        this.showAll = false;
        this.#touched.clear();
        return answer.job;
      }
      this.answers.problems = answer.problems;
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
    this.prices.forget();
    if (this.offer.have) void this.prices.load(this.clip);
    this.answers.askAgain();
  }

  /** Puts files into the form as far as there is room. */
  #add(files: readonly MediaView[]): boolean {
    const { model } = this;
    let all = true;
    for (const { id, facts } of files) {
      const field = model && openField(model, this.values, facts.kind);
      if (field) this.setValue(field.key, withFile(this.values, field, id)[field.key]);
      else all = false;
    }
    return all;
  }

  #choose(model: Model | undefined): void {
    const before = this.model;
    const files = before ? filesIn(before, this.values).filter(({ id }) => id !== this.clip?.id) : [];
    const values = model ? this.#carried(model, [...files, ...this.#left]) : { values: {}, left: [] };
    this.#left = values.left;
    this.#show(model, values.values);
  }

  /** Exactly these values, and what they leave open as it is at first. */
  #fill(model: Model, values: Values): void {
    this.#given = givenOf(model, values);
    this.#left = [];
    const files = Object.fromEntries(Object.entries(values).filter(([, value]) => isFiles(value)));
    const known = Object.fromEntries(Object.entries(files).filter(([key]) => model.fields.some((f) => f.key === key)));
    const fresh = { ...written(model, this.#given), ...known };
    const holdsClip = Object.values(fresh).some((value) => filesOf(value).includes(this.clip?.id ?? ''));
    this.#show(model, holdsClip ? fresh : withClip(model, fresh, this.#start()));
  }

  #show(model: Model | undefined, values: Values): void {
    if (model) this.#given = { ...this.#given, family: model.family };
    this.offer.choose(model);
    this.answers.forget();
    this.values = values;
    this.answers.ask();
  }

  #carried(model: Model, files: readonly GivenFile[]): { values: Values; left: GivenFile[] } {
    return placeFiles(model, withClip(model, written(model, this.#given), this.#start()), files);
  }

  #start(): { id: string; kind: MediaKind } | null {
    return this.clip && { id: this.clip.id, kind: this.clip.facts.kind };
  }

  /** Asks what takes the clip, and for how much. `false`: another one came meanwhile. */
  async #look(clip: MediaView, round: number): Promise<boolean> {
    void this.prices.load(clip);
    const fits = await this.app.platform.call('model_fits', { id: clip.id }).catch(() => []);
    if (round !== this.#clipRound) return false;
    this.fits = lookup(fits.map(({ endpoint, problems }) => [endpoint, problems]));
    return true;
  }

  #putAside(): void {
    this.#clipRound += 1;
    this.#forgetProblems();
    this.fits = lookup();
    this.#aside = this.clip ?? this.#aside;
    this.#dropClip();
  }

  /** Takes the clip out of the form; other files stay. */
  #dropClip(): void {
    const id = this.clip?.id;
    if (!id) return;
    for (const [key, value] of Object.entries(this.values)) {
      if (!filesOf(value).includes(id)) continue;
      const others = filesOf(value).filter((other) => other !== id);
      this.values = withValue(this.values, key, others.length > 0 ? { media: others } : undefined);
    }
    this.clip = null;
  }

  #forgetProblems(): void {
    this.answers.problems = [];
    this.showAll = false;
    this.#touched.clear();
  }

  /** The stage shows the first file of the field that held the clip. */
  async #followClip(key: FieldKey): Promise<void> {
    const files = filesOf(this.values[key]);
    if (this.clip && files.includes(this.clip.id)) return;
    const [id] = files;
    const round = ++this.#clipRound;
    const view = id ? await this.app.platform.call('media_get', { id }).catch(() => null) : null;
    if (round !== this.#clipRound) return;
    this.clip = view;
  }

  #hindered(endpoint: Endpoint): boolean {
    return (this.fits.get(endpoint)?.length ?? 0) > 0;
  }

  /** The same form with the other variants of the family, as it would be if one of them were chosen. */
  #neighbours(): FormRequest[] {
    const { model } = this;
    if (!model) return [];
    const files = filesIn(model, this.values).filter(({ id }) => id !== this.clip?.id);
    const others = this.offer.variants.filter((other) => other !== model);
    return others.map((other) => ({ endpoint: other.endpoint, values: this.#carried(other, files).values }));
  }
}
