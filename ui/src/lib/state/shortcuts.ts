/** Keys that work in the whole window. The player has keys of its own in `lib/player/keys.ts`. */
import type { Studio } from './studio.svelte';

/** Whether a key is being typed rather than pressed. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLElement && target.isContentEditable) ||
    (target instanceof HTMLInputElement && !['radio', 'checkbox', 'range', 'button'].includes(target.type))
  );
}

type Action = (studio: Studio) => void;

function openJob({ navigation, jobs }: Studio) {
  return navigation.view.name === 'player' ? jobs.get(navigation.view.job) : undefined;
}

/** With Ctrl, or Command on a Mac. */
const WITH_MOD: Record<string, Action> = {
  Enter: (studio) => {
    if (studio.navigation.view.name === 'make' && studio.make.offer.have) void studio.makeNow();
  },
  o: (studio) => void studio.chooseClip(),
  n: (studio) => {
    studio.make.clear();
    studio.navigation.go('make');
  },
  e: (studio) => {
    const job = openJob(studio);
    if (job) studio.extend(job);
  },
  r: (studio) => {
    const job = openJob(studio);
    if (job) void studio.again(job);
  },
  k: (studio) => {
    studio.navigation.go('make');
    studio.finder.open();
  },
  f: (studio) => {
    studio.navigation.search();
  },
  ',': (studio) => {
    studio.navigation.go('settings');
  },
  '1': (studio) => {
    studio.navigation.go('make');
  },
  '2': (studio) => {
    studio.navigation.go('library');
  },
  '3': (studio) => {
    studio.navigation.go('money');
  },
};

/** Does what a key asks for. An open dialog keeps all keys to itself. */
export function handleShortcut(event: KeyboardEvent, studio: Studio, listShortcuts: () => void): void {
  if (event.defaultPrevented || document.querySelector('dialog[open]')) return;
  const mod = event.ctrlKey || event.metaKey;
  if (mod && !event.altKey && !event.shiftKey) {
    const action = WITH_MOD[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!action) return;
    event.preventDefault();
    action(studio);
  } else if (event.key === '?' && !isTyping(event.target)) {
    event.preventDefault();
    listShortcuts();
  } else if (event.key === 'Escape') {
    studio.navigation.close();
  }
}
