/** How several pictures of one shape share a place, so that they are as large as can be. Lengths are CSS pixels. */

type Place = { width: number; height: number; gap: number; /** What stands below each picture. */ caption: number };

/** The number of columns. */
export function columnsFor(count: number, aspect: number, { width, height, gap, caption }: Place): number {
  let best = { columns: Math.min(count, 2), size: 0 };
  for (let columns = 1; columns <= count; columns += 1) {
    const rows = Math.ceil(count / columns);
    const across = (width - gap * (columns - 1)) / columns;
    const down = (height - gap * (rows - 1)) / rows - caption;
    const size = Math.min(across, down * aspect);
    // A little larger is not worth an empty place.
    if (size > best.size * 1.05) best = { columns, size };
  }
  return Math.max(1, best.columns);
}
