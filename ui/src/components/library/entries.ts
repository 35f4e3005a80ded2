/** What can be done with a job from its card, as far as its state allows it. */
import { cancelEntries, lineEntries } from '$components/jobs/lineEntries';
import { isAtRest } from '$lib/i18n/sentences';
import type { JobView } from '$lib/platform/bindings';
import { nextStep } from '$lib/player/kinds';
import { isInLine } from '$lib/state/line';
import { hasForm, type Studio } from '$lib/state/studio.svelte';
import type { Asking } from './asking.svelte';
import { star } from './deeds';
import type { MenuEntry } from './Menu.svelte';

/** In parts: to look and go on, what its line allows, to make more, to keep in order, its file, to delete. */
export function entriesFor(studio: Studio, job: JobView, asking: Asking): MenuEntry[] {
  const parts = [
    onward(studio, job),
    underWay(studio, job, asking),
    again(studio, job),
    keeping(studio, job, asking),
    file(studio, job),
    [
      entry(
        'delete',
        studio.i18n.words.library.menu.delete,
        () => {
          asking.about('delete', [job.id]);
        },
        true,
      ),
    ],
  ];
  return parts
    .filter((part) => part.length > 0)
    .flatMap((part, at) => part.map((one, place) => (place === 0 && at > 0 ? { ...one, apart: true } : one)));
}

function entry(name: string, label: string, act: () => void, bad = false): MenuEntry {
  return { name, label, bad, act };
}

function onward(studio: Studio, job: JobView): MenuEntry[] {
  const words = studio.i18n.words.library.menu;
  const result = job.results[0];
  const next = result && nextStep(result);
  const entries = [
    entry('open', words.open, () => {
      studio.library.active = job.id;
      studio.navigation.open(job.id);
    }),
  ];
  if (next) {
    entries.push(
      entry('extend', words[next], () => {
        studio.extend(job);
      }),
    );
  }
  return entries;
}

function underWay(studio: Studio, job: JobView, asking: Asking): MenuEntry[] {
  const words = studio.i18n.words.library.menu;
  const call = (name: 'job_stop_watching' | 'job_watch_again') => () =>
    void studio.attempt(() => studio.platform.call(name, { id: job.id }));
  const entries = lineEntries(studio, job);
  if (!isAtRest(job)) entries.push(entry('stop', words.stopWatching, call('job_stop_watching')));
  entries.push(
    ...cancelEntries(studio, job, () => {
      asking.about('cancel', [job.id]);
    }),
  );
  if (job.state.type === 'stopped') entries.push(entry('watch', words.watchAgain, call('job_watch_again')));
  return entries;
}

function again(studio: Studio, job: JobView): MenuEntry[] {
  const words = studio.i18n.words.library.menu;
  if (!hasForm(job)) return [];
  const entries: MenuEntry[] = [];
  // Of an unknown job the card itself offers to send it again, with a warning.
  if (isAtRest(job) && job.state.type !== 'unknown') {
    entries.push(entry('again', words.makeAgain, () => void studio.again(job)));
  }
  if (!isInLine(job)) {
    entries.push(
      entry('change', words.change, () => {
        studio.change(job);
      }),
    );
  }
  if (studio.further.can(job) && isAtRest(job)) {
    entries.push(
      entry('variations', words.variations, () => {
        studio.further.vary(job);
      }),
      entry('another', words.inAnotherModel, () => {
        studio.further.another(job);
      }),
      entry('compare', words.inSeveral, () => {
        studio.further.compare(job);
      }),
    );
  }
  return entries;
}

function keeping(studio: Studio, job: JobView, asking: Asking): MenuEntry[] {
  const words = studio.i18n.words.library.menu;
  const ask = (what: 'rename' | 'tags' | 'collections') => () => {
    asking.about(what, [job.id]);
  };
  const marks = [
    entry('star', job.favourite ? words.unstar : words.star, () => void star(studio, [job.id], !job.favourite)),
    entry('tags', words.tags, ask('tags')),
    entry('collections', words.collections, ask('collections')),
  ];
  // The name of what is being made is in use.
  return isAtRest(job) ? [entry('rename', words.rename, ask('rename')), ...marks] : marks;
}

function file(studio: Studio, job: JobView): MenuEntry[] {
  const words = studio.i18n.words.library.menu;
  const result = job.results[0];
  if (!result?.available) return [];
  const { id } = result;
  const call = (name: 'media_reveal' | 'media_copy') => () =>
    void studio.attempt<unknown>(() => studio.platform.call(name, { id }));
  return [
    entry('reveal', words.showInFolder, call('media_reveal')),
    entry('copy-file', studio.i18n.words.inout.copyFile, () => void studio.copyFile(result)),
    entry('copy', words.saveCopy, call('media_copy')),
  ];
}
