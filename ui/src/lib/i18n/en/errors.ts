/**
 * What went wrong, whether it cost anything, and what to do next: one sentence, one sentence, one button. The tables
 * are total: a code without words does not compile.
 */
import type { Charged, ErrorCode, FailureKind } from '$lib/platform/bindings';
import type { Remedy } from '../remedies';

const codes: Record<ErrorCode, string> = {
  'key-malformed': 'This does not look like a RunningHub key. Copy the whole key and paste it again.',
  'key-unknown': 'RunningHub does not know this key.',
  'key-not-allowed': 'RunningHub knows this key, but its account may not run models with it.',
  'site-unreachable': 'RunningHub could not be reached. Check the connection.',
  'keychain-locked': "The system's keychain is locked.",
  'keychain-missing': 'This computer has no keychain that answers.',
  'keychain-failed': "The system's keychain refused.",
  'file-not-found': 'There is no file at this place.',
  'file-is-folder': 'This is a folder. Choose a file in it.',
  'file-empty': 'This file is empty.',
  'file-unreadable': 'This file cannot be read. It may belong to someone else or still be in use.',
  'file-not-media': 'This is no video, picture or sound.',
  'file-damaged': 'This file is damaged or only half there.',
  'file-gone': 'The file is not where it was.',
  'address-refused': 'Nothing is fetched from this address: only public ones that begin with https are.',
  'address-empty': 'There is no file at this address, or it is not given to everybody.',
  'address-unreachable': 'This address could not be reached. Check the connection and try again.',
  'address-too-large': 'This file is too large to be taken in.',
  'carry-failed': 'The system did not take the file. Save a copy of it instead.',
  'model-unknown': 'This version does not know that model.',
  'job-unknown': 'This take is not there any more.',
  'no-account': 'Enter a RunningHub key or switch to practice first.',
  'not-now': 'This cannot be done just now: things have moved on.',
  'already-sent': 'It was sent in the meantime, so it stays as it was. Cancel it, or make a changed one.',
  'task-malformed': 'This is no number of a call. It is about nineteen digits long.',
  'task-unknown': 'RunningHub knows no call with this number on this account.',
  'task-taken': 'Another take in the library already has this number.',
  'proxy-malformed':
    'This cannot be used as a proxy. It is written like http://proxy.example:3128, without a name or a password.',
  'folder-unusable': 'Nothing can be written to the results folder.',
  'bin-failed': "The system's bin did not take a file. It stays where it is, and its take is back in the library.",
  'name-unusable': 'This name is empty or already taken. Choose another one.',
  'rename-failed': 'The file could not be renamed, so everything keeps its name.',
  'collection-unknown': 'This collection is not there any more.',
  'frame-failed': 'The frame could not be saved as a picture.',
  'copy-failed': 'The copy could not be written there. Choose another place.',
  'store-failed': 'It could not be written down, so nothing was sent. Is the disk full?',
  'practice-failed': 'The practice server did not start.',
  'open-failed': 'The system could not open it.',
};

const failures: Record<FailureKind, string> = {
  key: 'RunningHub did not accept the key.',
  'key-kind': 'This kind of key cannot run models.',
  credit: 'There is not enough credit on the account.',
  content: 'RunningHub refused the words or the footage.',
  'real-people': 'This model refuses footage of real people.',
  input: 'The model did not accept one of the settings.',
  'file-too-large': 'The file is too large for this model.',
  'file-unreadable': 'RunningHub could not read the file.',
  'file-gone': 'The file was moved or deleted before it was sent.',
  'no-such-model': 'RunningHub does not offer this model any more.',
  'task-gone': 'RunningHub does not know this one any more.',
  'timed-out': 'RunningHub gave up after a long time.',
  generation: 'The model could not make it.',
  server: 'Something broke at RunningHub.',
  'no-result': 'RunningHub said it was done and gave no result.',
  'bad-result': 'What RunningHub gave is not what this model makes.',
  other: 'RunningHub ended it for a reason it does not explain.',
};

const charged: Record<Charged, string> = {
  no: 'Nothing was charged.',
  yes: 'It was charged.',
  unknown: 'Whether it was charged is not known.',
};

const remedies: Record<Remedy, string> = {
  'try-again': 'Try again',
  'make-again': 'Make again',
  'watch-again': 'Look again, free',
  'change-and-make': 'Change and make',
  'open-settings': 'Open settings',
  'get-key': 'Where to get a key',
  'add-credit': 'Add credit',
  'choose-clip': 'Choose another file',
  'choose-folder': 'Choose a folder',
  close: 'OK',
};

export const errors = {
  codes,
  failures,
  charged,
  remedies,
  practiceFree: 'Practice costs nothing.',
  /** A code that this version has no words for. */
  otherCode: (code: string) => `RunningHub ended it with code ${code}, which this version does not know.`,
  unexpected: 'Something unexpected happened in the window.',
};
