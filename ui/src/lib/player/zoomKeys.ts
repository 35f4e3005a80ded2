/** Keys with which a picture comes closer, goes away and is moved. */
import type { Zoom } from './zoom.svelte';

/** Pixels that an arrow key moves the picture. */
const STEP = 80;
const ARROWS: Record<string, [number, number]> = {
  ArrowLeft: [1, 0],
  ArrowRight: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** `false`: the key is none of these, or there is nothing for it to do. */
export function pressZoom(zoom: Zoom, key: string): boolean {
  const arrow = ARROWS[key];
  if (arrow) {
    // A picture that fits has nowhere to go: the arrows lead to other results.
    if (!zoom.overflows) return false;
    zoom.move(arrow[0] * STEP, arrow[1] * STEP);
  } else if (key === '+' || key === '=') zoom.closer();
  else if (key === '-' || key === '_') zoom.farther();
  else if (key === '0') zoom.fit();
  else return false;
  return true;
}
