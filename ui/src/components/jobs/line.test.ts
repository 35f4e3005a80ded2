/** The line before the submit: held, put into another order and changed from the card, and by one switch as a whole. */
import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import type { JobView } from '$lib/platform/bindings';
import { Asking } from '$components/library/asking.svelte';
import { entriesFor } from '$components/library/entries';
import { lineOf } from '$lib/state/line';
import { openStudio, show, violations, type Opened } from '../../testing';
import EditingNote from './EditingNote.svelte';
import JobStrip from './JobStrip.svelte';

const open: Opened[] = [];

/** Three jobs that wait for a slot, in the order in which they were made. */
async function start(): Promise<Opened & { ids: string[] }> {
  const opened = await openStudio({ jobs: true });
  open.push(opened);
  const [model] = opened.studio.jobs.running;
  if (!model) throw new Error('the fake has no jobs');
  const waiting = (number: number): JobView => ({
    ...model,
    id: `line-${number}`,
    title: `Clip ${number}`,
    results: [],
    taskId: null,
    state: { type: 'waiting', reason: 'slot' },
    createdAt: number,
  });
  const jobs = [1, 2, 3].map(waiting);
  for (const { id } of opened.studio.jobs.inStrip) opened.fake.emit({ type: 'job-gone', id });
  for (const job of jobs) opened.fake.emit({ type: 'job', job });
  return { ...opened, ids: jobs.map(({ id }) => id) };
}

afterEach(() => {
  for (const { studio } of open.splice(0)) studio.close();
});

const requests = ({ fake }: Opened, name: string) =>
  fake.calls.filter((call) => call.name === name).map((call) => call.request);

test('a card in the strip offers to hold, to move and to change what waits', async () => {
  const opened = await start();
  opened.fake.answer('job_move', ({ id }) => opened.studio.jobs.get(id) as JobView);
  show(opened.studio, JobStrip, {});
  const [first, second] = screen.getAllByTestId('strip-more');
  await fireEvent.click(first as HTMLElement);
  const labels = () => screen.getAllByRole('menuitem').map((entry) => entry.textContent);
  expect(labels()).toEqual(['Pause', 'Move later', 'Change']);
  expect(await violations()).toEqual([]);
  await fireEvent.click(screen.getByRole('menuitem', { name: 'Move later' }));
  expect(requests(opened, 'job_move')).toEqual([{ id: 'line-1', before: 'line-3' }]);
  await fireEvent.click(second as HTMLElement);
  expect(labels()).toEqual(['Pause', 'Move earlier', 'Move later', 'Change']);
});

test('the last one can go to the front, and the end of the line has nobody behind it', async () => {
  const opened = await start();
  const entries = (id: string) => entriesFor(opened.studio, opened.studio.jobs.get(id) as JobView, new Asking());
  opened.fake.answer('job_move', ({ id }) => opened.studio.jobs.get(id) as JobView);
  entries('line-3')
    .find(({ name }) => name === 'to-front')
    ?.act();
  entries('line-2')
    .find(({ name }) => name === 'later')
    ?.act();
  expect(requests(opened, 'job_move')).toEqual([
    { id: 'line-3', before: 'line-1' },
    { id: 'line-2', before: null },
  ]);
});

test('the order is the one that a person gave, and then the older one', async () => {
  const { studio, fake } = await start();
  const [one, two, three] = ['line-1', 'line-2', 'line-3'].map((id) => studio.jobs.get(id) as JobView);
  const line = lineOf([one, two, { ...three, place: 0 }] as JobView[]);
  expect(line.map(({ id }) => id)).toEqual(['line-3', 'line-1', 'line-2']);
  fake.emit({ type: 'job', job: { ...(three as JobView), place: 0 } });
  expect(studio.jobs.inStrip.map(({ id }) => id)).toEqual(['line-3', 'line-1', 'line-2']);
});

test('the strip reads as things go: in hand, next, waiting, ended; and what is sent keeps its place', async () => {
  const { studio, fake } = await start();
  const job = (number: number) => studio.jobs.get(`line-${number}`) as JobView;
  const order = () => studio.jobs.inStrip.map(({ id }) => id);
  const now = (number: number, change: Partial<JobView>) => {
    fake.emit({ type: 'job', job: { ...job(number), ...change } });
  };
  now(3, { place: 0 });
  const steps: Partial<JobView>[] = [
    { state: { type: 'submitting', since: 5 } },
    { state: { type: 'queued' }, acceptedAt: 10 },
    { state: { type: 'running' } },
  ];
  for (const change of steps) {
    now(3, change);
    expect(order()).toEqual(['line-3', 'line-1', 'line-2']);
  }
  now(1, { state: { type: 'running' }, acceptedAt: 20 });
  expect(order()).toEqual(['line-3', 'line-1', 'line-2']);
  now(3, { state: { type: 'done' } });
  expect(order()).toEqual(['line-1', 'line-2', 'line-3']);
});

test('one switch holds the whole line and says so on every card', async () => {
  const opened = await start();
  show(opened.studio, JobStrip, {});
  await fireEvent.click(screen.getByRole('button', { name: 'Pause the line' }));
  await waitFor(() => {
    expect(screen.getByText('The line is paused')).toBeTruthy();
  });
  for (const sentence of screen.getAllByTestId('job-sentence')) {
    expect(sentence.textContent).toBe('The line is paused; nothing was sent');
  }
  expect(opened.studio.notices.announcement).toBe('The line is paused');
  expect(await violations()).toEqual([]);
  await fireEvent.click(screen.getByRole('button', { name: 'Let the line go on' }));
  expect(requests(opened, 'line_set')).toEqual([{ paused: true }, { paused: false }]);
});

test('a job that is changed is held first, and is put back in its place by the main button', async () => {
  const opened = await start();
  const { studio, fake } = opened;
  const job = studio.jobs.get('line-2') as JobView;
  fake.answer('job_pause', () => ({ ...job, paused: true }));
  fake.answer('job_edit', () => ({ type: 'created', job }));
  for (const input of job.inputs) fake.know(input);
  show(studio, EditingNote, {});
  await studio.changeInLine(job);
  expect(requests(opened, 'job_pause')).toEqual([{ id: 'line-2' }]);
  await waitFor(() => {
    expect(screen.getByTestId('editing-note').textContent).toContain('“Clip 2”');
  });
  await studio.makeNow();
  expect(requests(opened, 'job_create')).toEqual([]);
  expect(requests(opened, 'job_edit')).toEqual([{ id: 'line-2', endpoint: job.endpoint, values: studio.make.values }]);
  expect(studio.make.editing).toBeNull();
});

test('a change that is given up lets the job go on as it was', async () => {
  const opened = await start();
  const { studio, fake } = opened;
  const job = studio.jobs.get('line-1') as JobView;
  fake.answer('job_pause', () => ({ ...job, paused: true }));
  fake.answer('job_resume', () => job);
  show(studio, EditingNote, {});
  await studio.changeInLine(job);
  await fireEvent.click(await screen.findByRole('button', { name: 'Leave it as it was' }));
  expect(requests(opened, 'job_resume')).toEqual([{ id: 'line-1' }]);
  expect(screen.queryByTestId('editing-note')).toBeNull();
});

test('what was sent is not changed any more, and that is said', async () => {
  const { studio, fake } = await start();
  fake.answer('job_pause', () => {
    throw { code: 'already-sent', detail: '', charged: 'no', retryable: false };
  });
  await studio.changeInLine(studio.jobs.get('line-1') as JobView);
  expect(studio.make.editing).toBeNull();
  expect(studio.notices.list.map(({ error }) => error.code)).toEqual(['already-sent']);
});

test('a running job can be cancelled from its menu, and nothing else of the line is offered', async () => {
  const { studio } = await start();
  const running: JobView = { ...(studio.jobs.get('line-1') as JobView), state: { type: 'running' }, taskId: '1' };
  const asking = new Asking();
  const entries = entriesFor(studio, running, asking);
  const names = entries.map(({ name }) => name);
  expect(names).toEqual(['open', 'stop', 'cancel', 'change', 'star', 'tags', 'collections', 'delete']);
  entries.find(({ name }) => name === 'cancel')?.act();
  expect(asking.open).toEqual({ what: 'cancel', ids: ['line-1'] });
  const wished = entriesFor(studio, { ...running, cancel: { type: 'accepted' } }, asking);
  expect(wished.some(({ name }) => name === 'cancel')).toBe(false);
});
