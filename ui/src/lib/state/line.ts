/**
 * The line before the submit, as a person arranges it. The order and what may be done is the program's; here is only which
 * jobs stand where, and the calls.
 */
import { isAtRest, jobSentence } from '$lib/i18n/sentences';
import type { JobView } from '$lib/platform/bindings';
import type { Studio } from './studio.svelte';

const BEFORE_THE_SUBMIT: readonly JobView['state']['type'][] = ['preparing', 'uploading', 'waiting'];

/** Nothing was sent: it can still be held, moved and changed. */
export function isInLine(job: JobView): boolean {
  return BEFORE_THE_SUBMIT.includes(job.state.type);
}

/** RunningHub has it in hand: what it makes would come to nobody if the job were gone. */
export function isInHand(job: JobView): boolean {
  return !isAtRest(job) && !isInLine(job);
}

/** RunningHub may still be asked to end it. */
export function canBeCancelled(job: JobView): boolean {
  const asked = job.cancel?.type === 'asked' || job.cancel?.type === 'accepted';
  return (job.state.type === 'queued' || job.state.type === 'running') && !asked;
}

/** The jobs in line, the next one first: the places that a person gave, and then the older one. */
export function lineOf(jobs: readonly JobView[]): JobView[] {
  return jobs.filter(isInLine).sort(byTurn);
}

/** The jobs that RunningHub has in hand, the one that it took first in front. */
export function inHandOf(jobs: readonly JobView[]): JobView[] {
  return jobs.filter(isInHand).sort((one, other) => earlier(one.acceptedAt, other.acceptedAt) || byTurn(one, other));
}

function byTurn(one: JobView, other: JobView): number {
  return earlier(one.place, other.place) || one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1);
}

/** What has no number comes behind. */
function earlier(one: number | null, other: number | null): number {
  const [a, b] = [one ?? Infinity, other ?? Infinity];
  return a === b ? 0 : a < b ? -1 : 1;
}

/** What a job is doing; of one in a line that is held, that. */
export function sentenceOf({ app, history, i18n, jobs }: Studio, job: JobView): string {
  if (app.settings.linePaused && isInLine(job) && !job.paused) return i18n.words.jobs.states.linePaused;
  const model = app.model(job.endpoint);
  const wait = model ? history.waitOf(model) : null;
  return jobSentence(i18n, job, isAtRest(job) ? undefined : jobs.transfers.get(job.id), wait);
}

/** Holds the whole line, or lets it go on. */
export async function switchLine(studio: Studio): Promise<void> {
  const { app, i18n, notices, platform } = studio;
  const paused = !app.settings.linePaused;
  const saved = await studio.attempt(() => platform.call('line_set', { paused }));
  if (!saved) return;
  const words = i18n.words.jobs.line;
  notices.announce(saved.linePaused ? words.pausedNow : words.goesOnNow);
}
