/** The library as the window asks for it: pages near the eye, coalesced, and what is chosen of them. */
import { afterEach, expect, test, vi } from 'vitest';
import type { Commands, JobId, JobView } from '$lib/platform/bindings';
import { openStudio, settled, type Opened } from '../../testing';
import { PAGE } from './library.svelte';
import { handleShortcut } from './shortcuts';

const stops: (() => void)[] = [];

afterEach(() => {
  vi.useRealTimers();
  for (const stop of stops.splice(0)) stop();
});

async function start(options: Parameters<typeof openStudio>[0] = { many: 1000 }): Promise<Opened> {
  const opened = await openStudio(options);
  const stop = opened.studio.library.watch();
  stops.push(() => {
    stop();
    opened.studio.close();
  });
  await settled(() => opened.studio.library.total !== null && opened.studio.library.counts !== null);
  return opened;
}

const asked = ({ fake }: Opened) =>
  fake.calls.flatMap(({ name, request }) =>
    name === 'library_page' ? [(request as Commands['library_page']['request']).offset] : [],
  );

/** An answer that comes when the test says so. */
function heldBack({ fake }: Opened): { release: () => void } {
  const waiting: (() => void)[] = [];
  const held: { release: () => void } = { release: () => undefined };
  const original = fake.handler('library_page');
  fake.answer('library_page', async (request) => {
    await new Promise<void>((resolve) => waiting.push(resolve));
    return original(request);
  });
  held.release = () => {
    for (const go of waiting.splice(0)) go();
  };
  return held;
}

test('only pages near the eye are asked for, and kept', async () => {
  const opened = await start();
  const { library, jobs } = opened.studio;
  expect(library.total).toBe(1000);
  expect(asked(opened)).toEqual([0]);
  expect(library.idAt(0)).toBe('many-0');
  expect(library.idAt(PAGE)).toBeUndefined();
  library.look(650, 700);
  await settled(() => library.idAt(699) === 'many-699');
  expect(library.idAt(0)).toBeUndefined();
  expect(jobs.get('many-0')).toBeUndefined();
  expect(library.indexOf('many-650')).toBe(650);
});

test('the next page comes before the eye reaches it', async () => {
  const opened = await start();
  const { library } = opened.studio;
  library.look(50, 80);
  await settled(() => library.idAt(PAGE) !== undefined);
  expect(asked(opened)).toEqual([0, PAGE]);
});

test('whoever scrolls fast waits for the last place alone', async () => {
  const opened = await start();
  const { library } = opened.studio;
  const held = heldBack(opened);
  for (const place of [200, 300, 400, 500, 600, 900]) library.look(place, place + 30);
  await settled(() => {
    held.release();
    return library.idAt(910) !== undefined;
  });
  expect(asked(opened)).toEqual([0, 200, 900, 800]);
});

test('a change of a shown job is taken in its place, and nothing is asked', async () => {
  const opened = await start({ jobs: true });
  const { library, jobs } = opened.studio;
  const job = jobs.get('job-neon') as JobView;
  const before = opened.fake.calls.length;
  vi.useFakeTimers();
  opened.fake.emit({ type: 'job', job: { ...job, nextAt: 99 } });
  expect(jobs.get('job-neon')?.nextAt).toBe(99);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(opened.fake.calls.length).toBe(before);
  expect(library.indexOf('job-neon')).toBe(2);
});

test('a swarm of changes is one question, and a new job stands at the front', async () => {
  const opened = await start({ jobs: true });
  const { library, jobs } = opened.studio;
  const job = jobs.get('job-tide') as JobView;
  await opened.fake.call('jobs_star', {
    ids: Array.from({ length: 8 }, (_, at) => library.idAt(at) as JobId),
    starred: true,
  });
  await settled(() => asked(opened).length === 2);
  vi.useFakeTimers();
  await vi.advanceTimersByTimeAsync(5_000);
  const asks = asked(opened).length;
  for (let turn = 0; turn < 50; turn += 1) {
    opened.fake.emit({ type: 'job', job: { ...job, title: `title ${turn}` } });
  }
  await vi.advanceTimersByTimeAsync(5_000);
  expect(asked(opened).length - asks).toBe(1);
  vi.useRealTimers();
  const total = library.total ?? 0;
  await opened.studio.again(job);
  await settled(() => library.total === total + 1);
  expect(jobs.get(library.idAt(0) ?? '')?.state.type).toBe('preparing');
});

test('while nobody looks nothing is asked, and whoever comes back sees what is new', async () => {
  const opened = await openStudio({ jobs: true });
  stops.push(() => {
    opened.studio.close();
  });
  const { library } = opened.studio;
  await opened.fake.call('jobs_bin', { ids: ['job-tide'], files: 'keep' });
  expect(asked(opened)).toEqual([]);
  stops.push(library.watch());
  await settled(() => library.total !== null);
  expect(library.indexOf('job-tide')).toBeNull();
});

test('another filter begins at its top, and an answer to the one before is not shown', async () => {
  const opened = await start();
  const { library } = opened.studio;
  library.look(300, 330);
  await settled(() => library.idAt(300) !== undefined);
  const { round } = library;
  const held = heldBack(opened);
  library.narrow({ text: 'harbour' });
  library.narrow({ text: 'lake' });
  await settled(() => {
    held.release();
    return library.round > round;
  });
  expect(library.round).toBe(round + 1);
  expect(library.total).toBe(91);
  expect(opened.studio.jobs.get(library.idAt(0) ?? '')?.title).toContain('lake');
  await settled(() => library.counts?.total === 91);
  library.clear();
  await settled(() => {
    held.release();
    return library.total === 1000;
  });
});

test('another order is asked for when the setting has changed', async () => {
  const opened = await start();
  const { library, jobs } = opened.studio;
  await opened.studio.set({ name: 'library-sort', value: 'oldest' });
  await settled(() => library.idAt(0) === 'many-999');
  expect(jobs.get('many-999')).toBeDefined();
});

test('a change that overtakes an answer is not undone by it', async () => {
  const opened = await start({ jobs: true });
  const { library, jobs } = opened.studio;
  const tide = jobs.get('job-tide') as JobView;
  const held = heldBack(opened);
  library.narrow({ text: 'tide' });
  opened.fake.emit({ type: 'job', job: { ...tide, title: 'high tide' } });
  await settled(() => {
    held.release();
    return library.total === 1;
  });
  expect(jobs.get('job-tide')?.title).toBe('high tide');
});

test('a failure is told, and the same is asked once more', async () => {
  const opened = await start({ jobs: true });
  const { library } = opened.studio;
  const original = opened.fake.handler('library_page');
  opened.fake.answer('library_page', () => {
    throw Object.assign(new Error(), { code: 'not-now', detail: '', charged: 'no', retryable: true });
  });
  library.narrow({ favourites: true });
  await settled(() => library.failure !== null);
  opened.fake.answer('library_page', original);
  library.retry();
  await settled(() => library.total === 0);
  expect(library.failure).toBeNull();
});

test('ranges are drawn from where they began, also through pages that are not here', async () => {
  const opened = await start();
  const { selection } = opened.studio.library;
  selection.toggle('many-2', 2);
  await selection.extendTo(5);
  expect(selection.ids.sort()).toEqual(['many-2', 'many-3', 'many-4', 'many-5']);
  await selection.extendTo(0);
  expect(selection.ids.sort()).toEqual(['many-0', 'many-1', 'many-2']);
  await selection.extendTo(700);
  expect(selection.size).toBe(699);
  expect(selection.has('many-650')).toBe(true);
  selection.toggle('many-650', 650);
  expect(selection.size).toBe(698);
  selection.clear();
  expect(selection.size).toBe(0);
});

test('all are chosen by their ids, and what goes is not chosen any more', async () => {
  const opened = await start();
  const { library, bin } = opened.studio;
  await library.selection.all();
  expect(library.selection.size).toBe(1000);
  await opened.fake.call('jobs_bin', { ids: ['many-5'], files: 'keep' });
  expect(library.selection.has('many-5')).toBe(false);
  await bin.remove(library.selection.ids, 'keep');
  expect(library.selection.size).toBe(0);
  await settled(() => library.total === 0);
});

test('what was deleted comes back with Undo, once', async () => {
  const opened = await start({ jobs: true });
  const { bin, library, notices } = opened.studio;
  const total = library.total ?? 0;
  await bin.remove(['job-tide', 'job-ridge'], 'bin');
  expect(notices.announcement).toBe('2 deleted');
  await settled(() => library.total === total - 2);
  const press = () => {
    const event = new KeyboardEvent('keydown', { key: 'z', ctrlKey: true, cancelable: true });
    handleShortcut(event, opened.studio);
  };
  press();
  await settled(() => library.total === total);
  expect(bin.last).toBeNull();
  press();
  expect(opened.fake.calls.filter(({ name }) => name === 'jobs_unbin')).toHaveLength(1);
});

test('who wants to know the marks alone is told of new ones, and no page is asked for', async () => {
  const { fake, studio } = await openStudio({ jobs: true });
  const stop = studio.library.watchCounts();
  await settled(() => studio.library.counts !== null);
  await studio.platform.call('jobs_tag', { ids: ['job-tide'], add: ['sea'], remove: [] });
  await settled(() => studio.library.counts?.tags.length === 1);
  stop();
  const counted = fake.calls.filter(({ name }) => name === 'library_counts').length;
  await studio.platform.call('jobs_tag', { ids: ['job-tide'], add: ['dusk'], remove: [] });
  expect(fake.calls.filter(({ name }) => name === 'library_counts')).toHaveLength(counted);
  expect(fake.calls.some(({ name }) => name === 'library_page')).toBe(false);
  studio.close();
});
