/** What a job cost and how long it took, in words. Pure. */
import type { I18n } from '$lib/i18n/i18n.svelte';
import { isAtRest } from '$lib/i18n/sentences';
import type { JobView } from '$lib/platform/bindings';

type Speech = Pick<I18n, 'words' | 'format'>;

/** An unknown cost is said to be unknown, an estimate to be one. */
export function costInWords({ words, format }: Speech, job: JobView): string {
  const say = words.player.facts;
  if (job.practice) return say.costPractice;
  if (job.cost) return format.money(job.cost);
  if (job.state.type === 'failed' && job.state.failure.charged === 'no') return say.costNothing;
  if (job.state.type === 'cancelled' && job.state.charged === 'no') return say.costNothing;
  const open = isAtRest(job) && job.state.type !== 'done';
  if (open || job.estimate.from === 'unknown') return say.costUnknown;
  return say.costLikely(format.money(job.estimate.amount));
}

export function span({ words, format }: Speech, milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  const rest = format.number(seconds % 60);
  const { player } = words;
  return seconds < 60 ? player.onlySeconds(rest) : player.minutesSeconds(format.number(Math.floor(seconds / 60)), rest);
}

/** How long it stood in line before RunningHub took it, and how long it was made; `null` where that is not known. */
export function timesOf({ createdAt, acceptedAt, finishedAt, state, origin }: JobView): {
  waited: number | null;
  made: number | null;
} {
  // Of what was fetched or found the beginning is not known.
  const waited = acceptedAt !== null && origin === 'made' ? Math.max(0, acceptedAt - createdAt) : null;
  const made = state.type === 'done' && finishedAt !== null && acceptedAt !== null ? finishedAt - acceptedAt : null;
  return { waited, made: made !== null && made > 0 ? made : null };
}
