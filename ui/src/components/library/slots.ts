/**
 * Which card of the page shows what. A card that scrolls out of view is used again for what scrolls in: to make a new one for
 * each of ten thousand is most of what scrolling costs, in time and in memory that is cleared away much later.
 */
export class Slots {
  #held = new Map<string, number>();
  /** Cards that nothing is in. */
  #free: number[] = [];
  #count = 0;

  /** The number of the card for each of these, in their order. What was shown before stays in its card. */
  give(shown: readonly string[]): number[] {
    const staying = new Set(shown);
    for (const [key, slot] of this.#held) if (!staying.has(key)) this.#free.push(slot);
    // In the order in which they became free: what arrives in one place after the other takes its own places.
    const slots = shown.map((key) => this.#held.get(key) ?? this.#free.shift() ?? this.#count++);
    this.#held = new Map(shown.map((key, at) => [key, slots[at] ?? 0]));
    return slots;
  }
}
