/** The frame of the window: rail, notices, dialogs, drop. */

export const shell = {
  rail: { label: 'Sections', make: 'Make', library: 'Library', money: 'Money', settings: 'Settings' },
  balance: 'balance',
  practice: 'Practice',
  practiceHint: 'Practice mode: everything stays on this computer and costs nothing.',
  keyRefused: 'Key refused',
  offline: 'Offline',
  storeFailing:
    'Nothing can be written to the disk, so nothing is sent. Make room on it: everything goes on by itself then.',
  mended: {
    title: 'The library was damaged',
    goneTitle: 'The library was gone',
    restored: (day: string, time: string) => `The copy of ${day}, ${time}, has taken its place.`,
    anew: 'There was no copy of it, so the library begins anew. Your results are where they were.',
    newer: 'What the results folder holds and the library does not know is being added now.',
    doubtful: 'What was still waiting in the copy may have been sent since. Check it before you send it again.',
    kept: (name: string) => `Nothing was deleted. The damaged file is kept in the data folder as ${name}.`,
    understood: 'Understood',
  },
  startFailed: 'Afterframe could not read its data.',
  tryAgain: 'Try again',
  close: 'Close',
  cancel: 'Cancel',
  details: 'Technical details',
  copy: 'Copy',
  copied: 'Copied',
  notices: 'Notices',
  drop: {
    title: 'Drop it here',
    body: 'A video or a picture. It stays on this computer until you press Make.',
    looking: 'Looking at it',
  },
  environment: {
    key: 'The key comes from the environment (RH_API_KEY).',
    address: (address: string) => `The address comes from the environment: ${address}`,
  },
  field: {
    randomSeed: 'Throw the dice',
    clear: 'Clear',
    every: 'A new one each time',
    left: (used: string, most: string) => `${used} / ${most}`,
  },
};
