/** The seam to the real program, over Tauri's own mock of its bridge. */
import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { afterEach, expect, test } from 'vitest';
import { createTauri } from './tauri';

afterEach(() => {
  clearMocks();
});

test('a command goes out by its name, with its request', async () => {
  const sent: [string, unknown][] = [];
  mockIPC((name, payload) => {
    sent.push([name, payload]);
    return [];
  });
  await createTauri().call('model_fits', { id: 'clip' });
  expect(sent).toEqual([['model_fits', { request: { id: 'clip' } }]]);
});

test('an error of the program arrives as it is', async () => {
  mockIPC(() =>
    Promise.reject(Object.assign(new Error(), { code: 'file-gone', detail: 'x', charged: 'no', retryable: false })),
  );
  await expect(createTauri().call('media_get', { id: 'x' })).rejects.toMatchObject({ code: 'file-gone', detail: 'x' });
});

test('a refusal of the bridge itself becomes an error that the window has words for', async () => {
  mockIPC(() => {
    throw new Error('command media_get not allowed');
  });
  await expect(createTauri().call('media_get', { id: 'x' })).rejects.toMatchObject({
    code: 'not-now',
    charged: 'unknown',
  });
});
