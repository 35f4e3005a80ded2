/**
 * The arithmetic of a uniform grid of cards, or of a list of lines, of which only the visible part is in the page: how
 * wide a card is, where it lies, and which cards are near the eye. Lengths are CSS pixels. Nothing here touches the page.
 */

/** What the words under a poster take. The card's style gives them exactly this height. */
export const WORDS_HEIGHT = 79;

/** The height of a line of the list. The line's style gives it exactly this. */
export const LINE_HEIGHT = 56;

/** Rows that are kept above and below the visible ones, so that a flick of the wheel finds them there. */
const SPARE_ROWS = 2;
/** Where many stand in a row one will do: what is in the page has to stay few. */
const MANY_COLUMNS = 7;
const SPARE_LINES = 8;

export type Layout = {
  columns: number;
  cardWidth: number;
  posterHeight: number;
  gap: number;
  /** From the top of one row to the top of the next. */
  rowStep: number;
  rows: number;
  height: number;
  /** Rows that are kept above and below the visible ones. */
  spare: number;
};

/** Lays out `count` cards in a place of this width. Cards come close to the good width; they share what there is. */
export function layOut(width: number, count: number, goodWidth: number): Layout {
  const gap = width >= 1000 ? 18 : 14;
  const columns = Math.max(1, Math.round(width / goodWidth));
  const cardWidth = Math.max(0, Math.floor((width - gap * (columns - 1)) / columns));
  const posterHeight = Math.round((cardWidth * 9) / 16);
  const rowStep = posterHeight + WORDS_HEIGHT + gap;
  const rows = Math.ceil(count / columns);
  const height = Math.max(0, rows * rowStep - gap);
  const spare = columns < MANY_COLUMNS ? SPARE_ROWS : 1;
  return { columns, cardWidth, posterHeight, gap, rowStep, rows, height, spare };
}

/** Lays out `count` lines, one below the other. */
export function layOutLines(width: number, count: number): Layout {
  return {
    columns: 1,
    cardWidth: width,
    posterHeight: LINE_HEIGHT,
    gap: 0,
    rowStep: LINE_HEIGHT,
    rows: count,
    height: count * LINE_HEIGHT,
    spare: SPARE_LINES,
  };
}

/** Where a card lies. */
export function placeOf({ columns, cardWidth, gap, rowStep }: Layout, index: number): { left: number; top: number } {
  return { left: (index % columns) * (cardWidth + gap), top: Math.floor(index / columns) * rowStep };
}

/**
 * The cards to keep in the page, as a range: `from` included, `to` not. It holds as many rows wherever it is scrolled to, so that
 * cards change their places and are not made.
 */
export function visibleRange(layout: Layout, scrollTop: number, viewHeight: number, count: number): [number, number] {
  const first = Math.floor(scrollTop / layout.rowStep);
  const last = first + Math.ceil(viewHeight / layout.rowStep) + 1 + layout.spare;
  return [Math.min(Math.max(0, first - layout.spare) * layout.columns, count), Math.min(last * layout.columns, count)];
}

/** How far to scroll so that a card is whole in view; `null` when it already is. `margin` is left free above and below it. */
export function scrollTo(
  layout: Layout,
  index: number,
  scrollTop: number,
  viewHeight: number,
  margin: number,
): number | null {
  const { top } = placeOf(layout, index);
  const bottom = top + layout.rowStep - layout.gap;
  const highest = Math.max(0, top - margin);
  if (highest < scrollTop) return highest;
  if (bottom + margin > scrollTop + viewHeight) return bottom + margin - viewHeight;
  return null;
}

/** Where a key leads from one card, or `null` for keys that do not move. */
export function nextIndex(
  key: string,
  index: number,
  layout: Layout,
  viewHeight: number,
  count: number,
): number | null {
  const { columns } = layout;
  const page = Math.max(1, Math.floor(viewHeight / layout.rowStep)) * columns;
  const steps: Record<string, number> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
    PageUp: -page,
    PageDown: page,
    Home: -count,
    End: count,
  };
  const step = steps[key];
  if (step === undefined || count === 0) return null;
  const aim = index + step;
  const clamped = Math.min(count - 1, Math.max(0, aim));
  // Up from the first row and down from the last one stay in their column; only the last, shorter row is entered from above.
  if (key === 'ArrowUp' && aim < 0) return index;
  if (key === 'ArrowDown' && aim >= count) {
    const lastRow = Math.floor((count - 1) / columns);
    return Math.floor(index / columns) < lastRow ? count - 1 : index;
  }
  return clamped;
}
