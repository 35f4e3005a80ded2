/** Notes beside what they are about. */
import { expect, test } from 'vitest';
import { placeBeside } from './placement';

const VIEW = { x: 84, y: 0, width: 900, height: 640 };
const NOTE = { x: 0, y: 0, width: 300, height: 160 };

test('the first side with room is taken', () => {
  const target = { x: 400, y: 300, width: 100, height: 40 };
  expect(placeBeside(target, NOTE, VIEW, ['above', 'below'])).toEqual({ x: 300, y: 126, side: 'above' });
  expect(placeBeside({ ...target, y: 60 }, NOTE, VIEW, ['above', 'below'])).toEqual({ x: 300, y: 114, side: 'below' });
});

test('at an edge it slides along the side and stays in the window', () => {
  const corner = { x: 840, y: 560, width: 60, height: 60 };
  expect(placeBeside(corner, NOTE, VIEW, ['above'])).toEqual({ x: 588, y: 386, side: 'above' });
  expect(placeBeside(corner, NOTE, VIEW, ['before'])).toEqual({ x: 526, y: 468, side: 'before' });
});

test('what fills the window has no side, so the note stands in a corner', () => {
  const all = { x: 84, y: 0, width: 816, height: 640 };
  expect(placeBeside(all, NOTE, VIEW, ['above', 'below', 'before', 'after'])).toEqual({ x: 96, y: 468, side: null });
});
