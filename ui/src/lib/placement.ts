/** Where a note stands that is about something on the page: beside it, never on it, and never out of the window. */

export type Box = { x: number; y: number; width: number; height: number };
export type Side = 'above' | 'below' | 'before' | 'after';
export type Placed = { x: number; y: number; side: Side | null };

const GAP = 14;
const EDGE = 12;

/** The first side of `sides` on which a note of this size has room; where none has, the lower left corner. */
export function placeBeside(target: Box, note: Box, view: Box, sides: readonly Side[]): Placed {
  for (const side of sides) {
    const at = beside(target, note, side);
    const x = clamp(at.x, EDGE, view.width - note.width - EDGE);
    const y = clamp(at.y, EDGE, view.height - note.height - EDGE);
    // It may slide along the side, but not onto the thing that it is about.
    const stays = side === 'above' || side === 'below' ? y === at.y : x === at.x;
    if (stays) return { x, y, side };
  }
  return { x: view.x + EDGE, y: Math.max(EDGE, view.height - note.height - EDGE), side: null };
}

function beside(target: Box, note: Box, side: Side): { x: number; y: number } {
  const centre = target.x + target.width / 2 - note.width / 2;
  const middle = target.y + target.height / 2 - note.height / 2;
  switch (side) {
    case 'above':
      return { x: centre, y: target.y - note.height - GAP };
    case 'below':
      return { x: centre, y: target.y + target.height + GAP };
    case 'before':
      return { x: target.x - note.width - GAP, y: middle };
    case 'after':
      return { x: target.x + target.width + GAP, y: middle };
  }
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}
