/** Files that come with what they were made with: the form is filled, the file is a press away, and no file is believed. */
import { afterEach, expect, test } from 'vitest';
import { clip, PICTURE } from '$lib/platform/fake/data';
import type { FieldValue, MediaView } from '$lib/platform/bindings';
import { openStudio, settled, type Opened } from '../../testing';

const EXTEND = 'rhart-video-g-official/video-extend';
const open: Opened[] = [];

async function start(): Promise<Opened> {
  const opened = await openStudio();
  open.push(opened);
  return opened;
}

afterEach(() => {
  for (const { studio } of open.splice(0)) studio.close();
});

function result(values: Record<string, FieldValue>, endpoint = EXTEND): MediaView {
  return clip('copy', 'from a friend', {}, { madeWith: { endpoint, values, title: 'ridge', job: null } });
}

const landed = (media: MediaView) => [{ type: 'media', media } as const];

test('a dropped result fills the form with its settings', async () => {
  const { studio, fake } = await start();
  fake.know(clip('before', 'ridge at dusk'));
  studio.navigation.go('library');
  studio.land(landed(result({ videoUrl: { media: 'before' }, prompt: 'On it goes.', duration: '6' })));
  await settled(() => studio.restored.note !== null);
  expect(studio.navigation.view.name).toBe('make');
  expect(studio.make.endpoint).toBe(EXTEND);
  expect(studio.make.values).toMatchObject({ videoUrl: { media: 'before' }, prompt: 'On it goes.', duration: '6' });
  expect(studio.make.clip?.id).toBe('before');
  expect(studio.restored.note).toMatchObject({ isFilled: true, missing: [] });
});

test('files that are not known here are named and left out', async () => {
  const { studio, fake } = await start();
  fake.know(clip('moved', 'ridge', {}, { available: false }));
  for (const media of ['moved', 'never-seen']) {
    const file = result({ videoUrl: { media }, prompt: 'On it goes.' });
    studio.land(landed(file));
    await settled(() => studio.restored.note !== null && studio.restored.note.media === file);
    expect(studio.make.values['videoUrl']).toBeUndefined();
    expect(studio.make.values['prompt']).toBe('On it goes.');
    expect(studio.restored.note?.missing).toEqual(['videoUrl']);
  }
});

test('the file itself is a press away, and the form is what it was before', async () => {
  const { studio, fake } = await start();
  fake.know(clip('before', 'ridge at dusk'));
  await studio.takeSample('image');
  studio.make.setValue('prompt', 'It wakes.');
  const endpoint = studio.make.endpoint;
  const file = fake.know(result({ videoUrl: { media: 'before' }, prompt: 'On it goes.' }));
  studio.land(landed(file));
  await settled(() => studio.restored.note !== null);
  expect(studio.make.endpoint).toBe(EXTEND);
  studio.restored.useFile();
  await settled(() => studio.make.clip?.id === file.id);
  expect(studio.make.clip?.id).toBe(file.id);
  expect(studio.make.values['prompt']).toBe('It wakes.');
  expect(studio.make.endpoint).not.toBe(endpoint);
  expect(studio.restored.note).toMatchObject({ isFilled: false });
  await studio.restored.fill(file);
  expect(studio.make.values).toMatchObject({ videoUrl: { media: 'before' }, prompt: 'On it goes.' });
});

test('a chosen result is the clip, and its settings are offered', async () => {
  const { studio, fake } = await start();
  const file = fake.know(result({ prompt: 'On it goes.' }));
  fake.answer('media_choose', () => file);
  await studio.chooseClip();
  await settled(() => studio.restored.note !== null);
  expect(studio.make.clip?.id).toBe('copy');
  expect(studio.restored.note).toMatchObject({ isFilled: false });
});

test('dropped on a field, a result is a file like any other', async () => {
  const { studio, fake } = await start();
  await studio.takeSample();
  studio.land(landed(fake.know(result({ prompt: 'On it goes.' }))), studio.make.clipKey);
  await settled(() => studio.make.clip?.id === 'copy');
  expect(studio.make.values[studio.make.clipKey ?? '']).toEqual({ media: 'copy' });
  expect(studio.restored.note).toBeNull();
});

test('a model that is not there any more leaves the file a clip', async () => {
  const { studio, fake } = await start();
  studio.land(landed(fake.know(result({ prompt: 'x' }, 'nobody/makes-this'))));
  await settled(() => studio.make.clip?.id === 'copy');
  expect(studio.make.clip?.id).toBe('copy');
  expect(studio.restored.note).toBeNull();
});

test('a file that lies about its values fills in nothing that its fields cannot hold', async () => {
  const { studio, fake } = await start();
  fake.know(clip('before', 'ridge at dusk'));
  fake.know(clip('picture', 'valley', PICTURE));
  const lies: Record<string, FieldValue> = {
    videoUrl: { media: ['before'] },
    prompt: { media: 'picture' },
    duration: '1000000',
    __proto__: 'x',
    'not-a-field': 'y',
  };
  studio.land(landed(result(lies)));
  await settled(() => studio.make.endpoint === EXTEND);
  expect(studio.make.endpoint).toBe(EXTEND);
  expect(typeof studio.make.values['prompt']).not.toBe('object');
  expect(studio.make.values['duration']).not.toBe('1000000');
  expect(studio.make.values['not-a-field']).toBeUndefined();
  expect(studio.make.values['videoUrl']).toBeUndefined();
});

test('of two results that come quickly the last one counts', async () => {
  const { studio, fake } = await start();
  fake.know(clip('before', 'ridge at dusk'));
  studio.land(landed(result({ videoUrl: { media: 'before' }, prompt: 'first' })));
  studio.land(landed(result({ prompt: 'second' })));
  await settled(() => studio.make.values['prompt'] === 'second');
  expect(studio.make.values['prompt']).toBe('second');
});

test('nothing is said any more once another model is chosen or other files come', async () => {
  const { studio, fake } = await start();
  fake.know(clip('before', 'ridge at dusk'));
  const file = result({ videoUrl: { media: 'before' }, prompt: 'On it goes.' });
  studio.land(landed(file));
  await settled(() => studio.restored.note !== null);
  studio.make.setFamily('wan-2.7');
  expect(studio.restored.note).toBeNull();
  studio.land(landed(file));
  await settled(() => studio.restored.note !== null);
  expect(studio.restored.note).not.toBeNull();
  studio.land(landed(clip('other', 'tide')));
  await settled(() => studio.make.clip?.id === 'other');
  expect(studio.restored.note).toBeNull();
});

test('what is picked up in the window and let fall on it goes nowhere but into fields', async () => {
  const { studio, fake } = await start();
  fake.drop({ type: 'over', x: 5, y: 5, own: true });
  expect(studio.drops.phase).toBe('none');
  fake.drop({ type: 'looking' });
  fake.drop({ type: 'landed', files: [{ type: 'media', media: fake.know(clip('own', 'tide')) }] });
  expect(studio.make.clip).toBeNull();
  await studio.takeSample();
  const field = document.createElement('div');
  field.dataset['dropField'] = 'videoUrl';
  document.elementFromPoint = () => field;
  fake.drop({ type: 'over', x: 5, y: 5, own: true });
  expect(studio.drops.phase).toBe('over');
  fake.drop({ type: 'looking' });
  fake.drop({ type: 'landed', files: [{ type: 'media', media: fake.know(clip('own', 'tide')) }] });
  expect(studio.make.values['videoUrl']).toEqual({ media: 'own' });
});

test('paste asks about an address, else looks at files, pictures and at last at a path', async () => {
  const { studio, fake } = await start();
  const names = () => fake.calls.map(({ name }) => name);
  await studio.paste('https://example.com/ridge.mp4');
  expect(studio.address).toBe('https://example.com/ridge.mp4');
  expect(names()).not.toContain('media_paste');
  studio.address = null;
  await studio.paste('/home/you/ridge.mp4');
  await settled(() => studio.make.clip?.name === 'ridge.mp4');
  expect(studio.make.clip?.name).toBe('ridge.mp4');
  studio.make.clear();
  fake.answer('media_paste', () => [{ type: 'media', media: fake.know(clip('pasted', 'tide')) }]);
  await studio.paste('/home/you/tide.mp4');
  await settled(() => studio.make.clip?.id === 'pasted');
  expect(studio.make.clip?.id).toBe('pasted');
  fake.answer('media_paste', () => []);
  await studio.paste('just words');
  expect(studio.make.clip?.id).toBe('pasted');
});
