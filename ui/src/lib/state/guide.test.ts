/** The guided first run, over the fake program. */
import { afterEach, expect, test } from 'vitest';
import { openStudio, settled, type Opened } from '../../testing';
import type { Studio } from './studio.svelte';
import { GUIDE_STEPS } from './guide.svelte';

const open: Studio[] = [];

afterEach(() => {
  for (const studio of open.splice(0)) studio.close();
});

async function start(options: Parameters<typeof openStudio>[0] = {}): Promise<Opened> {
  const opened = await openStudio({ mode: 'practice', ...options });
  open.push(opened.studio);
  const { settings } = opened.studio.app;
  opened.fake.emit({ type: 'settings', settings: { ...settings, guided: false }, resultsFolder: 'Videos' });
  return opened;
}

test('it is offered on the empty page to somebody who has made nothing, and starts nothing by itself', async () => {
  const { studio } = await start();
  expect(studio.guide.isOffered).toBe(false);
  await studio.guide.look();
  expect(studio.guide.isOffered).toBe(true);
  expect(studio.guide.step).toBeNull();
  studio.navigation.go('library');
  expect(studio.guide.isOffered).toBe(false);
});

test('it is not offered where the library is in use already', async () => {
  const { studio } = await start({ jobs: true });
  await studio.guide.look();
  expect(studio.guide.isOffered).toBe(false);
});

test('a person leads it: a clip, a take, its end, and a look at it bring it on', async () => {
  const { studio, fake } = await start();
  const { guide } = studio;
  guide.start();
  expect(guide.step).toBe('clip');
  await studio.takeSample();
  guide.follow();
  expect(guide.step).toBe('choose');
  guide.next();
  expect(guide.step).toBe('make');
  guide.back();
  expect([guide.step, guide.place]).toEqual(['choose', 2]);
  await settled(() => studio.make.model !== undefined);
  const [made] = (await openStudio({ jobs: true })).studio.jobs.running;
  if (!made) throw new Error('the fake has a job under way');
  fake.emit({ type: 'job', job: { ...made, id: 'mine', state: { type: 'preparing' } } });
  expect([guide.step, guide.job]).toEqual(['wait', 'mine']);
  fake.emit({ type: 'job', job: { ...made, id: 'another', state: { type: 'done' } } });
  expect(guide.step).toBe('wait');
  fake.emit({ type: 'job', job: { ...made, id: 'mine', state: { type: 'done' } } });
  expect(guide.step).toBe('watch');
  studio.navigation.open('mine');
  guide.follow();
  expect(guide.step).toBe('extend');
  guide.next();
  expect(guide.step).toBeNull();
  expect(fake.calls.at(-1)).toEqual({ name: 'setting_set', request: { name: 'guided', value: true } });
});

test('with a clip open it begins with what can be done with it', async () => {
  const { studio } = await start();
  await studio.takeSample();
  studio.guide.start();
  expect(studio.guide.step).toBe(GUIDE_STEPS[1]);
});
