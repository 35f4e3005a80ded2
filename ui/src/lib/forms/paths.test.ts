/** Pasted paths. */
import { expect, test } from 'vitest';
import { pastedPath } from './paths';

test('a path is found however it was copied', () => {
  expect(pastedPath('/home/you/a clip.mp4\n')).toBe('/home/you/a clip.mp4');
  expect(pastedPath('"C:\\Users\\you\\clip.mp4"')).toBe('C:\\Users\\you\\clip.mp4');
  expect(pastedPath("'/home/you/clip.mp4'")).toBe('/home/you/clip.mp4');
  expect(pastedPath('file:///home/you/a%20clip%20%C3%A9.mp4')).toBe('/home/you/a clip é.mp4');
  expect(pastedPath('file:///C:/Users/you/clip.mp4')).toBe('C:/Users/you/clip.mp4');
  expect(pastedPath('\\\\server\\share\\clip.mp4')).toBe('\\\\server\\share\\clip.mp4');
  expect(pastedPath('/one.mp4\n/two.mp4')).toBe('/one.mp4');
});

test('other texts are no paths', () => {
  expect(pastedPath('The sun sinks.')).toBeNull();
  expect(pastedPath('https://example.org/clip.mp4')).toBeNull();
  expect(pastedPath('file://%')).toBeNull();
  expect(pastedPath('')).toBeNull();
});
