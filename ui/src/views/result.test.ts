/** The page of a job: the film and everything about it, or what happened instead. */
import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, expect, test, vi } from 'vitest';
import { uiError } from '$lib/platform/fake';
import { openStudio, show, violations, type Opened } from '../testing';
import Result from './Result.svelte';

const open: Opened[] = [];

async function start(id: string, ...options: Parameters<typeof openStudio>): Promise<Opened> {
  const opened = await openStudio({ jobs: true, ...options[0] });
  open.push(opened);
  opened.studio.navigation.go('library');
  opened.studio.navigation.open(id);
  show(opened.studio, Result, { id });
  return opened;
}

/** The jobs in the strip have sentences of their own. */
const inPanel = () => within(screen.getByRole('complementary'));

afterEach(() => {
  for (const { studio } of open.splice(0)) studio.close();
});

test('a result shows its film, its settings in words, its cost and its folder', async () => {
  await start('job-tide');
  const page = screen.getByTestId('player').textContent;
  expect(screen.getByTestId('player-video').getAttribute('src')).toBe('http://127.0.0.1:1/token/tide-result');
  expect(screen.getByTestId('player-video').getAttribute('crossorigin')).toBe('anonymous');
  for (const words of ['low tide – Grok Imagine extend – 01', '6 seconds', '2 min 41 s', '¥1.89', 'low tide.mp4']) {
    expect(page).toContain(words);
  }
  await waitFor(() => {
    expect(screen.getByTestId('make-again').textContent).toBe('Make again · ≈ ¥1.89');
  });
  expect(await violations()).toEqual([]);
});

test('extend again opens Make with the result', async () => {
  const { studio } = await start('job-tide');
  await fireEvent.click(screen.getByTestId('extend-again'));
  expect(studio.make.clip?.id).toBe('tide-result');
  expect(studio.navigation.view.name).toBe('make');
});

test('make again creates a job with the same values', async () => {
  const { studio, fake } = await start('job-tide');
  await fireEvent.click(screen.getByTestId('make-again'));
  await waitFor(() => {
    expect(fake.calls.some((call) => call.name === 'job_create')).toBe(true);
  });
  expect(studio.jobs.running[0]?.values).toEqual(studio.jobs.get('job-tide')?.values);
});

test('delete asks what becomes of the file, and leads back', async () => {
  const { studio, fake } = await start('job-tide');
  await fireEvent.keyDown(window, { key: 'Delete' });
  await screen.findByRole('dialog', { name: 'Delete low tide?' });
  expect(await violations()).toEqual([]);
  await fireEvent.click(screen.getByTestId('confirm-yes'));
  await waitFor(() => {
    expect(studio.navigation.view).toEqual({ name: 'library' });
  });
  expect(fake.calls.find((call) => call.name === 'jobs_bin')?.request).toEqual({ ids: ['job-tide'], files: 'bin' });
});

test('arrow keys lead to the neighbouring clips', async () => {
  const { studio } = await start('job-tide');
  await fireEvent.keyDown(window, { key: 'ArrowDown' });
  expect(studio.navigation.view).toEqual({ name: 'player', job: 'job-ridge' });
});

test('a failure says what happened, what it cost, and one thing to do next', async () => {
  const { studio } = await start('job-crowd');
  expect(inPanel().getByTestId('job-sentence').textContent).toContain('This model refuses footage of real people.');
  expect(screen.getByText('Nothing was charged.')).toBeTruthy();
  expect(screen.getByText(/Code: 1505/).closest('details')?.open).toBe(false);
  expect(await violations()).toEqual([]);
  await fireEvent.click(screen.getByRole('button', { name: 'Change and make' }));
  expect(studio.make.values['prompt']).toBe('The crowd parts and a dancer appears.');
});

test('a job whose fate is unknown is never sent again by itself', async () => {
  const { fake } = await start('job-pass');
  expect(inPanel().getByTestId('job-sentence').textContent).toContain(
    "We don't know whether RunningHub started this one",
  );
  expect(fake.calls.some((call) => call.name === 'job_send_again')).toBe(false);
  await fireEvent.click(screen.getByTestId('check'));
  await fireEvent.click(screen.getByTestId('check-calls'));
  expect(fake.calls.at(-1)).toEqual({ name: 'link_open', request: { link: 'calls-international' } });
  await fireEvent.click(screen.getByTestId('check-send-again'));
  expect(screen.getByRole('dialog').textContent).toContain('charged twice');
  expect(fake.calls.some((call) => call.name === 'job_send_again')).toBe(false);
  await fireEvent.click(screen.getByTestId('confirm-yes'));
  expect(fake.calls.at(-1)).toEqual({ name: 'job_send_again', request: { id: 'job-pass' } });
  expect(await violations()).toEqual([]);
});

test('nothing of a practice job is said to be charged', async () => {
  const { studio } = await start('job-pass');
  const job = studio.jobs.get('job-pass');
  if (!job) throw new Error('the samples have no such job');
  studio.apply({ type: 'job', job: { ...job, practice: true } });
  await waitFor(() => {
    expect(inPanel().getByTestId('job-sentence').textContent).toContain('the practice server started this one');
  });
  expect(screen.queryByTestId('check')).toBeNull();
  studio.apply({ type: 'job', job: { ...job, practice: true, state: { type: 'running' } } });
  await fireEvent.click(screen.getByTestId('delete-result'));
  expect(screen.getByRole('dialog').textContent).toContain('being made just now');
  // What it makes would come to nobody.
  expect(screen.queryByTestId('confirm-yes')).toBeNull();
  expect(screen.getByTestId('player').textContent).not.toContain('RunningHub goes on');
});

test('a job that was not sent yet is deleted without a word about charges to come', async () => {
  const { studio } = await start('job-lake');
  const job = studio.jobs.get('job-lake');
  if (!job) throw new Error('the samples have no such job');
  studio.apply({ type: 'job', job: { ...job, taskId: null, state: { type: 'uploading' } } });
  await fireEvent.click(screen.getByTestId('delete-result'));
  expect(screen.getByRole('dialog').textContent).toContain('It was not sent yet.');
});

test('a running job can be left alone and watched again', async () => {
  const { studio } = await start('job-neon');
  await fireEvent.click(screen.getByRole('button', { name: 'Stop watching' }));
  expect(studio.jobs.get('job-neon')?.state.type).toBe('stopped');
  await fireEvent.click(await screen.findByRole('button', { name: 'Watch again' }));
  expect(studio.jobs.get('job-neon')?.state.type).toBe('running');
});

test('a job that waits for a person says what for', async () => {
  const { fake, studio } = await start('job-neon');
  const job = studio.jobs.get('job-neon');
  if (!job) throw new Error('the samples have no such job');
  studio.apply({ type: 'job', job: { ...job, trouble: 'folder' } });
  await fireEvent.click(await screen.findByRole('button', { name: 'Choose a folder' }));
  expect(fake.calls).toContainEqual({ name: 'folder_choose', request: null });
  studio.apply({ type: 'job', job: { ...job, trouble: 'key' } });
  await fireEvent.click(await screen.findByRole('button', { name: 'Open settings' }));
  expect(studio.navigation.view).toEqual({ name: 'settings' });
});

test('a film that is gone is not said to be undecodable', async () => {
  const { fake, studio } = await start('job-tide');
  const result = studio.jobs.get('job-tide')?.results[0];
  if (!result) throw new Error('the samples have no such film');
  fake.answer('media_get', () => ({ ...result, available: false }));
  const video = screen.getByTestId('player-video');
  Object.defineProperty(video, 'error', { value: { code: 4 } });
  await fireEvent(video, new Event('error'));
  expect(await screen.findByText('The file is not where it was.')).toBeTruthy();
  expect(studio.jobs.get('job-tide')?.results[0]?.available).toBe(false);
  expect(screen.queryByTestId('extend-again')).toBeNull();
  expect(screen.queryByTestId('show-in-folder')).toBeNull();
});

test('a clip that cannot be decoded says what to install', async () => {
  await start('job-tide');
  const video = screen.getByTestId('player-video');
  Object.defineProperty(video, 'error', { value: { code: 4 } });
  await fireEvent(video, new Event('error'));
  expect(await screen.findByText('This computer cannot decode the clip.')).toBeTruthy();
});

test('the star, the way to and fro, and how many there are', async () => {
  const { studio } = await start('job-tide');
  await screen.findByText('1 of 5');
  expect(screen.getByTestId<HTMLButtonElement>('previous-clip').disabled).toBe(true);
  await fireEvent.click(screen.getByTestId('favourite'));
  await waitFor(() => {
    expect(screen.getByTestId('favourite').getAttribute('aria-pressed')).toBe('true');
  });
  await fireEvent.click(screen.getByTestId('next-clip'));
  expect(studio.navigation.view).toEqual({ name: 'player', job: 'job-ridge' });
});

test('a result that the window has not seen is asked for; one that is gone leads back', async () => {
  const { fake, studio } = await openStudio({ jobs: true });
  open.push({ fake, studio });
  const job = studio.jobs.get('job-tide');
  if (!job) throw new Error('the samples have no such job');
  fake.answer('job_get', ({ id }) => ({ ...job, id, title: 'from long ago' }));
  studio.navigation.open('job-old');
  show(studio, Result, { id: 'job-old' });
  await screen.findByTestId('player');
  fake.answer('job_get', () => {
    throw uiError('job-unknown');
  });
  studio.apply({ type: 'job-gone', id: 'job-old' });
  await waitFor(() => {
    expect(studio.navigation.view.name).toBe('make');
  });
});

test('the menu holds the rest, without a violation', async () => {
  const { studio } = await start('job-tide');
  await fireEvent.click(screen.getByTestId('result-more'));
  const names = screen.getAllByRole('menuitem').map((item) => item.textContent);
  expect(names).toEqual(['Variations…', 'Same in another model…', 'Use as input in…', 'Copy file', 'Rename…']);
  expect(await violations()).toEqual([]);
  await fireEvent.click(screen.getByTestId('menu-rename'));
  await fireEvent.input(screen.getByTestId('name-field'), { target: { value: 'high tide' } });
  await fireEvent.click(screen.getByTestId('name-save'));
  await waitFor(() => {
    expect(studio.jobs.get('job-tide')?.title).toBe('high tide');
  });
});

test('those that one press made together are compared side by side', async () => {
  const { fake, studio } = await start('job-tide');
  const job = studio.jobs.get('job-tide');
  if (!job) throw new Error('the samples have no such job');
  fake.answer('library_ids', ({ filter }) => (filter.group === 'g' ? ['job-ridge', 'job-tide'] : []));
  studio.apply({ type: 'job', job: { ...job, group: { id: 'g', kind: 'compare' } } });
  await fireEvent.click(screen.getByTestId('compare'));
  await waitFor(() => {
    expect(studio.navigation.view).toEqual({ name: 'compare', jobs: ['job-ridge', 'job-tide'] });
  });
});

test('a frame is saved in all its pixels, and can be shown and used', async () => {
  const { fake, studio } = await start('job-tide');
  const video = screen.getByTestId<HTMLVideoElement>('player-video');
  Object.defineProperty(video, 'videoWidth', { value: 1280 });
  Object.defineProperty(video, 'videoHeight', { value: 720 });
  Object.defineProperty(video, 'duration', { value: 14 });
  await fireEvent(video, new Event('loadedmetadata'));
  const sizes: number[] = [];
  vi.spyOn(HTMLCanvasElement.prototype, 'toBlob').mockImplementation(function (this: HTMLCanvasElement, done) {
    sizes.push(this.width, this.height);
    done(new Blob(['png']));
  });
  for (let second = 0; second < 3; second += 1) await fireEvent.keyDown(window, { key: 'ArrowRight', shiftKey: true });
  await fireEvent.keyDown(window, { key: 's' });
  const note = await screen.findByTestId('frame-note');
  expect(note.textContent).toContain('low tide – frame 0-03.00.png');
  expect(sizes).toEqual([1280, 720]);
  const request = { id: 'tide-result', timeMs: 3000, png: btoa('png') };
  expect(fake.calls).toContainEqual({ name: 'frame_keep', request });
  expect(await violations()).toEqual([]);
  await fireEvent.click(screen.getByTestId('frame-reveal'));
  expect(fake.calls).toContainEqual({ name: 'media_reveal', request: { id: 'picture-frame-3000' } });
  await fireEvent.click(screen.getByTestId('frame-use'));
  expect(studio.make.clip?.id).toBe('picture-frame-3000');
});

test('name, tags and collections are changed beside the film, and Ctrl+C copies its file', async () => {
  const { fake, studio } = await start('job-tide');
  await studio.platform.call('collection_create', { name: 'Coast' });
  await fireEvent.click(screen.getByTestId('details-tags'));
  await fireEvent.input(screen.getByTestId('tag-field'), { target: { value: 'sea' } });
  await fireEvent.click(screen.getByTestId('tag-add'));
  await waitFor(() => {
    expect(studio.jobs.get('job-tide')?.tags).toEqual(['sea']);
  });
  await fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Close' }));
  await fireEvent.click(inPanel().getByRole('button', { name: /sea/ }));
  await waitFor(() => {
    expect(studio.jobs.get('job-tide')?.tags).toEqual([]);
  });
  await fireEvent.click(screen.getByTestId('details-collections'));
  await fireEvent.click(await screen.findByRole('checkbox', { name: /Coast/ }));
  await fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Close' }));
  expect(await violations()).toEqual([]);
  await fireEvent.keyDown(window, { key: 'c', ctrlKey: true });
  expect(fake.calls.at(-1)).toEqual({ name: 'media_copy_file', request: { id: 'tide-result' } });
  await fireEvent.click(await inPanel().findByRole('button', { name: 'Coast' }));
  expect([studio.navigation.view.name, studio.library.filter.collection]).toEqual(['library', expect.any(String)]);
});
