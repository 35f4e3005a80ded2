/** What the program told at its start, and what has changed since: settings, account, catalogue. */
import { lookup } from '$lib/catalogue/lookup';
import { familiesOf, type Family } from '$lib/catalogue/families';
import type { AppStart, Change, Endpoint, Language, MediaId, Model } from '$lib/platform/bindings';
import type { Platform } from '$lib/platform/types';

export class AppState {
  readonly version: string;
  readonly systemLanguage: Language;
  readonly catalogue: readonly Model[];
  /** All families of the catalogue, hidden ones too. */
  readonly families: readonly Family[];
  readonly mediaBase: string;
  /** Where the library lies, in words. */
  readonly dataFolder: string;
  readonly tools: AppStart['tools'];
  readonly overrides: AppStart['overrides'];
  settings: AppStart['settings'] = $state.raw() as AppStart['settings'];
  account: AppStart['account'] = $state.raw() as AppStart['account'];
  resultsFolder: string = $state('');
  readonly #byEndpoint: ReadonlyMap<Endpoint, Model>;
  /** What was done at the start about a library that was damaged or gone, until the person has read it. */
  mended: AppStart['mended'] = $state.raw(null);
  /** The desktop has a place for the program's icon. */
  tray: boolean = $state(false);
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
    this.families = familiesOf(start.catalogue);
    this.#byEndpoint = lookup(start.catalogue.map((model) => [model.endpoint, model]));
    this.mediaBase = start.mediaBase;
    this.dataFolder = start.dataFolder;
    this.tools = start.tools;
    this.overrides = start.overrides;
    this.settings = start.settings;
    this.account = start.account;
    this.resultsFolder = start.resultsFolder;
    this.mended = start.mended;
    this.tray = start.tray;
  }

  apply(change: Change): void {
    if (change.type === 'settings') {
      this.settings = change.settings;
      this.resultsFolder = change.resultsFolder;
    } else if (change.type === 'account') {
      this.account = change.account;
    } else if (change.type === 'store-failing') {
      this.storeFailing = change.failing;
    } else if (change.type === 'tray') {
      this.tray = change.available;
    }
  }

  model(endpoint: Endpoint): Model | undefined {
    return this.#byEndpoint.get(endpoint);
  }

  mediaUrl(id: MediaId): string {
    return `${this.mediaBase}/${encodeURIComponent(id)}`;
  }

  posterUrl(id: MediaId): string {
    return `${this.mediaBase}/poster/${encodeURIComponent(id)}`;
  }
}
