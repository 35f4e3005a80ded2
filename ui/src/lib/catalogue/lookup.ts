/** Lists without repeats, and answers by key that are replaced as a whole: nothing in them is watched by itself. */

/** Each value once, where it came first. */
export function distinct<Value>(values: Iterable<Value>): Value[] {
  return [...new Set(values)];
}

export function lookup<Key, Value>(entries: Iterable<readonly [Key, Value]> = []): ReadonlyMap<Key, Value> {
  return new Map(entries);
}
