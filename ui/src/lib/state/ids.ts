/** Sets of ids that are replaced as a whole: nothing in them is watched by itself. */
import type { JobId } from '$lib/platform/bindings';

export type Ids = ReadonlySet<JobId>;

export const NO_IDS: Ids = new Set();

export function idsOf(...lists: Iterable<JobId>[]): Ids {
  return new Set(lists.flatMap((list) => [...list]));
}

/** Without it if it was there, with it if not. */
export function toggled(ids: Ids, id: JobId): Ids {
  return ids.has(id) ? without(ids, [id]) : idsOf(ids, [id]);
}

export function without(ids: Ids, gone: readonly JobId[]): Ids {
  const left = new Set(ids);
  for (const id of gone) left.delete(id);
  return left;
}
