/** The settings view. */
import type { Mode, Theme } from '$lib/platform/bindings';

const modes: Record<Exclude<Mode, 'undecided'>, string> = { practice: 'Practice', 'running-hub': 'RunningHub' };
const themes: Record<Theme, string> = { system: 'System', light: 'Light', dark: 'Dark' };

export const settings = {
  title: 'Settings',
  account: {
    title: 'Account',
    mode: 'Works with',
    modes,
    modeHelp: {
      practice: 'Everything stays on this computer, with sample results and no cost.',
      'running-hub': 'Clips are sent to RunningHub when you press Make, and every run costs money.',
      undecided: 'Choose one to begin.',
    } satisfies Record<Mode, string>,
    key: 'Key',
    endsIn: (lastFour: string) => `ends in ${lastFour}`,
    status: {
      none: 'There is no key.',
      keychain: "In your system's keychain",
      session: 'For this session only',
      environment: 'From the environment (RH_API_KEY)',
      locked: "The system's keychain is locked, so the key cannot be read.",
      'no-keychain': 'No keychain answers on this computer, so no key can be read.',
    },
    sessionHelp: 'It has to be pasted again at the next start.',
    environmentHelp: 'It goes before any other key and can only be changed where it was set.',
    tryAgain: 'Try again',
    add: 'Add a key',
    change: 'Change',
    changeTitle: 'Change the key',
    addTitle: 'Add a key',
    save: 'Use this key',
    remove: 'Remove',
    removeTitle: 'Remove the key?',
    removeBody:
      'It is deleted from this computer. At RunningHub it goes on to exist. What is being made there goes on; it is fetched once there is a key again.',
    removed: 'The key is removed.',
    site: 'Site',
    former: 'Also kept',
    formerKeys: {
      fetching: (site: string) => `The key for ${site}, until what is being made there has been fetched.`,
      'not-removed': (site: string) =>
        `The key for ${site} could not be removed from the keychain. It is tried again at the next start.`,
    },
    address: 'The address comes from the environment (RH_API_BASE_URL).',
    kind: 'Kind',
    kindHelp: 'Models need an enterprise-shared key.',
    kindWhere: 'Where it is made',
    balance: 'Balance',
    notKnown: 'not known',
    refresh: 'Ask again',
    credit: 'Add credit',
    slots: 'At once',
    slotsOf: (limit: string, running: string) => `up to ${limit}, ${running} running`,
    refused: 'RunningHub does not accept this key any more.',
    unreachable: 'RunningHub could not be reached, so this may be old.',
  },
  results: {
    title: 'Results',
    folder: 'Folder',
    help: 'A folder for each day is made in it. Files that are there already stay where they are.',
    change: 'Change…',
    reset: 'Back to the usual one',
  },
  look: { title: 'Look', theme: 'Theme', themes },
  language: { title: 'Language', language: 'Shown in', system: 'System' },
  notifications: {
    title: 'Notifications',
    notify: 'When takes end',
    notifyHelp: 'A message of the system, while you look at something else. Several that end together are one message.',
  },
  advanced: {
    title: 'Advanced',
    newerModels: 'Newer models',
    newerModelsHelp: 'Also offers models that nobody has tried out here yet, and those that a newer one has replaced.',
    settingsInFiles: 'Settings in files',
    settingsInFilesHelp:
      'A result carries what it was made with. Drop it on the window, and the form is filled again, even on another computer.',
    tray: 'Stay in the tray',
    trayHelp: 'Closing the window leaves Afterframe running. Its icon says how many takes are being made.',
    trayMissing: 'This desktop has no place for icons of programs, so closing the window closes Afterframe.',
    menuBar: 'Menu bar',
    menuBarHelp: 'Shows the menus at the top of the window.',
  },
  groups: 'Groups of settings',
};
