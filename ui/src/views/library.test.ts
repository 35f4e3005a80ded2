/** The library as a person meets it, over the fake program. */
import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import { catalogue } from '$lib/platform/fake/catalogue';
import { sampleJobs } from '$lib/platform/fake/data';
import { createFake, type FakePlatform } from '$lib/platform/fake';
import type { JobView } from '$lib/platform/bindings';
import { AppState } from '$lib/state/app.svelte';
import { Studio } from '$lib/state/studio.svelte';
import { openStudio, settled, show, violations, type Opened } from '../testing';
import Library from './Library.svelte';

const open: Studio[] = [];

afterEach(() => {
  for (const studio of open.splice(0)) studio.close();
});

async function start(options: Parameters<typeof openStudio>[0] = { jobs: true }): Promise<Opened> {
  const opened = await openStudio(options);
  open.push(opened.studio);
  show(opened.studio, Library);
  return opened;
}

/** A library with these jobs, in the order of their making. */
async function startWith(jobs: JobView[]): Promise<Opened> {
  const fake = createFake({ stepMs: 0, mode: 'running-hub' });
  fake.answer('job_list', () => jobs);
  const studio = new Studio(fake, new AppState(fake, await fake.call('app_start', null)));
  open.push(studio);
  await settled(() => studio.jobs.loaded);
  show(studio, Library);
  return { studio, fake };
}

const samples = sampleJobs(catalogue, Date.now());

function sample(id: string, change: Partial<JobView> = {}): JobView {
  const job = samples.find((candidate) => candidate.id === `job-${id}`);
  if (!job) throw new Error(`no sample ${id}`);
  return { ...job, ...change };
}

const cards = () => screen.getAllByTestId('job-card');
function card(id: string): HTMLElement {
  const found = cards().find((element) => element.dataset['job'] === id);
  if (!found) throw new Error(`no card ${id}`);
  return found;
}
const opener = (id: string) => {
  const [button] = within(card(id)).getAllByRole('button');
  if (!button) throw new Error(`${id} cannot be opened`);
  return button;
};
const shownJobs = () => cards().map((element) => element.dataset['job']);
const last = (fake: FakePlatform) => fake.calls.at(-1);

test('every job is a card with its state, its sentence and no violation', async () => {
  const { studio } = await start();
  expect(shownJobs()).toEqual(studio.jobs.list.map((job) => job.id));
  expect(card('job-tide').dataset['state']).toBe('done');
  expect(card('job-tide').textContent).toMatch(/14 s.*low tide.*¥1\.89.*Grok Imagine.*today/s);
  expect(within(card('job-moon')).getByTestId('job-sentence').textContent).toBe('Waiting for a free slot');
  expect(card('job-crowd').textContent).toContain('Nothing was charged.');
  for (const element of cards()) expect(within(element).getAllByTestId('job-sentence')).toHaveLength(1);
  expect(await violations()).toEqual([]);
});

test('an upload tells how far it is', async () => {
  const { studio } = await start();
  studio.apply({ type: 'progress', id: 'job-lake', phase: 'upload', doneBytes: 40, totalBytes: 100 });
  await waitFor(() => {
    expect(within(card('job-lake')).getByTestId('job-sentence').textContent).toBe('Uploading 40%');
  });
});

test('an estimate, an unknown cost and practice are told apart', async () => {
  await startWith([
    sample('tide', { id: 'estimate', cost: null }),
    sample('tide', { id: 'unknown', cost: null, estimate: { from: 'unknown' } }),
    sample('tide', { id: 'practice', cost: null, practice: true }),
  ]);
  expect(card('estimate').textContent).toContain('≈ ¥1.89');
  expect(card('unknown').textContent).toContain('cost unknown');
  expect(card('practice').textContent).toContain('Practice');
  expect(card('practice').textContent).not.toContain('¥');
});

test('jobs of one title are numbered as takes', async () => {
  await startWith([
    sample('tide', { id: 'one', createdAt: 1 }),
    sample('tide', { id: 'two', createdAt: 2 }),
    sample('fog', { id: 'alone', createdAt: 3 }),
  ]);
  expect(card('one').textContent).toContain('low tide – 01');
  expect(card('two').textContent).toContain('low tide – 02');
  expect(card('alone').textContent).not.toContain('fog – ');
});

test('filters and search narrow the cards, and all of them come back', async () => {
  await start();
  await fireEvent.click(screen.getByTestId('filter-making'));
  expect(shownJobs()).toEqual(['job-moon', 'job-lake', 'job-neon']);
  await fireEvent.click(screen.getByTestId('filter-failed'));
  expect(shownJobs()).toEqual(['job-crowd']);
  await fireEvent.click(screen.getByTestId('filter-unclear'));
  expect(shownJobs()).toEqual(['job-pass', 'job-night']);
  await fireEvent.click(screen.getByTestId('filter-done'));
  await fireEvent.input(screen.getByTestId('library-search'), { target: { value: 'boat' } });
  expect(shownJobs()).toEqual(['job-tide']);
  expect(screen.getByRole('status').textContent).toBe('1 result');
  await fireEvent.input(screen.getByTestId('library-search'), { target: { value: 'zebra' } });
  expect(screen.queryAllByTestId('job-card')).toEqual([]);
  expect(await violations()).toEqual([]);
  await fireEvent.click(screen.getByTestId('library-show-all'));
  expect(cards()).toHaveLength(samples.length);
});

test('a wish to search leads to the field, each time, and Escape empties it', async () => {
  const { studio } = await start();
  const search = screen.getByTestId<HTMLInputElement>('library-search');
  for (const round of [1, 2]) {
    search.blur();
    studio.navigation.search();
    await waitFor(() => {
      expect(document.activeElement, `round ${round}`).toBe(search);
    });
  }
  await fireEvent.input(search, { target: { value: 'zebra' } });
  await fireEvent.keyDown(search, { key: 'Escape' });
  expect(search.value).toBe('');
});

test('an empty library says what will be here', async () => {
  const { studio } = await start({});
  expect(screen.getByTestId('library-empty').textContent).toContain('Your results will be here');
  expect(await violations()).toEqual([]);
  studio.navigation.go('library');
  await fireEvent.click(screen.getByTestId('library-new'));
  expect(studio.navigation.view).toEqual({ name: 'make' });
});

test('of five thousand clips only those near the eye are in the page', async () => {
  const many = Array.from({ length: 5000 }, (_, index) =>
    sample('tide', { id: `clip-${index}`, createdAt: 5_000_000 - index }),
  );
  await startWith(many);
  expect(cards().length).toBeLessThanOrEqual(100);
  expect(shownJobs()).toContain('clip-0');
  const scroller = screen.getByRole('list').parentElement;
  if (!scroller) throw new Error('nothing scrolls');
  scroller.scrollTop = 100_000;
  await fireEvent.scroll(scroller);
  expect(cards().length).toBeLessThanOrEqual(100);
  expect(shownJobs()).not.toContain('clip-0');
  expect(cards()[0]?.getAttribute('aria-setsize')).toBe('5000');
  await fireEvent.focusIn(opener(shownJobs()[0] ?? ''));
  await fireEvent.keyDown(screen.getByRole('list'), { key: 'End' });
  await waitFor(() => {
    expect(document.activeElement).toBe(opener('clip-4999'));
  });
  expect(cards().length).toBeLessThanOrEqual(100);
});

test('the keyboard moves between the cards, extends and opens', async () => {
  const { studio } = await start();
  expect(cards().filter((element) => element.querySelector('button[tabindex="0"]'))).toHaveLength(1);
  opener('job-moon').focus();
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight']) {
    await fireEvent.keyDown(document.activeElement ?? document.body, { key });
    await tick();
  }
  expect(document.activeElement).toBe(opener('job-tide'));
  expect(cards().filter((element) => element.querySelector('button[tabindex="0"]'))).toEqual([card('job-tide')]);
  await fireEvent.keyDown(opener('job-tide'), { key: 'e' });
  expect(studio.make.clip?.id).toBe('tide-result');
  await fireEvent.click(opener('job-tide'));
  expect(studio.navigation.view).toEqual({ name: 'player', job: 'job-tide' });
});

test('only the card in hand has the one thing to do next', async () => {
  await start();
  expect(screen.queryByTestId('card-extend')).toBeNull();
  opener('job-tide').focus();
  await fireEvent.pointerEnter(within(card('job-ridge')).getAllByRole('button')[0]?.parentElement ?? card('job-ridge'));
  expect(screen.getAllByTestId('card-extend')).toHaveLength(2);
  expect(document.querySelectorAll('.button.primary')).toHaveLength(1);
  expect(within(card('job-ridge')).getByTestId('card-extend').classList.contains('primary')).toBe(true);
});

async function menuOf(id: string): Promise<HTMLElement> {
  opener(id).focus();
  await fireEvent.click(await within(card(id)).findByTestId('card-more'));
  return screen.getByRole('menu');
}

test('the menu offers what the state allows, and Escape leads back', async () => {
  const { fake } = await start();
  const names = (menu: HTMLElement) =>
    within(menu)
      .getAllByRole('menuitem')
      .map((item) => item.textContent);
  expect(names(await menuOf('job-neon'))).toEqual([
    'Stop watching',
    'Cancel at RunningHub',
    'Change and make',
    'Delete',
  ]);
  await fireEvent.keyDown(screen.getByRole('menu'), { key: 'Escape' });
  expect(screen.queryByRole('menu')).toBeNull();
  const menu = await menuOf('job-tide');
  expect(names(menu)).toEqual(['Make again', 'Change and make', 'Show in folder', 'Save a copy', 'Delete']);
  expect(await violations()).toEqual([]);
  await fireEvent.keyDown(menu, { key: 'ArrowDown' });
  expect(document.activeElement?.textContent).toBe('Change and make');
  await fireEvent.click(screen.getByTestId('menu-reveal'));
  expect(last(fake)).toEqual({ name: 'media_reveal', request: { id: 'tide-result' } });
  expect(names(await menuOf('job-pass'))).toEqual(['Change and make', 'Delete']);
});

test('watching can be stopped and taken up again', async () => {
  const { fake } = await start();
  await menuOf('job-neon');
  await fireEvent.click(screen.getByTestId('menu-stop'));
  await waitFor(() => {
    expect(card('job-neon').dataset['state']).toBe('stopped');
  });
  await fireEvent.click(within(card('job-neon')).getByTestId('card-watch-again'));
  expect(last(fake)).toEqual({ name: 'job_watch_again', request: { id: 'job-neon' } });
});

test('a deleted job asks what becomes of the file, and its neighbour takes over', async () => {
  const { studio, fake } = await start();
  opener('job-tide').focus();
  await fireEvent.keyDown(opener('job-tide'), { key: 'Delete' });
  expect(screen.getByRole('dialog').textContent).toContain('bin');
  expect(await violations()).toEqual([]);
  expect(fake.calls.some((call) => call.name === 'job_delete')).toBe(false);
  await fireEvent.click(screen.getByTestId('confirm-yes'));
  await waitFor(() => {
    expect(shownJobs()).not.toContain('job-tide');
  });
  expect(last(fake)).toEqual({ name: 'job_delete', request: { id: 'job-tide', files: 'bin' } });
  await waitFor(() => {
    expect(document.activeElement).toBe(opener('job-ridge'));
  });
  expect(studio.jobs.get('job-tide')).toBeUndefined();
});

test('an unknown job is sent again only after a warning, and can be looked up', async () => {
  const { fake } = await start();
  await fireEvent.click(within(card('job-pass')).getByTestId('card-check'));
  await fireEvent.click(screen.getByTestId('check-calls'));
  expect(last(fake)).toEqual({ name: 'link_open', request: { link: 'calls-international' } });
  await fireEvent.click(screen.getByRole('button', { name: 'Close' }));
  await fireEvent.click(within(card('job-pass')).getByTestId('card-send-again'));
  expect(screen.getByRole('dialog').textContent).toContain('charged twice');
  expect(await violations()).toEqual([]);
  expect(fake.calls.some((call) => call.name === 'job_send_again')).toBe(false);
  await fireEvent.click(screen.getByTestId('confirm-yes'));
  expect(last(fake)).toEqual({ name: 'job_send_again', request: { id: 'job-pass' } });
});

test('a failed job has one way on', async () => {
  const { studio, fake } = await startWith([
    sample('crowd'),
    sample('crowd', {
      id: 'poor',
      site: 'www.runninghub.cn',
      state: { type: 'failed', failure: { kind: 'credit', charged: 'no', code: '812', message: null } },
    }),
  ]);
  await fireEvent.click(within(card('poor')).getByRole('button', { name: 'Add credit' }));
  expect(last(fake)).toEqual({ name: 'link_open', request: { link: 'credit-china' } });
  await fireEvent.click(within(card('job-crowd')).getByRole('button', { name: 'Change and make' }));
  expect(studio.make.clip?.id).toBe('crowd-input');
  expect(studio.make.values['prompt']).toBe('The crowd parts and a dancer appears.');
});

test('a file that was moved away is said to be, and is not offered', async () => {
  const tide = sample('tide');
  await startWith([{ ...tide, results: tide.results.map((result) => ({ ...result, available: false })) }]);
  expect(card('job-tide').textContent).toContain('File moved');
  opener('job-tide').focus();
  expect(screen.queryByTestId('card-extend')).toBeNull();
});

test('filter and place are kept while a clip is looked at', async () => {
  const { studio } = await openStudio({ jobs: true });
  open.push(studio);
  const first = show(studio, Library);
  await fireEvent.click(screen.getByTestId('filter-done'));
  await fireEvent.click(opener('job-fog'));
  first.unmount();
  show(studio, Library);
  expect(screen.getByTestId('filter-done').getAttribute('aria-pressed')).toBe('true');
  await waitFor(() => {
    expect(document.activeElement).toBe(opener('job-fog'));
  });
});

test('it speaks Chinese', async () => {
  await start({ jobs: true, language: 'zh' });
  expect(screen.getByTestId('filter-done').textContent).toContain('已完成');
  expect(await violations()).toEqual([]);
});
