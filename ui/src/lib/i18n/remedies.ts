/** Which one button follows which problem. What the buttons do is decided where they are shown. */
import type { ErrorCode, FailureKind } from '$lib/platform/bindings';

export type Remedy =
  | 'try-again'
  | 'make-again'
  /** Asks RunningHub once more for what is paid already. */
  | 'watch-again'
  | 'change-and-make'
  | 'open-settings'
  | 'get-key'
  | 'add-credit'
  | 'choose-clip'
  | 'choose-folder'
  | 'close';

export const REMEDY_OF_ERROR: Record<ErrorCode, Remedy> = {
  'key-malformed': 'close',
  'key-unknown': 'get-key',
  'key-not-allowed': 'get-key',
  'site-unreachable': 'try-again',
  'keychain-locked': 'try-again',
  'keychain-missing': 'try-again',
  'keychain-failed': 'try-again',
  'file-not-found': 'choose-clip',
  'file-is-folder': 'choose-clip',
  'file-empty': 'choose-clip',
  'file-unreadable': 'choose-clip',
  'file-not-media': 'choose-clip',
  'file-damaged': 'choose-clip',
  'file-gone': 'choose-clip',
  'address-refused': 'close',
  'address-empty': 'close',
  'address-unreachable': 'try-again',
  'address-too-large': 'close',
  'model-unknown': 'close',
  'job-unknown': 'close',
  'no-account': 'open-settings',
  'not-now': 'close',
  'already-sent': 'close',
  'task-malformed': 'close',
  'task-unknown': 'close',
  'task-taken': 'close',
  'proxy-malformed': 'close',
  'folder-unusable': 'choose-folder',
  'bin-failed': 'close',
  'name-unusable': 'close',
  'rename-failed': 'try-again',
  'collection-unknown': 'close',
  'copy-failed': 'try-again',
  'frame-failed': 'try-again',
  'carry-failed': 'close',
  'store-failed': 'try-again',
  'practice-failed': 'try-again',
  'open-failed': 'close',
};

export const REMEDY_OF_FAILURE: Record<FailureKind, Remedy> = {
  key: 'open-settings',
  'key-kind': 'get-key',
  credit: 'add-credit',
  content: 'change-and-make',
  'real-people': 'change-and-make',
  input: 'change-and-make',
  'file-too-large': 'choose-clip',
  'file-unreadable': 'choose-clip',
  'file-gone': 'choose-clip',
  'no-such-model': 'change-and-make',
  'task-gone': 'watch-again',
  'timed-out': 'make-again',
  generation: 'make-again',
  server: 'make-again',
  'no-result': 'watch-again',
  'bad-result': 'watch-again',
  other: 'make-again',
};
