/** One take for each of several files: the open form, with each of them in the place of the clip. */
import { distinct } from '$lib/catalogue/lookup';
import { isMediaField } from '$lib/catalogue/media';
import { sumWhenAsked, type Sum } from '$lib/catalogue/sums';
import { filesOf, type Values } from '$lib/forms/shown';
import { withValue } from '$lib/forms/values';
import type {
  FieldKey,
  FieldProblem,
  FormRequest,
  JobsCreated,
  MediaId,
  MediaView,
  Model,
  Price,
} from '$lib/platform/bindings';
import type { Platform } from '$lib/platform/types';
import type { Creation } from './creation.svelte';
import { fewAtOnce } from './fewAtOnce';

/** As many as the program makes with one press. */
export const MOST_TOGETHER = 50;
const UNKNOWN: Price = { from: 'unknown' };

export type FileRow = {
  file: MediaView;
  request: FormRequest;
  /** What keeps this file out. */
  problems: readonly FieldProblem[];
  /** `null` while it is being asked. */
  price: Price | null;
  wanted: boolean;
};

/** The form without these files, but for the field that is filled with one of them at a time. */
function withoutFiles(values: Values, files: readonly MediaView[]): Values {
  const ids: readonly MediaId[] = files.map(({ id }) => id);
  let left = values;
  for (const [key, value] of Object.entries(values)) {
    const others = filesOf(value).filter((id) => !ids.includes(id));
    if (others.length === filesOf(value).length) continue;
    left = withValue(left, key, others.length > 0 ? { media: others } : undefined);
  }
  return left;
}

/** What a price can depend on in a file. */
function measure({ facts }: MediaView): string {
  const seconds = facts.durationMs === null ? null : Math.ceil(facts.durationMs / 1000);
  return JSON.stringify([seconds, facts.width, facts.height, facts.frameRate]);
}

export class SeveralFiles {
  /** `null` while the files are being looked at. */
  rows: readonly FileRow[] | null = $state.raw(null);
  /** What is wrong with the form itself, whichever file is in it. */
  problems: readonly FieldProblem[] = $state.raw([]);
  making = $state(false);
  /** How many came; more than can be made at once are left out. */
  readonly came: number;
  readonly wanted: readonly FileRow[] = $derived((this.rows ?? []).filter(({ wanted }) => wanted));
  readonly total: Sum | null = $derived(this.rows && sumWhenAsked(this.wanted));
  #closed = false;

  constructor(
    readonly model: Model,
    readonly key: FieldKey,
    values: Values,
    files: readonly MediaView[],
    private readonly platform: Platform,
    private readonly creation: Creation,
  ) {
    this.came = files.length;
    void this.#look(withoutFiles(values, files), files.slice(0, MOST_TOGETHER));
  }

  toggle(file: MediaView, wanted: boolean): void {
    this.rows = (this.rows ?? []).map((row) => (row.file.id === file.id ? { ...row, wanted } : row));
  }

  close(): void {
    this.#closed = true;
  }

  /** `null`: not now, or none is left. Fails with a `UiError`. */
  async make(): Promise<JobsCreated | null> {
    const { wanted } = this;
    if (this.making || wanted.length === 0 || this.problems.length > 0) return null;
    this.making = true;
    try {
      const prices = wanted.map(({ price }) => price ?? UNKNOWN);
      const requests = wanted.map(({ request }) => request);
      const made = await this.creation.together(requests, 'files', prices);
      if (made?.type === 'refused') this.#refuse(wanted, made.refused);
      return made;
    } finally {
      this.making = false;
    }
  }

  async #look(values: Values, files: readonly MediaView[]): Promise<void> {
    const { endpoint, fields } = this.model;
    const field = fields.find(({ key }) => key === this.key);
    const inIt = (id: MediaId) => (field && isMediaField(field) && field.kind.many ? { media: [id] } : { media: id });
    const requests = files.map(({ id }) => ({ endpoint, values: { ...values, [this.key]: inIt(id) } }));
    const found = await Promise.all(
      requests.map((request) => this.platform.call('form_check', request).catch((): FieldProblem[] => [])),
    );
    if (this.#closed) return;
    const blocks = (problems: readonly FieldProblem[]) => problems.filter(({ severity }) => severity === 'blocks');
    const ofForm = blocks(found[0] ?? []).filter(({ key }) => key !== this.key);
    // What every file has in common is no fault of the files.
    this.problems = ofForm.filter(({ key }) =>
      found.every((problems) => blocks(problems).some((one) => one.key === key)),
    );
    this.rows = files.flatMap((file, index) => {
      const request = requests[index];
      if (!request) return [];
      const problems = blocks(found[index] ?? []).filter(
        ({ key }) => !this.problems.some((common) => common.key === key),
      );
      return [{ file, request, problems, price: null, wanted: problems.length === 0 }];
    });
    await this.#askPrices();
  }

  /** Files of the same measures cost the same, so that fifty takes need not be fifty questions. */
  async #askPrices(): Promise<void> {
    const rows = (this.rows ?? []).filter(({ problems }) => problems.length === 0);
    const measures = distinct(rows.map(({ file }) => measure(file)));
    await fewAtOnce(measures, async (wanted) => {
      const first = rows.find(({ file }) => measure(file) === wanted);
      if (!first || this.#closed) return false;
      const price = await this.platform.call('form_price', first.request).catch(() => UNKNOWN);
      this.rows = (this.rows ?? []).map((row) => (measure(row.file) === wanted ? { ...row, price } : row));
      return true;
    });
  }

  #refuse(asked: readonly FileRow[], refused: { index: number; problems: FieldProblem[] }[]): void {
    for (const { index, problems } of refused) {
      const id = asked[index]?.file.id;
      this.rows = (this.rows ?? []).map((row) => (row.file.id === id ? { ...row, problems, wanted: false } : row));
    }
  }
}
