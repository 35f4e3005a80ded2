/** Addresses that people paste. */
import { expect, test } from 'vitest';
import { pastedAddress } from './addresses';

test('an address alone is one, with what lies around it cut off', () => {
  expect(pastedAddress(' https://example.com/a b.mp4 ')).toBeNull();
  expect(pastedAddress('\nhttps://example.com/a.mp4?x=1\n')).toBe('https://example.com/a.mp4?x=1');
  expect(pastedAddress('HTTP://example.com')).toBe('http://example.com/');
});

test('words, paths and other schemes are none', () => {
  for (const text of [
    '',
    'look: https://example.com/a.mp4',
    '/home/you/a.mp4',
    'file:///a.mp4',
    'javascript:1',
    'https://',
  ])
    expect(pastedAddress(text), text).toBeNull();
});
