/**
 * From a result, or from the open form, to several more: variations, the same in another model or in several, a take for
 * each of some files. What has to be looked at first is a sheet over the window, until it is made or put away.
 */
import { isHave, naturalStart, tasksFor } from '$lib/catalogue/offer';
import { isMediaField } from '$lib/catalogue/media';
import { clipOf } from '$lib/forms/start';
import { counted } from '$lib/i18n/sums';
import type { JobId, JobView, MediaView, Task } from '$lib/platform/bindings';
import { nextStep } from '$lib/player/kinds';
import { Comparison, type Input } from './comparison.svelte';
import { Repetition } from './repetition.svelte';
import { MOST_TOGETHER, SeveralFiles } from './severalFiles.svelte';
import { hasForm, type Studio } from './studio.svelte';
import { Variations } from './variations.svelte';

export type Sheet = Variations | Comparison | SeveralFiles | Repetition;

export class Further {
  sheet: Sheet | null = $state.raw(null);
  /** A result of which it is asked what it should be the beginning of. */
  using: MediaView | null = $state.raw(null);
  /** Files that came together, of which the open form starts from one: it could be made for each of them. */
  readonly several: readonly MediaView[] = $derived.by(() => {
    const { clip, clipKey, model } = this.studio.make;
    const field = model?.fields.find(({ key }) => key === clipKey);
    if (!clip || !field || !isMediaField(field) || field.kind.many) return [];
    const together = this.studio.drops.together.filter(({ facts }) => facts.kind === clip.facts.kind);
    return together.length > 1 && together.some(({ id }) => id === clip.id) ? together : [];
  });

  constructor(private readonly studio: Studio) {}

  /** It can be made again: the model is still there, and what was asked of it is known. */
  can(job: JobView): boolean {
    return hasForm(job) && this.studio.app.model(job.endpoint) !== undefined;
  }

  /** The same several times, with other seeds. */
  vary(job: JobView): void {
    const { app, creation, platform } = this.studio;
    const model = app.model(job.endpoint);
    if (model && hasForm(job)) this.#open(new Variations(job, model, platform, creation));
  }

  /** All of these can be made again with one press. */
  canAll(ids: readonly JobId[]): boolean {
    const found = ids.flatMap((id) => this.studio.jobs.get(id) ?? []);
    return ids.length <= MOST_TOGETHER && found.length === ids.length && found.every((job) => this.can(job));
  }

  /** Several once more, as they were. */
  repeat(ids: readonly JobId[]): void {
    const { creation, jobs, platform } = this.studio;
    const found = ids.flatMap((id) => jobs.get(id) ?? []);
    if (this.canAll(ids)) this.#open(new Repetition(found, platform, creation));
  }

  /** The same in another model: the form as it was, and all models that take the same and make the same kind of thing. */
  another(job: JobView): void {
    const { app, finder, make } = this.studio;
    const model = app.model(job.endpoint);
    if (!model || !hasForm(job)) return;
    this.studio.change(job);
    make.like = { model, values: job.values };
    finder.open(model.output);
  }

  /** What can be done with a result as the beginning of something new. */
  tasksFor(result: MediaView): Task[] {
    const { kind } = result.facts;
    return nextStep(result) && isHave(kind) ? tasksFor(this.studio.make.offer.models, kind) : [];
  }

  /** Asks what a result should be the beginning of. */
  askUse(result: MediaView): void {
    if (this.tasksFor(result).length > 0) this.using = result;
  }

  /** A result becomes the clip of a new form, for a task where one is said. */
  useIn(result: MediaView, task?: Task): void {
    const { make, navigation } = this.studio;
    if (!nextStep(result)) return;
    void make.setClip(result);
    if (task) make.setTask(task);
    navigation.go('make');
  }

  /** What a job was made from, in several models at once. */
  compare(job: JobView): void {
    const model = this.studio.app.model(job.endpoint);
    if (!model || !hasForm(job)) return;
    const clip = clipOf(model, job.values, job.inputs) ?? null;
    const kind = clip?.facts.kind ?? 'words';
    this.#compare({ model, values: job.values, clip, have: isHave(kind) ? kind : naturalStart(model) });
  }

  /** What is in the open form, in several models at once. */
  compareForm(): void {
    const { model, values, clip, offer } = this.studio.make;
    if (model && offer.have) this.#compare({ model, values, clip, have: offer.have });
  }

  /** The open form for each of the files that came together. */
  each(): void {
    const { creation, make, platform } = this.studio;
    const { clipKey, model, values } = make;
    if (!model || clipKey === null || this.several.length < 2) return;
    this.#open(new SeveralFiles(model, clipKey, values, this.several, platform, creation));
  }

  /** Makes what the sheet shows. It stays until something was made of it. */
  async make(): Promise<void> {
    const { sheet } = this;
    if (sheet) await this.studio.attempt(() => this.#make(sheet));
  }

  close(): void {
    if (this.sheet && 'close' in this.sheet) this.sheet.close();
    this.sheet = null;
  }

  #open(sheet: Sheet): void {
    this.close();
    this.sheet = sheet;
  }

  #compare(input: Input): void {
    this.#open(new Comparison(input, this.studio.app, this.studio.creation));
  }

  async #make(sheet: Sheet): Promise<void> {
    const { drops, i18n, navigation, notices } = this.studio;
    const made = await sheet.make();
    if (!made) return;
    if (made.type === 'refused') {
      // A form that was right once and is not any more has to be changed first.
      if (!(sheet instanceof Variations)) return;
      this.close();
      this.studio.change(sheet.job);
      return;
    }
    if (this.sheet === sheet) this.close();
    const { length } = made.jobs;
    notices.announce(counted(i18n, i18n.words.again.made, length));
    if (sheet instanceof SeveralFiles) drops.together = [];
    if (sheet instanceof Comparison) navigation.compare(made.jobs.map(({ id }) => id));
    else if (navigation.view.name === 'player') navigation.go('library');
  }
}
