/**
 * The state of the window, put together: every part is here once, and changes of the program flow through here to all
 * of them. Components reach it with `useStudio()`.
 */
import { createContext } from 'svelte';
import { I18n } from '$lib/i18n/i18n.svelte';
import { isAtRest } from '$lib/i18n/sentences';
import { isMediaField } from '$lib/catalogue/media';
import { pastedAddress } from '$lib/forms/addresses';
import { withFile } from '$lib/forms/files';
import { pastedPath } from '$lib/forms/paths';
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
import { Beside } from '$lib/player/beside.svelte';
import { Habits } from '$lib/player/habits.svelte';
import { isUiError, type Platform, type Stop } from '$lib/platform/types';
import { AppState } from './app.svelte';
import { Bin } from './bin.svelte';
import { Copies } from './copies.svelte';
import { Creation } from './creation.svelte';
import { Drops, type DropHint } from './drops.svelte';
import { Finder } from './finder.svelte';
import { Guide } from './guide.svelte';
import { Further } from './further.svelte';
import { History } from './history.svelte';
import { Jobs } from './jobs.svelte';
import { Library } from './library.svelte';
import { isInLine, sentenceOf } from './line';
import { KnownMedia } from './knownMedia.svelte';
import { MakeForm, type Taken } from './makeForm.svelte';
import { Navigation } from './navigation.svelte';
import { Notices } from './notices.svelte';
import { Restored } from './restored.svelte';

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
  readonly creation: Creation;
  readonly make: MakeForm;
  readonly further: Further;
  readonly finder: Finder;
  readonly drops: Drops;
  readonly guide: Guide;
  readonly known: KnownMedia;
  readonly library: Library;
  readonly bin = new Bin(this);
  readonly copies = new Copies(this);
  readonly navigation = new Navigation();
  readonly notices = new Notices();
  readonly restored: Restored;
  /** A pasted address, until it is said whether it is fetched. */
  address: string | null = $state(null);
  readonly habits: Habits;
  readonly beside: Beside;
  readonly #stops: Stop[] = [];

  constructor(
    readonly platform: Platform,
    readonly app: AppState,
  ) {
    this.i18n = new I18n(app.language);
    this.jobs = new Jobs(platform);
    this.history = new History(platform);
    this.known = new KnownMedia(platform);
    this.library = new Library(platform, app, this.jobs);
    this.creation = new Creation(app);
    this.make = new MakeForm(app, this.creation, (id) => {
      const file = this.known.get(id);
      return typeof file === 'object' ? file : undefined;
    });
    this.further = new Further(this);
    this.finder = new Finder(app, this.make, this.history);
    this.beside = new Beside(platform);
    this.habits = new Habits({
      saved: () => app.settings.volume,
      save: (value) => void this.set({ name: 'volume', value }),
    });
    this.drops = new Drops((files, field) => {
      this.land(files, field);
    });
    this.restored = new Restored(this, (media) => {
      this.#begin([media]);
    });
    this.guide = new Guide({
      app,
      platform,
      make: this.make,
      navigation: this.navigation,
      finish: () => void this.set({ name: 'guided', value: true }),
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
    this.library.close();
  }

  apply(change: Change): void {
    const before = change.type === 'job' ? this.jobs.get(change.job.id) : undefined;
    const { mode, site } = this.app.account;
    this.app.apply(change);
    this.jobs.apply(change);
    this.library.apply(change, before);
    this.beside.apply(change);
    this.history.apply(change);
    this.guide.apply(change);
    this.i18n.language = this.app.language;
    if (change.type === 'media') {
      this.make.applyMedia(change.media);
      this.known.apply(change.media);
    }
    if (change.type === 'bin-failed') this.notices.fail(change.error);
    // What was sent or deleted meanwhile cannot be put back.
    const gone = change.type === 'job-gone' && change.id === this.make.editing;
    const left = change.type === 'job' && change.job.id === this.make.editing && !isInLine(change.job);
    if (gone || left) this.make.editing = null;
    // A job that was not seen yet and rests was only marked, or has come back.
    const moved = change.type === 'job' && before?.state.type !== change.job.state.type;
    if (moved && (before !== undefined || !isAtRest(change.job))) this.#announce(change.job);
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
    this.drops.together = media;
    this.restored.forget();
    if (field !== null && media.length > 0) {
      this.drops.hint = null;
      this.putInto(field, media);
      return;
    }
    const [only, another] = media;
    if (only && !another && this.restored.isKnown(only)) {
      this.drops.hint = null;
      void this.restored.fill(only);
      return;
    }
    this.#begin(media);
  }

  /** Opens the system's dialog and takes the file that is chosen there. A chosen file is wanted itself; its settings are offered. */
  async chooseClip(kinds: MediaKind[] = STARTS): Promise<void> {
    await this.#take(
      () => this.platform.call('media_choose', { kinds }),
      '',
      (media) => {
        this.#begin(this.#sort([{ type: 'media', media }]));
        this.restored.offer(media);
      },
    );
  }

  /** Takes what the clipboard holds; `text`: its words, as far as the page may read them. */
  async paste(text: string): Promise<void> {
    const address = pastedAddress(text);
    if (address !== null) {
      this.address = address;
      return;
    }
    const files = await this.attempt(() => this.platform.call('media_paste', null));
    if (files === undefined) return;
    const path = pastedPath(text);
    if (files.length > 0) this.land(files);
    else if (path !== null) await this.takePath(path);
  }

  /** Puts the file itself on the clipboard, for other programs. */
  async copyFile({ id }: MediaView): Promise<void> {
    const done = await this.attempt(async () => {
      await this.platform.call('media_copy_file', { id });
      return true;
    });
    if (done) this.notices.announce(this.i18n.words.inout.fileCopied);
  }

  /** The pointer drags the file away, to another program. */
  readonly dragOut = ({ id }: MediaView): void => {
    void this.attempt(() => this.platform.call('media_drag', { id }));
  };

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
    if (result) this.further.useIn(result);
  }

  /** What a job was made from, in several models at once. */
  compareModels(job: JobView): void {
    this.further.compare(job);
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
    const answer = await this.attempt(() => this.creation.one({ endpoint: job.endpoint, values: job.values }));
    // The new job comes as a change; its answer may be older than changes that overtook it.
    // What is refused now has to be changed first, where the problems are shown.
    if (answer?.type === 'refused') this.change(job);
  }

  async makeNow(): Promise<void> {
    await this.attempt(() => this.make.make());
  }

  /** Nothing lies over the window meanwhile: a dialog may be open, and a look at a file is quick. */
  async #take(
    ask: () => Promise<MediaView | null>,
    name: string,
    take = (media: MediaView) => {
      this.land([{ type: 'media', media }]);
    },
  ): Promise<void> {
    try {
      const media = await ask();
      if (media) take(media);
    } catch (error) {
      this.land([{ type: 'refused', name, error: asUiError(error) }]);
    }
  }

  /** Puts files into the form, or begins a new one with them. */
  #begin(media: readonly MediaView[]): void {
    if (this.navigation.view.name !== 'make') this.navigation.go('make');
    this.drops.hint = media.length > 0 ? HINTS[this.make.take(media)] : null;
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
