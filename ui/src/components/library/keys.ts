/** What the keys do on the cards of the library. */
import type { JobId } from '$lib/platform/bindings';
import { nextStep } from '$lib/player/kinds';
import type { Studio } from '$lib/state/studio.svelte';
import type { Asking } from './asking.svelte';
import { star } from './deeds';
import { nextIndex, type Layout } from './grid';

export type Here = {
  studio: Studio;
  asking: Asking;
  layout: Layout;
  height: number;
  total: number;
  /** The place of the card that the keyboard is on, and which it is. */
  at: number;
  id: JobId | null;
  focusCard: (index: number) => void;
  open: (id: JobId) => void;
};

/** Does what a key asks for on the card that the keyboard is on. */
export function pressKey(event: KeyboardEvent, here: Here): void {
  if (event.defaultPrevented || event.altKey || here.total === 0) return;
  if (moves(event, here) || does(event, here)) event.preventDefault();
}

function moves(event: KeyboardEvent, { studio, layout, height, total, at, id, focusCard }: Here): boolean {
  if (event.ctrlKey || event.metaKey) return false;
  const aim = nextIndex(event.key, at, layout, height, total);
  if (aim === null) return false;
  if (event.shiftKey) {
    const { selection } = studio.library;
    if (id !== null) selection.begin(id, at);
    void studio.attempt(() => selection.extendTo(aim));
  }
  focusCard(aim);
  return true;
}

function does(event: KeyboardEvent, { studio, asking, at, id, open }: Here): boolean {
  const { library, jobs } = studio;
  const { selection } = library;
  const job = id === null ? undefined : jobs.get(id);
  if (!job || id === null) return false;
  const mod = event.ctrlKey || event.metaKey;
  const choosing = selection.size > 0;
  // On a button of the card its own keys come first.
  const onCard = event.target instanceof Element && event.target.classList.contains('open');
  const chosen = choosing ? selection.ids : [id];
  const one = chosen[0] === undefined ? undefined : jobs.get(chosen[0]);
  switch (event.key.length === 1 ? event.key.toLowerCase() : event.key) {
    case ' ':
      if (!onCard || !(choosing || mod)) return false;
      selection.toggle(id, at);
      return true;
    case 'Enter':
      // While some are chosen a press chooses; the key still opens.
      if (!onCard || mod || !choosing) return false;
      open(id);
      return true;
    case 'e':
      if (event.shiftKey || !job.results[0] || !nextStep(job.results[0])) return false;
      studio.extend(job);
      return true;
    case 'r':
      if (!mod) return false;
      if (chosen.length > 1) studio.further.repeat(chosen);
      // A key that is held down is pressed once: each time would be paid for.
      else if (one && !event.repeat) void studio.again(one);
      return true;
    case 's':
      if (mod) return false;
      void star(studio, chosen, !job.favourite);
      return true;
    case 'F2':
      asking.about('rename', [id]);
      return true;
    case 'Delete':
    case 'Backspace':
      if (mod) return false;
      asking.about('delete', chosen);
      return true;
    default:
      return false;
  }
}
