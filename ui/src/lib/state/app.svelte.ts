/** What the program told at its start, and what has changed since: settings, account, catalogue. */
import type { AppStart, Change, Endpoint, Language, MediaId, MediaKind, Model, Task } from '$lib/platform/bindings';
import type { Platform } from '$lib/platform/types';

export class AppState {
  readonly version: string;
  readonly systemLanguage: Language;
  readonly catalogue: readonly Model[];
  readonly mediaBase: string;
  readonly tools: AppStart['tools'];
  readonly overrides: AppStart['overrides'];
  settings: AppStart['settings'] = $state.raw() as AppStart['settings'];
  account: AppStart['account'] = $state.raw() as AppStart['account'];
  resultsFolder: string = $state('');
  /** The disk takes no writes just now, so nothing is sent. */
  storeFailing: boolean = $state(false);
  readonly language: Language = $derived.by(() => this.settings.language ?? this.systemLanguage);
  readonly practice: boolean = $derived(this.account.mode === 'practice');

  constructor(
    readonly platform: Platform,
    start: AppStart,
  ) {
    this.version = start.version;
    this.systemLanguage = start.systemLanguage;
    this.catalogue = start.catalogue;
    this.mediaBase = start.mediaBase;
    this.tools = start.tools;
    this.overrides = start.overrides;
    this.settings = start.settings;
    this.account = start.account;
    this.resultsFolder = start.resultsFolder;
  }

  apply(change: Change): void {
    if (change.type === 'settings') {
      this.settings = change.settings;
      this.resultsFolder = change.resultsFolder;
    } else if (change.type === 'account') {
      this.account = change.account;
    } else if (change.type === 'store-failing') {
      this.storeFailing = change.failing;
    }
  }

  model(endpoint: Endpoint): Model | undefined {
    return this.catalogue.find((model) => model.endpoint === endpoint);
  }

  /** What can be done with a file of this kind, in the order of the catalogue. */
  tasksFor(kind: MediaKind): Task[] {
    const tasks = this.catalogue.filter((model) => mainMedia(model)?.kind.media === kind).map((model) => model.task);
    return tasks.filter((task, index) => tasks.indexOf(task) === index);
  }

  modelsFor(task: Task, kind: MediaKind): Model[] {
    return this.catalogue.filter((model) => model.task === task && mainMedia(model)?.kind.media === kind);
  }

  mediaUrl(id: MediaId): string {
    return `${this.mediaBase}/${encodeURIComponent(id)}`;
  }

  posterUrl(id: MediaId): string {
    return `${this.mediaBase}/poster/${encodeURIComponent(id)}`;
  }
}

type Field = Model['fields'][number];
export type MediaField = Field & { kind: Extract<Field['kind'], { type: 'media' }> };

export function isMediaField(field: Field): field is MediaField {
  return field.kind.type === 'media';
}

/** The file that a model starts from: its first required one. */
export function mainMedia(model: Model): MediaField | undefined {
  return model.fields.filter(isMediaField).find((field) => field.required);
}
