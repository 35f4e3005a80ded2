/** Keys that work in the whole window. The player has keys of its own in `lib/player/keys.ts`. */
import type { MenuAction } from '$lib/platform/bindings';
import type { Section } from './navigation.svelte';
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

/** Whether a press is to copy the file that is looked at: words that are selected or written are what is meant first. */
export function copiesFile(event: KeyboardEvent): boolean {
  const pressed =
    (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'c';
  return pressed && !isTyping(event.target) && getSelection()?.isCollapsed !== false;
}

type Action = (studio: Studio) => void;

function openJob({ navigation, jobs }: Studio) {
  return navigation.view.name === 'player' ? jobs.get(navigation.view.job) : undefined;
}

const search: Action = ({ navigation }) => {
  navigation.search();
};
const start: Action = ({ make, navigation }) => {
  make.clear();
  navigation.go('make');
};
const add: Action = (studio) => void studio.chooseClip();
const extend: Action = (studio) => {
  const job = openJob(studio);
  if (job) studio.extend(job);
};
const again: Action = (studio) => {
  const job = openJob(studio);
  if (job) void studio.again(job);
};
const show =
  (section: Section): Action =>
  ({ navigation }) => {
    navigation.go(section);
  };

/** With Ctrl, or Command on a Mac. */
const WITH_MOD: Record<string, Action> = {
  Enter: (studio) => {
    if (studio.navigation.view.name === 'make' && studio.make.offer.have) void studio.makeNow();
  },
  o: add,
  n: start,
  e: extend,
  r: again,
  k: (studio) => {
    studio.navigation.go('make');
    studio.finder.open();
  },
  f: search,
  z: (studio) => void studio.bin.undo(),
  q: (studio) => void studio.attempt(() => studio.platform.call('app_quit', null)),
  ',': show('settings'),
  '1': show('make'),
  '2': show('library'),
  '3': show('money'),
};

/** What the menus of the program ask for. Total: an item that does nothing does not compile. */
const IN_MENUS: Record<MenuAction, Action> = {
  new: start,
  add,
  search,
  extend,
  again,
  settings: show('settings'),
  make: show('make'),
  library: show('library'),
  money: show('money'),
  shortcuts: ({ navigation }) => {
    navigation.listsShortcuts = true;
  },
  guide: ({ guide }) => {
    guide.start();
  },
  about: ({ navigation }) => {
    navigation.settings('about');
  },
};

/** Before a person has chosen what to work with there is nothing to do; an open dialog keeps everything to itself. */
function isBusy({ app }: Studio): boolean {
  return app.account.mode === 'undecided' || document.querySelector('dialog[open]') !== null;
}

/** Does what was chosen in a menu. */
export function handleMenu(action: MenuAction, studio: Studio): void {
  if (!isBusy(studio)) IN_MENUS[action](studio);
}

/** Does what a key asks for. The program can be left at any time. */
export function handleShortcut(event: KeyboardEvent, studio: Studio): void {
  if (event.defaultPrevented) return;
  // A key that is held down presses once: what it presses may be paid for each time.
  if (event.repeat && event.key === 'Enter' && event.target instanceof HTMLButtonElement) event.preventDefault();
  const mod = event.ctrlKey || event.metaKey;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const leaves = mod && key === 'q';
  if (isBusy(studio) && !leaves) return;
  if (mod && !event.altKey && !event.shiftKey) {
    const action = WITH_MOD[key];
    // In a field it undoes what was typed.
    if (!action || (key === 'z' && (isTyping(event.target) || !studio.bin.last))) return;
    event.preventDefault();
    if (!event.repeat) action(studio);
  } else if (event.key === '?' && !isTyping(event.target)) {
    event.preventDefault();
    studio.navigation.listsShortcuts = true;
  } else if (event.key === 'Escape') {
    studio.navigation.close();
  }
}
