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

test('a clip brings what can be done with it, the families that do, and the first of them', async () => {
  const make = await withClip();
  expect(make.offer.tasks.slice(0, 3)).toEqual(['video-extend', 'video-edit', 'video-upscale']);
  expect(make.offer.families.map(({ id }) => id)).toEqual([
    'grok-imagine',
    'wan-2.7',
    'veo-3.1',
    'pixverse-v6',
    'skyreels-v3',
  ]);
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
  expect(studio.make.offer.tasks[0]).toBe('image-to-video');
  expect(studio.make.offer.tasks).not.toContain('video-extend');
  expect(studio.make.values[studio.make.clipKey ?? '']).toEqual({ media: 'still' });
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
  // Ten seconds are ten seconds, also where they are a number and not an option.
  make.setModel(SKYREELS);
  expect(make.values['duration']).toBe(10);
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
  expect(opened.studio.jobs.inStrip).toEqual([]);
});

test('a made job leaves the form ready for the next', async () => {
  const make = await withClip();
  make.setValue('prompt', 'The sun sinks.');
  await opened.studio.makeNow();
  expect(opened.studio.jobs.inStrip.map((job) => job.state.type)).toEqual(['preparing']);
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
  expect(make.answers.optionPrices.get('duration=6')).toMatchObject({ amount: { micros: 1_890_000 } });
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

const picture = (id: string) => clip(id, id, PICTURE);
const sound = (id: string) => clip(id, id, { kind: 'audio', format: 'mp3' });

test('words alone begin a form, and what was written goes on from family to family', async () => {
  const { make } = opened.studio;
  make.startFromWords('text-to-video');
  expect([make.clip, make.task, make.model?.family]).toEqual([null, 'text-to-video', 'grok-imagine']);
  make.setValue('prompt', 'A boat leaves the harbour.');
  make.setFamily('veo-3.1');
  expect(make.values).toMatchObject({ prompt: 'A boat leaves the harbour.' });
  make.setTask('text-to-image');
  expect(make.values).toMatchObject({ prompt: 'A boat leaves the harbour.' });
  await opened.studio.makeNow();
  expect(opened.studio.jobs.inStrip).toHaveLength(1);
});

test('quality and way are switches, and what was chosen stays where it exists', () => {
  const { make } = opened.studio;
  make.startFromWords('text-to-video');
  make.setFamily('veo-3.1');
  expect(make.offer.tiers.map(({ tier }) => tier?.id)).toEqual(['fast', 'pro', 'lite']);
  make.setChannel('budget');
  make.setTier('pro');
  expect([make.model?.tier?.id, make.model?.channel]).toEqual(['pro', 'budget']);
  // The nearest that exists: the same quality by another way.
  make.setTier('lite');
  expect(make.model?.tier?.id).toBe('lite');
  expect(make.offer.channels.map(({ channel }) => channel)).toContain(make.model?.channel);
});

test('the other variants are priced by the list, with what was typed, and no site is asked', async () => {
  const { make } = opened.studio;
  make.startFromWords('text-to-video');
  await vi.advanceTimersByTimeAsync(500);
  const other = make.offer.channels.find((variant) => variant.endpoint !== make.endpoint);
  expect(make.answers.variantPrices.get(other?.endpoint ?? '')).toMatchObject({ from: 'list' });
  expect(calls('form_price').every(({ request }) => (request as { endpoint: string }).endpoint === make.endpoint)).toBe(
    true,
  );
  expect(calls('prices_list').length).toBeLessThanOrEqual(2);
});

test('a first and a last frame keep their parts in fields of other names', async () => {
  const { make } = opened.studio;
  await make.setClip(picture('first'));
  make.setModel('kling-v3.0-pro/image-to-video');
  expect(make.values).toMatchObject({ firstImageUrl: { media: 'first' } });
  make.setValue('lastImageUrl', { media: 'last' });
  make.setTier('4k');
  expect(make.values).toMatchObject({ imageUrl: { media: 'first' }, endImageUrl: { media: 'last' } });
  // A model without an end frame has no place for it; the next one that has gets it back.
  make.setFamily('grok-imagine');
  expect(Object.values(make.values)).not.toContainEqual({ media: 'last' });
  make.setFamily('veo-3.1');
  expect(make.values).toMatchObject({ lastImageUrl: { media: 'last' } });
});

test('several files go along into lists, in their order, and the list keeps what fits', async () => {
  const { make } = opened.studio;
  await make.setClip(picture('one'));
  make.setModel('kling-video-o1-std/refrence-to-video');
  make.setModel('vidu/reference-to-video-q2-pro');
  make.setValue('imageUrls', { media: ['one', 'two', 'three'] });
  make.setModel('alibaba/wan-2.7/reference-to-video');
  expect(make.values['imageUrls']).toEqual({ media: ['one', 'two', 'three'] });
  expect(make.clip?.id).toBe('one');
  // The film begins with the clip; the others wait until a list takes them again.
  make.setModel('alibaba/wan-2.7/image-to-video');
  expect(make.values['firstImageUrl']).toEqual({ media: 'one' });
  make.setModel('alibaba/wan-2.7/reference-to-video');
  expect(make.values['imageUrls']).toEqual({ media: ['one', 'two', 'three'] });
});

test('files that come together fill the form: the first begins, the second ends', () => {
  const { make } = opened.studio;
  make.startFromWords('text-to-video');
  make.setFamily('veo-3.1');
  expect(make.take([picture('first'), picture('last')])).toBe('all');
  expect([make.task, make.model?.family]).toEqual(['image-to-video', 'veo-3.1']);
  expect(make.values).toMatchObject({ imageUrl: { media: 'first' }, lastImageUrl: { media: 'last' } });
});

test('a file goes where the form waits for one, else it takes the place of the clip', () => {
  const { make } = opened.studio;
  make.take([picture('person')]);
  make.setModel('bytedance/dreamactor-v2');
  expect(make.take([clip('dance', 'dance')])).toBe('added');
  expect(make.values).toMatchObject({ imageUrl: { media: 'person' }, videoUrl: { media: 'dance' } });
  expect(make.take([picture('other')])).toBe('all');
  expect(make.values).toMatchObject({ imageUrl: { media: 'other' }, videoUrl: { media: 'dance' } });
});

test('a model that starts from something else lets the clip wait, and it comes back', async () => {
  const { make } = opened.studio;
  await make.setClip(picture('still'));
  make.setModel('rhart-audio/suno-v5.5/single');
  expect(make.offer.have).toBe('words');
  expect(make.clip).toBeNull();
  make.setModel('kling-v3.0-pro/image-to-video');
  expect([make.offer.have, make.clip?.id]).toEqual(['image', 'still']);
  expect(make.values).toMatchObject({ firstImageUrl: { media: 'still' } });
});

test('a model that needs a file can be looked at before there is one', () => {
  const { make } = opened.studio;
  make.setModel('bytedance/dreamactor-v2');
  expect([make.offer.have, make.clip]).toEqual(['image', null]);
  expect(make.take([picture('person')])).toBe('all');
  expect([make.model?.family, make.values['imageUrl']]).toEqual(['dreamactor-v2', { media: 'person' }]);
});

test('what is not confirmed is offered with the switch, or once it was chosen', async () => {
  const { studio, fake } = opened;
  studio.make.startFromWords('text-to-video');
  const shown = () => studio.make.offer.families.map(({ id }) => id);
  expect(shown()).not.toContain('minimax-h3');
  studio.make.setModel('minimax/hailuo-h3/text-to-video');
  expect(shown()).toContain('minimax-h3');
  studio.make.setFamily('veo-3.1');
  expect(shown()).not.toContain('minimax-h3');
  await fake.call('setting_set', { name: 'newer-models', value: true });
  expect(shown()).toContain('minimax-h3');
});

test('favourites come first', async () => {
  const { studio, fake } = opened;
  studio.make.startFromWords('text-to-video');
  await fake.call('favourite_set', { family: 'ltx-2.3', starred: true });
  expect(studio.make.offer.families[0]?.id).toBe('ltx-2.3');
});

test('a form of words is opened again as it was', () => {
  const { studio } = opened;
  const model = studio.app.model('rhart-audio/suno-v5.5/single');
  if (!model) throw new Error('the catalogue has no such model');
  studio.make.setClip(picture('still')).catch(() => undefined);
  studio.make.open(model, { prompt: 'A slow song.' }, []);
  expect([studio.make.clip, studio.make.offer.have, studio.make.endpoint]).toEqual([null, 'words', model.endpoint]);
  expect(studio.make.values['prompt'] ?? Object.values(studio.make.values)).toBeTruthy();
});

test('a sound beside a clip is no new beginning', async () => {
  const { make } = opened.studio;
  await make.setClip(clip('film', 'film'));
  expect(make.take([sound('song')])).toBe('no-room');
  expect(make.clip?.id).toBe('film');
});

test('a picture in two places that is taken out of one of them stays the clip, until the film starts from another', async () => {
  const { make } = opened.studio;
  await make.setClip(picture('first'));
  make.setModel('kling-v3.0-pro/image-to-video');
  make.setValue('lastImageUrl', { media: 'first' });
  make.setTier('4k');
  expect(make.values).toMatchObject({ imageUrl: { media: 'first' }, endImageUrl: { media: 'first' } });
  make.setValue('endImageUrl', undefined);
  make.setValue('endImageUrl', { media: 'last' });
  expect([make.clip?.id, make.clipKey]).toEqual(['first', 'imageUrl']);
  make.setValue('endImageUrl', { media: 'first' });
  make.setValue('imageUrl', undefined);
  expect([make.clip?.id, make.clipKey]).toEqual(['first', 'endImageUrl']);
  opened.studio.known.keep(picture('other'));
  make.setValue('imageUrl', { media: 'other' });
  expect([make.clip?.id, make.clipKey]).toEqual(['other', 'imageUrl']);
  expect(make.values).toMatchObject({ imageUrl: { media: 'other' }, endImageUrl: { media: 'first' } });
});

test('a clip that is in a list already is not put there twice with the next model', async () => {
  const { make } = opened.studio;
  await make.setClip(picture('one'));
  make.setModel('kling-v3.0-pro/image-to-video');
  make.setValue('lastImageUrl', { media: 'one' });
  make.setModel('alibaba/wan-2.7/reference-to-video');
  expect(make.values['imageUrls']).toEqual({ media: ['one'] });
});
