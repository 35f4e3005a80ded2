/** The library as a person meets it, over the fake program. */
import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, expect, test, vi } from 'vitest';
import { catalogue } from '$lib/platform/fake/catalogue';
import { sampleJobs } from '$lib/platform/fake/data';
import type { FakePlatform } from '$lib/platform/fake';
import type { JobView } from '$lib/platform/bindings';
import { handleShortcut } from '$lib/state/shortcuts';
import type { Studio } from '$lib/state/studio.svelte';
import { allJobs, openStudio, settled, show, violations, type Opened } from '../testing';
import Library from './Library.svelte';

const open: Studio[] = [];

afterEach(() => {
  for (const studio of open.splice(0)) studio.close();
});

async function start(options: Parameters<typeof openStudio>[0] = { jobs: true }): Promise<Opened> {
  const opened = await openStudio(options);
  open.push(opened.studio);
  show(opened.studio, Library);
  await ready(opened);
  return opened;
}

/** The first page and its counts are there. */
async function ready({ studio }: Opened): Promise<void> {
  await settled(() => studio.library.total !== null && studio.library.counts !== null);
  await tick();
}

/** A library with these jobs. */
async function startWith(jobs: JobView[]): Promise<Opened> {
  const opened = await openStudio({});
  open.push(opened.studio);
  const { fake, studio } = opened;
  fake.answer('library_page', ({ offset, limit }) => ({
    total: jobs.length,
    jobs: jobs.slice(offset, offset + limit),
  }));
  show(studio, Library);
  await ready(opened);
  return opened;
}

const samples = sampleJobs(catalogue, Date.now());
const sampleOrder = samples.toSorted((one, other) => other.createdAt - one.createdAt).map(({ id }) => id);

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
  const button = card(id).querySelector<HTMLElement>('button.open');
  if (!button) throw new Error(`${id} cannot be opened`);
  return button;
};
const shownJobs = () => cards().map((element) => element.dataset['job']);
const last = (fake: FakePlatform) => fake.calls.at(-1);

test('every job is a card with its state, its sentence and no violation', async () => {
  const opened = await start();
  expect(shownJobs()).toEqual((await allJobs(opened)).map((job) => job.id));
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
    sample('tide', { id: 'one', take: 1 }),
    sample('tide', { id: 'two', take: 2 }),
    sample('fog', { id: 'alone' }),
  ]);
  expect(card('one').textContent).toContain('low tide – 01');
  expect(card('two').textContent).toContain('low tide – 02');
  expect(card('alone').textContent).not.toContain('fog – ');
});

/** Shown once the library has answered. */
const shows = (...ids: string[]) =>
  waitFor(() => {
    expect(shownJobs()).toEqual(ids);
  });

test('quick filters and search narrow the cards, and all of them come back', async () => {
  const { studio } = await start();
  await fireEvent.click(screen.getByTestId('filter-making'));
  await shows('job-moon', 'job-lake', 'job-neon');
  expect(screen.getByTestId('filter-making').textContent).toBe('Being made 3');
  await fireEvent.click(screen.getByTestId('filter-failed'));
  await shows('job-crowd');
  await fireEvent.click(screen.getByTestId('filter-unclear'));
  await shows('job-pass', 'job-night');
  await fireEvent.click(screen.getByTestId('filter-done'));
  await fireEvent.input(screen.getByTestId('library-search'), { target: { value: 'boat' } });
  await shows('job-tide');
  expect(screen.getByRole('status').textContent).toBe('1 result');
  await fireEvent.input(screen.getByTestId('library-search'), { target: { value: 'zebra' } });
  await screen.findByText('Nothing fits');
  expect(await violations()).toEqual([]);
  await fireEvent.click(screen.getByTestId('library-show-all'));
  await waitFor(() => {
    expect(cards()).toHaveLength(samples.length);
  });
  expect(studio.library.narrowed).toBe(false);
  expect(screen.getByTestId<HTMLInputElement>('library-search').value).toBe('');
});

test('the panel narrows by model, month and more, and each choice is taken away by itself', async () => {
  const { studio } = await start();
  await fireEvent.click(screen.getByTestId('filter-more'));
  const panel = screen.getByRole('dialog', { name: 'Filter' });
  expect(await violations()).toEqual([]);
  await fireEvent.click(within(within(panel).getByTestId('facet-families')).getByRole('checkbox', { name: /Wan/ }));
  await settled(() => studio.library.filter.families.length === 1);
  const month = within(panel).getByTestId<HTMLSelectElement>('facet-month');
  await fireEvent.change(month, { target: { value: month.options[1]?.value } });
  await fireEvent.change(within(panel).getByTestId('facet-practice'), { target: { value: 'none' } });
  await fireEvent.keyDown(panel, { key: 'Escape' });
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(document.activeElement).toBe(screen.getByTestId('filter-more'));
  expect(screen.getAllByTestId('chosen-filter')).toHaveLength(3);
  await fireEvent.click(screen.getByRole('button', { name: /Take away: Wan/ }));
  expect(studio.library.filter.families).toEqual([]);
  await fireEvent.click(screen.getByTestId('filter-clear'));
  expect(studio.library.narrowed).toBe(false);
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

test('of ten thousand clips only those near the eye are in the page', async () => {
  const { studio } = await start({ many: 10_000 });
  expect(cards().length).toBeLessThanOrEqual(100);
  expect(shownJobs()).toContain('many-0');
  const scroller = screen.getByRole('list').parentElement;
  if (!scroller) throw new Error('nothing scrolls');
  scroller.scrollTop = 100_000;
  await fireEvent.scroll(scroller);
  await waitFor(() => {
    expect(shownJobs().length).toBeGreaterThan(12);
  });
  expect(cards().length).toBeLessThanOrEqual(100);
  expect(shownJobs()).not.toContain('many-0');
  expect(cards()[0]?.getAttribute('aria-setsize')).toBe('10000');
  await fireEvent.focusIn(opener(shownJobs()[0] ?? ''));
  await fireEvent.keyDown(screen.getByRole('list'), { key: 'End' });
  await waitFor(() => {
    expect(document.activeElement).toBe(opener('many-9999'));
  });
  expect(cards().length).toBeLessThanOrEqual(100);
  expect(studio.library.active).toBe('many-9999');
});

test('a card that goes out of view is used again, with nothing in it of what it showed before', async () => {
  await start({ many: 10_000 });
  const scroller = screen.getByRole('list').parentElement;
  if (!scroller) throw new Error('nothing scrolls');
  const before = cards();
  const stills = new Set([...scroller.querySelectorAll('img')].map((still) => still));
  expect(stills.size).toBeGreaterThan(0);
  scroller.scrollTop = 100_000;
  await fireEvent.scroll(scroller);
  await waitFor(() => {
    expect(shownJobs().length).toBeGreaterThan(12);
  });
  expect(shownJobs()).not.toContain('many-0');
  expect(before.filter((element) => element.isConnected)).toEqual(before);
  expect([...scroller.querySelectorAll('img')].filter((still) => stills.has(still))).toEqual([]);
  // A picture holds its file until it is tidied up, unless it lets go of it.
  expect([...stills].filter((still) => still.hasAttribute('src'))).toEqual([]);
});

test('the keyboard stays on its card while the library is scrolled, both ways', async () => {
  await start({ many: 10_000 });
  const scroller = screen.getByRole('list').parentElement;
  if (!scroller) throw new Error('nothing scrolls');
  const scrollTo = async (top: number) => {
    scroller.scrollTop = top;
    await fireEvent.scroll(scroller);
    await tick();
  };
  await scrollTo(5000);
  await waitFor(() => {
    expect(shownJobs().length).toBeGreaterThan(12);
  });
  const id = shownJobs()[8] ?? '';
  opener(id).focus();
  for (const top of [5400, 6000, 9000, 5200, 4600, 4000, 200]) {
    await scrollTo(top);
    await waitFor(() => {
      expect(document.activeElement).toBe(opener(id));
    });
  }
});

test('a key that is held down makes one more take, not many', async () => {
  const { studio, fake } = await start();
  const calls = vi.spyOn(fake, 'call');
  const made = () =>
    calls.mock.calls.filter(([command]) => ['job_again', 'job_create', 'jobs_create'].includes(String(command)));
  const job = shownJobs().find((id) => id !== undefined && card(id).dataset['state'] === 'done') ?? '';
  opener(job).focus();
  for (const repeat of [false, true, true, true]) {
    await fireEvent.keyDown(opener(job), { key: 'r', ctrlKey: true, repeat });
    handleShortcut(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, repeat }), studio);
  }
  await settled(() => made().length > 0);
  await tick();
  expect(made()).toHaveLength(1);
});

test('a list tells the same in columns, and its heads order it', async () => {
  const { studio } = await start();
  await fireEvent.click(screen.getByTestId('layout-list'));
  await waitFor(() => {
    expect(document.querySelectorAll('.line').length).toBeGreaterThan(0);
  });
  expect(card('job-tide').textContent).toMatch(/low tide.*Grok Imagine.*14 s.*today.*¥1\.89.*Done/s);
  expect(await violations()).toEqual([]);
  await fireEvent.click(screen.getByRole('button', { name: /Made/ }));
  await settled(() => studio.library.sort === 'oldest');
  await waitFor(() => {
    expect(shownJobs()[0]).toBe(sampleOrder.at(-1));
  });
  await fireEvent.change(screen.getByTestId('library-sort'), { target: { value: 'newest' } });
  await waitFor(() => {
    expect(shownJobs()[0]).toBe(sampleOrder[0]);
  });
});

test('the keyboard moves between the cards, extends and opens', async () => {
  const { studio } = await start();
  expect(cards().filter((element) => element.querySelector('button.open[tabindex="0"]'))).toHaveLength(1);
  opener('job-moon').focus();
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight']) {
    await fireEvent.keyDown(document.activeElement ?? document.body, { key });
    await tick();
  }
  expect(document.activeElement).toBe(opener('job-tide'));
  expect(cards().filter((element) => element.querySelector('button.open[tabindex="0"]'))).toEqual([card('job-tide')]);
  await fireEvent.keyDown(opener('job-tide'), { key: 'e' });
  expect(studio.make.clip?.id).toBe('tide-result');
  await fireEvent.click(opener('job-tide'));
  expect(studio.navigation.view).toEqual({ name: 'player', job: 'job-tide' });
});

test('only the card in hand has the one thing to do next', async () => {
  await start();
  expect(screen.queryByTestId('card-extend')).toBeNull();
  opener('job-tide').focus();
  await fireEvent.pointerEnter(opener('job-ridge').parentElement ?? card('job-ridge'));
  await tick();
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
      .map((item) => item.dataset['testid']?.replace('menu-', ''));
  const marks = ['star', 'tags', 'collections'];
  expect(names(await menuOf('job-neon'))).toEqual(['open', 'stop', 'cancel', 'change', ...marks, 'delete']);
  await fireEvent.keyDown(screen.getByRole('menu'), { key: 'Escape' });
  expect(screen.queryByRole('menu')).toBeNull();
  const menu = await menuOf('job-tide');
  for (const name of ['open', 'extend', 'again', 'change', 'rename', ...marks, 'reveal', 'copy', 'delete']) {
    expect(names(menu)).toContain(name);
  }
  expect(await violations()).toEqual([]);
  await fireEvent.keyDown(menu, { key: 'ArrowDown' });
  expect(document.activeElement?.textContent).toBe('Extend');
  await fireEvent.click(screen.getByTestId('menu-reveal'));
  expect(last(fake)).toEqual({ name: 'media_reveal', request: { id: 'tide-result' } });
  expect(names(await menuOf('job-pass'))).not.toContain('again');
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
  expect(fake.calls.some((call) => call.name === 'jobs_bin')).toBe(false);
  await fireEvent.click(screen.getByTestId('confirm-yes'));
  await waitFor(() => {
    expect(shownJobs()).not.toContain('job-tide');
  });
  expect(fake.calls).toContainEqual({ name: 'jobs_bin', request: { ids: ['job-tide'], files: 'bin' } });
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
  const opened = await openStudio({ jobs: true });
  const { studio } = opened;
  open.push(studio);
  const first = show(studio, Library);
  await ready(opened);
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
