/** The Make view as a person meets it, over the fake program. */
import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, expect, test, vi } from 'vitest';
import { uiError } from '$lib/platform/fake';
import { clip, PICTURE } from '$lib/platform/fake/data';
import { openStudio, settled, show, violations, type Opened } from '../testing';
import Make from './Make.svelte';

const open: Opened[] = [];

async function start(...options: Parameters<typeof openStudio>): Promise<Opened> {
  const opened = await openStudio(...options);
  open.push(opened);
  show(opened.studio, Make);
  return opened;
}

async function withClip(...options: Parameters<typeof openStudio>): Promise<Opened> {
  const opened = await start(...options);
  await opened.studio.takeSample();
  await screen.findByTestId('clip-preview');
  return opened;
}

afterEach(() => {
  for (const { studio } of open.splice(0)) studio.close();
});

const GROK = 'grok-imagine';
const SKYREELS = 'skyreels-v3';
const WAN = 'wan-2.7';

const card = (family: string) => {
  const found = screen.getAllByTestId('family-card').find((element) => element.dataset['family'] === family);
  if (!found) throw new Error(`no card for ${family}`);
  return found;
};

test('an empty window invites, and has no violation', async () => {
  await start({ jobs: true });
  expect(screen.getByText('Drop a file to begin')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Choose a file' })).toBeTruthy();
  // Three are under way, of a fourth nobody knows whether it was charged.
  expect(screen.getAllByTestId('job-card')).toHaveLength(4);
  expect(await violations()).toEqual([]);
});

test('a path can be typed', async () => {
  await start();
  await fireEvent.click(screen.getByRole('button', { name: 'Paste a path' }));
  const field = screen.getByRole('textbox', { name: 'Path of the file' });
  await fireEvent.input(field, { target: { value: '/home/you/ridge.mp4' } });
  await fireEvent.click(screen.getByRole('button', { name: 'Open' }));
  expect((await screen.findByTestId('clip-facts')).textContent).toContain('ridge.mp4');
});

test('it is said whose prices are shown and of which day, and that practice is free', async () => {
  await withClip({ mode: 'practice' });
  expect(screen.getByTestId('list-day').textContent).toMatch(/^RunningHub’s prices of .*2026\. Practice is free\.$/);
});

test('where prices are paid the day of their list is said alone', async () => {
  await withClip({ mode: 'running-hub' });
  expect(screen.getByTestId('list-day').textContent).toMatch(/^RunningHub’s prices of .*2026\.\s*$/);
});

test('a refused file says its sentence', async () => {
  const { studio } = await start();
  studio.land([{ type: 'refused', name: 'notes.txt', error: uiError('file-not-media') }]);
  expect((await screen.findByRole('alert')).textContent).toContain('notes.txt: This is no video, picture or sound.');
});

test('a clip shows its facts, its models with their prices, and a form, without a violation', async () => {
  await withClip();
  expect(screen.getByTestId('clip-facts').textContent).toMatch(/8 s.*1280×720 · 24 fps.*H\.264, with sound.*6\.4 MB/);
  await waitFor(() => {
    expect(card(GROK).textContent).toContain('≈ ¥1.89');
    expect(card(SKYREELS).textContent).toContain('price unknown');
    expect(card('veo-3.1').textContent).toContain('Needs a clip made by Veo');
    expect(screen.getByTestId('make-button').textContent).toContain('about ¥1.89');
  });
  expect(screen.getByText('Your clip (6.4 MB) is sent to RunningHub when you press Make.')).toBeTruthy();
  expect(await violations()).toEqual([]);
});

test('a clip that does not fit says so on the card, before anything is uploaded', async () => {
  const { studio, fake } = await start();
  const ofVeo = studio.app.catalogue.filter(({ family, task }) => family === 'veo-3.1' && task === 'video-extend');
  fake.answer('model_fits', () =>
    ofVeo.map(({ endpoint }) => ({
      endpoint,
      problems: [
        { key: 'video', severity: 'blocks', problem: { type: 'too-large', maxBytes: 10_485_760, isBytes: 41_943_040 } },
      ],
    })),
  );
  studio.land([{ type: 'media', media: clip('big', 'big', { sizeBytes: 41_943_040 }) }]);
  await waitFor(() => {
    expect(card('veo-3.1').textContent).toContain('Takes up to 10 MB; this one has 40 MB.');
  });
});

test('every kind of field is drawn from the catalogue, the advanced ones folded', async () => {
  const { studio } = await withClip();
  await fireEvent.click(card(WAN));
  expect(screen.getByTestId('field-prompt').tagName).toBe('TEXTAREA');
  const length = screen.getByRole<HTMLInputElement>('slider', { name: 'Length' });
  await fireEvent.input(length, { target: { value: '8' } });
  expect(studio.make.values['duration']).toBe('10');
  await fireEvent.click(within(screen.getByTestId('field-resolution')).getByRole('radio', { name: /720p/ }));
  expect(studio.make.values['resolution']).toBe('720P');
  const folded = screen.getByText('More options').closest('details');
  expect(folded?.open).toBe(false);
  if (folded) {
    folded.open = true;
    await fireEvent(folded, new Event('toggle'));
  }
  await fireEvent.click(screen.getByTestId('field-promptExtend'));
  expect(studio.make.values['promptExtend']).toBe(false);
  await fireEvent.input(screen.getByTestId('field-seed'), { target: { value: '12 34' } });
  expect(studio.make.values['seed']).toBe(1234);
  await fireEvent.click(screen.getByRole('button', { name: 'Clear' }));
  expect(studio.make.values['seed']).toBeUndefined();
  await fireEvent.click(screen.getByRole('button', { name: 'Throw the dice' }));
  expect(studio.make.values['seed']).toBeTypeOf('number');
  expect(screen.getByTestId('field-audioUrl').textContent).toContain('Add a sound');
  expect(await violations()).toEqual([]);
  await fireEvent.click(card(SKYREELS));
  await fireEvent.input(screen.getByTestId('field-duration'), { target: { value: '12' } });
  expect(studio.make.values['duration']).toBe(12);
});

test('Make without a prompt says what is missing, beside the field', async () => {
  const { studio } = await withClip();
  await fireEvent.click(screen.getByTestId('make-button'));
  await screen.findByText('This is needed.');
  const field = screen.getByTestId('field-prompt');
  expect(field.getAttribute('aria-invalid')).toBe('true');
  expect(field.getAttribute('aria-describedby')).toContain('field-prompt-problems');
  expect(studio.jobs.inStrip).toEqual([]);
  expect(await violations()).toEqual([]);
});

test('Make puts a job into the strip that tells the truth until it is done', async () => {
  const { studio } = await withClip({ mode: 'practice', stepMs: 1 });
  expect(screen.getByTestId('make-button').textContent).toContain('practice, free');
  expect(screen.getByText('Practice: everything stays on this computer and nothing is charged.')).toBeTruthy();
  await fireEvent.input(screen.getByTestId('field-prompt'), { target: { value: 'The sun sinks.' } });
  await fireEvent.click(screen.getByTestId('make-button'));
  const job = await screen.findByTestId('job-card');
  await settled(() => studio.jobs.inStrip[0]?.state.type === 'done');
  await waitFor(() => {
    expect(job.dataset['state']).toBe('done');
  });
  await fireEvent.click(job);
  expect(studio.navigation.view).toEqual({ name: 'player', job: job.dataset['job'] });
});

test('a picture asks its own question', async () => {
  const { studio } = await start();
  studio.land([{ type: 'media', media: clip('still', 'still', PICTURE) }]);
  expect(await screen.findByRole('heading', { level: 1, name: 'How should it move?' })).toBeTruthy();
  expect(screen.getByRole('button', { name: 'From a picture' })).toBeTruthy();
  expect(await violations()).toEqual([]);
});

test('words alone lead to a form as well', async () => {
  const { studio } = await start();
  await fireEvent.click(screen.getByRole('button', { name: 'A picture' }));
  expect(screen.getByRole('heading', { level: 1, name: 'What should be made?' })).toBeTruthy();
  expect(studio.make.task).toBe('text-to-image');
  expect(screen.getByText('Your words are sent to RunningHub when you press Make.')).toBeTruthy();
  expect(await violations()).toEqual([]);
  await fireEvent.click(screen.getByRole('button', { name: 'Start from a file' }));
  expect(screen.getByText('Drop a file to begin')).toBeTruthy();
});

test('quality and way are switches in the head of the form, each with its price', async () => {
  const { studio } = await start();
  studio.make.startFromWords('text-to-video');
  studio.make.setFamily('veo-3.1');
  const tiers = await screen.findByTestId('tier');
  await waitFor(() => {
    expect(within(tiers).getByRole('radio', { name: /Pro.*¥/ })).toBeTruthy();
  });
  await fireEvent.click(within(tiers).getByRole('radio', { name: /Pro/ }));
  expect(studio.make.model?.tier?.id).toBe('pro');
  const channels = screen.getByTestId('channel');
  await fireEvent.click(within(channels).getByRole('radio', { name: /Budget/ }));
  expect(studio.make.model?.channel).toBe('budget');
  expect(screen.getByText('Cheaper; may wait longer and fail more often.')).toBeTruthy();
});

test('many families are a handful, and the way to all of them', async () => {
  const { studio } = await start();
  studio.land([{ type: 'media', media: clip('still', 'still', PICTURE) }]);
  await screen.findByTestId('clip-facts');
  expect(screen.getAllByTestId('family-card').length).toBeLessThan(10);
  await fireEvent.click(screen.getByTestId('all-models'));
  expect(screen.getByTestId('finder')).toBeTruthy();
});

test('the rest of what can be done is behind one chip', async () => {
  const { studio } = await start();
  studio.land([{ type: 'media', media: clip('still', 'still', PICTURE) }]);
  const more = await screen.findByRole('button', { name: 'More…', expanded: false });
  await fireEvent.click(more);
  await fireEvent.click(screen.getByRole('button', { name: '3D from a picture' }));
  expect(studio.make.task).toBe('image-to-3d');
  await fireEvent.click(screen.getByRole('button', { name: 'Less' }));
  expect(screen.getByRole('button', { name: '3D from a picture', pressed: true })).toBeTruthy();
});

test('the star in the form is kept', async () => {
  const { fake } = await withClip();
  await fireEvent.click(screen.getByRole('button', { name: 'Add to favourites' }));
  expect(await screen.findByRole('button', { name: 'Remove from favourites', pressed: true })).toBeTruthy();
  expect(fake.calls).toContainEqual({ name: 'favourite_set', request: { family: GROK, starred: true } });
});

test('the whole view speaks Chinese', async () => {
  await withClip({ language: 'zh' });
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('接下来发生什么？');
  expect(card(GROK).textContent).toContain('续写 6 或 10 秒');
});

test('keys move the preview while no field wants them', async () => {
  await withClip();
  const play = vi.spyOn(HTMLMediaElement.prototype, 'play');
  await fireEvent.keyDown(document.body, { key: ' ' });
  expect(play).toHaveBeenCalledTimes(1);
  await fireEvent.keyDown(screen.getByTestId('player-scrub'), { key: 'k' });
  expect(play).toHaveBeenCalledTimes(2);
  await fireEvent.keyDown(screen.getByTestId('field-prompt'), { key: ' ' });
  const radio = within(screen.getByTestId('field-duration')).getByRole('radio', { name: /^10/ });
  const arrow = new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true, cancelable: true });
  radio.dispatchEvent(arrow);
  expect(arrow.defaultPrevented).toBe(false);
  expect(play).toHaveBeenCalledTimes(2);
});

test('the button says that it asks for the price, and where there is none, when it will be known', async () => {
  const { fake, studio } = await withClip();
  fake.answer('form_price', () => new Promise(() => undefined));
  studio.make.setValue('duration', '10');
  const button = screen.getByTestId('make-button');
  await waitFor(() => {
    expect(button.textContent).toMatch(/Make\s*·\s*asking for the price/);
  });
  fake.answer('form_price', () => ({ from: 'unknown' }));
  studio.make.setValue('duration', '6');
  expect((await screen.findByTestId('price-note')).textContent).toMatch(/known when it is done/);
  expect(button.textContent).toContain('price unknown');
  expect(await violations()).toEqual([]);
  const byLength = studio.app.catalogue.find(({ price, task }) => price?.unit.per === 'clip-second' && task !== 'tool');
  if (!byLength) throw new Error('no model is billed by the length of a clip');
  studio.make.setModel(byLength.endpoint);
  await waitFor(() => {
    expect(screen.getByTestId('price-note').textContent).toContain('charges for this by length');
  });
});
