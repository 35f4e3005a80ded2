/** The form: what it offers, what it keeps, what it asks the program, and when. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { clip, PICTURE } from '$lib/platform/fake/data';
import { GROK_EXTEND, openStudio, SKYREELS, VEO, WAN_EXTEND, type Opened } from '../../testing';

let opened: Opened;
const SAMPLE = { kind: 'video' } as const;

beforeEach(async () => {
  opened = await openStudio();
  vi.useFakeTimers();
});

afterEach(() => {
  opened.studio.close();
  vi.useRealTimers();
});

async function withClip() {
  const { studio, fake } = opened;
  await studio.make.setClip(await fake.call('media_sample', SAMPLE));
  await vi.advanceTimersByTimeAsync(500);
  return studio.make;
}

const calls = (name: string) => opened.fake.calls.filter((call) => call.name === name);

test('a clip brings its tasks, its models and the first one that takes it', async () => {
  const make = await withClip();
  expect(make.tasks).toEqual(['video-extend']);
  expect(make.models.map((model) => model.endpoint)).toEqual([GROK_EXTEND, WAN_EXTEND, SKYREELS, VEO]);
  expect(make.endpoint).toBe(GROK_EXTEND);
  expect(make.values).toEqual({ videoUrl: { media: 'clip-sample' }, duration: '6' });
});

test('a clip that the first model refuses starts with one that takes it', async () => {
  const { studio, fake } = opened;
  fake.answer('model_fits', () => [
    { endpoint: GROK_EXTEND, problems: [{ key: 'videoUrl', severity: 'blocks', problem: { type: 'file-gone' } }] },
    { endpoint: WAN_EXTEND, problems: [] },
  ]);
  await studio.make.setClip(clip('big', 'big'));
  expect(studio.make.endpoint).toBe(WAN_EXTEND);
});

test('a picture brings other tasks', async () => {
  const { studio } = opened;
  await studio.make.setClip(clip('still', 'still', PICTURE));
  expect(studio.make.tasks).toEqual(['image-to-video']);
  expect(studio.make.values['imageUrl']).toEqual({ media: 'still' });
});

test('what was written is kept from model to model, and the clip goes to the field of each', async () => {
  const make = await withClip();
  make.setValue('prompt', 'The sun sinks.');
  make.setValue('duration', '10');
  make.setModel(WAN_EXTEND);
  expect(make.values).toMatchObject({ prompt: 'The sun sinks.', duration: '10', videoUrl: { media: 'clip-sample' } });
  make.setValue('negativePrompt', 'blur');
  make.setModel(VEO);
  expect(make.values).toEqual({
    prompt: 'The sun sinks.',
    negativePrompt: 'blur',
    resolution: '720p',
    video: { media: 'clip-sample' },
  });
  // A number field does not take the text of an option.
  make.setModel(SKYREELS);
  expect(make.values['duration']).toBe(5);
  make.setModel(GROK_EXTEND);
  expect(make.values['duration']).toBe('10');
});

test('a value that is taken away is not sent and does not come back', async () => {
  const make = await withClip();
  make.setModel(WAN_EXTEND);
  make.setValue('seed', 7);
  make.setValue('seed', undefined);
  expect('seed' in make.values).toBe(false);
  make.setModel(VEO);
  expect('seed' in make.values).toBe(false);
});

test('problems are shown once a field was touched, and all of them after Make', async () => {
  const make = await withClip();
  expect(make.problems).toHaveLength(1);
  expect(make.problemsOf('prompt')).toEqual([]);
  make.touch('prompt');
  expect(make.problemsOf('prompt')).toMatchObject([{ problem: { type: 'missing' } }]);
  make.setModel(WAN_EXTEND);
  make.setValue('prompt', 'x'.repeat(5001));
  await vi.advanceTimersByTimeAsync(500);
  expect(make.problemsOf('prompt')).toMatchObject([{ problem: { type: 'too-long' } }]);
});

test('a refused form shows everything and creates nothing', async () => {
  const make = await withClip();
  expect(await make.make()).toBeNull();
  expect(make.showAll).toBe(true);
  expect(make.problemsOf('prompt')).toHaveLength(1);
  expect(opened.studio.jobs.list).toEqual([]);
});

test('a made job leaves the form ready for the next', async () => {
  const make = await withClip();
  make.setValue('prompt', 'The sun sinks.');
  await opened.studio.makeNow();
  expect(opened.studio.jobs.list.map((job) => job.state.type)).toEqual(['preparing']);
  expect(make.values['prompt']).toBe('The sun sinks.');
  expect(make.making).toBe(false);
});

test('a press while the form is being sent does not make a second job', async () => {
  const make = await withClip();
  make.setValue('prompt', 'The sun sinks.');
  await Promise.all([opened.studio.makeNow(), opened.studio.makeNow()]);
  expect(calls('job_create')).toHaveLength(1);
});

test('the price is asked for after a pause, not for every letter', async () => {
  const make = await withClip();
  expect(make.price).toMatchObject({ from: 'list', amount: { micros: 1_890_000 } });
  const before = calls('form_price').length;
  for (const letter of ['T', 'Th', 'The']) make.setValue('prompt', letter);
  await vi.advanceTimersByTimeAsync(399);
  expect(calls('form_price').length).toBe(before);
  await vi.advanceTimersByTimeAsync(1);
  const asked = calls('form_price').length;
  expect(asked).toBeGreaterThan(before);
  make.setValue('prompt', 'The sun');
  await vi.advanceTimersByTimeAsync(500);
  expect(calls('form_price').length).toBe(asked);
  make.setValue('duration', '10');
  await vi.advanceTimersByTimeAsync(500);
  expect(make.price).toMatchObject({ amount: { micros: 3_150_000 } });
  expect(make.optionPrices.get('duration=6')).toMatchObject({ amount: { micros: 1_890_000 } });
});

test('a price that cannot be had is unknown', async () => {
  opened.fake.answer('form_price', () => Promise.reject(new Error('no')));
  const make = await withClip();
  expect(make.price).toEqual({ from: 'unknown' });
});

test('an answer that comes too late does not overwrite a newer one', async () => {
  const make = await withClip();
  const answers: ((problems: never[]) => void)[] = [];
  opened.fake.answer('form_check', () => new Promise((resolve) => answers.push(resolve)));
  make.setValue('prompt', 'one');
  await vi.advanceTimersByTimeAsync(200);
  make.setValue('prompt', 'two');
  await vi.advanceTimersByTimeAsync(200);
  const late = [{ key: 'prompt', severity: 'blocks', problem: { type: 'missing' } }] as never[];
  answers[1]?.([]);
  answers[0]?.(late);
  await vi.advanceTimersByTimeAsync(0);
  expect(make.problems).toEqual([]);
});

test('the same values can be opened again to be changed', async () => {
  const { studio } = opened;
  const values = { prompt: 'Again.', duration: '10', videoUrl: { media: 'old' } };
  await studio.make.setClip(clip('old', 'old'), { endpoint: GROK_EXTEND, values });
  expect(studio.make.endpoint).toBe(GROK_EXTEND);
  expect(studio.make.values).toEqual({ ...values, videoUrl: { media: 'old' } });
});
