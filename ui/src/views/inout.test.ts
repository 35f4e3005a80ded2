/** Settings that come back with a file, and addresses that are pasted, as a person meets them. */
import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import FetchFileDialog from '$components/shell/FetchFileDialog.svelte';
import { clip } from '$lib/platform/fake/data';
import type { FieldValue } from '$lib/platform/bindings';
import { openStudio, show, violations, type Opened } from '../testing';
import Make from './Make.svelte';

const open: Opened[] = [];

async function start(...options: Parameters<typeof openStudio>): Promise<Opened> {
  const opened = await openStudio(...options);
  open.push(opened);
  return opened;
}

afterEach(() => {
  for (const { studio } of open.splice(0)) studio.close();
});

function copyOf(values: Record<string, FieldValue>) {
  const madeWith = { endpoint: 'rhart-video-g-official/video-extend', values, title: 'ridge', job: null };
  return clip('copy', 'from a friend', {}, { madeWith });
}

test('a dropped result says whose settings these are, and offers the file itself', async () => {
  const { studio, fake } = await start();
  fake.know(clip('before', 'ridge at dusk'));
  const file = fake.know(copyOf({ videoUrl: { media: 'before' }, prompt: 'On it goes.' }));
  show(studio, Make);
  studio.land([{ type: 'media', media: file }]);
  const note = await screen.findByTestId('restored-note');
  expect(note.textContent).toContain('These are the settings that “from a friend.mp4” was made with.');
  expect(screen.queryByTestId('restored-missing')).toBeNull();
  expect(await violations()).toEqual([]);
  await fireEvent.click(screen.getByRole('button', { name: 'Use the file itself instead' }));
  await waitFor(() => {
    expect(screen.getByTestId('clip-facts').textContent).toContain('from a friend.mp4');
  });
  await fireEvent.click(screen.getByRole('button', { name: 'Use its settings' }));
  await waitFor(() => {
    expect(screen.getByTestId('clip-facts').textContent).toContain('ridge at dusk.mp4');
  });
  await fireEvent.click(screen.getByRole('button', { name: 'Dismiss this note' }));
  expect(screen.queryByTestId('restored-note')).toBeNull();
});

test('a file that is missing is named by its field, in Chinese too', async () => {
  const { studio, fake } = await start({ language: 'zh' });
  show(studio, Make);
  studio.land([{ type: 'media', media: fake.know(copyOf({ videoUrl: { media: 'gone' }, prompt: 'x' })) }]);
  expect((await screen.findByTestId('restored-missing')).textContent).toBe(
    '有一个文件在这里找不到了，请重新添加：要续写的片段。',
  );
  expect(await violations()).toEqual([]);
});

test('a pasted address is fetched only after a yes, and says what is wrong with it', async () => {
  const { studio, fake } = await start();
  let closed = 0;
  const onclose = () => {
    closed += 1;
  };
  show(studio, FetchFileDialog, { address: 'http://example.com/ridge.mp4', onclose });
  expect(screen.getByRole('heading', { name: 'Fetch this file from example.com?' })).toBeTruthy();
  expect(fake.calls.some(({ name }) => name === 'media_fetch')).toBe(false);
  expect(await violations()).toEqual([]);
  await fireEvent.click(screen.getByTestId('fetch-yes'));
  await waitFor(() => {
    expect(screen.getByTestId('fetch-problem').textContent).toContain('only public ones that begin with https');
  });
  expect(closed).toBe(0);
});

test('what was fetched begins a form', async () => {
  const { studio } = await start();
  let closed = 0;
  const onclose = () => {
    closed += 1;
  };
  show(studio, FetchFileDialog, { address: 'https://example.com/ridge.mp4', onclose });
  await fireEvent.click(screen.getByTestId('fetch-yes'));
  await waitFor(() => {
    expect(studio.make.clip?.id).toBe('clip-fetched');
  });
  expect(closed).toBe(1);
});

test('a fetch can be stopped while it is under way; then nothing came', async () => {
  const { studio, fake } = await start();
  let closed = 0;
  const onclose = () => {
    closed += 1;
  };
  let answer: (media: null) => void = () => undefined;
  fake.answer('media_fetch', () => new Promise((resolve) => (answer = resolve)));
  const address = 'https://example.com/ridge.mp4';
  show(studio, FetchFileDialog, { address, onclose });
  await fireEvent.click(screen.getByTestId('fetch-yes'));
  const stop = screen.getByTestId('fetch-no');
  expect(stop.textContent).toBe('Stop');
  expect(await violations()).toEqual([]);
  await fireEvent.click(stop);
  await fireEvent.click(stop);
  expect(stop.textContent).toBe('Stopping');
  expect(fake.calls.filter(({ name }) => name === 'media_fetch_stop')).toEqual([
    { name: 'media_fetch_stop', request: { address } },
  ]);
  expect(closed).toBe(0);
  answer(null);
  await waitFor(() => {
    expect(closed).toBe(1);
  });
  expect(studio.make.clip).toBeNull();
});
