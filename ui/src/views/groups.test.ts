/** The groups of the settings, help, licences and the guided first run as they are shown, over the fake program. */
import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import ShortcutList from '$components/shell/ShortcutList.svelte';
import GuideNote from '$components/shell/GuideNote.svelte';
import GuideOffer from '$components/shell/GuideOffer.svelte';
import { SHORTCUTS } from '$lib/i18n/shortcutNames';
import type { Studio } from '$lib/state/studio.svelte';
import { openStudio, show, violations, type Opened } from '../testing';
import Settings from './Settings.svelte';

vi.mock('$lib/licences', () => ({
  loadLicences: () =>
    Promise.resolve({
      works: [
        { name: 'svelte', version: '5.57.3', licence: 'MIT', texts: [0] },
        { name: 'tauri', version: '2.12.5', licence: 'Apache-2.0 OR MIT', texts: [0] },
        { name: 'ts-rs', version: '12.0.1', licence: 'MIT', texts: [] },
      ],
      texts: ['MIT License'],
    }),
}));

const open: Studio[] = [];

beforeEach(() => {
  // jsdom lays nothing out.
  Element.prototype.scrollTo = () => undefined;
});

afterEach(() => {
  for (const studio of open.splice(0)) studio.close();
});

async function start(options: Parameters<typeof openStudio>[0] = {}): Promise<Opened> {
  const opened = await openStudio(options);
  open.push(opened.studio);
  return opened;
}

test.each(['en', 'zh'] as const)('every group is in the list beside the page, in %s', async (language) => {
  const { studio } = await start({ language });
  show(studio, Settings);
  const groups = [...document.querySelectorAll<HTMLElement>('[data-group]')].map(({ dataset }) => dataset['group']);
  for (const group of groups) expect(screen.getByTestId(`settings-group-${group ?? ''}`)).toBeTruthy();
  expect(groups.length).toBe(10);
  await fireEvent.click(screen.getByTestId('settings-group-about'));
  expect(screen.getByTestId('settings-group-about').getAttribute('aria-current')).toBe('true');
  expect(document.activeElement?.textContent).toBe(studio.i18n.words.about.title);
  expect(await violations()).toEqual([]);
});

test('a menu leads to a group', async () => {
  const { studio } = await start();
  show(studio, Settings);
  studio.navigation.settings('about');
  await waitFor(() => {
    expect(screen.getByTestId('settings-group-about').getAttribute('aria-current')).toBe('true');
  });
  expect(studio.navigation.group).toBeNull();
});

test('what is switched is set, each by itself', async () => {
  const { studio, fake } = await start();
  show(studio, Settings);
  const switches = { notify: 'notify', tray: 'close-to-tray', 'menu-bar': 'menu-bar', 'newer-models': 'newer-models' };
  for (const [name, setting] of Object.entries(switches)) {
    const before = screen.getByTestId(`settings-${name}`).getAttribute('aria-checked');
    await fireEvent.click(screen.getByTestId(`settings-${name}`));
    expect(fake.calls.at(-1)).toEqual({ name: 'setting_set', request: { name: setting, value: before !== 'true' } });
  }
});

test('a desktop without a tray is said, and nothing is promised', async () => {
  const { studio, fake } = await start();
  show(studio, Settings);
  fake.emit({ type: 'tray', available: false });
  await waitFor(() => {
    expect(screen.getByTestId('settings-tray').getAttribute('aria-disabled')).toBe('true');
  });
  const calls = fake.calls.length;
  await fireEvent.click(screen.getByTestId('settings-tray'));
  expect(fake.calls.length).toBe(calls);
  expect(screen.getByTestId('settings').textContent).toContain('no place for icons');
});

test('whose work is built in is listed with its terms, and found by name', async () => {
  const { studio } = await start();
  show(studio, Settings);
  expect(screen.getByTestId('settings-data-folder').textContent).toContain('studio.afterframe.desktop');
  await fireEvent.click(screen.getByTestId('settings-licences'));
  const list = await screen.findByTestId('licences');
  expect(list.querySelectorAll('details').length).toBe(3);
  expect(list.textContent).toContain('It comes without a text of its own');
  await fireEvent.input(screen.getByTestId('licences-find'), { target: { value: 'TAU' } });
  await waitFor(() => {
    expect(list.querySelectorAll('details').length).toBe(1);
  });
  expect(list.textContent).toContain('MIT License');
  expect(await violations()).toEqual([]);
  await fireEvent.input(screen.getByTestId('licences-find'), { target: { value: 'no such' } });
  await screen.findByText('None of them is called that.');
});

test.each(['en', 'zh'] as const)('every key has its words in the list, in %s', async (language) => {
  const { studio } = await start({ language });
  show(studio, ShortcutList, { onclose: () => undefined });
  const rows = screen.getByTestId('shortcuts').querySelectorAll('dt');
  expect(rows.length).toBe(Object.values(SHORTCUTS).flatMap((group) => Object.keys(group)).length);
  expect([...rows].every((row) => row.textContent.trim() !== '')).toBe(true);
  expect(await violations()).toEqual([]);
});

async function newcomer(options: Parameters<typeof openStudio>[0] = {}): Promise<Opened> {
  const opened = await start({ mode: 'practice', ...options });
  const { settings } = opened.studio.app;
  opened.fake.emit({ type: 'settings', settings: { ...settings, guided: false }, resultsFolder: 'Videos' });
  return opened;
}

test('the offer takes no focus, and put away it does not come back', async () => {
  const { studio, fake } = await newcomer();
  show(studio, GuideOffer);
  await screen.findByTestId('guide-offer');
  expect(document.activeElement).toBe(document.body);
  expect(await violations()).toEqual([]);
  await fireEvent.click(screen.getByTestId('guide-dismiss'));
  expect(fake.calls.at(-1)).toEqual({ name: 'setting_set', request: { name: 'guided', value: true } });
  await waitFor(() => {
    expect(screen.queryByTestId('guide-offer')).toBeNull();
  });
});

test.each(['en', 'zh'] as const)(
  'a step is a note that can be reached, followed and skipped by key, in %s',
  async (language) => {
    const { studio, fake } = await newcomer({ language });
    show(studio, GuideNote);
    studio.guide.start();
    const note = await screen.findByTestId('guide');
    expect(document.activeElement).toBe(note);
    await waitFor(() => {
      expect(studio.notices.announcement).toContain(studio.i18n.words.guide.steps.clip.title);
    });
    expect(await violations()).toEqual([]);
    await fireEvent.click(screen.getByTestId('guide-act'));
    await waitFor(() => {
      expect(note.dataset['step']).toBe('choose');
    });
    await fireEvent.click(screen.getByTestId('guide-next'));
    await fireEvent.click(await screen.findByTestId('guide-act'));
    expect(studio.make.values['prompt']).toBe(studio.i18n.words.guide.example);
    await fireEvent.keyDown(note, { key: 'Escape' });
    expect(studio.guide.step).toBeNull();
    expect(fake.calls.at(-1)).toEqual({ name: 'setting_set', request: { name: 'guided', value: true } });
  },
);

test('with a key nothing is called free', async () => {
  const { studio } = await newcomer({ mode: 'running-hub' });
  show(studio, GuideNote);
  await studio.takeSample();
  studio.guide.start();
  studio.guide.next();
  const note = await screen.findByTestId('guide');
  expect(note.dataset['step']).toBe('make');
  expect(note.textContent).toContain('nothing is sent before you press it');
  expect(note.textContent).not.toContain('practice');
});
