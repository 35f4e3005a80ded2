/**
 * What the window asks of the program around it: commands by name, and two streams of events. `tauri.ts` answers with
 * the real program, `fake.ts` with an invented one; nothing else knows which it is.
 */
import type { Change, Commands, DropEvent, UiError } from './bindings';

/** Stops listening. */
export type Stop = () => void;

export interface Platform {
  /** Sends one command. Fails with a `UiError` and with nothing else. */
  call<Name extends keyof Commands>(name: Name, request: Commands[Name]['request']): Promise<Commands[Name]['answer']>;
  /** Tells about every write, in the order of the writes. */
  onChange(listener: (change: Change) => void): Stop;
  /** Tells about files that are dragged over the window. */
  onDrop(listener: (event: DropEvent) => void): Stop;
}

/** Whether a caught value is the error of a command. */
export function isUiError(error: unknown): error is UiError {
  return typeof error === 'object' && error !== null && 'code' in error && 'charged' in error;
}
