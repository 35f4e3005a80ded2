/** What a person does with jobs of the library, one or thousands: calls by ids, told aloud where the eye does not see it. */
import type { JobId, JobView } from '$lib/platform/bindings';
import type { Studio } from '$lib/state/studio.svelte';

export async function star(studio: Studio, ids: readonly JobId[], starred: boolean): Promise<void> {
  await studio.attempt(() => studio.platform.call('jobs_star', { ids: [...ids], starred }));
}

export async function tag(studio: Studio, ids: readonly JobId[], add: string[], remove: string[]): Promise<void> {
  await studio.attempt(() => studio.platform.call('jobs_tag', { ids: [...ids], add, remove }));
}

export async function fill(studio: Studio, id: string, jobs: readonly JobId[], member: boolean): Promise<void> {
  await studio.attempt(() => studio.platform.call('collection_fill', { id, jobs: [...jobs], member }));
}

/** The name of a job with its number among takes. */
export function titleOf({ i18n }: Studio, { title, take }: JobView): string {
  return take === null ? title : i18n.words.library.take(title, String(take).padStart(2, '0'));
}
