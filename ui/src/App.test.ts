/** The window as a whole: it starts, it says when it cannot, and its frame has no violation. */
import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { createFake, uiError } from '$lib/platform/fake';
import { clip } from '$lib/platform/fake/data';
import App from './App.svelte';
import { violations } from './testing';

const open = (options: Parameters<typeof createFake>[0]) => {
  const fake = createFake({ stepMs: 0, mediaBase: 'http://127.0.0.1:1/token', ...options });
  render(App, { platform: fake });
  return fake;
};

test('a first start shows the welcome page and nothing else', async () => {
  open({ mode: 'undecided' });
  expect(await screen.findByTestId('welcome')).toBeTruthy();
  expect(screen.queryByTestId('rail-make')).toBeNull();
});

test('practice is marked in the rail, a balance is shown there', async () => {
  open({ mode: 'practice' });
  expect(await screen.findByText('Practice')).toBeTruthy();
  expect(await violations()).toEqual([]);
});

test('the rail leads to every view', async () => {
  open({ mode: 'running-hub', jobs: true });
  expect(await screen.findByText('$41.20')).toBeTruthy();
  for (const view of ['library', 'settings', 'make']) {
    await fireEvent.click(screen.getByTestId(`rail-${view}`));
    expect(screen.getByTestId(`rail-${view}`).getAttribute('aria-current')).toBe('page');
    expect(await violations()).toEqual([]);
  }
});

test('Ctrl+F leads from every view to the search of the library', async () => {
  open({ mode: 'practice', jobs: true });
  for (const view of ['make', 'settings', 'library']) {
    await fireEvent.click(await screen.findByTestId(`rail-${view}`));
    await fireEvent.keyDown(window, { key: 'f', ctrlKey: true });
    await waitFor(() => {
      expect(document.activeElement).toBe(screen.getByTestId('library-search'));
    });
  }
  const opener = screen.getAllByTestId('job-card')[0]?.querySelector('button');
  if (!opener) throw new Error('the library shows no card');
  await fireEvent.click(opener);
  await screen.findByTestId('player');
  await fireEvent.keyDown(window, { key: 'f', ctrlKey: true });
  await screen.findByTestId('library-search');
  // The card that was opened gets the focus back otherwise, a moment later.
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(document.activeElement).toBe(screen.getByTestId('library-search'));
});

test('a question mark lists the shortcuts', async () => {
  open({ mode: 'practice' });
  await screen.findByTestId('rail-make');
  await fireEvent.keyDown(window, { key: '?' });
  const list = await screen.findByRole('dialog', { name: 'Keyboard shortcuts' });
  expect(list.textContent).toContain('Play or pause');
  expect(await violations()).toEqual([]);
});

test('the theme and the language of the page follow the settings', async () => {
  const fake = open({ mode: 'practice', theme: 'light' });
  await screen.findByTestId('rail-make');
  expect(document.documentElement.dataset['theme']).toBe('light');
  await fake.call('setting_set', { name: 'theme', value: 'dark' });
  await fake.call('setting_set', { name: 'language', value: 'zh' });
  await screen.findByText('创作');
  expect(document.documentElement.dataset['theme']).toBe('dark');
  expect(document.documentElement.lang).toBe('zh-Hans');
});

test('a failed command shows what happened, what it cost, and a button', async () => {
  const fake = open({ mode: 'practice' });
  await screen.findByTestId('rail-make');
  fake.answer('job_create', () => {
    throw uiError('store-failed', 'SQLITE_FULL', true);
  });
  await fireEvent.click(screen.getByRole('button', { name: 'Try the sample clip' }));
  await fireEvent.input(await screen.findByTestId('field-prompt'), { target: { value: 'x' } });
  await fireEvent.click(screen.getByTestId('make-button'));
  const notice = await screen.findByRole('alert');
  expect(notice.textContent).toContain('so nothing was sent');
  expect(notice.textContent).toContain('Nothing was charged.');
  expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
  expect(await violations()).toEqual([]);
});

test('a folder that cannot be shown is not talked about as if it cost anything', async () => {
  const fake = open({ mode: 'running-hub', jobs: true });
  fake.answer('media_reveal', () => {
    throw uiError('open-failed', 'no file manager', true);
  });
  await fireEvent.click(await screen.findByTestId('rail-library'));
  const opener = screen.getAllByTestId('job-card').find((card) => card.dataset['state'] === 'done');
  await fireEvent.click(opener?.querySelector('button') ?? document.body);
  await fireEvent.click(await screen.findByTestId('show-in-folder'));
  const notice = await screen.findByRole('alert');
  expect(notice.textContent).toContain('The system could not open it.');
  expect(notice.textContent).not.toContain('charged');
});

test('a program that does not start is said, and can be tried again', async () => {
  const fake = createFake({ stepMs: 0 });
  fake.answer('app_start', () => {
    throw uiError('store-failed', 'The database is newer than this program.');
  });
  render(App, { platform: fake });
  expect(await screen.findByText('The database is newer than this program.')).toBeTruthy();
  const before = fake.calls.length;
  await fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(fake.calls.length).toBe(before + 1);
});

test('a file over the window is welcomed by the whole window, and a drop opens it', async () => {
  const fake = open({ mode: 'practice' });
  await screen.findByTestId('rail-make');
  fake.drop({ type: 'over', x: 0, y: 0, own: false });
  expect(await screen.findByText('Drop it here')).toBeTruthy();
  fake.drop({ type: 'looking' });
  expect(await screen.findByText('Looking at it')).toBeTruthy();
  fake.drop({ type: 'landed', files: [{ type: 'media', media: clip('one', 'one') }] });
  expect((await screen.findByTestId('clip-facts')).textContent).toContain('one.mp4');
});

test('a pasted path opens the file, and pasted words do nothing', async () => {
  const fake = open({ mode: 'practice' });
  await screen.findByTestId('rail-make');
  const paste = (text: string) => {
    const event = new Event('paste', { bubbles: true, cancelable: true });
    Object.assign(event, { clipboardData: { getData: (type: string) => (type === 'text/plain' ? text : '') } });
    document.body.dispatchEvent(event);
  };
  paste('The sun sinks.');
  // The system's clipboard is asked first: a page does not see the files in it.
  await waitFor(() => {
    expect(fake.calls.filter((call) => call.name === 'media_paste')).toHaveLength(1);
  });
  paste('file:///home/you/a%20clip.mp4');
  expect((await screen.findByTestId('clip-facts')).textContent).toContain('a clip.mp4');
  expect(fake.calls.filter((call) => call.name === 'media_add')).toHaveLength(1);
});
