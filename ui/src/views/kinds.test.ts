/** The page of a result of each kind: its viewer by pointer, keys and screen reader; several results as pages. */
import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { cubeGlb } from '$lib/platform/fake/cube';
import type { MediaView } from '$lib/platform/bindings';
import { allJobs, openStudio, show, violations, type Opened } from '../testing';
import Library from './Library.svelte';
import Result from './Result.svelte';

const body = { turn: vi.fn(), closer: vi.fn(), reset: vi.fn(), close: vi.fn() };
const opened: Uint8Array[] = [];
vi.mock('$lib/player/body/view', () => ({
  BodyView: {
    open: (_canvas: unknown, bytes: Uint8Array) => {
      opened.push(bytes);
      return bytes.length > 0 ? Promise.resolve(body) : Promise.reject(new Error('no body'));
    },
  },
  pictureOf: () => Promise.resolve('data:image/png;base64,AA'),
}));

const open: Opened[] = [];
let files: Record<string, BodyInit> = {};

beforeEach(() => {
  files = { 'words-lyrics': 'Low tide, <b>low</b> tide', 'body-cube': cubeGlb(), 'sound-song': new Uint8Array(8) };
  vi.stubGlobal('fetch', (url: string) => {
    const file = files[url.split('/').pop() ?? ''];
    return Promise.resolve(new Response(file ?? null, { status: file === undefined ? 404 : 200 }));
  });
  // jsdom has no layout: every stage is this large.
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(800);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
});

afterEach(() => {
  for (const { studio } of open.splice(0)) studio.close();
  for (const spy of Object.values(body)) spy.mockClear();
  opened.length = 0;
  vi.unstubAllGlobals();
});

async function start(id: string, options: Parameters<typeof openStudio>[0] = {}): Promise<Opened> {
  const one = await openStudio({ kinds: true, ...options });
  open.push(one);
  one.studio.navigation.go('library');
  one.studio.navigation.open(id);
  show(one.studio, Result, { id });
  return one;
}

/** Computers that draw bodies, as far as the window asks. */
function withWebGl(): void {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue({ getExtension: () => null } as never);
}

async function change(opened: Opened, id: string, more: Partial<MediaView>): Promise<void> {
  const results = (await allJobs(opened)).flatMap((job) => job.results);
  const result = results.find((other) => other.id === id);
  if (!result) throw new Error(`the samples have no ${id}`);
  opened.studio.apply({ type: 'media', media: { ...result, ...more } });
}

/** jsdom has no pointer events: a mouse event of their name is one as far as the window looks. */
const point = (name: string, target: Element, clientX: number) =>
  fireEvent(
    target,
    Object.assign(new MouseEvent(name, { bubbles: true, button: 0, clientX, clientY: 0 }), { pointerId: 1 }),
  );
const press = (key: string, target: Window | Element = window) => fireEvent.keyDown(target, { key });
const zoom = () => screen.getByRole('status', { name: 'Zoom' }).textContent;
const picture = () => screen.getByRole('img', { name: /four valleys/ });

test('a result of every kind is shown without a violation, and says which actions make sense', async () => {
  withWebGl();
  for (const [id, next, shown] of [
    ['job-mark', 'Use in a model', () => screen.getByRole('img', { name: 'paper boat' })],
    ['job-song', 'Use in a model', () => screen.getByTestId('player-sound')],
    ['job-cube', null, () => screen.getByRole('application', { name: 'painted block, 3D model' })],
    ['job-lyrics', null, () => screen.getByRole('region', { name: 'what the tide brings' })],
  ] as const) {
    const { studio } = await start(id);
    expect(shown()).toBeTruthy();
    expect(screen.queryByTestId('extend-again')?.textContent ?? null, id).toBe(next);
    expect(document.querySelectorAll('.button.primary'), id).toHaveLength(1);
    expect(await violations(), id).toEqual([]);
    studio.close();
    document.body.innerHTML = '';
  }
});

test('a picture comes closer and goes away by keys, buttons and wheel, and says how large it is', async () => {
  await start('job-four');
  expect(zoom()).toBe('50%');
  expect(screen.getByTestId('picture-size').textContent).toBe('1600×900');
  await press('+');
  expect(zoom()).toBe('63%');
  await fireEvent.click(screen.getByRole('button', { name: 'Farther' }));
  expect(zoom()).toBe('50%');
  await fireEvent.click(screen.getByRole('button', { name: '1:1, Actual size' }));
  expect(zoom()).toBe('100%');
  expect(screen.getByRole('button', { name: '1:1, Actual size' }).getAttribute('aria-pressed')).toBe('true');
  await press('0');
  expect(screen.getByRole('button', { name: 'Fit' }).getAttribute('aria-pressed')).toBe('true');
  await fireEvent.wheel(screen.getByTestId('picture-stage'), { deltaY: -400 });
  expect(zoom()).toBe('103%');
  await press('1');
  expect(zoom()).toBe('100%');
});

test('a picture that is larger than its stage is moved by arrow keys and by drag', async () => {
  const { studio } = await start('job-four');
  HTMLElement.prototype.setPointerCapture = () => undefined;
  await press('1');
  const place = () => picture().style.translate;
  await press('ArrowRight');
  expect(place()).toBe('calc(-50% + -80px) calc(-50% + 0px)');
  const stage = screen.getByTestId('picture-stage');
  await point('pointerdown', stage, 100);
  await point('pointermove', stage, 160);
  await point('pointerup', stage, 160);
  await point('pointermove', stage, 400);
  expect(place()).toBe('calc(-50% + -20px) calc(-50% + 0px)');
  expect(studio.navigation.view).toEqual({ name: 'player', job: 'job-four' });
});

test('several results are pages: by buttons, by small pictures, and by keys', async () => {
  const { studio } = await start('job-four');
  const at = () => screen.getByTestId('page-place').textContent;
  expect(at()).toBe('1 of 4');
  expect(screen.getByTestId<HTMLButtonElement>('page-before').disabled).toBe(true);
  await fireEvent.click(screen.getByTestId('page-next'));
  expect(at()).toBe('2 of 4');
  // A picture that fits has nowhere to go: its arrow keys turn the page.
  await press('ArrowRight');
  expect(at()).toBe('3 of 4');
  await press('PageDown');
  expect(at()).toBe('4 of 4');
  await press('PageDown');
  expect(at()).toBe('4 of 4');
  await press('ArrowLeft');
  await fireEvent.click(screen.getByRole('button', { name: '2 of 4' }));
  expect(at()).toBe('2 of 4');
  expect(screen.getByRole('button', { name: '2 of 4' }).getAttribute('aria-current')).toBe('page');
  expect(picture().getAttribute('src')).toContain('picture-four-2');
  expect(within(screen.getByRole('complementary')).getByRole('heading', { level: 1 }).textContent).toBe(
    'four valleys 2',
  );
  expect(await violations()).toEqual([]);
  await fireEvent.click(screen.getByTestId('extend-again'));
  expect(studio.make.clip?.id).toBe('picture-four-2');
});

test('a sound plays by keys, and its volume and place are sliders', async () => {
  await start('job-song');
  const sound = screen.getByTestId<HTMLAudioElement>('player-sound');
  expect(sound.getAttribute('src')).toContain('sound-song');
  Object.defineProperty(sound, 'duration', { value: 24 });
  await fireEvent(sound, new Event('loadedmetadata'));
  const place = screen.getByRole('slider', { name: 'Position' });
  for (let second = 0; second < 5; second += 1) await fireEvent.keyDown(window, { key: 'ArrowRight', shiftKey: true });
  await waitFor(() => {
    expect(place.getAttribute('aria-valuetext')).toBe('0:05 of 0:24');
  });
  const volume = screen.getByRole<HTMLInputElement>('slider', { name: 'Volume' });
  await fireEvent.input(volume, { target: { value: '0.4' } });
  expect(sound.volume).toBe(0.4);
  await press('m');
  expect(sound.muted).toBe(true);
  expect(volume.getAttribute('aria-valuetext')).toBe('0%');
  await press('r');
  expect(screen.getByRole('button', { name: 'Loop' }).getAttribute('aria-pressed')).toBe('true');
  await fireEvent.click(screen.getByRole('button', { name: 'Speed: 1×' }));
  await fireEvent.click(screen.getByRole('menuitemradio', { name: '1.5×' }));
  expect(sound.playbackRate).toBe(1.5);
  await press('i');
  expect(screen.getByTestId('range-note').textContent).toContain('0:05 – 0:24');
  expect(await violations()).toEqual([]);
  await fireEvent.keyDown(window, { key: 'I', shiftKey: true });
  expect(screen.queryByTestId('range-note')).toBeNull();
});

test('a sound that cannot be decoded says what to install, and where it lies', async () => {
  const { fake } = await start('job-song');
  const sound = screen.getByTestId('player-sound');
  Object.defineProperty(sound, 'error', { value: { code: 4 } });
  await fireEvent(sound, new Event('error'));
  expect(await screen.findByText('This computer cannot decode the sound.')).toBeTruthy();
  await fireEvent.click(screen.getByTestId('failure-reveal'));
  expect(fake.calls.at(-1)).toEqual({ name: 'media_reveal', request: { id: 'sound-song' } });
});

test('a body is turned by arrow keys, comes closer by plus, and 0 shows all of it again', async () => {
  withWebGl();
  const { studio } = await start('job-cube');
  const stage = screen.getByTestId('body-stage');
  await waitFor(() => {
    expect(stage.dataset['shown']).toBe('true');
  });
  expect(opened[0]?.length).toBe(cubeGlb().length);
  await press('ArrowRight');
  expect(body.turn).toHaveBeenLastCalledWith(15, 0);
  await press('+');
  expect(body.closer).toHaveBeenLastCalledWith(1.2);
  await press('0');
  await fireEvent.click(screen.getByTestId('body-reset'));
  expect(body.reset).toHaveBeenCalledTimes(2);
  // Up and down belong to the library, until the body has the focus.
  await press('ArrowUp', stage);
  expect(body.turn).toHaveBeenLastCalledWith(0, 15);
  expect(studio.navigation.view).toEqual({ name: 'player', job: 'job-cube' });
  await press('ArrowDown');
  expect(studio.navigation.view).toEqual({ name: 'player', job: 'job-print' });
});

test('a computer that draws no bodies says so, and shows where the file lies', async () => {
  const { fake } = await start('job-cube');
  expect(await screen.findByText('This computer cannot draw 3D models.')).toBeTruthy();
  await fireEvent.click(screen.getByTestId('failure-reveal'));
  expect(fake.calls.at(-1)).toEqual({ name: 'media_reveal', request: { id: 'body-cube' } });
  expect(await violations()).toEqual([]);
});

test('a body in another format, one that does not hold together and one that is gone are told apart', async () => {
  withWebGl();
  await start('job-print');
  expect(await screen.findByText('A 3D model in this format cannot be turned here.')).toBeTruthy();
  document.body.innerHTML = '';
  files['body-cube'] = '';
  await start('job-cube');
  expect(await screen.findByText('This 3D model cannot be shown here.')).toBeTruthy();
  document.body.innerHTML = '';
  const { fake, studio } = await openStudio({ kinds: true });
  open.push({ fake, studio });
  await change({ fake, studio }, 'body-cube', { available: false });
  const gone = studio.jobs.get('job-cube')?.results[0];
  if (gone) fake.answer('media_get', () => gone);
  show(studio, Result, { id: 'job-cube' });
  expect(await screen.findByText('The file is not where it was.')).toBeTruthy();
  expect(screen.queryByTestId('failure-reveal')).toBeNull();
});

test('words are shown as they are, never as a page, and are copied and saved', async () => {
  const written: string[] = [];
  vi.stubGlobal('navigator', {
    ...navigator,
    languages: ['en'],
    platform: '',
    clipboard: {
      writeText: (text: string) => {
        written.push(text);
        return Promise.resolve();
      },
    },
  });
  const { fake } = await start('job-lyrics');
  const column = screen.getByTestId('text-column');
  await waitFor(() => {
    expect(column.textContent).toContain('Low tide, <b>low</b> tide');
  });
  expect(column.querySelector('b')).toBeNull();
  await fireEvent.click(screen.getByTestId('copy-text'));
  await waitFor(() => {
    expect(written).toEqual(['Low tide, <b>low</b> tide']);
  });
  await fireEvent.click(screen.getByTestId('save-copy'));
  expect(fake.calls.at(-1)).toEqual({ name: 'media_copy', request: { id: 'words-lyrics' } });
});

test('what came back and holds no words is not read, but can be found', async () => {
  const { fake, studio } = await openStudio({ kinds: true });
  open.push({ fake, studio });
  const lyrics = studio.jobs.get('job-lyrics')?.results[0];
  if (!lyrics) throw new Error('the samples have no words');
  await change({ fake, studio }, 'words-lyrics', { facts: { ...lyrics.facts, format: 'zip' } });
  show(studio, Result, { id: 'job-lyrics' });
  expect(await screen.findByText('A file of this kind is not shown here.')).toBeTruthy();
  expect(screen.queryByTestId('text-column')).toBeNull();
  expect(screen.queryByTestId('copy-text')).toBeNull();
  await fireEvent.click(screen.getByTestId('failure-reveal'));
  expect(fake.calls.at(-1)).toEqual({ name: 'media_reveal', request: { id: 'words-lyrics' } });
});

test('of a very long text the start is shown, and it says so', async () => {
  files['words-lyrics'] = 'wave '.repeat(60_000);
  await start('job-lyrics');
  const column = screen.getByTestId('text-column');
  await waitFor(() => {
    expect(column.textContent).toContain('The first 200,000 characters are shown.');
  });
  expect(column.textContent.length).toBeLessThan(200_400);
});

test('keys with which a column is read stay with it while it has the focus', async () => {
  const { studio } = await start('job-lyrics');
  await press('ArrowDown', screen.getByTestId('text-column'));
  expect(studio.navigation.view).toEqual({ name: 'player', job: 'job-lyrics' });
  await press('ArrowUp');
  expect(studio.navigation.view).not.toEqual({ name: 'player', job: 'job-lyrics' });
});

test('the words of the viewers are Chinese in the Chinese window', async () => {
  await start('job-four', { language: 'zh' });
  expect(screen.getByRole('button', { name: '适应' })).toBeTruthy();
  expect(screen.getByTestId('page-place').textContent).toBe('1 / 4');
  expect(screen.getByTestId('save-copy').textContent).toBe('另存副本');
});

test('the library shows a count, a length or a format, and offers what makes sense for each kind', async () => {
  const one = await openStudio({ kinds: true });
  open.push(one);
  show(one.studio, Library);
  await screen.findAllByTestId('job-card');
  const card = (id: string) => {
    const found = screen.getAllByTestId('job-card').find((element) => element.dataset['job'] === id);
    if (!found) throw new Error(`no card ${id}`);
    return within(found);
  };
  const opener = (id: string) => card(id).getAllByRole('button')[0] ?? document.body;
  expect(card('job-four').getByText('4 results')).toBeTruthy();
  expect(card('job-song').getByText('24 s')).toBeTruthy();
  expect(card('job-cube').getByText('GLB')).toBeTruthy();
  await waitFor(() => {
    expect(card('job-lyrics').getByText('Low tide, <b>low</b> tide')).toBeTruthy();
  });
  for (const [id, actions] of [
    ['job-four', ['Use in a model', 'Open']],
    ['job-song', ['Use in a model', 'Play']],
    ['job-cube', ['Open']],
    ['job-lyrics', ['Open']],
  ] as const) {
    opener(id).focus();
    await waitFor(() => {
      const shown = card(id)
        .getAllByRole('button')
        .map((button) => button.textContent.trim())
        .filter(Boolean);
      expect(shown, id).toEqual(actions);
    });
  }
  // The key for going on does nothing where nothing goes on.
  opener('job-cube').focus();
  await press('e', opener('job-cube'));
  expect(one.studio.make.clip).toBeNull();
  expect(await violations()).toEqual([]);
});
