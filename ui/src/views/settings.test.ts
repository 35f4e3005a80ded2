/** The settings as a person meets them, over the fake program. */
import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import { createFake, uiError } from '$lib/platform/fake';
import type { AccountView, KeyStatus } from '$lib/platform/bindings';
import { AppState } from '$lib/state/app.svelte';
import { Studio } from '$lib/state/studio.svelte';
import { openStudio, show, violations, type Opened } from '../testing';
import Settings from './Settings.svelte';

const KEY = 'e2e0c0ffee7d41c6a5b3f1e2d3c4b5a6';
const open: Studio[] = [];

afterEach(() => {
  for (const studio of open.splice(0)) studio.close();
});

async function start(options: Parameters<typeof openStudio>[0] = {}): Promise<Opened> {
  const opened = await openStudio(options);
  open.push(opened.studio);
  show(opened.studio, Settings);
  return opened;
}

function hold(studio: Studio, change: Partial<AccountView>): void {
  studio.apply({ type: 'account', account: { ...studio.app.account, ...change } });
}

const status = () => screen.getByTestId('settings-key-status');

async function pick(testid: string, label: string): Promise<void> {
  await fireEvent.click(within(screen.getByTestId(testid)).getByRole('radio', { name: label }));
}

test('a working account is told in words, without a violation', async () => {
  await start();
  expect(status().textContent).toMatch(/In your system's keychain\s*ends in b5a6/);
  expect(screen.getByTestId('settings').textContent).toContain('Enterprise-shared: can run models');
  expect(screen.getByTestId('settings-balance').textContent.trim()).toBe('$41.20');
  expect(screen.getByTestId('settings').textContent).toContain('up to 3, 1 running');
  expect(screen.getByTestId('settings').textContent).toContain('Afterframe 0.1.0');
  expect(await violations()).toEqual([]);
});

const STATES: [KeyStatus, RegExp][] = [
  [{ type: 'none' }, /There is no key/],
  [{ type: 'session', lastFour: 'b5a6' }, /For this session only\s*ends in b5a6/],
  [{ type: 'locked' }, /keychain is locked/],
  [{ type: 'no-keychain' }, /No keychain answers/],
];

test.each(STATES)('the place of the key is told: %o', async (key, words) => {
  const { studio } = await start();
  hold(studio, { key });
  await waitFor(() => {
    expect(status().textContent).toMatch(words);
  });
  expect(await violations()).toEqual([]);
});

test('a locked keychain is tried again, and says when it stays locked', async () => {
  const { studio, fake } = await start();
  hold(studio, { key: { type: 'locked' } });
  fake.answer('key_reload', () => {
    throw uiError('keychain-locked', '', true);
  });
  await fireEvent.click(await screen.findByTestId('settings-key-reload'));
  await waitFor(() => {
    expect(studio.notices.list.map((notice) => notice.error.code)).toEqual(['keychain-locked']);
  });
  expect(fake.calls.at(-1)?.name).toBe('key_reload');
});

test('the key is removed after a question, and not before it', async () => {
  const { fake } = await start();
  await fireEvent.click(screen.getByTestId('settings-key-remove'));
  expect(screen.getByRole('dialog').textContent).toContain('At RunningHub it goes on to exist');
  expect(await violations()).toEqual([]);
  await fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(fake.calls.some((call) => call.name === 'key_remove')).toBe(false);
  await fireEvent.click(screen.getByTestId('settings-key-remove'));
  await fireEvent.click(screen.getByTestId('confirm-yes'));
  await waitFor(() => {
    expect(status().dataset['status']).toBe('none');
  });
  expect(screen.queryByTestId('settings-key-remove')).toBeNull();
});

test('the key is changed in a dialog that closes when the key works', async () => {
  const { fake } = await start();
  await fireEvent.click(screen.getByTestId('settings-key-change'));
  expect(await violations()).toEqual([]);
  await fireEvent.input(screen.getByTestId('settings-key'), { target: { value: 'abc' } });
  await fireEvent.click(screen.getByTestId('settings-continue'));
  await waitFor(() => {
    expect(screen.getByTestId('settings-error').textContent).toContain('does not look like');
  });
  await fireEvent.input(screen.getByTestId('settings-key'), { target: { value: KEY } });
  await fireEvent.click(screen.getByTestId('settings-continue'));
  await waitFor(() => {
    expect(screen.queryByRole('dialog')).toBeNull();
  });
  expect(fake.calls.at(-1)).toEqual({ name: 'key_enter', request: { key: KEY, keep: 'keychain' } });
  expect(document.documentElement.outerHTML).not.toContain(KEY);
});

test('a key from the environment is said to be one and is not changed here', async () => {
  const fake = createFake({ mode: 'running-hub', stepMs: 0 });
  const known = await fake.call('app_start', null);
  const account: AccountView = { ...known.account, key: { type: 'environment', lastFour: 'b5a6' } };
  const overrides = { key: true, address: 'http://127.0.0.1:9' };
  const studio = new Studio(fake, new AppState(fake, { ...known, account, overrides, tools: { ffmpeg: false } }));
  open.push(studio);
  show(studio, Settings);
  expect(status().textContent).toContain('RH_API_KEY');
  expect(screen.getByTestId('settings').textContent).toContain('RH_API_BASE_URL');
  expect(screen.queryByTestId('settings-key-change')).toBeNull();
  expect(screen.queryByTestId('settings-key-remove')).toBeNull();
  expect(screen.getByTestId('settings-ffmpeg').textContent).toContain('Not found');
});

test('a key that cannot run models leads to where the right one is made', async () => {
  const { studio, fake } = await start();
  hold(studio, { kind: 'consumer', site: 'www.runninghub.cn' });
  await fireEvent.click(await screen.findByRole('button', { name: 'Where it is made' }));
  expect(fake.calls.at(-1)).toEqual({ name: 'link_open', request: { link: 'keys-china' } });
});

test('practice and RunningHub are switched; without a key the way leads over the key', async () => {
  const { fake } = await start({ mode: 'practice' });
  await pick('settings-mode', 'RunningHub');
  expect(screen.getByRole('dialog').textContent).toContain('Add a key');
  expect(fake.calls.some((call) => call.name === 'mode_choose')).toBe(false);
  await fireEvent.input(screen.getByTestId('settings-key'), { target: { value: KEY } });
  await fireEvent.click(screen.getByTestId('settings-continue'));
  await waitFor(() => {
    expect(screen.queryByRole('dialog')).toBeNull();
  });
  await pick('settings-mode', 'Practice');
  await waitFor(() => {
    expect(fake.calls.at(-1)).toEqual({ name: 'mode_choose', request: { mode: 'practice' } });
  });
});

test('a choice that was not taken is not shown as taken', async () => {
  await start({ mode: 'practice' });
  await pick('settings-mode', 'RunningHub');
  await fireEvent.click(screen.getByRole('button', { name: 'Close' }));
  const mode = within(screen.getByTestId('settings-mode'));
  expect(mode.getByRole<HTMLInputElement>('radio', { name: 'Practice' }).checked).toBe(true);
});

test('the folder is chosen and given back', async () => {
  const { fake } = await start();
  expect(screen.getByTestId('settings-folder').textContent).toBe('Videos / Afterframe');
  expect(screen.queryByTestId('settings-folder-reset')).toBeNull();
  await fireEvent.click(screen.getByTestId('settings-folder-change'));
  await waitFor(() => {
    expect(screen.getByTestId('settings-folder').textContent).toBe('Movies / Made');
  });
  await fireEvent.click(screen.getByTestId('settings-folder-reset'));
  await waitFor(() => {
    expect(screen.getByTestId('settings-folder').textContent).toBe('Videos / Afterframe');
  });
  expect(fake.calls.slice(-2).map((call) => call.name)).toEqual(['folder_choose', 'folder_reset']);
});

test('theme and language are set, each by itself', async () => {
  const { fake } = await start();
  await pick('settings-theme', 'Light');
  await pick('settings-language', '简体中文');
  await waitFor(() => {
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('设置');
  });
  expect(await violations()).toEqual([]);
  await pick('settings-language', '跟随系统');
  expect(fake.calls.filter((call) => call.name === 'setting_set').map((call) => call.request)).toEqual([
    { name: 'theme', value: 'light' },
    { name: 'language', value: 'zh' },
    { name: 'language', value: null },
  ]);
});
