/**
 * The state of the window, put together: every part is here once, and changes of the program flow through here to all
 * of them. Components reach it with `useStudio()`.
 */
import { createContext } from 'svelte';
import { jobSentence } from '$lib/i18n/sentences';
import { I18n } from '$lib/i18n/i18n.svelte';
import type { Change, JobView, Landed, MediaKind, MediaView, UiError } from '$lib/platform/bindings';
import { nextStep } from '$lib/player/kinds';
import { isUiError, type Platform, type Stop } from '$lib/platform/types';
import { AppState } from './app.svelte';
import { Drops } from './drops.svelte';
import { Jobs } from './jobs.svelte';
import { MakeForm } from './makeForm.svelte';
import { Navigation } from './navigation.svelte';
import { Notices } from './notices.svelte';

/** The kinds of file that a job can start from. */
const CLIPS: MediaKind[] = ['video', 'image'];

export class Studio {
  readonly i18n: I18n;
  readonly jobs: Jobs;
  readonly make: MakeForm;
  readonly drops: Drops;
  readonly navigation = new Navigation();
  readonly notices = new Notices();
  readonly #stops: Stop[] = [];

  constructor(
    readonly platform: Platform,
    readonly app: AppState,
  ) {
    this.i18n = new I18n(app.language);
    this.jobs = new Jobs(platform);
    this.make = new MakeForm(app);
    this.drops = new Drops((files) => {
      this.land(files);
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
  }

  /** Asks the program for everything it knows and puts the window's state together. Fails with a `UiError`. */
  static async open(platform: Platform): Promise<Studio> {
    return new Studio(platform, new AppState(platform, await platform.call('app_start', null)));
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }

  apply(change: Change): void {
    const before = change.type === 'job' ? this.jobs.get(change.job.id) : undefined;
    const mode = this.app.account.mode;
    this.app.apply(change);
    this.jobs.apply(change);
    this.i18n.language = this.app.language;
    if (change.type === 'media') this.make.applyMedia(change.media);
    if (change.type === 'job' && before?.state.type !== change.job.state.type) this.#announce(change.job);
    if (change.type === 'account' && mode !== change.account.mode) this.make.askAgain();
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

  /** Takes what was dropped, chosen or pasted: the first clip is used, the rest is told about. */
  land(files: Landed[]): void {
    const refused = files.flatMap((file) => (file.type === 'refused' ? [{ name: file.name, error: file.error }] : []));
    const media = files.flatMap((file) => (file.type === 'media' ? [file.media] : []));
    const clips = media.filter(({ facts }) => CLIPS.includes(facts.kind));
    const sound = media.find(({ facts }) => facts.kind === 'audio');
    this.drops.refused = refused;
    this.drops.hint = clips.length > 1 ? 'only-one' : null;
    if (this.navigation.view.name !== 'make') this.navigation.go('make');
    if (clips[0]) void this.make.setClip(clips[0]);
    if (sound) this.drops.hint = this.make.addSound(sound) ? 'sound-added' : 'sound-needs-clip';
  }

  /** Opens the system's dialog and takes the file that is chosen there. */
  async chooseClip(): Promise<void> {
    await this.#take(() => this.platform.call('media_choose', { kinds: CLIPS }), '');
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

  /** The same clip and the same values, to be changed. */
  change(job: JobView): void {
    const clip = job.inputs[0];
    if (!clip) return;
    void this.make.setClip(clip, { endpoint: job.endpoint, values: job.values });
    this.navigation.go('make');
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

  #announce(job: JobView): void {
    const { words } = this.i18n;
    const sentence = jobSentence(this.i18n, job, undefined, this.app.model(job.endpoint));
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
