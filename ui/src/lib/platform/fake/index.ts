/**
 * An invented program, so that the window also runs in a plain browser and in tests: the real catalogue, invented
 * clips, jobs that move through their states by themselves. It never leaves the browser and is not in the program.
 */
import { filesOf } from '$lib/forms/shown';
import { isAtRest } from '$lib/i18n/sentences';
import { isInLine, lineOf } from '$lib/state/line';
import { catalogue } from './catalogue';
import { chosen, clip, PICTURE, sampleJobs } from './data';
import { frameOf } from './frames';
import { jobsOfEveryKind } from './kinds';
import { libraryHandlers, NEW_ON_SHELF } from './library';
import { sampleSpending } from './money';
import { manyJobs } from './many';
import { listPrice } from './prices';
import { checkFit, checkForm } from './rules';
import type {
  AccountView,
  AppStart,
  Change,
  Commands,
  DropEvent,
  ErrorCode,
  JobView,
  MediaId,
  MediaView,
  Model,
  Preference,
  UiError,
} from '../bindings';
import type { Platform } from '../types';

type Handlers = {
  [Name in keyof Commands]: (
    request: Commands[Name]['request'],
  ) => Commands[Name]['answer'] | Promise<Commands[Name]['answer']>;
};

export type FakeOptions = {
  mode?: AccountView['mode'];
  language?: AppStart['systemLanguage'];
  theme?: AppStart['settings']['theme'];
  /** A library that is already in use. */
  jobs?: boolean;
  /** Finished jobs with a result of each kind. */
  kinds?: boolean;
  /** So many finished jobs more, invented when the library is first asked for. */
  many?: number;
  /** How long one state of a simulated job lasts; 0 stops the simulation. */
  stepMs?: number;
  mediaBase?: string;
};

export interface FakePlatform extends Platform {
  /** Sends a change as the program would. */
  emit(change: Change): void;
  /** Sends a drop as the program would. */
  drop(event: DropEvent): void;
  /** Makes a file known, as if it had been taken in. */
  know(file: MediaView): MediaView;
  /** Replaces the answer of one command. */
  answer<Name extends keyof Commands>(name: Name, handler: Handlers[Name]): void;
  /** What answers one command now. */
  handler<Name extends keyof Commands>(name: Name): Handlers[Name];
  /** Every call so far. */
  readonly calls: { name: keyof Commands; request: unknown }[];
}

export function uiError(code: ErrorCode, detail = '', retryable = false): UiError {
  return { code, detail, charged: 'no', retryable };
}

/** The place of each setting that the window changes. */
const SETTING: Record<Preference['name'], keyof AppStart['settings']> = {
  theme: 'theme',
  language: 'language',
  'newer-models': 'newerModels',
  notify: 'notify',
  'close-to-tray': 'closeToTray',
  'menu-bar': 'menuBar',
  'settings-in-files': 'settingsInFiles',
  'warn-below': 'warnBelow',
  'ask-above': 'askAbove',
  'ask-above-in-a-month': 'askAboveInAMonth',
  volume: 'volume',
  'library-layout': 'libraryLayout',
  'card-width': 'cardWidth',
  'library-sort': 'librarySort',
  details: 'details',
  guided: 'guided',
};

const MISSING = uiError('file-not-found', 'ENOENT');

export function createFake(options: FakeOptions = {}): FakePlatform {
  const { stepMs = 1500 } = options;
  const changes = new Set<(change: Change) => void>();
  const drops = new Set<(event: DropEvent) => void>();
  const calls: FakePlatform['calls'] = [];
  const media = new Map<MediaId, MediaView>();
  let settings: AppStart['settings'] = {
    theme: options.theme ?? 'system',
    language: null,
    mode: options.mode ?? 'practice',
    site: null,
    resultsFolder: null,
    proxy: null,
    favourites: [],
    newerModels: false,
    linePaused: false,
    notify: true,
    closeToTray: false,
    menuBar: false,
    settingsInFiles: true,
    warnBelow: null,
    askAbove: null,
    askAboveInAMonth: null,
    volume: 100,
    libraryLayout: 'grid',
    cardWidth: 300,
    librarySort: 'newest',
    details: false,
    guided: true,
  };
  let account: AccountView = accountFor(settings.mode);
  let jobs: JobView[] = [
    ...(options.kinds ? jobsOfEveryKind(Date.now()) : []),
    ...(options.jobs ? sampleJobs(catalogue, Date.now()) : []),
  ];
  for (const view of jobs.flatMap((job) => [...job.inputs, ...job.results])) media.set(view.id, view);
  let more = options.many ?? 0;
  const library = () => {
    if (more > 0) jobs = [...jobs, ...manyJobs(catalogue, more, Date.now())];
    more = 0;
    return jobs;
  };

  const emit = (change: Change) => {
    for (const listener of changes) listener(change);
  };
  const know = (view: MediaView) => {
    media.set(view.id, view);
    return view;
  };
  const modelOf = (endpoint: string): Model => {
    const model = catalogue.find((candidate) => candidate.endpoint === endpoint);
    if (!model) throw uiError('model-unknown', endpoint);
    return model;
  };
  const jobOf = (id: string): JobView => {
    const job = library().find((candidate) => candidate.id === id);
    if (!job) throw uiError('job-unknown', id);
    return job;
  };
  const inLine = (id: string): JobView => {
    const job = jobOf(id);
    if (!isInLine(job)) throw uiError('already-sent', id);
    return job;
  };
  const write = (job: JobView) => {
    jobs = [job, ...jobs.filter((other) => other.id !== job.id)];
    emit({ type: 'job', job });
    return job;
  };
  const setAccount = (next: AccountView) => {
    account = next;
    settings = { ...settings, mode: next.mode };
    emit({ type: 'account', account });
    return account;
  };
  const setSettings = (next: AppStart['settings']) => {
    settings = next;
    emit({ type: 'settings', settings, resultsFolder: folderOf(next) });
    return settings;
  };
  const run = (id: string, step: number) => {
    if (stepMs > 0) setTimeout(() => advance(id, step), stepMs);
  };
  const advance = (id: string, step: number) => {
    const job = jobs.find((candidate) => candidate.id === id);
    if (!job || job.state.type === 'stopped' || job.state.type === 'cancelled') return;
    if (isInLine(job) && (job.paused || settings.linePaused)) {
      run(id, step);
      return;
    }
    const share = (step % 4) + 1;
    if (step < 4) {
      if (step === 0) write({ ...job, state: { type: 'uploading' } });
      emit({ type: 'progress', id, phase: 'upload', doneBytes: share * 1_600_000, totalBytes: 6_710_886 });
    } else if (step === 4) write({ ...job, state: { type: 'submitting', since: Date.now() } });
    else if (step === 5)
      write({ ...job, state: { type: 'queued' }, acceptedAt: Date.now(), taskId: '1980231145512345602' });
    else if (step === 6) write({ ...job, state: { type: 'running' } });
    else if (step === 9) write({ ...job, state: { type: 'downloading' } });
    else if (step === 10) {
      const result = know(
        clip(
          `${id}-result`,
          job.title,
          { durationMs: 14_000 },
          { folder: 'Videos / Afterframe / 2026-11-20', madeBy: job.endpoint, practice: job.practice },
        ),
      );
      write({ ...job, state: { type: 'done' }, results: [result], finishedAt: Date.now() });
      return;
    }
    run(id, step + 1);
  };

  const handlers: Handlers = {
    ...libraryHandlers({
      jobs: library,
      setJobs: (next) => {
        jobs = next;
      },
      jobOf,
      emit,
      catalogue,
      error: uiError,
    }),
    app_start: () => ({
      version: '0.1.0',
      systemLanguage: options.language ?? 'en',
      settings,
      resultsFolder: folderOf(settings),
      account,
      catalogue,
      mediaBase: options.mediaBase ?? '/media',
      dataFolder: '.local / share / studio.afterframe.desktop',
      tools: { ffmpeg: true },
      overrides: { key: false, address: null },
      tray: true,
      mended: null,
    }),
    setting_set: ({ name, value }) => setSettings({ ...settings, [SETTING[name]]: value }),
    favourite_set: ({ family, starred }) => {
      const others = settings.favourites.filter((other) => other !== family);
      return setSettings({ ...settings, favourites: starred ? [...others, family] : others });
    },
    folder_choose: () => setSettings({ ...settings, resultsFolder: '/home/you/Movies/Made' }),
    folder_reset: () => setSettings({ ...settings, resultsFolder: null }),
    proxy_save: ({ proxy }) => {
      if (proxy !== null && /\s|@/.test(proxy.trim())) throw uiError('proxy-malformed', proxy);
      return setSettings({ ...settings, proxy });
    },
    link_open: () => null,
    app_quit: () => null,
    key_enter: ({ key, keep }) => {
      if (!/^[0-9a-f]{32}$/i.test(key.trim())) throw uiError('key-malformed');
      const lastFour = key.trim().slice(-4);
      return setAccount({ ...accountFor('running-hub'), key: { type: keep, lastFour } });
    },
    key_reload: () => account,
    key_remove: () => setAccount({ ...accountFor('undecided') }),
    account_refresh: () => account,
    mode_choose: ({ mode }) => setAccount(accountFor(mode)),
    media_add: ({ path }) => {
      if (!/\.(mp4|mov|webm|jpg|png)$/i.test(path)) throw MISSING;
      const title = path.replace(/^.*[\\/]/, '').replace(/\.\w+$/, '');
      return know(clip(`clip-${title}`, title));
    },
    media_choose: ({ kinds }) => know(chosen(kinds[0] ?? 'video')),
    media_choose_several: ({ kinds }) => [{ type: 'media', media: know(chosen(kinds[0] ?? 'video')) }],
    media_sample: ({ kind }) =>
      know(kind === 'image' ? clip('picture-sample', 'valley', PICTURE) : clip('clip-sample', 'ridge at dusk')),
    media_get: ({ id }) => {
      const found = media.get(id);
      if (!found) throw uiError('file-gone', id);
      return found;
    },
    media_reveal: () => null,
    media_copy: () => true,
    media_paste: () => [],
    media_copy_file: () => null,
    media_drag: () => null,
    media_fetch: ({ address }) => {
      if (!address.startsWith('https:')) throw uiError('address-refused', address);
      return know(clip('clip-fetched', '2026-11-20 01'));
    },
    media_fetch_stop: () => null,
    frame_keep: ({ id, timeMs }) => frameOf(media.get(id), timeMs, know),
    money_table: () => ({ months: options.jobs ? sampleSpending(Date.now()) : [] }),
    money_month: () => ({ sums: options.jobs ? [{ micros: 12_400_000, currency: 'USD' }] : [] }),
    money_csv: () => true,
    model_fits: ({ id }) => {
      const view = media.get(id);
      return catalogue.map((model) => ({ endpoint: model.endpoint, problems: view ? checkFit(model, view) : [] }));
    },
    form_check: ({ endpoint, values }) => checkForm(modelOf(endpoint), values, (id) => media.get(id)),
    form_price: ({ endpoint, values }) => listPrice(modelOf(endpoint), values, (id) => media.get(id)),
    prices_list: ({ forms }) =>
      forms.map(({ endpoint, values }) => listPrice(modelOf(endpoint), values, (id) => media.get(id))),
    job_create: ({ endpoint, values }) => {
      const model = modelOf(endpoint);
      const problems = checkForm(model, values, (id) => media.get(id));
      if (problems.some((problem) => problem.severity === 'blocks')) return { type: 'refused', problems };
      const inputs = Object.values(values).flatMap((value) => {
        return filesOf(value).flatMap((file) => media.get(file) ?? []);
      });
      const id = `job-${jobs.length + 1}-${Date.now()}`;
      const job = write({
        id,
        endpoint,
        title: inputs[0]?.title ?? model.name,
        values,
        inputs,
        results: [],
        state: { type: 'preparing' },
        trouble: null,
        paused: false,
        place: null,
        site: account.mode === 'practice' ? 'practice' : 'www.runninghub.ai',
        practice: account.mode === 'practice',
        createdAt: Date.now(),
        acceptedAt: null,
        finishedAt: null,
        nextAt: null,
        missing: 0,
        taskId: null,
        estimate: listPrice(model, values, (file) => media.get(file)),
        cost: null,
        cancel: null,
        origin: 'made',
        ...NEW_ON_SHELF,
      });
      run(id, 0);
      return { type: 'created', job };
    },
    jobs_create: async ({ forms, group: kind }) => {
      if (forms.length === 0 || forms.length > 50) throw uiError('not-now', `${forms.length} forms at once`);
      const refused = forms.flatMap(({ endpoint, values }, index) => {
        const problems = checkForm(modelOf(endpoint), values, (id) => media.get(id));
        return problems.some((problem) => problem.severity === 'blocks') ? [{ index, problems }] : [];
      });
      if (refused.length > 0) return { type: 'refused', refused };
      const made: JobView[] = [];
      for (const form of forms) {
        const answer = await handlers.job_create(form);
        if (answer.type !== 'created') continue;
        const group = kind && { id: `group-${made[0]?.id ?? answer.job.id}`, kind };
        made.push(write({ ...answer.job, group }));
      }
      return { type: 'created', jobs: made };
    },
    // What moves, and what nobody knows about.
    job_list: () => jobs.filter((job) => !isAtRest(job) || job.state.type === 'unknown'),
    job_send_again: ({ id }) => {
      run(id, 4);
      return write({ ...jobOf(id), state: { type: 'preparing' } });
    },
    job_stop_watching: ({ id }) => write({ ...jobOf(id), state: { type: 'stopped' } }),
    job_watch_again: ({ id }) => {
      run(id, 7);
      return write({ ...jobOf(id), state: { type: 'running' } });
    },
    job_cancel: ({ id }) => {
      const asked = write({ ...jobOf(id), cancel: { type: 'asked' } });
      if (stepMs > 0)
        setTimeout(() => {
          const ended = jobOf(id);
          write({ ...ended, cancel: { type: 'accepted' }, state: { type: 'cancelled', charged: 'unknown' } });
        }, stepMs);
      return asked;
    },
    job_pause: ({ id }) => write({ ...inLine(id), paused: true }),
    job_resume: ({ id }) => write({ ...inLine(id), paused: false }),
    job_move: ({ id, before }) => {
      const moved = inLine(id);
      const line = lineOf(jobs).filter((job) => job.id !== id);
      const at = before === null ? line.length : line.findIndex((job) => job.id === before);
      if (at < 0) throw uiError('already-sent', before ?? '');
      line.splice(at, 0, moved);
      for (const [place, job] of line.entries()) write({ ...job, place });
      return jobOf(id);
    },
    job_edit: ({ id, endpoint, values }) => {
      const before = inLine(id);
      const problems = checkForm(modelOf(endpoint), values, (file) => media.get(file));
      if (problems.some((problem) => problem.severity === 'blocks')) return { type: 'refused', problems };
      return { type: 'created', job: write({ ...before, endpoint, values, paused: false }) };
    },
    line_set: ({ paused }) => setSettings({ ...settings, linePaused: paused }),
    job_inquire: ({ id }) => {
      const { state, createdAt } = jobOf(id);
      const money = (micros: number) => ({ micros, currency: 'USD' }) as const;
      return {
        sentAt: state.type === 'unknown' ? state.since : createdAt,
        balanceBefore: money(43_090_000),
        balanceNow: money(41_200_000),
        running: 1,
        watched: 1,
      };
    },
    job_attach: ({ id, taskId }) => {
      const job = write({ ...jobOf(id), taskId: numberOf(taskId), state: { type: 'running' }, acceptedAt: Date.now() });
      run(id, 7);
      return job;
    },
    task_fetch: ({ taskId, endpoint }) => {
      const number = numberOf(taskId);
      const known = jobs.find((job) => job.taskId === number);
      if (known) return known;
      const id = `job-${number}`;
      const job = write({
        id,
        endpoint: endpoint ?? '',
        title: number,
        values: {},
        inputs: [],
        results: [],
        state: { type: 'running' },
        trouble: null,
        paused: false,
        place: null,
        site: account.site ?? 'www.runninghub.ai',
        practice: account.mode === 'practice',
        createdAt: Date.now(),
        acceptedAt: Date.now(),
        finishedAt: null,
        nextAt: null,
        missing: 0,
        taskId: number,
        estimate: { from: 'unknown' },
        cost: null,
        cancel: null,
        origin: 'fetched',
        ...NEW_ON_SHELF,
      });
      run(id, 7);
      return job;
    },
    results_find: () => ({ count: 0 }),
    report_make: ({ job }) => `Afterframe: 0.1.0\nSystem: browser\nJob: ${job ?? 'none'}\n`,
  };

  return {
    calls,
    async call<Name extends keyof Commands>(name: Name, request: Commands[Name]['request']) {
      calls.push({ name, request });
      return handlers[name](request);
    },
    onChange(listener) {
      changes.add(listener);
      return () => changes.delete(listener);
    },
    onDrop(listener) {
      drops.add(listener);
      return () => drops.delete(listener);
    },
    emit,
    know,
    drop: (event) => {
      for (const listener of drops) listener(event);
    },
    handler: (name) => handlers[name],
    answer: (name, handler) => {
      handlers[name] = handler;
    },
  };
}

/** As the program reads a number, and a few that nobody knows. */
function numberOf(text: string): string {
  const digits = text.replace(/\s/g, '');
  if (!/^\d{10,24}$/.test(digits)) throw uiError('task-malformed', text);
  if (/^1+$/.test(digits)) throw uiError('task-unknown', digits);
  return digits;
}

function folderOf(settings: AppStart['settings']): string {
  return settings.resultsFolder === null ? 'Videos / Afterframe' : 'Movies / Made';
}

function accountFor(mode: AccountView['mode']): AccountView {
  const none: AccountView = {
    mode,
    key: { type: 'none' },
    site: null,
    reach: 'unchecked',
    kind: null,
    balance: null,
    slots: null,
    former: [],
  };
  if (mode === 'practice') return { ...none, site: 'practice', reach: 'ok' };
  if (mode === 'undecided') return none;
  return {
    ...none,
    key: { type: 'keychain', lastFour: 'b5a6' },
    site: 'www.runninghub.ai',
    reach: 'ok',
    kind: 'shared',
    balance: { micros: 41_200_000, currency: 'USD' },
    slots: { limit: 3, running: 1 },
    former: [],
  };
}
