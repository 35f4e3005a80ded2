/** How several pictures of one shape share a place, so that they are as large as can be. Lengths are CSS pixels. */

type Place = {
  width: number;
  height: number;
  gap: number;
  /** What stands below each picture. */
  caption: number;
};

export type Tiles = { columns: number; /** Of each. */ width: number };

/** Even where hardly anything fits, something is seen. */
const LEAST = 120;

export function tilesFor(count: number, aspect: number, { width, height, gap, caption }: Place): Tiles {
  let best: Tiles = { columns: Math.min(count, 2), width: 0 };
  for (let columns = 1; columns <= count; columns += 1) {
    const rows = Math.ceil(count / columns);
    const across = (width - gap * (columns - 1)) / columns;
    const down = (height - gap * (rows - 1)) / rows - caption;
    const fits = Math.min(across, down * aspect);
    // A little larger is not worth an empty place.
    if (fits > best.width * 1.05) best = { columns, width: fits };
  }
  return { columns: Math.max(1, best.columns), width: Math.max(LEAST, Math.floor(best.width)) };
}
