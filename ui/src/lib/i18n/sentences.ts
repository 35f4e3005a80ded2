/** Sentences that are made of data: what a job is doing, what a clip is, what something costs. */
import type { JobState, JobView, MediaFacts, Price, WaitingTime } from '$lib/platform/bindings';
import type { Transfer } from '$lib/state/jobs.svelte';
import type { I18n } from './i18n.svelte';

export { problemSentence } from './problems';

type Speech = Pick<I18n, 'words' | 'format'>;

/** Seconds below a minute and a half, minutes above. */
export function usualTime({ words, format }: Speech, time: WaitingTime, short = false): string {
  const { make } = words;
  if (time.to < 90) {
    const [from, to] = [format.number(time.from), format.number(time.to)];
    return short ? make.shortSeconds(from, to) : make.secondsRange(from, to);
  }
  const minutes = (seconds: number) => format.number(Math.max(1, Math.round(seconds / 60)));
  return short
    ? make.shortMinutes(minutes(time.from), minutes(time.to))
    : make.minutes(minutes(time.from), minutes(time.to));
}

/** What a job is doing now. A delay that passes by itself is said instead of the step that it delays. */
export function jobSentence(
  speech: Speech,
  job: JobView,
  transfer: Transfer | undefined,
  wait: WaitingTime | null,
): string {
  const { jobs, errors } = speech.words;
  const { states } = jobs;
  if (job.paused) return states.paused;
  if (job.trouble && !isAtRest(job)) return jobs.trouble[job.trouble];
  const share = transfer?.totalBytes ? speech.format.percent(transfer.doneBytes / transfer.totalBytes) : null;
  switch (job.state.type) {
    case 'preparing':
      return states.preparing;
    case 'uploading':
      return share ? states.uploadingShare(share) : states.uploading;
    case 'waiting':
      return states.waiting[job.state.reason];
    case 'submitting':
      return job.practice ? states.submittingPractice : states.submitting;
    case 'queued':
      return job.practice ? states.queuedPractice : states.queued;
    case 'running':
      return job.practice || !wait ? states.runningPractice : states.running(usualTime(speech, wait, true));
    case 'downloading':
      return share ? states.downloadingShare(share) : states.downloading;
    case 'done':
      return states.done;
    case 'failed': {
      const { kind, code } = job.state.failure;
      return kind === 'other' && code !== null ? errors.otherCode(code) : errors.failures[kind];
    }
    case 'unknown':
      return job.practice ? states.unknownPractice : states.unknown;
    case 'stopped':
      return states.stopped;
    case 'cancelled':
      return job.practice ? states.cancelledPractice : states.cancelled;
  }
}

const AT_REST: readonly JobState['type'][] = ['done', 'failed', 'cancelled', 'unknown', 'stopped'];

/** Nothing happens to it any more without a person. */
export function isAtRest(job: JobView): boolean {
  return AT_REST.includes(job.state.type);
}

/** Length, size, codec and weight of a clip; what is not known is left out. */
export function factsOf({ words, format }: Speech, facts: MediaFacts): string[] {
  const { facts: say } = words.make;
  const found: string[] = [];
  if (facts.durationMs !== null) found.push(say.seconds(format.seconds(facts.durationMs)));
  if (facts.width !== null && facts.height !== null) {
    const size = say.size(facts.width, facts.height);
    found.push(facts.frameRate === null ? size : `${size} · ${say.frameRate(format.number(facts.frameRate))}`);
  }
  if (facts.videoCodec !== null) {
    const sound = facts.hasSound;
    found.push(
      sound === null ? facts.videoCodec : sound ? say.withSound(facts.videoCodec) : say.silent(facts.videoCodec),
    );
  } else {
    found.push(facts.format.toUpperCase());
  }
  found.push(format.bytes(facts.sizeBytes));
  return found;
}

/** An amount with what it is for: `¥0.60 a second`. */
function amountOf({ words, format }: Speech, price: Exclude<Price, { from: 'unknown' }>): string {
  const { make } = words;
  const amount = format.money(price.amount);
  return price.from === 'rate' ? make.rate[price.per](amount, price.every) : amount;
}

/** Only where the price begins is known. */
function isFloor(price: Price): boolean {
  return (price.from === 'list' || price.from === 'rate') && price.atLeast;
}

/** `≈ ¥1.89`, or that it is not known. */
export function shortPrice(speech: Speech, price: Price): string {
  const { make } = speech.words;
  if (price.from === 'unknown') return make.priceUnknown;
  return isFloor(price) ? make.atLeast(amountOf(speech, price)) : make.about(amountOf(speech, price));
}

/** `about ¥1.89` for the main button. */
export function buttonPrice(speech: Speech, price: Price): string {
  const { make } = speech.words;
  if (price.from === 'unknown') return make.buttonUnknown;
  return isFloor(price) ? make.atLeast(amountOf(speech, price)) : make.buttonPrice(amountOf(speech, price));
}
