/** The first page as a person meets it, over the fake program. */
import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { afterEach, expect, test, vi } from 'vitest';
import { createFake, uiError } from '$lib/platform/fake';
import type { AccountView, ErrorCode } from '$lib/platform/bindings';
import { AppState } from '$lib/state/app.svelte';
import { Studio } from '$lib/state/studio.svelte';
import { openStudio, show, violations, type Opened } from '../testing';
import Welcome from './Welcome.svelte';

const KEY = 'e2e0c0ffee7d41c6a5b3f1e2d3c4b5a6';
const open: Studio[] = [];

afterEach(() => {
  for (const studio of open.splice(0)) studio.close();
});

async function start(options: Parameters<typeof openStudio>[0] = {}): Promise<Opened & { onenter: () => void }> {
  const opened = await openStudio({ mode: 'undecided', ...options });
  open.push(opened.studio);
  const onenter = vi.fn();
  show(opened.studio, Welcome, { onenter });
  return { ...opened, onenter };
}

const field = () => screen.getByTestId<HTMLInputElement>('welcome-key');

async function enterKey(key = KEY): Promise<void> {
  await fireEvent.input(field(), { target: { value: key } });
  await fireEvent.click(screen.getByTestId('welcome-continue'));
}

const entered = ({ fake }: Opened) =>
  fake.calls.filter((call) => call.name === 'key_enter').map((call) => call.request);

function accountOf(kind: AccountView['kind'], site = 'www.runninghub.cn'): AccountView {
  return {
    mode: 'running-hub',
    key: { type: 'keychain', lastFour: 'b5a6' },
    site,
    reach: 'ok',
    kind,
    balance: { micros: 12_500_000, currency: 'CNY' },
    slots: null,
    former: [],
  };
}

test('it has two doors and no violation', async () => {
  await start();
  expect(screen.getAllByRole('heading').map((heading) => heading.textContent)).toEqual([
    'Drop a clip. See what happens next.',
    'I have a RunningHub key',
    'Just look around',
  ]);
  expect(field().type).toBe('password');
  expect(await violations()).toEqual([]);
});

test('practice is one button away', async () => {
  const { fake, onenter } = await start();
  await fireEvent.click(screen.getByTestId('welcome-practice'));
  await waitFor(() => {
    expect(onenter).toHaveBeenCalledOnce();
  });
  expect(fake.calls.at(-1)).toEqual({ name: 'mode_choose', request: { mode: 'practice' } });
});

test('the key can be looked at and hidden again', async () => {
  await start();
  await fireEvent.click(screen.getByRole('button', { name: 'Show the key' }));
  expect(field().type).toBe('text');
  await fireEvent.click(screen.getByRole('button', { name: 'Hide the key' }));
  expect(field().type).toBe('password');
});

test('an empty field asks nobody', async () => {
  const opened = await start();
  await enterKey('   ');
  expect(entered(opened)).toEqual([]);
  expect(document.activeElement).toBe(field());
});

test('a key that works is said to work, forgotten by the page, and leads on by itself', async () => {
  const opened = await start();
  await enterKey(`  ${KEY}\n`);
  expect((await screen.findByTestId('welcome-accepted')).textContent).toContain('runninghub.ai · $41.20 left');
  expect(entered(opened)).toEqual([{ key: KEY, keep: 'keychain' }]);
  expect(document.documentElement.outerHTML).not.toContain(KEY);
  await waitFor(
    () => {
      expect(opened.onenter).toHaveBeenCalledOnce();
    },
    { timeout: 4000 },
  );
});

const REFUSALS: [ErrorCode, RegExp][] = [
  ['key-malformed', /does not look like a RunningHub key/],
  ['key-unknown', /does not know this key.*Neither runninghub\.ai nor runninghub\.cn/s],
  ['site-unreachable', /could not be reached/],
];

test.each(REFUSALS)('a refusal is said beside the field: %s', async (code, sentence) => {
  const { fake, onenter } = await start();
  fake.answer('key_enter', () => {
    throw uiError(code, 'detail', code === 'site-unreachable');
  });
  await enterKey();
  await waitFor(() => {
    expect(screen.getByTestId('welcome-error').textContent).toMatch(sentence);
  });
  expect(field().getAttribute('aria-invalid')).toBe('true');
  expect(field().value).toBe(KEY);
  expect(screen.getByTestId('welcome-continue').textContent).toContain(
    code === 'site-unreachable' ? 'Try again' : 'Continue',
  );
  expect(await violations()).toEqual([]);
  expect(onenter).not.toHaveBeenCalled();
  await fireEvent.input(field(), { target: { value: 'another' } });
  expect(screen.getByTestId('welcome-error').textContent.trim()).toBe('');
});

test.each(['keychain-locked', 'keychain-missing', 'keychain-failed'] as ErrorCode[])(
  'a keychain that does not take the key leaves two ways on: %s',
  async (code) => {
    const opened = await start();
    const { fake } = opened;
    fake.answer('key_enter', ({ keep }) => {
      if (keep === 'keychain') throw uiError(code, '', true);
      return { ...accountOf('shared'), key: { type: 'session', lastFour: 'b5a6' } };
    });
    await enterKey();
    await screen.findByTestId('welcome-again');
    expect(screen.getByTestId('welcome-error').textContent).toContain('RunningHub accepted the key');
    expect(await violations()).toEqual([]);
    await fireEvent.click(screen.getByTestId('welcome-again'));
    await waitFor(() => {
      expect(entered(opened)).toHaveLength(2);
    });
    await fireEvent.click(screen.getByTestId('welcome-session'));
    expect((await screen.findByTestId('welcome-accepted')).textContent).toContain('for this session only');
    expect(entered(opened)).toEqual([
      { key: KEY, keep: 'keychain' },
      { key: KEY, keep: 'keychain' },
      { key: KEY, keep: 'session' },
    ]);
  },
);

test.each([
  ['consumer', 'member (consumer) key'],
  ['exclusive', 'enterprise-exclusive key'],
] as const)('a key that cannot run models is said to be one: %s', async (kind, words) => {
  const { fake, onenter } = await start();
  fake.answer('key_enter', () => accountOf(kind));
  await enterKey();
  const page = await screen.findByTestId('welcome-wrong-kind');
  expect(page.textContent).toContain('runninghub.cn knows the key');
  expect(page.textContent).toContain(words);
  expect(await violations()).toEqual([]);
  await fireEvent.click(screen.getByTestId('welcome-make-key'));
  expect(fake.calls.at(-1)).toEqual({ name: 'link_open', request: { link: 'keys-china' } });
  await fireEvent.click(screen.getByTestId('welcome-another'));
  expect(field().value).toBe('');
  await enterKey();
  await fireEvent.click(await screen.findByTestId('welcome-anyway'));
  expect(onenter).toHaveBeenCalledOnce();
});

test('the way to a key is explained, with both sites', async () => {
  const { fake } = await start();
  await fireEvent.click(screen.getByTestId('welcome-where'));
  const dialog = screen.getByRole('dialog');
  expect(dialog.textContent).toContain('enterprise-shared key');
  expect(dialog.textContent).toContain('A member (consumer) key cannot run models');
  expect(await violations()).toEqual([]);
  await fireEvent.click(screen.getByTestId('open-keys-international'));
  await fireEvent.click(screen.getByTestId('open-keys-china'));
  expect(fake.calls.slice(-2).map((call) => call.request)).toEqual([
    { link: 'keys-international' },
    { link: 'keys-china' },
  ]);
});

test('a key from the environment needs no field', async () => {
  const fake = createFake({ mode: 'undecided', stepMs: 0 });
  const known = await fake.call('app_start', null);
  const overrides = { key: true, address: 'http://127.0.0.1:9' };
  const studio = new Studio(fake, new AppState(fake, { ...known, overrides }));
  open.push(studio);
  const onenter = vi.fn();
  show(studio, Welcome, { onenter });
  expect(screen.queryByTestId('welcome-key')).toBeNull();
  expect(screen.getByTestId('welcome').textContent).toContain('RH_API_KEY');
  expect(screen.getByTestId('welcome').textContent).toContain('http://127.0.0.1:9');
  await fireEvent.click(screen.getByTestId('welcome-continue'));
  await waitFor(() => {
    expect(onenter).toHaveBeenCalledOnce();
  });
  expect(fake.calls.at(-1)).toEqual({ name: 'mode_choose', request: { mode: 'running-hub' } });
});

test('it speaks Chinese', async () => {
  await start({ language: 'zh' });
  expect(screen.getByTestId('welcome-continue').textContent).toContain('继续');
  expect(screen.getByTestId('welcome-practice').textContent).toContain('开始练习');
  expect(await violations()).toEqual([]);
});
