/** The library of the invented program: its jobs filtered, sorted and counted in memory, stars, tags, collections and the bin. */
import type {
  Change,
  Commands,
  JobId,
  JobView,
  LibraryFilter,
  LibrarySort,
  LibraryState,
  Model,
  UiError,
} from '../bindings';

/** What a job has on its shelf when it is new. */
export const NEW_ON_SHELF = {
  favourite: false,
  tags: [] as string[],
  collections: [] as string[],
  take: null,
  group: null,
} satisfies Partial<JobView>;

/** What the strip needs: what is not at rest, and what nobody knows about. */
export const underWay = (job: JobView): boolean => STATES[job.state.type] === 'making' || job.state.type === 'unknown';

type Names =
  | 'library_page'
  | 'library_counts'
  | 'library_ids'
  | 'library_beside'
  | 'job_get'
  | 'history'
  | 'jobs_star'
  | 'jobs_tag'
  | 'job_rename'
  | 'jobs_copy'
  | 'jobs_bin'
  | 'jobs_unbin'
  | 'collection_create'
  | 'collection_rename'
  | 'collection_remove'
  | 'collection_fill';

type Handlers = { [Name in Names]: (request: Commands[Name]['request']) => Commands[Name]['answer'] };

type World = {
  jobs: () => readonly JobView[];
  setJobs: (jobs: JobView[]) => void;
  jobOf: (id: JobId) => JobView;
  emit: (change: Change) => void;
  catalogue: readonly Model[];
  error: (code: 'not-now' | 'name-unusable' | 'collection-unknown', detail: string) => UiError;
};

const STATES: Record<JobView['state']['type'], LibraryState> = {
  preparing: 'making',
  uploading: 'making',
  waiting: 'making',
  submitting: 'making',
  queued: 'making',
  running: 'making',
  downloading: 'making',
  done: 'done',
  failed: 'failed',
  cancelled: 'failed',
  unknown: 'unclear',
  stopped: 'unclear',
};

const monthOf = (job: JobView): string => {
  const date = new Date(job.createdAt);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}`;
};
const longest = (job: JobView) => Math.max(-1, ...job.results.map((result) => result.facts.durationMs ?? -1));
const cost = (job: JobView) => (job.cost ? job.cost.micros * (job.cost.currency === 'USD' ? 7 : 1) : -1);
const newest = (one: JobView, other: JobView) => other.createdAt - one.createdAt || (one.id < other.id ? 1 : -1);

const ORDERS: Record<LibrarySort, (one: JobView, other: JobView) => number> = {
  newest,
  oldest: (one, other) => newest(other, one),
  name: (one, other) => one.title.localeCompare(other.title, undefined, { numeric: true }) || newest(other, one),
  longest: (one, other) => longest(other) - longest(one) || newest(one, other),
  dearest: (one, other) => cost(other) - cost(one) || newest(one, other),
};

/** How often each value comes, in the order of their first coming. */
function tally<Value extends string>(values: readonly Value[]): [Value, number][] {
  const counts: Partial<Record<Value, number>> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return Object.entries(counts) as [Value, number][];
}

export function libraryHandlers(world: World): Handlers {
  const models = new Map(world.catalogue.map((model) => [model.endpoint as string, model]));
  const bins = new Map<string, JobView[]>();
  let collections: { id: string; name: string }[] = [];
  let made = 0;

  const tests: { [Part in keyof LibraryFilter]: (job: JobView, wanted: LibraryFilter[Part]) => boolean } = {
    text: (job, text) => {
      const model = models.get(job.endpoint);
      const written = [job.title, ...Object.values(job.values), ...job.tags, ...job.results.map(({ name }) => name)];
      const all = [...written, model?.name, model?.familyName, model?.maker].join(' ').toLowerCase();
      return text
        .toLowerCase()
        .split(/\s+/)
        .every((word) => all.includes(word));
    },
    states: (job, states) => states.length === 0 || states.includes(STATES[job.state.type]),
    kinds: (job, kinds) => kinds.length === 0 || kinds.some((kind) => job.results[0]?.facts.kind === kind),
    families: (job, families) => families.length === 0 || families.includes(models.get(job.endpoint)?.family ?? ''),
    tasks: (job, tasks) => tasks.length === 0 || tasks.some((task) => models.get(job.endpoint)?.task === task),
    favourites: (job, wanted) => !wanted || job.favourite,
    practice: (job, wanted) => wanted === null || job.practice === wanted,
    month: (job, month) => month === null || monthOf(job) === month,
    tags: (job, tags) => tags.every((tag) => job.tags.includes(tag)),
    collection: (job, id) => id === null || job.collections.includes(id),
    costs: (job, band) =>
      band === null ||
      (job.cost !== null &&
        job.cost.currency === band.currency &&
        job.cost.micros >= (band.fromMicros ?? -Infinity) &&
        job.cost.micros <= (band.toMicros ?? Infinity)),
    group: (job, group) => group === null || job.group?.id === group,
  };
  const fits = (job: JobView, filter: LibraryFilter, without?: keyof LibraryFilter) => {
    const holds = <Part extends keyof LibraryFilter>(part: Part) => tests[part](job, filter[part]);
    return (Object.keys(tests) as (keyof LibraryFilter)[]).every((part) => part === without || holds(part));
  };
  const found = (filter: LibraryFilter, without?: keyof LibraryFilter) =>
    world.jobs().filter((job) => fits(job, filter, without));
  const sorted = (filter: LibraryFilter, sort: LibrarySort) => found(filter).sort(ORDERS[sort]);

  const change = (ids: readonly JobId[], how: (job: JobView) => Partial<JobView>) => {
    const wanted = new Set(ids);
    for (const id of ids.slice(0, 1)) world.jobOf(id);
    const changed = new Map<JobId, JobView>();
    for (const job of world.jobs()) if (wanted.has(job.id)) changed.set(job.id, { ...job, ...how(job) });
    world.setJobs(world.jobs().map((job) => changed.get(job.id) ?? job));
    for (const job of changed.values()) world.emit({ type: 'job', job });
    if (changed.size > 1) world.emit({ type: 'library' });
  };
  const collectionOf = (id: string) => {
    const collection = collections.find((one) => one.id === id);
    if (!collection) throw world.error('collection-unknown', id);
    return collection;
  };
  const named = (name: string, own?: string) => {
    const trimmed = name.trim();
    const taken = collections.some((one) => one.id !== own && one.name.toLowerCase() === trimmed.toLowerCase());
    if (trimmed === '' || taken) throw world.error('name-unusable', name);
    return trimmed;
  };

  return {
    library_page: ({ filter, sort, offset, limit }) => {
      const jobs = sorted(filter, sort);
      return { total: jobs.length, jobs: jobs.slice(offset, offset + Math.min(limit, 200)) };
    },
    library_ids: ({ filter, sort, offset, limit }) =>
      sorted(filter, sort)
        .slice(offset, offset + limit)
        .map((job) => job.id),
    library_counts: ({ filter }) => {
      const states = tally(found(filter, 'states').map((job) => STATES[job.state.type]));
      const kinds = found(filter, 'kinds').flatMap((job) => job.results[0]?.facts.kind ?? []);
      const families = found(filter, 'families').flatMap((job) => models.get(job.endpoint)?.family ?? []);
      const tasks = found(filter, 'tasks').flatMap((job) => models.get(job.endpoint)?.task ?? []);
      const tagged = found(filter, 'tags').flatMap((job) => job.tags);
      const tags = [...new Set(world.jobs().flatMap((job) => job.tags))].sort();
      const inOne = found(filter, 'collection');
      return {
        total: found(filter).length,
        states: { making: 0, done: 0, failed: 0, unclear: 0, ...Object.fromEntries(states) },
        favourites: found(filter, 'favourites').filter((job) => job.favourite).length,
        practice: found(filter, 'practice').filter((job) => job.practice).length,
        kinds: tally(kinds).map(([kind, count]) => ({ kind, count })),
        families: tally(families).map(([family, count]) => ({ family, count })),
        tasks: tally(tasks).map(([task, count]) => ({ task, count })),
        months: tally(found(filter, 'month').map(monthOf))
          .map(([month, count]) => ({ month, count }))
          .sort((one, other) => (one.month < other.month ? 1 : -1)),
        tags: tags.map((tag) => ({ tag, count: tagged.filter((other) => other === tag).length })),
        collections: collections.map(({ id, name }) => ({
          id,
          name,
          count: inOne.filter((job) => job.collections.includes(id)).length,
        })),
      };
    },
    library_beside: ({ filter, sort, id }) => {
      const own = world.jobs().find((job) => job.id === id);
      const shown = sorted(filter, sort).filter((job) => job.results.length > 0);
      const at = shown.findIndex((job) => job.id === id);
      // One that is not among them stands where it would.
      const place = at >= 0 ? at : own ? shown.filter((job) => ORDERS[sort](job, own) < 0).length : -1;
      return {
        previous: shown[place - 1]?.id ?? null,
        next: place < 0 ? null : (shown[at >= 0 ? place + 1 : place]?.id ?? null),
        at: at >= 0 ? at : null,
        total: shown.length,
      };
    },
    job_get: ({ id }) => world.jobOf(id),
    history: () => {
      const recent = [...world.jobs()].sort(newest).flatMap((job) => models.get(job.endpoint)?.family ?? []);
      return { recent: [...new Set(recent)].slice(0, 12), waiting: [] };
    },
    jobs_star: ({ ids, starred }) => {
      change(ids, () => ({ favourite: starred }));
      return null;
    },
    jobs_tag: ({ ids, add, remove }) => {
      const added = add.map((tag) => tag.trim()).filter((tag) => tag !== '');
      change(ids, (job) => ({
        tags: [...new Set([...job.tags.filter((tag) => !remove.includes(tag)), ...added])].sort(),
      }));
      return null;
    },
    job_rename: ({ id, title }) => {
      const before = world.jobOf(id);
      const name = title.trim();
      if (name === '') throw world.error('name-unusable', title);
      if (STATES[before.state.type] === 'making') throw world.error('not-now', id);
      change([id], (job) => ({
        title: name,
        results: job.results.map((result) => ({ ...result, name: result.name.replace(job.title, name), title: name })),
      }));
      return world.jobOf(id);
    },
    jobs_copy: ({ ids }) => {
      const results = world.jobs().flatMap((job) => (ids.includes(job.id) ? [job.results.length] : []));
      return {
        count: results.reduce((sum, count) => sum + count, 0),
        without: results.filter((count) => count === 0).length,
        refused: [],
      };
    },
    jobs_bin: ({ ids }) => {
      const wanted = new Set(ids);
      const taken = world.jobs().filter((job) => wanted.has(job.id));
      const sent = taken.find((job) => STATES[job.state.type] === 'making' && job.taskId !== null);
      if (sent) throw world.error('not-now', sent.id);
      const bin = `bin-${++made}`;
      bins.set(bin, taken);
      world.setJobs(world.jobs().filter((job) => !wanted.has(job.id)));
      for (const id of ids) world.emit({ type: 'job-gone', id });
      if (ids.length > 1) world.emit({ type: 'library' });
      return { bin, count: taken.length };
    },
    jobs_unbin: ({ bin }) => {
      const back = bins.get(bin) ?? [];
      bins.delete(bin);
      world.setJobs([...world.jobs(), ...back].sort(newest));
      for (const job of back) world.emit({ type: 'job', job });
      if (back.length > 1) world.emit({ type: 'library' });
      return { count: back.length, missing: 0 };
    },
    collection_create: ({ name }) => {
      const collection = { id: `collection-${++made}`, name: named(name) };
      collections = [...collections, collection].sort((one, other) => one.name.localeCompare(other.name));
      world.emit({ type: 'library' });
      return collection;
    },
    collection_rename: ({ id, name }) => {
      const renamed = { ...collectionOf(id), name: named(name, id) };
      collections = collections.map((one) => (one.id === id ? renamed : one));
      world.emit({ type: 'library' });
      return renamed;
    },
    collection_remove: ({ id }) => {
      collectionOf(id);
      collections = collections.filter((one) => one.id !== id);
      const inIt = world.jobs().filter((job) => job.collections.includes(id));
      const ids = inIt.map((job) => job.id);
      change(ids, (job) => ({ collections: job.collections.filter((other) => other !== id) }));
      world.emit({ type: 'library' });
      return null;
    },
    collection_fill: ({ id, jobs, member }) => {
      collectionOf(id);
      change(jobs, (job) => {
        const others = job.collections.filter((other) => other !== id);
        return { collections: member ? [...others, id] : others };
      });
      world.emit({ type: 'library' });
      return null;
    },
  };
}
