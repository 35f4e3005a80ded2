/** Files in and out: settings that came back with a file, pasting, fetching, copying. */

export const inout = {
  restored: {
    note: (name: string) => `These are the settings that “${name}” was made with.`,
    missing: (fields: string, count: number) =>
      count === 1
        ? `One file is not known here any more. Put it back yourself: ${fields}.`
        : `Some files are not known here any more. Put them back yourself: ${fields}.`,
    useFile: 'Use the file itself instead',
    known: (name: string) => `The settings that “${name}” was made with are known.`,
    useSettings: 'Use its settings',
    dismiss: 'Dismiss this note',
  },
  fetch: {
    title: (host: string) => `Fetch this file from ${host}?`,
    body: 'You pasted an address. The file is downloaded and kept on this computer; nothing else is sent.',
    address: 'Address',
    yes: 'Fetch it',
    busy: 'Fetching',
    stop: 'Stop',
    stopping: 'Stopping',
  },
  copyFile: 'Copy file',
  fileCopied: 'The file is on the clipboard.',
};
