/** Several from one: variations, other models, several files. The sum is seen before anything is made. */
import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import { clip, PICTURE } from '$lib/platform/fake/data';
import type { JobView, MediaView, Money } from '$lib/platform/bindings';
import { Comparison } from '$lib/state/comparison.svelte';
import { otherSeeds } from '$lib/state/variations.svelte';
import {
  GROK_EXTEND,
  modelOf,
  openStudio,
  settled,
  show,
  SKYREELS,
  violations,
  WAN_EXTEND,
  type Opened,
} from '../testing';
import Studio from './Studio.svelte';

const open: Opened[] = [];

async function start(...[options]: Parameters<typeof openStudio>): Promise<Opened> {
  const opened = await openStudio({ jobs: true, ...options });
  open.push(opened);
  show(opened.studio, Studio, { studio: opened.studio });
  return opened;
}

afterEach(() => {
  for (const { studio } of open.splice(0)) studio.close();
});

function job({ studio }: Opened, id = 'job-tide'): JobView {
  const found = studio.jobs.get(id);
  if (!found) throw new Error(`the fake has no ${id}`);
  return found;
}

type Press = { forms: { endpoint: string; values: Record<string, unknown> }[]; group: string | null };

function pressed({ fake }: Opened): Press | undefined {
  return fake.calls.findLast(({ name }) => name === 'jobs_create')?.request as Press | undefined;
}

const makeAll = () => screen.getByTestId('make-all');
const yuan = (amount: number): Money => ({ micros: amount * 1_000_000, currency: 'CNY' });

test('variations say what all of them cost before any is made, and each has a seed of its own', async () => {
  const opened = await start();
  const { fake, studio } = opened;
  fake.answer('form_price', () => ({ from: 'quote', amount: yuan(0.5) }));
  const model = studio.app.catalogue.find(
    (one) =>
      one.fields.some(({ role }) => role === 'seed') &&
      !one.fields.some(({ kind, required }) => kind.type === 'media' && required),
  );
  if (!model) throw new Error('no model has a seed');
  studio.further.vary({
    ...job(opened),
    endpoint: model.endpoint,
    values: { prompt: 'the rain begins', seed: 7 },
    inputs: [],
  });
  const dialog = await screen.findByRole('dialog', { name: 'Variations' });
  expect(dialog.textContent).toContain('another seed');
  await waitFor(() => {
    expect(makeAll().textContent).toMatch(/Make 4.*about ¥2\.00/s);
  });
  await fireEvent.click(within(screen.getByTestId('variations-count')).getByRole('radio', { name: '6' }));
  expect(makeAll().textContent).toMatch(/Make 6.*about ¥3\.00/s);
  expect(await violations()).toEqual([]);
  await fireEvent.click(makeAll());
  await settled(() => pressed(opened) !== undefined);
  const { forms, group } = pressed(opened) ?? { forms: [], group: null };
  expect(group).toBe('variations');
  const seed = model.fields.find(({ role }) => role === 'seed')?.key ?? '';
  expect(new Set([7, ...forms.map(({ values }) => values[seed])]).size).toBe(7);
  await waitFor(() => {
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});

test('a model without a seed says so, and an unknown price is no number', async () => {
  const opened = await start();
  opened.fake.answer('form_price', () => ({ from: 'unknown' }));
  opened.studio.further.vary(job(opened));
  expect((await screen.findByRole('dialog')).textContent).toContain('no seed to change');
  await waitFor(() => {
    expect(makeAll().textContent).toContain('price not known');
  });
});

test('seeds differ from each other, from the one there was, and stay within their bounds', () => {
  expect(otherSeeds({ min: -1, max: 5 }, 4, [0], () => 0)).toEqual([1, 2, 3, 4]);
  expect(otherSeeds({ min: 0, max: 2 }, 2, [2], () => 0.99)).toEqual([0, 1]);
  expect(otherSeeds({ min: 0, max: 0 }, 3, [0])).toEqual([0, 0, 0]);
});

test('variations of a job whose file is gone lead to its form', async () => {
  const opened = await start();
  const { fake, studio } = opened;
  const problem = { key: 'videoUrl', severity: 'blocks', problem: { type: 'missing' } } as const;
  fake.answer('jobs_create', () => ({ type: 'refused', refused: [{ index: 0, problems: [problem] }] }));
  studio.further.vary(job(opened));
  await screen.findByRole('dialog');
  await fireEvent.click(makeAll());
  await settled(() => studio.navigation.view.name === 'make' && studio.further.sheet === null);
  expect(studio.make.endpoint).toBe(job(opened).endpoint);
});

test('models are compared with the sum of those that are picked, and what one lacks is asked for there', async () => {
  const opened = await start({ mode: 'practice' });
  const { fake, studio } = opened;
  studio.compareModels({ ...job(opened), practice: true });
  const dialog = await screen.findByRole('dialog', { name: 'Compare models' });
  await settled(() => screen.queryAllByRole('checkbox').length > 3);
  const box = (endpoint: string) => {
    const row = dialog.querySelector(`[data-endpoint="${endpoint}"] input[type="checkbox"]`);
    if (!(row instanceof HTMLInputElement)) throw new Error(`no row for ${endpoint}`);
    return row;
  };
  expect(box(GROK_EXTEND).checked).toBe(true);
  expect(makeAll().getAttribute('aria-disabled')).toBe('true');
  await fireEvent.click(box(WAN_EXTEND));
  await fireEvent.click(box(SKYREELS));
  await waitFor(() => {
    expect(makeAll().textContent).toMatch(/Make 3.*practice, free/s);
  });
  expect(await violations()).toEqual([]);
  await fireEvent.click(makeAll());
  await settled(() => pressed(opened) !== undefined);
  const { forms, group } = pressed(opened) ?? { forms: [], group: null };
  expect(group).toBe('compare');
  expect(forms.map(({ endpoint }) => endpoint)).toEqual([GROK_EXTEND, WAN_EXTEND, SKYREELS]);
  for (const { values } of forms) {
    expect(Object.values(values)).toContain(job(opened).values['prompt']);
    expect(Object.values(values)).toContainEqual({ media: 'tide-input' });
  }
  expect(fake.calls.filter(({ name }) => name === 'jobs_create')).toHaveLength(1);
  await settled(() => studio.further.sheet === null);
  expect(studio.navigation.view.name).not.toBe('make');
});

test('no more than four can be picked, and what does not take the clip says why', async () => {
  const opened = await start();
  const { fake, studio } = opened;
  const found = await fake.call('model_fits', { id: 'tide-input' });
  const tooBig = { key: 'video', severity: 'blocks', problem: { type: 'too-large', max: 1, is: 2 } } as const;
  fake.answer('model_fits', () =>
    found.map((fit) => (fit.endpoint === SKYREELS ? { ...fit, problems: [tooBig as never] } : fit)),
  );
  studio.compareModels(job(opened));
  await settled(() => screen.queryAllByRole('checkbox').length > 3);
  const boxes = screen.getAllByRole<HTMLInputElement>('checkbox');
  for (const box of boxes.slice(1, 4)) await fireEvent.click(box);
  expect(boxes.filter(({ checked }) => checked)).toHaveLength(4);
  expect(boxes.slice(4).every(({ disabled }) => disabled)).toBe(true);
  const skyreels = modelOf(studio, SKYREELS).familyName;
  expect(screen.getByRole('group').textContent).toContain(skyreels);
});

test('a value that is missing in one model is asked for in its row', async () => {
  const opened = await start();
  const { studio } = opened;
  const source = job(opened);
  const values = Object.fromEntries(Object.entries(source.values).filter(([key]) => key !== 'prompt'));
  studio.compareModels({ ...source, values });
  await settled(() => screen.queryAllByRole('checkbox').length > 3);
  expect(screen.getAllByTestId('field-prompt')).toHaveLength(1);
  const { sheet } = studio.further;
  const needy =
    sheet instanceof Comparison &&
    sheet.candidates?.findIndex(
      ({ model }, index) => index > 0 && model.fields.some(({ key, required }) => key === 'prompt' && required),
    );
  const box = screen.getAllByRole('checkbox')[Number(needy)];
  if (!box) throw new Error('no other model needs words');
  await fireEvent.click(box);
  expect(screen.getAllByTestId('field-prompt')).toHaveLength(2);
  await fireEvent.click(makeAll());
  expect(pressed(opened)).toBeUndefined();
  for (const text of screen.getAllByTestId('field-prompt')) await fireEvent.input(text, { target: { value: 'rain' } });
  await fireEvent.click(makeAll());
  await settled(() => pressed(opened) !== undefined);
  expect(pressed(opened)?.forms.map(({ values: own }) => own['prompt'])).toEqual(['rain', 'rain']);
});

test('the open form is compared as it is', async () => {
  const opened = await start();
  const { studio } = opened;
  await studio.takeSample();
  await fireEvent.click(await screen.findByTestId('compare-models'));
  await screen.findByRole('dialog', { name: 'Compare models' });
  await settled(() => screen.queryAllByRole('checkbox').length > 3);
  expect(screen.getAllByRole<HTMLInputElement>('checkbox')[0]?.checked).toBe(true);
});

test('the same in another model: what it takes is found, and what stays behind is said', async () => {
  const opened = await start();
  const { studio } = opened;
  studio.further.another({ ...job(opened), values: { ...job(opened).values, duration: '10' } });
  expect(studio.navigation.view.name).toBe('make');
  expect(studio.finder.isOpen).toBe(true);
  expect([studio.finder.have, studio.finder.want]).toEqual(['video', 'video']);
  const bare = studio.app.catalogue.find(
    ({ task, fields }) =>
      task === 'video-extend' && !fields.some(({ role, key }) => role === 'duration' || key === 'duration'),
  );
  studio.finder.close();
  if (!bare) return;
  studio.make.setModel(bare.endpoint);
  expect((await screen.findByTestId('lost')).textContent).toContain('Not carried over');
});

test('a result is used as input for the task that is chosen', async () => {
  const opened = await start();
  const { studio } = opened;
  const [result] = job(opened).results;
  if (!result) throw new Error('the fake has no result');
  studio.further.askUse(result);
  const dialog = await screen.findByRole('dialog', { name: 'Use it as input in…' });
  expect(await violations()).toEqual([]);
  await fireEvent.click(within(dialog).getByRole('button', { name: 'Upscale' }));
  expect(studio.make.task).toBe('video-upscale');
  expect(studio.make.clip?.id).toBe(result.id);
});

const several = (count: number): MediaView[] =>
  Array.from({ length: count }, (_, index) => clip(`drop-${String(index)}`, `take ${String(index)}`));

async function dropped(opened: Opened, files: MediaView[]): Promise<void> {
  const { fake, studio } = opened;
  for (const file of files) fake.know(file);
  studio.land(files.map((media) => ({ type: 'media', media })));
  studio.make.setModel(GROK_EXTEND);
  await settled(() => studio.make.clip !== null);
}

test('several files on a form that takes one can be made for each, and what does not fit is left out', async () => {
  const opened = await start();
  const { studio } = opened;
  const files = several(6);
  const bad = files[2];
  if (!bad) throw new Error('too few');
  files[2] = { ...bad, facts: { ...bad.facts, sizeBytes: 900_000_000 } };
  await dropped(opened, files);
  studio.make.setValue('prompt', 'the rain begins');
  expect((await screen.findByTestId('several-offer')).textContent).toContain('6 files');
  await fireEvent.click(screen.getByTestId('several-open'));
  await screen.findByRole('dialog', { name: 'One take for each file' });
  await settled(() => makeAll().textContent.includes('about'));
  expect(makeAll().textContent).toContain('Make 5');
  const boxes = screen.getAllByRole<HTMLInputElement>('checkbox');
  expect(boxes.map(({ checked, disabled }) => `${String(checked)} ${String(disabled)}`)).toEqual([
    'true false',
    'true false',
    'false true',
    'true false',
    'true false',
    'true false',
  ]);
  expect(await violations()).toEqual([]);
  await fireEvent.click(boxes[0] ?? makeAll());
  await fireEvent.click(makeAll());
  await settled(() => pressed(opened) !== undefined);
  const { forms, group } = pressed(opened) ?? { forms: [], group: null };
  expect(group).toBe('files');
  expect(forms.map(({ values }) => values['videoUrl'])).toEqual(
    ['drop-1', 'drop-3', 'drop-4', 'drop-5'].map((media) => ({ media })),
  );
  // Files of the same measures are one question.
  expect(opened.fake.calls.filter(({ name }) => name === 'form_price').length).toBeLessThan(6);
  await waitFor(() => {
    expect(screen.queryByTestId('several-offer')).toBeNull();
  });
});

test('a form that is not finished says what it needs, and leads back', async () => {
  const opened = await start();
  await dropped(opened, several(2));
  await fireEvent.click(await screen.findByTestId('several-open'));
  expect((await screen.findByRole('alert')).textContent).toContain('not finished yet');
  expect(makeAll().getAttribute('aria-disabled')).toBe('true');
  await fireEvent.click(screen.getByRole('button', { name: 'Back to the form' }));
  expect(opened.studio.make.showAll).toBe(true);
});

test('more files than can be made at once are said to be too many', async () => {
  const opened = await start();
  await dropped(opened, several(53));
  opened.studio.make.setValue('prompt', 'the rain begins');
  await fireEvent.click(await screen.findByTestId('several-open'));
  const dialog = await screen.findByRole('dialog');
  await settled(() => screen.queryAllByRole('checkbox').length > 0);
  expect(screen.getAllByRole('checkbox')).toHaveLength(50);
  expect(dialog.textContent).toContain('You dropped 53');
});

test('a form that takes several files is as it was', async () => {
  const opened = await start();
  const { studio } = opened;
  const files = ['a', 'b'].map((id) => clip(`picture-${id}`, id, PICTURE));
  for (const file of files) opened.fake.know(file);
  const many = studio.app.catalogue.find(
    ({ task, fields }) =>
      task === 'reference-to-video' &&
      fields.some(({ kind, required }) => kind.type === 'media' && kind.media === 'image' && kind.many && required),
  );
  if (!many) throw new Error('no model takes several pictures');
  studio.make.setModel(many.endpoint);
  studio.land(files.map((media) => ({ type: 'media', media })));
  await settled(() => studio.make.clip !== null);
  expect(studio.make.model?.endpoint).toBe(many.endpoint);
  expect(studio.further.several).toEqual([]);
});

test('above a limit the sheet waits behind the question, and comes back with a no', async () => {
  const opened = await start();
  const { fake, studio } = opened;
  fake.answer('form_price', () => ({ from: 'quote', amount: yuan(2) }));
  studio.app.settings = { ...studio.app.settings, askAbove: yuan(5) };
  studio.further.vary(job(opened));
  await screen.findByRole('dialog', { name: 'Variations' });
  await settled(() => makeAll().textContent.includes('8.00'));
  await fireEvent.click(makeAll());
  const question = await screen.findByTestId('limit-question');
  expect(question.textContent).toMatch(/about ¥8\.00.*¥5\.00/s);
  expect(screen.queryByTestId('make-all')).toBeNull();
  expect(await violations()).toEqual([]);
  await fireEvent.click(screen.getByTestId('limit-no'));
  await waitFor(() => {
    expect(makeAll().getAttribute('aria-disabled')).toBe('false');
  });
  expect(pressed(opened)).toBeUndefined();
  await fireEvent.click(makeAll());
  await fireEvent.click(await screen.findByTestId('limit-yes'));
  await settled(() => pressed(opened) !== undefined);
  expect(pressed(opened)?.forms).toHaveLength(4);
});

test('a picture of an earlier form does not go along when one starts from words', async () => {
  const { fake, studio } = await start();
  const picture = fake.know(clip('picture-old', 'old', PICTURE));
  await studio.make.setClip(picture);
  studio.make.startFromWords('text-to-video');
  expect(Object.values(studio.make.values).filter((value) => typeof value === 'object')).toEqual([]);
});

test('a clip that was changed in its field does not come back with the next model', async () => {
  const { fake, studio } = await start();
  await studio.takeSample();
  studio.make.setModel(GROK_EXTEND);
  const before = studio.make.clip?.id;
  fake.know(clip('other', 'other'));
  studio.make.setValue('videoUrl', { media: 'other' });
  studio.make.setModel(WAN_EXTEND);
  const files = Object.values(studio.make.values).flatMap((value) =>
    typeof value === 'object' && !Array.isArray(value) ? [value.media] : [],
  );
  expect(files).toEqual(['other']);
  expect(files).not.toContain(before);
  await settled(() => studio.make.clip?.id === 'other');
});

test('what this person waited is said, and the published guess before that', async () => {
  const opened = await start();
  const { fake, studio } = opened;
  const wan = modelOf(studio, WAN_EXTEND);
  expect(studio.history.waitOf(wan)?.own ?? false).toBe(false);
  fake.answer('history', () => ({
    recent: ['wan-2.7'],
    waiting: [{ endpoint: WAN_EXTEND, count: 3, from: 240, to: 300 }],
  }));
  await studio.history.load();
  expect(studio.history.waitOf(wan)).toEqual({ from: 240, to: 300, own: true });
  await studio.takeSample();
  studio.make.setModel(WAN_EXTEND);
  expect(await screen.findByText(/Usually 4–5 minutes for you/)).toBeTruthy();
  fake.answer('history', () => ({ recent: [], waiting: [] }));
  fake.emit({ type: 'job', job: { ...job(opened, 'job-lake'), state: { type: 'done' } } });
  await settled(() => studio.history.waitOf(wan)?.own !== true);
});

test('several are made again with one question: the total first, then all of them or none', async () => {
  const opened = await start();
  const { fake, studio } = opened;
  fake.answer('form_price', () => ({ from: 'quote', amount: yuan(0.5) }));
  const [older, newer] = [job(opened, 'job-ridge'), job(opened, 'job-tide')].sort(
    (one, other) => one.createdAt - other.createdAt,
  );
  if (!older || !newer) throw new Error('the fake has changed');
  studio.further.repeat([newer.id, older.id]);
  const dialog = await screen.findByRole('dialog', { name: 'Make them again' });
  await waitFor(() => {
    expect(makeAll().textContent).toMatch(/Make 2.*about ¥1\.00/s);
  });
  expect(await violations()).toEqual([]);
  expect(pressed(opened)).toBeUndefined();
  // What was right a moment ago is not any more: nothing is made, and it is said of which.
  fake.answer('jobs_create', () => ({
    type: 'refused',
    refused: [{ index: 0, problems: [{ key: 'videoUrl', severity: 'blocks', problem: { type: 'file-gone' } }] }],
  }));
  await fireEvent.click(makeAll());
  await waitFor(() => {
    expect(dialog.textContent).toContain(`1 cannot be made again and is left out`);
  });
  expect(dialog.textContent).toContain(older.title);
  expect(makeAll().textContent).toMatch(/Make 1.*about ¥0\.50/s);
  fake.answer('jobs_create', () => ({ type: 'created', jobs: [newer] }));
  await fireEvent.click(makeAll());
  await waitFor(() => {
    expect(screen.queryByRole('dialog')).toBeNull();
  });
  expect(pressed(opened)).toEqual({ forms: [{ endpoint: newer.endpoint, values: newer.values }], group: null });
});
