/**
 * The state of the window, put together: every part is here once, and changes of the program flow through here to all
 * of them. Components reach it with `useStudio()`.
 */
import { createContext } from 'svelte';
import { I18n } from '$lib/i18n/i18n.svelte';
import { isMediaField } from '$lib/catalogue/media';
import { withFile } from '$lib/forms/files';
import type {
  Change,
  FieldKey,
  JobView,
  Landed,
  MediaKind,
  MediaView,
  Preference,
  UiError,
} from '$lib/platform/bindings';
import { Habits } from '$lib/player/habits.svelte';
import { nextStep } from '$lib/player/kinds';
import { isUiError, type Platform, type Stop } from '$lib/platform/types';
import { AppState } from './app.svelte';
import { Drops, type DropHint } from './drops.svelte';
import { Finder } from './finder.svelte';
import { History } from './history.svelte';
import { Jobs } from './jobs.svelte';
import { isInLine, sentenceOf } from './line';
import { KnownMedia } from './knownMedia.svelte';
import { MakeForm, type Taken } from './makeForm.svelte';
import { Navigation } from './navigation.svelte';
import { Notices } from './notices.svelte';

/** The kinds of file that a job can start from. */
const STARTS: MediaKind[] = ['video', 'image', 'audio'];

/** What is said about files that came. */
const HINTS: Record<Taken, DropHint | null> = {
  all: null,
  some: 'left-over',
  added: 'added',
  'no-room': 'no-room',
  'no-use': 'no-use',
};

export class Studio {
  readonly i18n: I18n;
  readonly jobs: Jobs;
  readonly history: History;
  readonly make: MakeForm;
  readonly finder: Finder;
  readonly drops: Drops;
  readonly known: KnownMedia;
  readonly navigation = new Navigation();
  readonly notices = new Notices();
  readonly habits: Habits;
  readonly #stops: Stop[] = [];

  constructor(
    readonly platform: Platform,
    readonly app: AppState,
  ) {
    this.i18n = new I18n(app.language);
    this.jobs = new Jobs(platform);
    this.history = new History(platform);
    this.known = new KnownMedia(platform);
    this.make = new MakeForm(app);
    this.finder = new Finder(app, this.make, this.history);
    this.habits = new Habits({
      saved: () => app.settings.volume,
      save: (value) => void this.set({ name: 'volume', value }),
    });
    this.drops = new Drops((files, field) => {
      this.land(files, field);
    });
    this.#stops.push(
      platform.onChange((change) => {
        this.apply(change);
      }),
      platform.onDrop((event) => {
        if (this.app.account.mode !== 'undecided') this.drops.apply(event);
      }),
    );
    void this.attempt(() => this.jobs.load());
    void this.history.load();
  }

  /** Asks the program for everything it knows and puts the window's state together. Fails with a `UiError`. */
  static async open(platform: Platform): Promise<Studio> {
    return new Studio(platform, new AppState(platform, await platform.call('app_start', null)));
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.history.close();
  }

  apply(change: Change): void {
    const before = change.type === 'job' ? this.jobs.get(change.job.id) : undefined;
    const { mode, site } = this.app.account;
    this.app.apply(change);
    this.jobs.apply(change);
    this.history.apply(change);
    this.i18n.language = this.app.language;
    if (change.type === 'media') {
      this.make.applyMedia(change.media);
      this.known.apply(change.media);
    }
    // What was sent or deleted meanwhile cannot be put back.
    const gone = change.type === 'job-gone' && change.id === this.make.editing;
    const left = change.type === 'job' && change.job.id === this.make.editing && !isInLine(change.job);
    if (gone || left) this.make.editing = null;
    if (change.type === 'job' && before?.state.type !== change.job.state.type) this.#announce(change.job);
    // The two sites bill in different currencies.
    const elsewhere = change.type === 'account' && (mode !== change.account.mode || site !== change.account.site);
    if (elsewhere) this.make.askAgain();
  }

  /** Does something that may fail; a failure becomes a notice, with a button that does it again. */
  async attempt<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    try {
      return await work();
    } catch (error) {
      this.notices.fail(asUiError(error), () => void this.attempt(work));
      return undefined;
    }
  }

  /** Changes one setting; what becomes of it comes back as a change. */
  async set(preference: Preference): Promise<void> {
    await this.attempt(() => this.platform.call('setting_set', preference));
  }

  /** Takes what was dropped, chosen or pasted; what has no place is told about. */
  land(files: Landed[], field: FieldKey | null = null): void {
    const media = this.#sort(files);
    if (field !== null && media.length > 0) {
      this.drops.hint = null;
      this.putInto(field, media);
      return;
    }
    if (this.navigation.view.name !== 'make') this.navigation.go('make');
    this.drops.hint = media.length > 0 ? HINTS[this.make.take(media)] : null;
  }

  /** Opens the system's dialog and takes the file that is chosen there. */
  async chooseClip(kinds: MediaKind[] = STARTS): Promise<void> {
    await this.#take(() => this.platform.call('media_choose', { kinds }), '');
  }

  /** The same for a file that takes the place of the clip, also where the form would take one more. */
  async changeClip(): Promise<void> {
    const media = await this.attempt(() => this.platform.call('media_choose', { kinds: STARTS }));
    if (!media) return;
    this.drops.hint = null;
    void this.make.setClip(media);
  }

  /** Opens the system's dialog for the file of a field. */
  async chooseFile(kind: MediaKind): Promise<MediaView | null> {
    const chosen = await this.attempt(() => this.platform.call('media_choose', { kinds: [kind] }));
    if (chosen) this.known.keep(chosen);
    return chosen ?? null;
  }

  /** Opens the system's dialog for the files of a field that takes several; refused ones are told about. */
  async chooseFiles(kind: MediaKind): Promise<MediaView[]> {
    const chosen = await this.attempt(() => this.platform.call('media_choose_several', { kinds: [kind] }));
    return this.#sort(chosen ?? []);
  }

  /** Puts files into one field of the form: in the place of the one that is there, or after those that are. */
  putInto(key: FieldKey, files: readonly MediaView[]): void {
    const field = this.make.model?.fields.find((candidate) => candidate.key === key);
    if (field && isMediaField(field)) {
      const given = files.slice(0, field.kind.many ? files.length : 1);
      const values = given.reduce((sum, { id }) => withFile(sum, field, id), this.make.values);
      if (given.length > 0) this.make.setValue(key, values[key]);
    }
  }

  async takeSample(kind: MediaKind = 'video'): Promise<void> {
    await this.#take(() => this.platform.call('media_sample', { kind }), '');
  }

  async takePath(path: string): Promise<void> {
    await this.#take(() => this.platform.call('media_add', { path }), path.split(/[\\/]/).pop() ?? path);
  }

  /** A result becomes the clip of a new form, where one starts from such a file. */
  extend(job: JobView, result = job.results[0]): void {
    if (!result || !nextStep(result)) return;
    void this.make.setClip(result);
    this.navigation.go('make');
  }

  /** The same files and the same values, to be changed. */
  change(job: JobView): void {
    const model = this.app.model(job.endpoint);
    if (!model) return;
    this.make.editing = null;
    this.make.open(model, job.values, job.inputs);
    this.navigation.go('make');
  }

  /** Takes a job out of the line into the form. It is held meanwhile, so that it is not sent as it was. */
  async changeInLine(job: JobView): Promise<void> {
    if (!this.app.model(job.endpoint)) return;
    const { id } = job;
    const held = await this.attempt(() => this.platform.call('job_pause', { id }));
    if (!held) return;
    if (this.make.editing !== null && this.make.editing !== id) await this.leaveInLine();
    this.change(held);
    this.make.editing = id;
  }

  /** Puts the job that is being changed back as it was. The form stays, for another job. */
  async leaveInLine(): Promise<void> {
    const id = this.make.editing;
    if (id === null) return;
    this.make.editing = null;
    await this.attempt(() => this.platform.call('job_resume', { id }));
  }

  /** The same job once more. */
  async again(job: JobView): Promise<void> {
    if (!hasForm(job)) return;
    const answer = await this.attempt(() =>
      this.platform.call('job_create', { endpoint: job.endpoint, values: job.values }),
    );
    // The new job comes as a change; its answer may be older than changes that overtook it.
    // What is refused now has to be changed first, where the problems are shown.
    if (answer?.type === 'refused') this.change(job);
  }

  async makeNow(): Promise<void> {
    await this.attempt(() => this.make.make());
  }

  /** Nothing lies over the window meanwhile: a dialog may be open, and a look at a file is quick. */
  async #take(ask: () => Promise<MediaView | null>, name: string): Promise<void> {
    try {
      const media = await ask();
      if (media) this.land([{ type: 'media', media }]);
    } catch (error) {
      this.land([{ type: 'refused', name, error: asUiError(error) }]);
    }
  }

  /** What was taken of some files. What was refused is told about. */
  #sort(files: readonly Landed[]): MediaView[] {
    this.drops.refused = files.flatMap((file) => (file.type === 'refused' ? [file] : []));
    const media = files.flatMap((file) => (file.type === 'media' ? [file.media] : []));
    for (const file of media) this.known.keep(file);
    return media;
  }

  #announce(job: JobView): void {
    const { words } = this.i18n;
    const sentence = sentenceOf(this, job);
    this.notices.announce(words.jobs.announce(job.title, sentence));
  }
}

/** Of a job that was fetched or found, what was asked of the model is not known. */
export function hasForm(job: JobView): boolean {
  return Object.keys(job.values).length > 0;
}

/** An error that is none of the program's is a mistake in the window; it is shown all the same. */
function asUiError(error: unknown): UiError {
  if (isUiError(error)) return error;
  return { code: 'not-now', detail: String(error), charged: 'unknown', retryable: false };
}

const [useStudio, provideStudio] = createContext<Studio>();
export { provideStudio, useStudio };
