/** Which jobs the library shows: by state, by words, and how many there are of each. Pure; the list stays in its order. */
import type { JobId, JobView, Model } from '$lib/platform/bindings';
import { isAtRest } from '$lib/i18n/sentences';

export type Filter = 'all' | 'making' | 'done' | 'failed' | 'unclear' | 'practice';

export const FILTERS: readonly Filter[] = ['all', 'making', 'done', 'failed', 'unclear', 'practice'];

const FITS: Record<Filter, (job: JobView) => boolean> = {
  all: () => true,
  making: (job) => !isAtRest(job),
  done: (job) => job.state.type === 'done',
  failed: (job) => job.state.type === 'failed' || job.state.type === 'cancelled',
  // Jobs of which only RunningHub knows how they ended.
  unclear: (job) => job.state.type === 'unknown' || job.state.type === 'stopped',
  practice: (job) => job.practice,
};

export function countEach(jobs: readonly JobView[]): Record<Filter, number> {
  const counts: Record<Filter, number> = { all: 0, making: 0, done: 0, failed: 0, unclear: 0, practice: 0 };
  for (const job of jobs) for (const filter of FILTERS) if (FITS[filter](job)) counts[filter] += 1;
  return counts;
}

/** The filters worth offering: those that people look for, and the rare ones while they hold something or are chosen. */
export function offered(counts: Record<Filter, number>, chosen: Filter): Filter[] {
  const rare: Filter[] = ['unclear', 'practice'];
  return FILTERS.filter((filter) => !rare.includes(filter) || counts[filter] > 0 || filter === chosen);
}

/** Number of each take among jobs with the same title, oldest first. A title that stands alone has none. */
export function takesOf(newestFirst: readonly JobView[]): Map<JobId, number> {
  const byTitle = new Map<string, JobId[]>();
  for (const job of newestFirst) {
    const same = byTitle.get(job.title);
    if (same) same.push(job.id);
    else byTitle.set(job.title, [job.id]);
  }
  const takes = new Map<JobId, number>();
  for (const ids of byTitle.values()) {
    if (ids.length > 1) ids.forEach((id, index) => takes.set(id, ids.length - index));
  }
  return takes;
}

/** Everything of a job that can be searched, in lower case. A job is replaced when it changes, so this stays true. */
const searchable = new WeakMap<JobView, string>();

function textOf(job: JobView, model: Model | undefined): string {
  const known = searchable.get(job);
  if (known !== undefined) return known;
  const written = Object.values(job.values).filter((value) => typeof value === 'string');
  const names = job.results.map((result) => result.name);
  const text = [job.title, ...names, model?.name ?? job.endpoint, model?.maker ?? '', ...written]
    .join('\n')
    .toLocaleLowerCase();
  searchable.set(job, text);
  return text;
}

/** The jobs that pass the filter and hold every word of the search. */
export function select(
  jobs: readonly JobView[],
  filter: Filter,
  search: string,
  modelOf: (job: JobView) => Model | undefined,
): JobView[] {
  const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return jobs.filter(
    (job) =>
      FITS[filter](job) && (words.length === 0 || words.every((word) => textOf(job, modelOf(job)).includes(word))),
  );
}
