/** Choosing many in the library, and what can be done with them; the panel of details; marks. */
import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, expect, test, vi } from 'vitest';
import { Repetition } from '$lib/state/repetition.svelte';
import type { Studio } from '$lib/state/studio.svelte';
import { openStudio, settled, show, violations, type Opened } from '../testing';
import FootNotices from '$components/shell/FootNotices.svelte';
import Library from './Library.svelte';
import StudioView from './Studio.svelte';

const open: Studio[] = [];

afterEach(() => {
  for (const studio of open.splice(0)) studio.close();
});

async function start(options: Parameters<typeof openStudio>[0] = { jobs: true }): Promise<Opened> {
  const opened = await openStudio(options);
  open.push(opened.studio);
  show(opened.studio, Library);
  await settled(() => opened.studio.library.total !== null && opened.studio.library.counts !== null);
  await tick();
  return opened;
}

function card(id: string): HTMLElement {
  const found = screen.getAllByTestId('job-card').find((element) => element.dataset['job'] === id);
  if (!found) throw new Error(`no card ${id}`);
  return found;
}
const opener = (id: string) => card(id).querySelector('button.open') as HTMLElement;
const press = (id: string, more: Record<string, boolean> = {}) => fireEvent.click(opener(id), more);
const key = (name: string, more: Record<string, boolean> = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key: name, ...more });
const count = () => screen.queryByTestId('bulk-count')?.textContent;

test('a tick begins to choose, then a press chooses, Shift draws a range and Escape ends it', async () => {
  const { studio } = await start();
  opener('job-tide').focus();
  await tick();
  await fireEvent.click(within(card('job-tide')).getByTestId('card-tick'));
  expect(count()).toBe('1 chosen');
  expect(screen.getByRole('status').textContent).toBe('1 chosen');
  expect(await violations()).toEqual([]);
  await press('job-ridge');
  expect(count()).toBe('2 chosen');
  expect(opener('job-ridge').getAttribute('aria-pressed')).toBe('true');
  expect(studio.navigation.view.name).toBe('make');
  await press('job-moon', { shiftKey: true });
  await waitFor(() => {
    expect(count()).toBe('5 chosen');
  });
  await press('job-tide', { ctrlKey: true });
  expect(count()).toBe('4 chosen');
  await fireEvent.keyDown(window, { key: 'Escape' });
  expect(screen.queryByTestId('bulk-bar')).toBeNull();
});

test('the keyboard alone chooses: Shift and arrows, Space, all', async () => {
  const { studio } = await start();
  opener('job-moon').focus();
  await key('ArrowRight', { shiftKey: true });
  await key('ArrowRight', { shiftKey: true });
  await waitFor(() => {
    expect(studio.library.selection.ids.sort()).toEqual(['job-lake', 'job-moon', 'job-neon']);
  });
  await waitFor(() => {
    expect(document.activeElement).toBe(opener('job-neon'));
  });
  await key(' ');
  expect(studio.library.selection.has('job-neon')).toBe(false);
  await key('a', { ctrlKey: true });
  await waitFor(() => {
    expect(studio.library.selection.size).toBe(studio.library.total);
  });
  await key('Enter');
  expect(studio.navigation.view).toEqual({ name: 'player', job: 'job-neon' });
});

test('ten thousand are chosen and starred by their ids', async () => {
  const { studio, fake } = await start({ many: 10_000 });
  opener('many-0').focus();
  await key('a', { ctrlKey: true });
  await waitFor(() => {
    expect(count()).toBe('10,000 chosen');
  });
  await fireEvent.click(screen.getByTestId('bulk-star'));
  const call = fake.calls.find(({ name }) => name === 'jobs_star');
  expect((call?.request as { ids: string[] }).ids).toHaveLength(10_000);
  await settled(() => studio.library.counts?.favourites === 10_000);
});

test('many are deleted after one question, and Undo brings them back', async () => {
  const opened = await openStudio({ jobs: true });
  const { studio, fake } = opened;
  open.push(studio);
  studio.navigation.go('library');
  show(studio, StudioView, { studio });
  await settled(() => studio.library.total !== null);
  await tick();
  await press('job-tide', { ctrlKey: true });
  await press('job-ridge', { ctrlKey: true });
  await fireEvent.click(screen.getByTestId('bulk-delete'));
  expect(screen.getByRole('dialog', { name: 'Delete 2 results?' })).toBeTruthy();
  expect(await violations()).toEqual([]);
  await fireEvent.click(screen.getByTestId('confirm-yes'));
  expect(fake.calls).toContainEqual({ name: 'jobs_bin', request: { ids: ['job-tide', 'job-ridge'], files: 'bin' } });
  await fireEvent.click(await screen.findByTestId('undo'));
  await waitFor(() => {
    expect(card('job-tide')).toBeTruthy();
  });
  expect(studio.notices.announcement).toBe('2 are back');
});

test('the star goes on and off with S and with a press, and is seen on the card', async () => {
  const { studio } = await start();
  opener('job-tide').focus();
  await key('s');
  await settled(() => studio.jobs.get('job-tide')?.favourite === true);
  await fireEvent.click(screen.getByTestId('filter-favourites'));
  await waitFor(() => {
    expect(screen.getAllByTestId('job-card')).toHaveLength(1);
  });
  opener('job-tide').focus();
  await fireEvent.click(await within(card('job-tide')).findByTestId('card-star'));
  await screen.findByText('Nothing fits');
});

test('tags of several are added and taken away, and told apart from those of some', async () => {
  const { studio } = await start();
  await studio.platform.call('jobs_tag', { ids: ['job-tide'], add: ['sea'], remove: [] });
  await settled(() => studio.library.counts?.tags.length === 1);
  await press('job-tide', { ctrlKey: true });
  await press('job-ridge', { ctrlKey: true });
  await fireEvent.click(screen.getByTestId('bulk-tags'));
  const sea = screen.getByRole('checkbox', { name: /sea/ });
  expect(sea.getAttribute('aria-checked')).toBe('mixed');
  expect(await violations()).toEqual([]);
  await fireEvent.click(sea);
  await settled(() => studio.jobs.get('job-ridge')?.tags.includes('sea') === true);
  await fireEvent.input(screen.getByTestId('tag-field'), { target: { value: ' evening ' } });
  await fireEvent.submit(screen.getByTestId('tag-field').closest('form') as HTMLFormElement);
  await settled(() => studio.jobs.get('job-tide')?.tags.includes('evening') === true);
  await waitFor(() => {
    expect(screen.getByRole('checkbox', { name: 'sea' }).getAttribute('aria-checked')).toBe('true');
  });
});

test('a collection is made, filled, looked at, renamed and removed', async () => {
  const { studio } = await start();
  await press('job-tide', { ctrlKey: true });
  await fireEvent.click(screen.getByTestId('bulk-collections'));
  await fireEvent.input(screen.getByTestId('collection-field'), { target: { value: 'Coast' } });
  await fireEvent.submit(screen.getByTestId('collection-field').closest('form') as HTMLFormElement);
  await settled(() => studio.jobs.get('job-tide')?.collections.length === 1);
  await fireEvent.click(screen.getByRole('button', { name: 'Close' }));
  await fireEvent.keyDown(window, { key: 'Escape' });
  await settled(() => studio.library.counts?.collections.length === 1);
  await fireEvent.click(screen.getByTestId('collections'));
  expect(await violations()).toEqual([]);
  await fireEvent.click(screen.getByRole('button', { name: /Coast/ }));
  await settled(() => studio.library.total === 1);
  await fireEvent.click(screen.getByTestId('collections'));
  await fireEvent.click(screen.getByTestId('collection-rename'));
  await fireEvent.input(screen.getByTestId('name-field'), { target: { value: 'The coast' } });
  await fireEvent.submit(screen.getByTestId('name-field').closest('form') as HTMLFormElement);
  await waitFor(() => {
    expect(screen.getByTestId('collections').textContent).toContain('The coast');
  });
  await fireEvent.click(screen.getByTestId('collections'));
  await fireEvent.click(screen.getByTestId('collection-remove'));
  await fireEvent.click(screen.getByTestId('confirm-yes'));
  await settled(() => studio.library.filter.collection === null && studio.library.counts?.collections.length === 0);
});

test('the panel tells everything about the card in hand, and a sum of several', async () => {
  const { studio, fake } = await start();
  await fireEvent.keyDown(window, { key: 'i', ctrlKey: true });
  const panel = await screen.findByTestId('details');
  expect(panel.textContent).toContain('Point at a result');
  opener('job-tide').focus();
  await waitFor(() => {
    expect(within(panel).getByTestId('details-title').textContent).toBe('low tide');
  });
  expect(panel.textContent).toMatch(/Slow waves.*Made from.*Grok Imagine.*Made in.*¥1\.89.*1280×720.*Afterframe/s);
  expect(await violations()).toEqual([]);
  await fireEvent.click(within(panel).getByTestId('details-reveal'));
  expect(fake.calls.at(-1)).toEqual({ name: 'media_reveal', request: { id: 'tide-result' } });
  await fireEvent.click(within(panel).getByTestId('details-input'));
  expect(studio.make.clip?.id).toBe('tide-input');
  await press('job-tide', { ctrlKey: true });
  await press('job-ridge', { ctrlKey: true });
  await waitFor(() => {
    expect(panel.textContent).toMatch(/2 chosen.*Cost together.*¥/s);
  });
});

test('a job gets another name from its card', async () => {
  const { studio } = await start();
  opener('job-tide').focus();
  await key('F2');
  const field = screen.getByTestId<HTMLInputElement>('name-field');
  expect(field.value).toBe('low tide');
  await fireEvent.input(field, { target: { value: 'high tide' } });
  await fireEvent.submit(field.closest('form') as HTMLFormElement);
  await settled(() => studio.jobs.get('job-tide')?.title === 'high tide');
});

test('a clip plays in its card while the pointer rests there, one at a time and never while scrolling', async () => {
  await start();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const inside = (id: string) => opener(id).parentElement as HTMLElement;
    await fireEvent.pointerEnter(inside('job-tide'));
    expect(screen.queryByTestId('hover-clip')).toBeNull();
    await vi.advanceTimersByTimeAsync(400);
    expect(within(card('job-tide')).getByTestId('hover-clip')).toBeTruthy();
    await fireEvent.pointerLeave(inside('job-tide'));
    await fireEvent.pointerEnter(inside('job-ridge'));
    await tick();
    expect(screen.queryByTestId('hover-clip')).toBeNull();
    await vi.advanceTimersByTimeAsync(400);
    expect(screen.getAllByTestId('hover-clip')).toHaveLength(1);
    await fireEvent.scroll(screen.getByRole('list').parentElement as HTMLElement);
    await tick();
    expect(screen.queryByTestId('hover-clip')).toBeNull();
    await fireEvent.pointerEnter(inside('job-neon'));
    await vi.advanceTimersByTimeAsync(400);
    expect(screen.queryByTestId('hover-clip')).toBeNull();
  } finally {
    vi.useRealTimers();
  }
});

test('Ctrl+C copies the file of the card in hand, unless words are selected or written, or several are chosen', async () => {
  const { fake } = await start();
  const copied = () => fake.calls.filter(({ name }) => name === 'media_copy_file').map(({ request }) => request);
  await fireEvent.keyDown(window, { key: 'c', ctrlKey: true });
  expect(copied()).toEqual([]);
  opener('job-tide').focus();
  await key('c', { ctrlKey: true });
  await fireEvent.keyDown(screen.getByRole('searchbox'), { key: 'c', ctrlKey: true });
  getSelection()?.selectAllChildren(card('job-tide'));
  await key('c', { ctrlKey: true });
  getSelection()?.removeAllRanges();
  await press('job-tide', { ctrlKey: true });
  await press('job-ridge', { ctrlKey: true });
  await key('c', { ctrlKey: true });
  expect(copied()).toEqual([{ id: 'tide-result' }]);
});

test('copies of all chosen go into one folder, and one note says how many and names what failed', async () => {
  const { fake, studio } = await start();
  show(studio, FootNotices);
  await press('job-tide', { ctrlKey: true });
  await press('job-ridge', { ctrlKey: true });
  await fireEvent.click(screen.getByTestId('bulk-copies'));
  expect((await screen.findByTestId('copied')).textContent).toContain('2 copies saved.');
  expect(await violations()).toEqual([]);
  const error = { code: 'file-gone', detail: '', charged: 'no', retryable: false } as const;
  const refused = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({ name: `${name}.mp4`, error }));
  fake.answer('jobs_copy', () => ({ count: 0, without: 1, refused }));
  await fireEvent.click(screen.getByTestId('bulk-copies'));
  await waitFor(() => {
    expect(screen.getByTestId('copied').textContent).toMatch(
      /No copy saved\. 1 of the chosen has no result\..*a\.mp4.*d\.mp4.*and 2 more files/s,
    );
  });
  fake.answer('jobs_copy', () => null);
  await fireEvent.click(screen.getByTestId('bulk-copies'));
  await waitFor(() => {
    expect(screen.queryByTestId('copied')).toBeNull();
  });
});

test('Ctrl+R asks once for all that are chosen', async () => {
  const { fake, studio } = await start();
  await press('job-tide', { ctrlKey: true });
  await press('job-ridge', { ctrlKey: true });
  opener('job-tide').focus();
  await key('r', { ctrlKey: true });
  expect(studio.further.sheet).toBeInstanceOf(Repetition);
  expect(fake.calls.some(({ name }) => name === 'job_create')).toBe(false);
});
