/** Lists whose order a person sets. */

/** The list with one entry at another place; places outside are the nearest inside. */
export function moved<Entry>(list: readonly Entry[], from: number, to: number): Entry[] {
  const others = list.filter((_, index) => index !== from);
  const entry = list[from];
  if (entry === undefined) return [...list];
  const at = Math.min(others.length, Math.max(0, to));
  return [...others.slice(0, at), entry, ...others.slice(at)];
}

/** Where a key moves an entry, or `null` for keys that move nothing. */
export function placeByKey(key: string, at: number, count: number): number | null {
  const to = { ArrowLeft: at - 1, ArrowUp: at - 1, ArrowRight: at + 1, ArrowDown: at + 1, Home: 0, End: count - 1 }[
    key
  ];
  return to === undefined ? null : Math.min(count - 1, Math.max(0, to));
}
