/** How many of some jobs have a mark. Of those that are not here nobody knows: then it is a part. Pure. */
import type { JobView } from '$lib/platform/bindings';

export type Share = 'all' | 'some' | 'none';

export function shareOf(jobs: readonly (JobView | undefined)[], has: (job: JobView) => boolean): Share {
  const known = jobs.filter((job) => job !== undefined);
  const count = known.filter(has).length;
  if (known.length < jobs.length) return 'some';
  return count === 0 ? 'none' : count === known.length ? 'all' : 'some';
}
