/** What can be done with a job from its card, as far as its state allows it. */
import { cancelEntries, lineEntries } from '$components/jobs/lineEntries';
import { isAtRest } from '$lib/i18n/sentences';
import type { JobView } from '$lib/platform/bindings';
import { isInLine } from '$lib/state/line';
import { hasForm, type Studio } from '$lib/state/studio.svelte';
import type { MenuEntry } from './Menu.svelte';

/** What opens a question first. */
export type Questions = { remove: () => void; cancel: () => void };

export function entriesFor(studio: Studio, job: JobView, ask: Questions): MenuEntry[] {
  const { platform } = studio;
  const words = studio.i18n.words.library.menu;
  const result = job.results[0];
  const call = (name: 'job_stop_watching' | 'job_watch_again') =>
    void studio.attempt(() => platform.call(name, { id: job.id }));
  const inLine = isInLine(job);
  const entries: MenuEntry[] = lineEntries(studio, job);
  if (!isAtRest(job)) {
    entries.push({
      name: 'stop',
      label: words.stopWatching,
      act: () => {
        call('job_stop_watching');
      },
    });
  }
  entries.push(...cancelEntries(studio, job, ask.cancel));
  if (job.state.type === 'stopped') {
    entries.push({
      name: 'watch',
      label: words.watchAgain,
      act: () => {
        call('job_watch_again');
      },
    });
  }
  // Of an unknown job the card itself offers to send it again, with a warning.
  if (isAtRest(job) && job.state.type !== 'unknown' && hasForm(job))
    entries.push({ name: 'again', label: words.makeAgain, act: () => void studio.again(job) });
  if (hasForm(job) && !inLine) {
    entries.push({
      name: 'change',
      label: words.change,
      act: () => {
        studio.change(job);
      },
    });
  }
  if (result?.available) {
    entries.push({
      name: 'reveal',
      label: words.showInFolder,
      act: () => void studio.attempt(() => platform.call('media_reveal', { id: result.id })),
    });
    entries.push({
      name: 'copy',
      label: words.saveCopy,
      act: () => void studio.attempt(() => platform.call('media_copy', { id: result.id })),
    });
  }
  entries.push({ name: 'delete', label: words.delete, bad: true, act: ask.remove });
  return entries;
}
