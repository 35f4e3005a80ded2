/** Keys of the player. */
import { expect, test } from 'vitest';
import { playerAction } from './keys';

const press = (key: string, more: Partial<KeyboardEvent> = {}) =>
  playerAction({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...more });

test('every key of the list does what the list says', () => {
  expect(press(' ')).toBe('toggle');
  expect(press('k')).toBe('toggle');
  expect(press('K')).toBe('toggle');
  expect(press('j')).toBe('backwards');
  expect(press('l')).toBe('forwards');
  expect(press('ArrowLeft')).toBe('back-frame');
  expect(press('ArrowRight')).toBe('on-frame');
  expect(press('ArrowLeft', { shiftKey: true })).toBe('back-second');
  expect(press('ArrowRight', { shiftKey: true })).toBe('on-second');
  expect(press('Home')).toBe('start');
  expect(press('End')).toBe('end');
  expect(press('m')).toBe('mute');
  expect(press('r')).toBe('loop');
  expect(press('i')).toBe('set-in');
  expect(press('o')).toBe('set-out');
  expect(press('I', { shiftKey: true })).toBe('clear-range');
  expect(press('O', { shiftKey: true })).toBe('clear-range');
  expect(press('<', { shiftKey: true })).toBe('slower');
  expect(press('>', { shiftKey: true })).toBe('faster');
  expect(press('s')).toBe('keep-frame');
  expect(press('S', { shiftKey: true })).toBe('use-frame');
  expect(press('f')).toBe('full-screen');
  expect(press('ArrowUp')).toBe('previous-clip');
  expect(press('ArrowDown')).toBe('next-clip');
});

test('keys that belong to the window are left to it', () => {
  expect(press('f', { ctrlKey: true })).toBeNull();
  expect(press('k', { metaKey: true })).toBeNull();
  expect(press('ArrowLeft', { altKey: true })).toBeNull();
  expect(press('x')).toBeNull();
});
