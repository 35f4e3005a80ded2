/** The searchable list, by keyboard and by pointer. */
import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import Combobox from './Combobox.svelte';

const OPTIONS = ['Alto', 'Baritone', 'Soprano', 'Tenor'].map((label) => ({ value: label.toLowerCase(), label }));
const WORDS = { none: 'Nothing found', show: 'Show the list' };

function start(more: { value?: string; free?: boolean } = {}) {
  const onchange = vi.fn();
  render(Combobox, { props: { id: 'voice', options: OPTIONS, value: undefined, words: WORDS, onchange, ...more } });
  return { onchange, box: screen.getByRole<HTMLInputElement>('combobox') };
}

const shown = () => screen.queryAllByRole('option').map((option) => option.textContent.trim());

test('it opens by arrow key, moves within its ends, and takes what is active', async () => {
  const { onchange, box } = start({ value: 'baritone' });
  expect(box.value).toBe('Baritone');
  expect(box.getAttribute('aria-expanded')).toBe('false');
  await fireEvent.keyDown(box, { key: 'ArrowDown' });
  expect(box.getAttribute('aria-expanded')).toBe('true');
  expect(box.getAttribute('aria-activedescendant')).toBe('voice-option-1');
  for (let turn = 0; turn < 5; turn += 1) await fireEvent.keyDown(box, { key: 'ArrowDown' });
  expect(box.getAttribute('aria-activedescendant')).toBe('voice-option-3');
  await fireEvent.keyDown(box, { key: 'Enter' });
  expect(onchange).toHaveBeenCalledWith('tenor');
  expect(shown()).toEqual([]);
});

test('typing searches, and Enter takes the first that is found', async () => {
  const { onchange, box } = start();
  await fireEvent.input(box, { target: { value: 'to' } });
  expect(shown()).toEqual(['Alto', 'Baritone']);
  await fireEvent.keyDown(box, { key: 'Enter' });
  expect(onchange).toHaveBeenCalledWith('alto');
});

test('what is not found is said, and Escape leaves everything as it was', async () => {
  const { onchange, box } = start({ value: 'tenor' });
  await fireEvent.input(box, { target: { value: 'bassoon' } });
  expect(shown()).toEqual(['Nothing found']);
  await fireEvent.keyDown(box, { key: 'Escape' });
  expect(box.value).toBe('Tenor');
  expect(onchange).not.toHaveBeenCalled();
});

test('a click takes an option', async () => {
  const { onchange, box } = start();
  await fireEvent.click(box);
  await fireEvent.click(screen.getByRole('option', { name: 'Soprano' }));
  expect(onchange).toHaveBeenCalledWith('soprano');
});

test('where other texts are taken too, what is typed is the value', async () => {
  const { onchange, box } = start({ free: true, value: 'my-own-voice' });
  expect(box.value).toBe('my-own-voice');
  await fireEvent.input(box, { target: { value: 'another-voice' } });
  expect(onchange).toHaveBeenCalledWith('another-voice');
  await fireEvent.keyDown(box, { key: 'Enter' });
  expect(onchange).toHaveBeenCalledTimes(1);
});
