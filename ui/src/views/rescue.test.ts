/** The settings that find what seems lost, the proxy, and the text for support. */
import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import { openStudio, show, violations, type Opened } from '../testing';
import Settings from './Settings.svelte';

const open: Opened[] = [];

async function start(): Promise<Opened> {
  const opened = await openStudio();
  open.push(opened);
  show(opened.studio, Settings);
  return opened;
}

function clipboard(writeText: (text: string) => Promise<unknown>): void {
  Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
}

afterEach(() => {
  for (const { studio } of open.splice(0)) studio.close();
});

test('a result is fetched by its number, with or without its model, and its page opens', async () => {
  const { fake, studio } = await start();
  await fireEvent.click(screen.getByTestId('rescue-fetch'));
  expect(await violations()).toEqual([]);
  await fireEvent.input(screen.getByTestId('task-number'), { target: { value: '12' } });
  await fireEvent.click(screen.getByTestId('fetch-act'));
  await screen.findByText('This is no number of a call. It is about nineteen digits long.');
  await fireEvent.input(screen.getByTestId('task-number'), { target: { value: '1980231145512345609' } });
  await fireEvent.click(screen.getByTestId('fetch-act'));
  await waitFor(() => {
    expect(studio.navigation.view.name).toBe('player');
  });
  expect(fake.calls.at(-1)).toEqual({
    name: 'task_fetch',
    request: { taskId: '1980231145512345609', endpoint: null },
  });
  expect(fake.calls.some(({ name }) => name === 'job_create')).toBe(false);
});

test('looking for lost results says what was found', async () => {
  const { fake } = await start();
  await fireEvent.click(screen.getByTestId('rescue-look'));
  await waitFor(() => {
    expect(screen.getByTestId('rescue-found').textContent).toBe('Nothing is missing.');
  });
  fake.answer('results_find', () => ({ count: 3 }));
  await fireEvent.click(screen.getByTestId('rescue-look'));
  await waitFor(() => {
    expect(screen.getByTestId('rescue-found').textContent).toBe('3 results were taken in again.');
  });
});

test('a proxy is kept, a wrong one is said, and nothing is the one of the system', async () => {
  const { studio } = await start();
  const field = screen.getByTestId('settings-proxy');
  await fireEvent.input(field, { target: { value: 'http://ada:secret@proxy.example' } });
  await fireEvent.click(screen.getByTestId('settings-proxy-save'));
  await waitFor(() => {
    expect(screen.getByTestId('settings-proxy-said').textContent).toContain('cannot be used as a proxy');
  });
  expect(field.getAttribute('aria-invalid')).toBe('true');
  expect(await violations()).toEqual([]);
  await fireEvent.input(field, { target: { value: 'http://proxy.example:3128' } });
  await fireEvent.click(screen.getByTestId('settings-proxy-save'));
  await waitFor(() => {
    expect(studio.app.settings.proxy).toBe('http://proxy.example:3128');
  });
  await fireEvent.input(field, { target: { value: '' } });
  await fireEvent.click(screen.getByTestId('settings-proxy-save'));
  await waitFor(() => {
    expect(screen.getByTestId('settings-proxy-said').textContent).toContain('The one of the system is used.');
  });
  expect(studio.app.settings.proxy).toBeNull();
});

test('the report is copied, or shown where nothing can be copied', async () => {
  const written: string[] = [];
  clipboard((text) => Promise.resolve(written.push(text)));
  await start();
  await fireEvent.click(screen.getByTestId('settings-report'));
  await waitFor(() => {
    expect(written[0]).toContain('Afterframe: 0.1.0');
  });
  expect(screen.getByTestId('settings-report').textContent).toBe('Copied');
  clipboard(() => Promise.reject(new Error('not allowed')));
  await fireEvent.click(screen.getByTestId('settings-report'));
  expect(await screen.findByText('It could not be copied. Here it is:')).toBeTruthy();
});
