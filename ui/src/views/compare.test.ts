/** Results side by side: seen together, heard one at a time, one kept. */
import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import { clip } from '$lib/platform/fake/data';
import { openStudio, show, violations, type Opened } from '../testing';
import Compare from './Compare.svelte';

const open: Opened[] = [];

async function start(ids: string[], options: Parameters<typeof openStudio>[0] = {}): Promise<Opened> {
  const opened = await openStudio({ jobs: true, ...options });
  open.push(opened);
  opened.studio.navigation.go('library');
  opened.studio.navigation.compare(ids);
  show(opened.studio, Compare, { ids });
  return opened;
}

const films = () => screen.getAllByTestId<HTMLVideoElement>('step-film');
const press = (key: string) => fireEvent.keyDown(window, { key });

/** The elements of jsdom know no lengths. */
async function load(seconds = 14): Promise<void> {
  for (const film of films()) {
    Object.defineProperty(film, 'duration', { value: seconds, configurable: true });
    await fireEvent(film, new Event('loadedmetadata'));
    await fireEvent(film, new Event('loadeddata'));
  }
}

afterEach(() => {
  for (const { studio } of open.splice(0)) studio.close();
});

test('two results stand side by side with what made them and what they cost', async () => {
  await start(['job-tide', 'job-valley']);
  expect(films().map((film) => film.getAttribute('src'))).toEqual([
    'http://127.0.0.1:1/token/tide-result',
    'http://127.0.0.1:1/token/valley-result',
  ]);
  const first = screen.getByTestId('compare-1').textContent;
  for (const words of ['low tide', 'Grok Imagine', '14 s', '¥1.89', '2 min 41 s']) {
    expect(first).toContain(words);
  }
  expect(await violations()).toEqual([]);
});

test('one line of controls moves all of them', async () => {
  await start(['job-tide', 'job-ridge']);
  await load();
  await press('End');
  const place = screen.getByRole('slider', { name: 'Position' });
  await waitFor(() => {
    expect(place.getAttribute('aria-valuetext')).toBe('0:13.23 of 0:14');
  });
  expect(films().map((film) => film.currentTime)).toEqual([14 - 0.5 / 24, 14 - 0.5 / 24]);
  await press('i');
  await press('>');
  expect(films().map((film) => film.playbackRate)).toEqual([1.5, 1.5]);
  expect(screen.getByTestId('range-note').textContent).toContain('0:13.23 – 0:14.00');
});

test('a number or a click picks the one that is heard', async () => {
  await start(['job-tide', 'job-ridge']);
  expect(films().map((film) => film.muted)).toEqual([false, true]);
  await press('2');
  expect(films().map((film) => film.muted)).toEqual([true, false]);
  expect(screen.getByTestId('pick-2').getAttribute('aria-pressed')).toBe('true');
  const [first] = films();
  if (first) await fireEvent.click(first);
  expect(films().map((film) => film.muted)).toEqual([false, true]);
  await press('m');
  expect(films().map((film) => film.muted)).toEqual([true, true]);
});

test('the picked one is kept by Enter, and the others go to the bin and come back', async () => {
  const { fake, studio } = await start(['job-tide', 'job-ridge', 'job-neon']);
  await press('2');
  await press('Enter');
  await waitFor(() => {
    expect(studio.jobs.get('job-ridge')?.favourite).toBe(true);
  });
  const note = await screen.findByTestId('kept-note');
  // What is still being made is left alone.
  expect(note.textContent).toContain('What about the other one?');
  expect(await violations()).toEqual([]);
  await fireEvent.click(screen.getByTestId('bin-others'));
  await waitFor(() => {
    expect(studio.bin.last).not.toBeNull();
  });
  expect(fake.calls.find(({ name }) => name === 'jobs_bin')?.request).toEqual({ ids: ['job-tide'], files: 'bin' });
  await waitFor(() => {
    expect(films()).toHaveLength(1);
  });
  await studio.bin.undo();
  await waitFor(() => {
    expect(films()).toHaveLength(2);
  });
});

test('what is still being made shows how far it is, and joins when it is done', async () => {
  const { fake, studio } = await start(['job-tide', 'job-neon']);
  const running = screen.getByTestId('compare-2');
  expect(running.textContent).toContain('Being made');
  expect(within(running).queryByTestId('keep-2')).toBeNull();
  const job = studio.jobs.get('job-neon');
  if (!job) throw new Error('the samples have no such job');
  const result = fake.know(clip('neon-result', 'neon hills', { durationMs: 14_000 }));
  studio.apply({ type: 'job', job: { ...job, state: { type: 'done' }, results: [result] } });
  await waitFor(() => {
    expect(films()).toHaveLength(2);
  });
  expect(films().map((film) => film.muted)).toEqual([false, true]);
});

test('results that the window has not seen are asked for, and what is gone is left out', async () => {
  const { fake, studio } = await start([]);
  const job = studio.jobs.get('job-tide');
  if (!job) throw new Error('the samples have no such job');
  fake.answer('job_get', ({ id }) => ({ ...job, id, title: `found ${id}` }));
  show(studio, Compare, { ids: ['job-far', 'job-tide'] });
  await waitFor(() => {
    expect(fake.calls.some(({ name }) => name === 'job_get')).toBe(true);
  });
  await waitFor(() => {
    expect(films()).toHaveLength(2);
  });
});

test('pictures are compared by one zoom', async () => {
  await start(['job-four', 'job-mark'], { kinds: true });
  expect(screen.getAllByTestId('picture-stage')).toHaveLength(2);
  expect(screen.queryByTestId('player-scrub')).toBeNull();
  const before = screen.getByRole('status', { name: 'Zoom' }).textContent;
  await press('+');
  expect(screen.getByRole('status', { name: 'Zoom' }).textContent).not.toBe(before);
  expect(await violations()).toEqual([]);
});

test('closing leads back to the player that it was opened from', async () => {
  const { studio } = await openStudio({ jobs: true });
  const { navigation } = studio;
  navigation.go('library');
  navigation.open('job-tide');
  navigation.compare(['job-tide', 'job-ridge', 'job-fog', 'job-coast', 'job-valley']);
  expect(navigation.view).toEqual({ name: 'compare', jobs: ['job-tide', 'job-ridge', 'job-fog', 'job-coast'] });
  expect(navigation.section).toBe('library');
  navigation.close();
  expect(navigation.view).toEqual({ name: 'player', job: 'job-tide' });
  navigation.close();
  expect(navigation.view).toEqual({ name: 'library' });
  studio.close();
});

test('the words of the comparison are Chinese in the Chinese window', async () => {
  await start(['job-tide', 'job-ridge'], { language: 'zh' });
  expect(screen.getByTestId('compare').textContent).toContain('保留这个');
  expect(await violations()).toEqual([]);
});
