/** The finder as a person uses it: by typing, by keys, by filters; and what it keeps. */
import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import { clip, PICTURE } from '$lib/platform/fake/data';
import { allJobs, openStudio, show, violations, type Opened } from '../testing';
import Make from './Make.svelte';

let opened: Opened;

async function open(...options: Parameters<typeof openStudio>): Promise<void> {
  opened = await openStudio(...options);
  show(opened.studio, Make);
  opened.studio.finder.open();
  await screen.findByTestId('finder');
}

afterEach(() => {
  opened.studio.close();
});

const box = () => screen.getByRole('combobox', { name: /maker|厂商/ });
const type = async (value: string) => {
  await fireEvent.input(box(), { target: { value } });
  // The list follows a frame later; here nobody waits for it.
  opened.studio.finder.settle();
  await tick();
};
const press = (key: string, more: Partial<KeyboardEventInit> = {}) => fireEvent.keyDown(box(), { key, ...more });
/** All that are found, drawn or not. */
const rows = () => opened.studio.finder.rows.map(({ row }) => row.family.id);
const active = () => {
  const id = box().getAttribute('aria-activedescendant');
  return id === null ? null : document.getElementById(id)?.dataset['family'];
};

test('it lists every family that is offered, named for those who do not see it', async () => {
  await open();
  const listbox = screen.getByRole('listbox');
  const [first] = within(listbox).getAllByRole('option');
  // Few are drawn at first; how many there are is said all the same.
  expect(Number(first?.getAttribute('aria-setsize'))).toBeGreaterThan(90);
  expect(screen.getByRole('status').textContent).toBe(`${String(opened.studio.finder.rows.length)} models`);
  expect(rows()).not.toContain('minimax-h3');
  expect(await violations()).toEqual([]);
});

test('what is typed is found, and Enter opens it', async () => {
  await open();
  await type('kling 3.0 pro motion');
  expect(rows()[0]).toBe('kling-3.0');
  expect(active()).toBe('kling-3.0');
  await press('Enter');
  expect(screen.queryByTestId('finder')).toBeNull();
  expect(opened.studio.make.endpoint).toBe('kling-v3.0-pro/motion-control');
  expect(screen.getByTestId('needs-file')).toBeTruthy();
});

test('arrows go through the rows and around the ends, and the search keeps the focus', async () => {
  await open();
  await type('kling');
  const all = rows();
  await press('ArrowDown');
  expect(active()).toBe(all[1]);
  await press('ArrowUp');
  await press('ArrowUp');
  expect(active()).toBe(all.at(-1));
  await press('ArrowDown');
  expect(active()).toBe(all[0]);
  await press('PageDown');
  expect(active()).toBe(all[Math.min(8, all.length - 1)]);
  expect(within(screen.getByRole('listbox')).getAllByRole('option', { selected: true })).toHaveLength(1);
});

test('the end of a long list is reached by keys, and drawn when it is', async () => {
  await open();
  const last = rows().at(-1);
  expect(screen.queryAllByTestId('finder-row').length).toBeLessThan(40);
  await press('ArrowUp');
  await waitFor(() => {
    expect(active()).toBe(last);
  });
});

test('a word that is still being put together keeps its keys', async () => {
  await open();
  await press('Enter', { isComposing: true });
  expect(screen.getByTestId('finder')).toBeTruthy();
});

test('what is there narrows the list, and can be taken away', async () => {
  opened = await openStudio();
  show(opened.studio, Make);
  await opened.studio.make.setClip(clip('still', 'still', PICTURE));
  opened.studio.finder.open();
  await screen.findByTestId('finder');
  const chip = screen.getByRole('button', { name: 'A picture', pressed: true });
  expect(rows()).not.toContain('suno-v5.5');
  await fireEvent.click(chip);
  expect(rows()).toContain('suno-v5.5');
});

test('what is wanted narrows it too, and the cheapest can come first', async () => {
  await open();
  const wants = screen.getByRole('group', { name: 'I want' });
  await fireEvent.click(within(wants).getByRole('button', { name: '3D' }));
  expect(rows()).toContain('hunyuan3d-3.1');
  expect(rows()).not.toContain('kling-3.0');
  await fireEvent.click(within(wants).getByRole('button', { name: 'A film' }));
  await fireEvent.change(screen.getByTestId('finder-order'), { target: { value: 'price' } });
  await waitFor(() => {
    const prices = screen.getAllByTestId('finder-row').map((row) => /¥([\d.]+)/.exec(row.textContent)?.[1]);
    const amounts = prices.slice(0, 10).map(Number);
    expect(amounts).toEqual(amounts.toSorted((one, other) => one - other));
  });
});

test('what is not confirmed waits behind the switch, which is kept, and is marked', async () => {
  await open();
  await type('minimax h3');
  expect(rows()).not.toContain('minimax-h3');
  await fireEvent.click(screen.getByTestId('newer-models'));
  await waitFor(() => {
    expect(rows()).toContain('minimax-h3');
  });
  expect(screen.getAllByText('not yet confirmed').length).toBeGreaterThan(0);
  expect(opened.fake.calls).toContainEqual({ name: 'setting_set', request: { name: 'newer-models', value: true } });
});

test('what its maker has replaced is only for those who look for it', async () => {
  await open();
  const offered = () =>
    opened.studio.finder.rows.flatMap(({ row }) => row.family.models.map(({ endpoint }) => endpoint));
  const [replaced] = opened.studio.app.catalogue.filter((model) => model.deprecated);
  if (!replaced) throw new Error('nothing is replaced');
  expect(offered()).not.toContain(replaced.endpoint);
  await type(replaced.name);
  expect(offered()).toContain(replaced.endpoint);
});

test('a star puts a family first and is kept', async () => {
  await open();
  await type('ltx');
  const star = screen.getAllByTitle('Add to favourites')[0];
  if (star) await fireEvent.click(star);
  expect(opened.fake.calls).toContainEqual({
    name: 'favourite_set',
    request: { family: 'ltx-2.3', starred: true },
  });
  await type('');
  await waitFor(() => {
    expect(rows()[0]).toBe('ltx-2.3');
  });
  expect(screen.getByText('Favourites', { selector: 'h3' })).toBeTruthy();
});

test('families that jobs were made with lately stand near the top', async () => {
  await open({ jobs: true });
  expect(screen.getByText('Made with lately')).toBeTruthy();
  expect(rows()[0]).toBe(opened.studio.app.model((await allJobs(opened))[0]?.endpoint ?? '')?.family);
});

test('nothing found says what to do', async () => {
  await open();
  await type('qqqqqq');
  expect(screen.getByText('No model fits all of this')).toBeTruthy();
  await press('Enter');
  await press('ArrowDown');
  expect(screen.getByTestId('finder')).toBeTruthy();
});

test('it speaks Chinese and finds by Chinese', async () => {
  await open({ language: 'zh' });
  await type('可灵');
  expect(rows()).toContain('kling-3.0');
  expect(await violations()).toEqual([]);
});
