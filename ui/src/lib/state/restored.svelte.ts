/**
 * Files that came with what they were made with. Dropped or pasted, their settings fill the form; chosen, the file is the clip and
 * its settings are offered. Either way the other one is a press away, and nothing that was written before is lost by it.
 *
 * The settings may come from a file that anybody made, so only values that the model's fields can hold at all get into the form,
 * which then looks at them as at any others.
 */
import { isMediaField } from '$lib/catalogue/media';
import { filesOf, type Values } from '$lib/forms/shown';
import { fitsField } from '$lib/forms/values';
import type { Field, FieldKey, FieldValue, MadeWith, MediaView, Model } from '$lib/platform/bindings';
import type { Studio } from './studio.svelte';

/** What the window says about a file whose settings are known. */
export type RestoredNote = {
  media: MediaView;
  model: Model;
  /** The form holds its settings; else it holds, or could hold, the file itself. */
  isFilled: boolean;
  /** Fields whose files are not known here any more. */
  missing: readonly FieldKey[];
};

/** What was in the form before the settings took its place. */
type Before = { model: Model; values: Values; clip: MediaView | null } | null;

type Parts = Pick<Studio, 'app' | 'make' | 'platform' | 'known' | 'navigation' | 'leaveInLine'>;

export class Restored {
  /** The form went on to another model: nothing is said of settings that it does not show. */
  readonly note: RestoredNote | null = $derived.by(() => (this.#isShown() ? this.#note : null));
  #note: RestoredNote | null = $state.raw(null);
  #before: Before = null;
  #round = 0;

  constructor(
    private readonly studio: Parts,
    /** Takes the file as any other. */
    private readonly take: (media: MediaView) => void,
  ) {}

  /** Whether the settings of this file can be put into a form. */
  isKnown(media: MediaView): media is MediaView & { madeWith: MadeWith } {
    return media.madeWith !== null && this.studio.app.model(media.madeWith.endpoint) !== undefined;
  }

  /** Fills the form with the settings of the file. */
  async fill(media: MediaView): Promise<void> {
    const { app, make, known, navigation } = this.studio;
    const { madeWith } = media;
    const model = madeWith && app.model(madeWith.endpoint);
    if (!model) return;
    const round = ++this.#round;
    if (make.editing !== null) await this.studio.leaveInLine();
    const values = fitting(model, madeWith.values);
    const files = await this.#filesOf(values);
    if (round !== this.#round) return;
    for (const file of files) known.keep(file);
    const { kept, missing } = withoutUnknown(model, values, (id) => files.some((file) => file.id === id));
    this.#before = make.model && make.offer.have ? { model: make.model, values: make.values, clip: make.clip } : null;
    make.editing = null;
    make.open(model, kept, files);
    this.#note = { media, model, isFilled: true, missing };
    navigation.go('make');
  }

  /** The file was taken as any other; its settings are offered. */
  offer(media: MediaView): void {
    this.#round += 1;
    const model = media.madeWith ? this.studio.app.model(media.madeWith.endpoint) : undefined;
    this.#before = null;
    this.#note = model ? { media, model, isFilled: false, missing: [] } : null;
  }

  /** The file itself instead of its settings: the form is as it was before, and takes the file. */
  useFile(): void {
    const note = this.#note;
    if (!note?.isFilled) return;
    const { make } = this.studio;
    const before = this.#before;
    if (before) make.open(before.model, before.values, before.clip ? [before.clip] : []);
    else make.clear();
    this.take(note.media);
    this.offer(note.media);
  }

  /** Nothing more is to be said. */
  forget(): void {
    this.#round += 1;
    this.#note = null;
    this.#before = null;
  }

  #isShown(): boolean {
    const { make } = this.studio;
    if (!this.#note || !make.offer.have) return false;
    return this.#note.isFilled ? make.endpoint === this.#note.model.endpoint : make.clip?.id === this.#note.media.id;
  }

  /** The files of the values that are here. */
  async #filesOf(values: Values): Promise<MediaView[]> {
    const ids = Object.values(values).flatMap((value) => filesOf(value));
    const ask = (id: string) => this.studio.platform.call('media_get', { id }).catch(() => null);
    const found = await Promise.all(ids.filter((id, at) => ids.indexOf(id) === at).map(ask));
    return found.flatMap((file) => (file?.available ? [file] : []));
  }
}

/** The values that fields of the model can hold, whatever the file says. */
function fitting(model: Model, values: Readonly<Record<string, FieldValue | undefined>>): Values {
  const pairs = model.fields.flatMap((field) => {
    const value = values[field.key];
    return value !== undefined && !field.hidden && holds(field, value) ? [[field.key, value] as const] : [];
  });
  return Object.fromEntries(pairs);
}

function holds(field: Field, value: FieldValue): boolean {
  if (!isMediaField(field)) return fitsField(field.kind, value);
  if (typeof value !== 'object' || !('media' in value)) return false;
  return field.kind.many ? Array.isArray(value.media) : typeof value.media === 'string';
}

/** The values without the files that are not here, and the fields that lack them. */
function withoutUnknown(
  model: Model,
  values: Values,
  isHere: (id: string) => boolean,
): { kept: Values; missing: FieldKey[] } {
  const missing: FieldKey[] = [];
  const pairs = Object.entries(values).flatMap(([key, value]) => {
    const files = filesOf(value);
    const here = files.filter(isHere);
    if (here.length === files.length) return [[key, value] as const];
    missing.push(key);
    const field = model.fields.find((candidate) => candidate.key === key);
    const isList = field !== undefined && isMediaField(field) && field.kind.many !== null;
    return isList && here.length > 0 ? [[key, { media: here }] as const] : [];
  });
  return { kept: Object.fromEntries(pairs), missing };
}
