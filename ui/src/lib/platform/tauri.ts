/** The real program behind the window. The only module that knows Tauri. */
import { invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import type { Change, Commands, DropEvent, UiError } from './bindings';
import { isUiError, type Platform, type Stop } from './types';

/** Listens at once and can be stopped before Tauri has answered. */
function subscribe<Payload>(event: string, listener: (payload: Payload) => void): Stop {
  let stopped = false;
  const listening = listen<Payload>(event, ({ payload }) => {
    if (!stopped) listener(payload);
  });
  return () => {
    stopped = true;
    void listening.then((stop) => {
      stop();
    });
  };
}

/** A refusal of Tauri itself (a command that is not allowed, an argument that does not fit) has no code of ours. */
function asUiError(error: unknown): UiError {
  if (isUiError(error)) return error;
  return { code: 'not-now', detail: String(error), charged: 'unknown', retryable: false };
}

export function createTauri(): Platform {
  return {
    async call<Name extends keyof Commands>(name: Name, request: Commands[Name]['request']) {
      try {
        return await invoke<Commands[Name]['answer']>(name, { request });
      } catch (error) {
        throw asUiError(error);
      }
    },
    onChange: (listener) => subscribe<Change>('change', listener),
    onDrop: (listener) => subscribe<DropEvent>('drop', listener),
  };
}
