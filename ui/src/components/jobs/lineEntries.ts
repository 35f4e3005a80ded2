/** What can be done with a job before it is sent, as entries of a menu; and the wish to cancel one that was. */
import type { MenuEntry } from '$components/library/Menu.svelte';
import type { JobId, JobView } from '$lib/platform/bindings';
import { canBeCancelled, isInLine, lineOf } from '$lib/state/line';
import { hasForm, type Studio } from '$lib/state/studio.svelte';

export function lineEntries(studio: Studio, job: JobView): MenuEntry[] {
  if (!isInLine(job)) return [];
  const { i18n, jobs, platform } = studio;
  const words = i18n.words.jobs.line;
  const line = lineOf(jobs.running);
  const at = line.findIndex((other) => other.id === job.id);
  const entries: MenuEntry[] = [];
  const add = (name: string, label: string, act: () => void) => entries.push({ name, label, act });
  const call = (name: 'job_pause' | 'job_resume') => {
    void studio.attempt(() => platform.call(name, { id: job.id }));
  };
  const move = (before: JobId | null) => {
    void studio.attempt(() => platform.call('job_move', { id: job.id, before }));
  };
  if (job.paused) {
    add('go-on', i18n.words.jobs.goOn, () => {
      call('job_resume');
    });
  } else {
    add('pause', words.pause, () => {
      call('job_pause');
    });
  }
  const [first, previous] = [line[0], line[at - 1]];
  if (first && previous) {
    if (at > 1) {
      add('to-front', words.toFront, () => {
        move(first.id);
      });
    }
    add('earlier', words.earlier, () => {
      move(previous.id);
    });
  }
  if (at >= 0 && at < line.length - 1) {
    add('later', words.later, () => {
      move(line[at + 2]?.id ?? null);
    });
  }
  if (hasForm(job)) add('change-in-line', words.change, () => void studio.changeInLine(job));
  return entries;
}

/** `ask` opens the question: RunningHub may refuse, and it alone says what is charged. */
export function cancelEntries(studio: Studio, job: JobView, ask: () => void): MenuEntry[] {
  if (!canBeCancelled(job)) return [];
  const words = studio.i18n.words.jobs.cancel;
  return [{ name: 'cancel', label: job.practice ? words.buttonPractice : words.button, act: ask }];
}
