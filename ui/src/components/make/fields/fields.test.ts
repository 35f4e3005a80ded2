/** Controls of single fields: keyboard, limits, order, and what is set in the form. */
import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, expect, test, vi } from 'vitest';
import { clip, PICTURE } from '$lib/platform/fake/data';
import type { Field, Model } from '$lib/platform/bindings';
import { openStudio, show, violations, type Opened } from '../../../testing';
import FieldList from '../FieldList.svelte';
import FormField from '../FormField.svelte';

const open: Opened[] = [];

async function start(endpoint: string, language: 'en' | 'zh' = 'en'): Promise<Opened & { model: Model }> {
  const opened = await openStudio({ language });
  open.push(opened);
  const model = opened.studio.app.model(endpoint);
  if (!model) throw new Error(endpoint);
  opened.studio.make.open(model, {}, []);
  show(opened.studio, FieldList, { model });
  return { ...opened, model };
}

afterEach(() => {
  for (const { studio } of open.splice(0)) studio.close();
});

/** Puts pictures with these names into the field for several. */
function give({ studio, fake }: Opened, key: string, ...names: string[]): void {
  const files = names.map((name) => fake.know(clip(`picture-${name}`, name, { ...PICTURE, format: 'png' })));
  for (const file of files) studio.known.keep(file);
  studio.putInto(key, files);
}

const tiles = (key: string) => [...screen.getByTestId(`field-${key}`).querySelectorAll<HTMLElement>('[data-handle]')];
const filesIn = ({ studio }: Opened, key: string) => studio.make.values[key];
/** jsdom knows no pointers; a mouse is one. */
const pointer = (type: string, x: number) =>
  new MouseEvent(type, { bubbles: true, cancelable: true, button: 0, clientX: x, clientY: 10 });
const VIDU = 'vidu/reference-to-video-q2-pro';

test('files are counted, and stand in their order with their names', async () => {
  const opened = await start(VIDU);
  expect(screen.getByText('0 of 7')).toBeTruthy();
  give(opened, 'imageUrls', 'ana', 'ben', 'cat');
  await screen.findByText('3 of 7');
  expect(tiles('imageUrls').map((tile) => tile.getAttribute('aria-label'))).toEqual([
    '1 of 3: ana.png',
    '2 of 3: ben.png',
    '3 of 3: cat.png',
  ]);
  expect(await violations()).toEqual([]);
});

test('arrow keys move a file, say so, and keep the focus on it', async () => {
  const opened = await start(VIDU);
  give(opened, 'imageUrls', 'ana', 'ben', 'cat');
  await screen.findByText('3 of 7');
  const [first] = tiles('imageUrls');
  first?.focus();
  await fireEvent.keyDown(first ?? document.body, { key: 'ArrowRight' });
  expect(filesIn(opened, 'imageUrls')).toEqual({ media: ['picture-ben', 'picture-ana', 'picture-cat'] });
  expect(opened.studio.notices.announcement).toBe('ana.png is now 2 of 3');
  await waitFor(() => {
    expect(document.activeElement?.getAttribute('aria-label')).toBe('2 of 3: ana.png');
  });
  await fireEvent.keyDown(document.activeElement ?? document.body, { key: 'End' });
  expect(filesIn(opened, 'imageUrls')).toEqual({ media: ['picture-ben', 'picture-cat', 'picture-ana'] });
});

test('Delete removes a file, and the last one leaves the field unset', async () => {
  const opened = await start(VIDU);
  give(opened, 'imageUrls', 'ana', 'ben');
  await screen.findByText('2 of 7');
  await fireEvent.keyDown(tiles('imageUrls')[0] ?? document.body, { key: 'Delete' });
  expect(filesIn(opened, 'imageUrls')).toEqual({ media: ['picture-ben'] });
  expect(opened.studio.notices.announcement).toBe('ana.png removed');
  await fireEvent.click(screen.getByRole('button', { name: 'Remove ben.png' }));
  expect(filesIn(opened, 'imageUrls')).toBeUndefined();
});

test('a file is dragged to its place, and let go of with Escape', async () => {
  const opened = await start(VIDU);
  give(opened, 'imageUrls', 'ana', 'ben', 'cat');
  await screen.findByText('3 of 7');
  document.elementFromPoint = () => document.querySelector('[data-place="2"]');
  const handle = tiles('imageUrls')[0] ?? document.body;
  await fireEvent(handle, pointer('pointerdown', 10));
  await fireEvent(window, pointer('pointermove', 200));
  await fireEvent.keyDown(handle, { key: 'Escape' });
  await fireEvent(window, pointer('pointerup', 200));
  expect(filesIn(opened, 'imageUrls')).toEqual({ media: ['picture-ana', 'picture-ben', 'picture-cat'] });
  await fireEvent(tiles('imageUrls')[0] ?? document.body, pointer('pointerdown', 10));
  await fireEvent(window, pointer('pointermove', 200));
  await fireEvent(window, pointer('pointerup', 200));
  expect(filesIn(opened, 'imageUrls')).toEqual({ media: ['picture-ben', 'picture-cat', 'picture-ana'] });
});

test('a file over the limit is refused beside the field, in numbers and before any upload', async () => {
  const opened = await start(VIDU);
  const big = opened.fake.know(clip('picture-big', 'big', { ...PICTURE, format: 'png', sizeBytes: 99 * 1024 * 1024 }));
  opened.fake.answer('media_choose_several', () => [{ type: 'media', media: big }]);
  const field = screen.getByTestId('field-imageUrls');
  await fireEvent.click(within(field).getByRole('button'));
  expect(await screen.findByText(/^Takes up to \d+ MB; this one has 99 MB\./)).toBeTruthy();
  expect(opened.fake.calls.some(({ name }) => name === 'job_create')).toBe(false);
});

test('too many files are counted', async () => {
  const opened = await start(VIDU);
  give(opened, 'imageUrls', ...'abcdefghi');
  expect(await screen.findByText('Takes up to 7; there are 9. Remove 2.')).toBeTruthy();
  expect(within(screen.getByTestId('field-imageUrls')).queryByRole('button', { name: /^Add a picture/ })).toBeNull();
});

test('files that are dropped over a field go into it', async () => {
  const opened = await start(VIDU);
  const target = document.querySelector('[data-drop-field="videos"]');
  document.elementFromPoint = () => target;
  opened.fake.drop({ type: 'over', x: 30, y: 40, own: false });
  expect(opened.studio.drops.field).toBe('videos');
  const file = clip('take', 'take');
  opened.fake.drop({ type: 'looking' });
  opened.fake.drop({ type: 'landed', files: [{ type: 'media', media: file }] });
  expect(filesIn(opened, 'videos')).toEqual({ media: ['take'] });
  expect(opened.studio.drops.field).toBeNull();
});

test('files that are still being looked at go where they fell, whatever is held over the form meanwhile', async () => {
  const opened = await start(VIDU);
  const over = (key: string) => {
    document.elementFromPoint = () => document.querySelector(`[data-drop-field="${key}"]`);
    opened.fake.drop({ type: 'over', x: 30, y: 40, own: false });
  };
  over('videos');
  opened.fake.drop({ type: 'looking' });
  over('imageUrls');
  opened.fake.drop({ type: 'landed', files: [{ type: 'media', media: clip('take', 'take') }] });
  expect(filesIn(opened, 'videos')).toEqual({ media: ['take'] });
  expect(opened.studio.drops.field).toBe('imageUrls');
  opened.fake.drop({ type: 'looking' });
  opened.fake.drop({ type: 'landed', files: [{ type: 'media', media: clip('ana', 'ana', PICTURE) }] });
  expect(filesIn(opened, 'imageUrls')).toEqual({ media: ['ana'] });
});

test('a sound can be heard where it stands', async () => {
  const opened = await start('rhart-video/sparkvideo-2.0/multimodal-video');
  const sound = clip('rain', 'rain', { kind: 'audio', format: 'mp3', width: null, height: null, durationMs: 4000 });
  opened.fake.know(sound);
  opened.studio.known.keep(sound);
  opened.studio.putInto('audioUrls', [sound]);
  const play = vi.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue();
  await fireEvent.click(await screen.findByRole('button', { name: 'Play rain.mp3' }));
  expect(play).toHaveBeenCalledTimes(1);
  expect(screen.getByText('4 s')).toBeTruthy();
});

test('a size is set by ratio, by numbers and the other way round', async () => {
  const { studio } = await start('alibaba/wan-2.7/text-to-image-pro');
  await fireEvent.click(screen.getByRole('button', { name: '16:9' }));
  const size = () => [studio.make.values['width'], studio.make.values['height']];
  expect(size()).toEqual([1368, 768]);
  expect(screen.getByRole('button', { name: '16:9' }).getAttribute('aria-pressed')).toBe('true');
  await fireEvent.click(screen.getByRole('button', { name: 'Swap width and height' }));
  expect(size()).toEqual([768, 1368]);
  await fireEvent.input(screen.getByRole('spinbutton', { name: 'Width' }), { target: { value: '600' } });
  await fireEvent.input(screen.getByRole('spinbutton', { name: 'Height' }), { target: { value: '600' } });
  expect(
    await screen.findByText(/^Width × height must be between 0\.59 and 16\.78 megapixels; this is 0\.36\./),
  ).toBeTruthy();
});

test('a LoRA has a strength as soon as it has a name', async () => {
  const { studio } = await start('rhart-image/f-2-dev/text-to-image-lora');
  expect(screen.queryByTestId('field-lora_strength')).toBeNull();
  await fireEvent.input(screen.getByTestId('field-lora'), { target: { value: 'film.safetensors' } });
  expect(studio.make.values).toMatchObject({ lora: 'film.safetensors', lora_strength: 1 });
  await fireEvent.input(screen.getByTestId('field-lora_strength'), { target: { value: '0.6' } });
  expect(studio.make.values['lora_strength']).toBe(0.6);
  await fireEvent.input(screen.getByTestId('field-lora'), { target: { value: '' } });
  expect('lora_strength' in studio.make.values).toBe(false);
});

test('lines of text are added and removed, and empty ones are no value', async () => {
  const { studio } = await start('rhart-audio/text-to-audio/speech-2.6-hd');
  const details = document.querySelector('details');
  if (details) details.open = true;
  const field = await screen.findByTestId('field-pronunciation_dict');
  const lines = () => within(field).getAllByRole('textbox');
  await fireEvent.input(lines()[0] ?? field, { target: { value: 'GIF/jif' } });
  await fireEvent.click(within(field).getByRole('button', { name: 'Add a line' }));
  await fireEvent.input(lines()[1] ?? field, { target: { value: 'no slash' } });
  expect(studio.make.values['pronunciation_dict']).toEqual(['GIF/jif', 'no slash']);
  expect(await screen.findByText('Write it the way that is described for this field.')).toBeTruthy();
  await fireEvent.click(within(field).getByRole('button', { name: 'Remove line 2' }));
  expect(studio.make.values['pronunciation_dict']).toEqual(['GIF/jif']);
  await fireEvent.input(lines()[0] ?? field, { target: { value: '' } });
  expect(studio.make.values['pronunciation_dict']).toBeUndefined();
});

test('a choice that may be left to the model can go back to that', async () => {
  const { studio } = await start('youchuan/text-to-image-v7');
  const list = screen.getByTestId<HTMLSelectElement>('field-aspectRatio');
  expect(list.selectedOptions[0]?.textContent).toBe('Left to the model');
  await fireEvent.change(list, { target: { value: '16:9' } });
  expect(studio.make.values['aspectRatio']).toBe('16:9');
  await fireEvent.change(list, { target: { value: '' } });
  expect('aspectRatio' in studio.make.values).toBe(false);
});

test('a switch that may be left to the model is one of three', async () => {
  const { studio, model } = await start('rhart-video-g-official/video-extend');
  const words = { en: 'Sound', zh: '声音' };
  const field: Field = {
    key: 'sound',
    kind: { type: 'switch', default: null, asText: false },
    required: false,
    advanced: false,
    label: words,
    help: null,
    placeholder: null,
    group: null,
    role: null,
    hidden: false,
    shownWhen: null,
    promptPrefix: false,
  };
  show(studio, FormField, { model, field });
  const radio = (name: string) =>
    within(screen.getByTestId('field-sound')).getByRole<HTMLInputElement>('radio', { name });
  expect(radio('Left to the model').checked).toBe(true);
  await fireEvent.click(radio('Off'));
  expect(studio.make.values['sound']).toBe(false);
  await fireEvent.click(radio('Left to the model'));
  expect('sound' in studio.make.values).toBe(false);
});

test('several options are chosen as chips, up to the limit', async () => {
  const { studio } = await start('rhart-video/sparkvideo-2.0-mini/image-to-video');
  studio.make.setValue('realPersonMode', true);
  const details = document.querySelector('details');
  if (details) details.open = true;
  const field = await screen.findByTestId('field-conversionSlots');
  const boxes = within(field).getAllByRole<HTMLInputElement>('checkbox');
  for (const box of boxes) if (box.checked) await fireEvent.click(box);
  expect('conversionSlots' in studio.make.values).toBe(false);
  await fireEvent.click(boxes[1] ?? field);
  await fireEvent.click(boxes[0] ?? field);
  expect(studio.make.values['conversionSlots']).toHaveLength(2);
});

test('folded fields that were changed are counted', async () => {
  const { studio } = await start('youchuan/text-to-image-v7');
  expect(screen.queryByTestId('changed-count')).toBeNull();
  studio.make.setValue('chaos', 30);
  expect((await screen.findByTestId('changed-count')).textContent).toBe('1 changed');
});

test('problems name other fields by their labels, in the language of the window', async () => {
  const { studio } = await start('pixverse-v5.6/text-to-video', 'zh');
  studio.make.setValue('resolution', '1080p');
  studio.make.setValue('duration', '10');
  const found = await screen.findByText(/这里只能选/);
  expect(found.textContent).not.toMatch(/duration|resolution/);
});

test.each([
  ['rhart-audio/text-to-audio/speech-2.6-hd', 'en'],
  ['rhart-image/f-2-dev/text-to-image-lora', 'zh'],
  ['youchuan/text-to-image-v7', 'en'],
  ['alibaba/wan-2.7/text-to-image-pro', 'zh'],
  ['rhart-video/sparkvideo-2.0-mini/multimodal-video', 'en'],
] as const)('the whole form of %s has no violation (%s)', async (endpoint, language) => {
  const { studio } = await start(endpoint, language);
  const details = document.querySelector('details');
  if (details) details.open = true;
  for (const { key, kind } of studio.make.model?.fields ?? []) {
    if (kind.type === 'switch') studio.make.setValue(key, true);
    if (kind.type === 'lora') studio.make.setValue(key, 'film.safetensors');
  }
  // Every problem is shown as well.
  await studio.make.make();
  const list = document.querySelector<HTMLElement>('[role="combobox"]');
  if (list) await fireEvent.click(list);
  expect(await violations()).toEqual([]);
});
