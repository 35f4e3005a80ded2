/** Short messages: failures that need a button, and announcements for screen readers. */
import type { UiError } from '$lib/platform/bindings';

export type Notice = { id: number; error: UiError; retry: (() => void) | null };

export class Notices {
  list: readonly Notice[] = $state.raw([]);
  /** The last thing to be read aloud. */
  announcement = $state('');
  #next = 1;

  fail(error: UiError, retry: (() => void) | null = null): void {
    const others = this.list.filter((notice) => notice.error.code !== error.code);
    this.list = [...others, { id: this.#next++, error, retry }].slice(-3);
  }

  dismiss(id: number): void {
    this.list = this.list.filter((notice) => notice.id !== id);
  }

  announce(sentence: string): void {
    this.announcement = sentence;
  }
}
