/** What a person does with jobs of the library, one or thousands: calls by ids, told aloud where the eye does not see it. */
import type { JobId, JobView } from '$lib/platform/bindings';
import { hasForm, type Studio } from '$lib/state/studio.svelte';

export async function star(studio: Studio, ids: readonly JobId[], starred: boolean): Promise<void> {
  await studio.attempt(() => studio.platform.call('jobs_star', { ids: [...ids], starred }));
}

export async function tag(studio: Studio, ids: readonly JobId[], add: string[], remove: string[]): Promise<void> {
  await studio.attempt(() => studio.platform.call('jobs_tag', { ids: [...ids], add, remove }));
}

export async function fill(studio: Studio, id: string, jobs: readonly JobId[], member: boolean): Promise<void> {
  await studio.attempt(() => studio.platform.call('collection_fill', { id, jobs: [...jobs], member }));
}

/** The jobs behind ids, asked for where they are not here. For a few: each unknown one is a question. */
export async function jobsOf(studio: Studio, ids: readonly JobId[]): Promise<JobView[]> {
  const found: JobView[] = [];
  for (const id of ids) {
    const job = studio.jobs.get(id) ?? (await studio.attempt(() => studio.jobs.open(id)));
    if (job) found.push(job);
  }
  return found;
}

/** Makes each of them once more, the oldest first, as they were made. */
export async function againAll(studio: Studio, ids: readonly JobId[]): Promise<void> {
  const jobs = (await jobsOf(studio, ids)).filter(hasForm);
  for (const job of jobs.sort((one, other) => one.createdAt - other.createdAt)) await studio.again(job);
}

/** The name of a job with its number among takes. */
export function titleOf({ i18n }: Studio, { title, take }: JobView): string {
  return take === null ? title : i18n.words.library.take(title, String(take).padStart(2, '0'));
}
