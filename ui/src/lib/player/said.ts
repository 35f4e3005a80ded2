/** What a job cost and how long it took, in words. */
import type { I18n } from '$lib/i18n/i18n.svelte';
import { isAtRest } from '$lib/i18n/sentences';
import type { JobView } from '$lib/platform/bindings';

export function costOf(i18n: I18n, job: JobView): string {
  const words = i18n.words.player.facts;
  if (job.practice) return words.costPractice;
  if (job.cost) return i18n.format.money(job.cost);
  if (job.state.type === 'failed' && job.state.failure.charged === 'no') return words.costNothing;
  if (job.state.type === 'cancelled' && job.state.charged === 'no') return words.costNothing;
  const open = isAtRest(job) && job.state.type !== 'done';
  if (open || job.estimate.from === 'unknown') return words.costUnknown;
  return (job.state.type === 'done' ? words.estimate : words.costLikely)(i18n.format.money(job.estimate.amount));
}

/** From the moment it was taken until its result was there; `null` where that is not known. */
export function madeInOf(i18n: I18n, job: JobView): string | null {
  const words = i18n.words.player;
  if (job.finishedAt === null || job.state.type !== 'done') return null;
  const seconds = Math.max(1, Math.round((job.finishedAt - (job.acceptedAt ?? job.createdAt)) / 1000));
  const rest = i18n.format.number(seconds % 60);
  return seconds < 60
    ? words.onlySeconds(rest)
    : words.minutesSeconds(i18n.format.number(Math.floor(seconds / 60)), rest);
}
