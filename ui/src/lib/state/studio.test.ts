/** Changes flow one way, files are taken or told about, failures become notices. */
import { isAtRest } from '$lib/i18n/sentences';
import { afterEach, expect, test } from 'vitest';
import { uiError } from '$lib/platform/fake';
import { clip } from '$lib/platform/fake/data';
import type { JobState } from '$lib/platform/bindings';
import { allJobs, openStudio, settled, WAN_EXTEND, type Opened } from '../../testing';
import { handleMenu, handleShortcut } from './shortcuts';

const open: Opened[] = [];

async function start(...options: Parameters<typeof openStudio>): Promise<Opened> {
  const opened = await openStudio(...options);
  open.push(opened);
  return opened;
}

afterEach(() => {
  for (const { studio } of open.splice(0)) studio.close();
});

async function aJob({ fake }: Opened) {
  const job = (await fake.call('job_list', null))[0];
  if (!job) throw new Error('the fake has no jobs');
  return job;
}

test('what runs stands newest first, and a new one goes to the front', async () => {
  const opened = await start({ jobs: true });
  const { studio, fake } = opened;
  const times = studio.jobs.running.map((job) => job.createdAt);
  expect(times).toEqual([...times].sort((one, other) => other - one));
  const state: JobState = { type: 'preparing' };
  fake.emit({ type: 'job', job: { ...(await aJob(opened)), id: 'new', state, createdAt: Date.now() + 1 } });
  expect(studio.jobs.running[0]?.id).toBe('new');
});

test('a job that rests and was never seen is neither kept nor read aloud', async () => {
  const opened = await start({ jobs: true });
  const { studio, fake } = opened;
  fake.emit({ type: 'job', job: { ...(await aJob(opened)), id: 'far', state: { type: 'done' }, favourite: true } });
  expect(studio.jobs.get('far')).toBeUndefined();
  expect(studio.notices.announcement).toBe('');
});

test('a job is asked for when it was not seen yet, and one that is gone is none', async () => {
  const opened = await start({ many: 300 });
  const { jobs } = opened.studio;
  expect(jobs.get('many-7')).toBeUndefined();
  expect((await jobs.open('many-7'))?.id).toBe('many-7');
  expect(jobs.get('many-7')).toBeDefined();
  expect(await jobs.open('nowhere')).toBeNull();
  jobs.keepOnly([]);
  expect(jobs.get('many-7')).toBeDefined();
});

test('a change replaces the job in its place, and a gone job goes', async () => {
  const opened = await start({ jobs: true });
  const { studio, fake } = opened;
  const job = studio.jobs.running[1];
  if (!job) throw new Error('too few jobs');
  fake.emit({ type: 'job', job: { ...job, title: 'renamed' } });
  expect(studio.jobs.running[1]?.title).toBe('renamed');
  fake.emit({ type: 'job-gone', id: job.id });
  expect(studio.jobs.get(job.id)).toBeUndefined();
});

test('progress lasts as long as the state it belongs to', async () => {
  const opened = await start({ jobs: true });
  const { studio, fake } = opened;
  const job = { ...(await aJob(opened)), state: { type: 'uploading' } as JobState };
  fake.emit({ type: 'job', job });
  fake.emit({ type: 'progress', id: job.id, phase: 'upload', doneBytes: 1, totalBytes: 2 });
  fake.emit({ type: 'job', job: { ...job, title: 'still uploading' } });
  expect(studio.jobs.transfers.get(job.id)?.doneBytes).toBe(1);
  fake.emit({ type: 'job', job: { ...job, state: { type: 'queued' } } });
  expect(studio.jobs.transfers.get(job.id)).toBeUndefined();
});

test('a change that overtakes the list of jobs is not undone by it', async () => {
  const { studio, fake } = await start({ jobs: true });
  const job = studio.jobs.running[0];
  if (!job) throw new Error('too few jobs');
  let answer: (jobs: NonNullable<typeof job>[]) => void = () => undefined;
  fake.answer('job_list', () => new Promise((resolve) => (answer = resolve)));
  const loading = studio.jobs.load();
  fake.emit({ type: 'job', job: { ...job, state: { type: 'done' } } });
  answer([job]);
  await loading;
  expect(studio.jobs.get(job.id)?.state.type).toBe('done');
});

test('the strip keeps what ended while the window was open, until it is put away', async () => {
  const opened = await start({ jobs: true });
  const { studio, fake } = opened;
  // Of what ended before, only that is there of which nobody knows whether it was charged.
  const atRest = studio.jobs.inStrip.filter((job) => isAtRest(job));
  expect(atRest.map((job) => job.state.type)).toEqual(['unknown']);
  const job = await aJob(opened);
  fake.emit({ type: 'job', job: { ...job, state: { type: 'running' } } });
  fake.emit({ type: 'job', job: { ...job, state: { type: 'done' } } });
  expect(studio.jobs.inStrip.map((other) => other.id)).toContain(job.id);
  studio.jobs.putAway(job.id);
  expect(studio.jobs.inStrip.map((other) => other.id)).not.toContain(job.id);
});

test('states are read aloud, once each', async () => {
  const opened = await start({ jobs: true });
  const { studio, fake } = opened;
  const job = { ...(await aJob(opened)), title: 'lake', state: { type: 'downloading' } as JobState };
  fake.emit({ type: 'job', job });
  expect(studio.notices.announcement).toBe('lake: Downloading');
  studio.notices.announce('');
  fake.emit({ type: 'job', job: { ...job, title: 'lake' } });
  expect(studio.notices.announcement).toBe('');
});

test('a dropped clip opens in Make from anywhere, and what is refused says why', async () => {
  const { studio, fake } = await start();
  studio.navigation.go('settings');
  fake.drop({ type: 'over', x: 0, y: 0, own: false });
  expect(studio.drops.phase).toBe('over');
  fake.drop({ type: 'looking' });
  fake.drop({
    type: 'landed',
    files: [
      { type: 'refused', name: 'notes.txt', error: uiError('file-not-media') },
      { type: 'media', media: clip('one', 'one') },
    ],
  });
  expect(studio.drops.phase).toBe('none');
  expect(studio.navigation.view).toEqual({ name: 'make' });
  expect(studio.make.clip?.id).toBe('one');
  expect(studio.drops.refused).toMatchObject([{ name: 'notes.txt', error: { code: 'file-not-media' } }]);
});

test('of several clips the first is taken, and a sound goes where the model takes one', async () => {
  const { studio } = await start();
  studio.land(['one', 'two'].map((id) => ({ type: 'media', media: clip(id, id) })));
  expect([studio.make.clip?.id, studio.drops.hint]).toEqual(['one', 'left-over']);
  const sound = clip('song', 'song', { kind: 'audio', format: 'mp3' });
  studio.land([{ type: 'media', media: sound }]);
  expect([studio.make.clip?.id, studio.drops.hint]).toEqual(['one', 'no-room']);
  studio.make.setModel(WAN_EXTEND);
  studio.land([{ type: 'media', media: sound }]);
  expect(studio.drops.hint).toBe('added');
  expect(studio.make.values['audioUrl']).toEqual({ media: 'song' });
});

test('a sound alone is a beginning, and what no model starts from is told about', async () => {
  const { studio } = await start();
  studio.land([{ type: 'media', media: clip('song', 'song', { kind: 'audio', format: 'mp3' }) }]);
  expect([studio.make.clip?.id, studio.make.offer.have]).toEqual(['song', 'audio']);
  studio.land([{ type: 'media', media: clip('body', 'body', { kind: 'model3d', format: 'glb' }) }]);
  expect([studio.make.clip?.id, studio.drops.hint]).toEqual(['song', 'no-use']);
});

test('nothing can be dropped before the welcome page is answered', async () => {
  const { studio, fake } = await start({ mode: 'undecided' });
  fake.drop({ type: 'over', x: 0, y: 0, own: false });
  expect(studio.drops.phase).toBe('none');
});

test('a pasted path that leads nowhere is refused by its name', async () => {
  const { studio } = await start();
  await studio.takePath('/home/you/gone.txt');
  expect(studio.drops.refused).toMatchObject([{ name: 'gone.txt', error: { code: 'file-not-found' } }]);
  expect(studio.make.clip).toBeNull();
});

test('a dialog that is closed without a choice changes nothing', async () => {
  const { studio, fake } = await start();
  fake.answer('media_choose', () => null);
  await studio.chooseClip();
  expect(studio.make.clip).toBeNull();
  expect(studio.drops.refused).toEqual([]);
});

test('a failed command becomes a notice whose button tries it again', async () => {
  const { studio, fake } = await start();
  let tries = 0;
  fake.answer('media_reveal', () => {
    tries += 1;
    throw uiError('store-failed', 'disk full', true);
  });
  await studio.attempt(() => fake.call('media_reveal', { id: 'x' }));
  expect(studio.notices.list).toMatchObject([{ error: { code: 'store-failed' } }]);
  studio.notices.list[0]?.retry?.();
  await settled(() => tries === 2);
});

test('extending takes the result as the clip of a new form', async () => {
  const opened = await start({ jobs: true });
  const { studio } = opened;
  const job = (await allJobs(opened)).find((other) => other.state.type === 'done');
  if (!job) throw new Error('no job is done');
  studio.extend(job);
  expect(studio.make.clip?.id).toBe(job.results[0]?.id);
  expect(studio.navigation.view.name).toBe('make');
});

test('making again sends the same values; what is refused now opens to be changed', async () => {
  const opened = await start({ jobs: true });
  const { studio, fake } = opened;
  const job = (await allJobs(opened)).find((other) => other.state.type === 'done');
  if (!job) throw new Error('no job is done');
  await studio.again(job);
  expect(fake.calls.find((call) => call.name === 'job_create')?.request).toEqual({
    endpoint: job.endpoint,
    values: job.values,
  });
  fake.answer('job_create', () => ({ type: 'refused', problems: [] }));
  studio.navigation.open(job.id);
  await studio.again(job);
  expect(studio.navigation.view.name).toBe('make');
  expect(studio.make.values['prompt']).toBe(job.values['prompt']);
});

test('settings and language follow the program', async () => {
  const { studio } = await start();
  await studio.set({ name: 'theme', value: 'light' });
  await studio.set({ name: 'language', value: 'zh' });
  expect(studio.app.settings.theme).toBe('light');
  expect(studio.i18n.words.shell.rail.make).toBe('创作');
});

test('keys open views, and closing the player leads back to where it was opened', async () => {
  const { studio } = await start({ jobs: true });
  const press = (key: string, more: KeyboardEventInit = {}) => {
    const event = new KeyboardEvent('keydown', { key, cancelable: true, ...more });
    handleShortcut(event, studio);
    return event.defaultPrevented;
  };
  expect(press('2', { ctrlKey: true })).toBe(true);
  expect(studio.navigation.view.name).toBe('library');
  studio.navigation.open('job-tide');
  press('Escape');
  expect(studio.navigation.view.name).toBe('library');
  press(',', { metaKey: true });
  expect(studio.navigation.view.name).toBe('settings');
  studio.navigation.open('job-tide');
  press('e', { ctrlKey: true });
  expect(studio.make.clip?.id).toBe('tide-result');
  press('n', { ctrlKey: true });
  expect(studio.make.clip).toBeNull();
  expect(press('y', { ctrlKey: true })).toBe(false);
  expect(press('?')).toBe(true);
  expect(studio.navigation.listsShortcuts).toBe(true);
});

test('the program can be left by its key from everywhere, also before anything is chosen', async () => {
  const { studio, fake } = await start({ mode: 'undecided' });
  const press = (key: string) => {
    handleShortcut(new KeyboardEvent('keydown', { key, ctrlKey: true, cancelable: true }), studio);
  };
  press('2');
  expect(studio.navigation.view.name).toBe('make');
  press('q');
  expect(fake.calls.at(-1)?.name).toBe('app_quit');
});

test('a menu does what the key does, and nothing while a dialog asks', async () => {
  const { studio } = await start({ jobs: true });
  handleMenu('library', studio);
  expect(studio.navigation.view.name).toBe('library');
  handleMenu('about', studio);
  expect([studio.navigation.view.name, studio.navigation.group]).toEqual(['settings', 'about']);
  handleMenu('guide', studio);
  expect(studio.guide.step).toBe('clip');
  const dialog = document.body.appendChild(document.createElement('dialog'));
  dialog.open = true;
  handleMenu('library', studio);
  expect(studio.navigation.view.name).toBe('make');
  dialog.remove();
});

test('a disk that takes no writes is said for as long as it does not', async () => {
  const { studio, fake } = await start();
  expect(studio.app.storeFailing).toBe(false);
  fake.emit({ type: 'store-failing', failing: true });
  expect(studio.app.storeFailing).toBe(true);
  fake.emit({ type: 'store-failing', failing: false });
  expect(studio.app.storeFailing).toBe(false);
});

test('files that the bin of the system refused are told about, without a way to try again', async () => {
  const { studio, fake } = await start();
  fake.emit({ type: 'bin-failed', count: 1, error: uiError('bin-failed', 'clip.mp4: no bin') });
  expect(studio.notices.list.map(({ error, retry }) => [error.code, retry])).toEqual([['bin-failed', null]]);
});
