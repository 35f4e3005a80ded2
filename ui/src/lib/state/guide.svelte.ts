/**
 * The guided first run: which step it is at, and when it goes on by itself. What a person does always leads; the guide only
 * says what is there. It is offered, never forced, and leaves for good when it is put away.
 */
import type { Change, JobId, JobView } from '$lib/platform/bindings';
import type { Platform } from '$lib/platform/types';
import type { AppState } from './app.svelte';
import { EVERYTHING } from './library.svelte';
import type { MakeForm } from './makeForm.svelte';
import type { Navigation } from './navigation.svelte';

export type GuideStep = 'clip' | 'choose' | 'make' | 'wait' | 'watch' | 'extend';

export const GUIDE_STEPS: readonly GuideStep[] = ['clip', 'choose', 'make', 'wait', 'watch', 'extend'];

/** What the guide looks at and does; the studio is more than that. */
export type Surroundings = {
  app: AppState;
  make: MakeForm;
  navigation: Navigation;
  platform: Platform;
  /** Remembers that it is over. */
  finish: () => void;
};

export class Guide {
  step: GuideStep | null = $state(null);
  /** The take that was made on the way. */
  job: JobId | null = $state(null);
  /** Whether there is something in the library; `null` while nobody has looked. */
  #used: boolean | null = $state(null);
  readonly #around: Surroundings;
  /** To somebody who sees the empty page and has made nothing yet. */
  readonly isOffered: boolean = $derived.by(() => {
    const { app, make, navigation } = this.#around;
    const empty = navigation.view.name === 'make' && make.offer.have === null;
    return empty && !app.settings.guided && this.step === null && this.#used === false;
  });
  readonly place: number = $derived(this.step === null ? 0 : GUIDE_STEPS.indexOf(this.step) + 1);

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** Finds out whether it is worth offering: who has made something needs no first look. */
  async look(): Promise<void> {
    const { app, platform } = this.#around;
    if (app.settings.guided || this.#used !== null) return;
    const known = await platform.call('library_ids', { filter: EVERYTHING, sort: 'newest', offset: 0, limit: 1 });
    this.#used = known.length > 0;
  }

  start(): void {
    const { make, navigation } = this.#around;
    this.job = null;
    this.step = make.offer.have === null ? 'clip' : 'choose';
    navigation.go('make');
  }

  next(): void {
    const after = this.step === null ? undefined : GUIDE_STEPS[GUIDE_STEPS.indexOf(this.step) + 1];
    if (after) this.step = after;
    else this.end();
  }

  back(): void {
    const before = this.step === null ? undefined : GUIDE_STEPS[GUIDE_STEPS.indexOf(this.step) - 1];
    if (before) this.step = before;
  }

  /** It is over: gone through, or put away. */
  end(): void {
    this.step = null;
    this.#around.finish();
  }

  /** Goes on when a person has done what the step is about. */
  follow(): void {
    const { make, navigation } = this.#around;
    if (this.step === 'clip' && make.offer.have !== null) this.step = 'choose';
    if (this.step === 'watch' && navigation.view.name === 'player') this.step = 'extend';
  }

  /** Follows the take that is made on the way. */
  apply(change: Change): void {
    if (change.type !== 'job') return;
    this.#used = true;
    const { job } = change;
    const begins = this.step === 'clip' || this.step === 'choose' || this.step === 'make';
    if (begins && isNew(job)) {
      this.job = job.id;
      this.step = 'wait';
    } else if (this.step === 'wait' && job.id === this.job && job.state.type === 'done') {
      this.step = 'watch';
    }
  }
}

function isNew(job: JobView): boolean {
  return job.state.type === 'preparing';
}
