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
import { givenOf, notCarried, NOTHING_GIVEN, withGiven, written, type Given } from '$lib/forms/carried';
import { filesIn, openField, placeFiles, waitingField, withClip, withFile, type GivenFile } from '$lib/forms/files';
import { filesOf, isFiles, type Values } from '$lib/forms/shown';
import { clipOf } from '$lib/forms/start';
import { withFieldValue, withValue } from '$lib/forms/values';
import type {
  Channel,
  Endpoint,
  Field,
  FieldKey,
  FieldProblem,
  FieldValue,
  FormRequest,
  JobId,
  JobView,
  MediaId,
  MediaKind,
  MediaView,
  Model,
  Task,
} from '$lib/platform/bindings';
import { Answers } from './answers.svelte';
import type { AppState } from './app.svelte';
import type { Creation } from './creation.svelte';
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
  /** The form that this one is to be like, in another model, until another is begun. */
  like: { model: Model; values: Values } | null = $state.raw(null);
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
  /** The field from which the model starts, for such a clip. */
  readonly #mainKey: FieldKey | null = $derived.by(() =>
    this.model && this.clip ? (taking(this.model, this.clip.facts.kind)?.key ?? null) : null,
  );
  /** The field that holds the clip; the one from which the model starts where it is used in several. */
  readonly clipKey: FieldKey | null = $derived.by(() => {
    const id = this.clip?.id;
    const holding = Object.keys(this.values).filter((key) => id && filesOf(this.values[key]).includes(id));
    return holding.find((key) => key === this.#mainKey) ?? holding[0] ?? null;
  });
  readonly problems = $derived.by(() => this.answers.problems);
  readonly price = $derived.by(() => this.answers.price);
  readonly optionPrices = $derived.by(() => this.answers.optionPrices);
  /** What that form says and this one has no place for. */
  readonly lost: readonly Field[] = $derived.by(() => {
    const { like, model } = this;
    return like && model && model !== like.model ? notCarried(like.model, like.values, model, this.values) : [];
  });
  readonly blocked: boolean = $derived(this.problems.some((problem) => problem.severity === 'blocks'));
  /** What a person gave, whichever model it was for. */
  #given: Given = NOTHING_GIVEN;
  /** Files for which the chosen model has no place. */
  #left: GivenFile[] = [];
  /** A clip that the chosen model does not take; it comes back with one that does. */
  #aside: MediaView | null = null;
  #clipRound = 0;

  constructor(
    private readonly app: AppState,
    private readonly creation: Creation,
    /** What is known of a file without asking. */
    private readonly known: (id: MediaId) => MediaView | undefined,
  ) {
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
    this.like = null;
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

  /** Starts with words alone. Files of an earlier form stay behind: nobody would see them go along. */
  startFromWords(task?: Task): void {
    this.like = null;
    this.#putAside();
    this.#dropFiles();
    const before = this.model;
    this.offer.have = 'words';
    this.#choose(this.offer.startWith(before, task));
    void this.prices.load(null);
  }

  /** Opens a form as it was filled in before. */
  open(model: Model, values: Values, inputs: readonly MediaView[]): void {
    const clip = clipOf(model, values, inputs);
    if (clip) {
      void this.setClip(clip, { endpoint: model.endpoint, values });
      return;
    }
    this.like = null;
    this.#putAside();
    // A model that goes on from a file shows the place where one is wanted.
    this.offer.have = this.offer.startOf(model);
    this.#fill(model, values);
    void this.prices.load(null);
  }

  /** Forgets the clip; what was written stays for the next one. */
  clear(): void {
    this.like = null;
    this.#putAside();
    this.#aside = null;
    this.#dropFiles();
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
    const begins = key === this.clipKey || key === this.#mainKey;
    const set = (values: Values) =>
      this.model ? withFieldValue(this.model, values, key, value) : withValue(values, key, value);
    this.values = set(this.values);
    if (field?.kind.type !== 'media') this.#given = withGiven(this.#given, set(this.#given.byKey), field, value);
    if (begins || (field?.kind.type === 'media' && !this.clip)) this.#followClip(key);
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

  /** Creates the job. `null`: it was not wanted after all, or refused, and every problem is shown now. Fails with a `UiError`. */
  async make(): Promise<JobView | null> {
    if (!this.endpoint || !this.offer.have || this.making) return null;
    this.making = true;
    try {
      const form = { endpoint: this.endpoint, values: this.values };
      const { editing, price } = this;
      const answer =
        editing === null ? await this.creation.one(form, price) : await this.creation.instead(editing, form, price);
      if (!answer) return null;
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
    const files = before ? this.#besideClip(before) : [];
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

  /** The files of the form beside the clip, and the clip where it is used once more. */
  #besideClip(model: Model): GivenFile[] {
    return filesIn(model, this.values).filter(({ id, key }) => id !== this.clip?.id || key !== this.clipKey);
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

  #dropFiles(): void {
    this.#left = [];
    this.values = Object.fromEntries(Object.entries(this.values).filter(([, value]) => !isFiles(value)));
  }

  #forgetProblems(): void {
    this.answers.problems = [];
    this.showAll = false;
    this.#touched.clear();
  }

  /** The stage shows the first file of the field that held the clip, or from which the model starts. */
  #followClip(key: FieldKey): void {
    const files = filesOf(this.values[key]);
    if (this.clip && files.includes(this.clip.id)) return;
    // Taken out of one place, it may be used in another one still; it gives way to what the model starts from instead.
    if (this.clipKey !== null && (key !== this.#mainKey || files.length === 0)) return;
    const [id] = files;
    const round = ++this.#clipRound;
    // Meanwhile there is no clip: the old one would come back into the form with the next model.
    this.clip = (id !== undefined && this.known(id)) || null;
    if (id === undefined || this.clip) return;
    const seen = (view: MediaView) => {
      const isThere = Object.values(this.values).some((value) => filesOf(value).includes(id));
      if (round === this.#clipRound && isThere) this.clip = view;
    };
    // A file that is not known any more is shown by its field.
    this.app.platform.call('media_get', { id }).then(seen, () => undefined);
  }

  #hindered(endpoint: Endpoint): boolean {
    return (this.fits.get(endpoint)?.length ?? 0) > 0;
  }

  /** The same form with the other variants of the family, as it would be if one of them were chosen. */
  #neighbours(): FormRequest[] {
    const { model } = this;
    if (!model) return [];
    const files = this.#besideClip(model);
    const others = this.offer.variants.filter((other) => other !== model);
    return others.map((other) => ({ endpoint: other.endpoint, values: this.#carried(other, files).values }));
  }
}
