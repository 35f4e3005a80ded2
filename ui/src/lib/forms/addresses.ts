/** Addresses as people paste them. */

/** The web address that a pasted text is, or `null`. One among other words is a word. */
export function pastedAddress(text: string): string | null {
  const bare = text.trim();
  if (!/^https?:\/\/\S+$/i.test(bare)) return null;
  try {
    return new URL(bare).href;
  } catch {
    return null;
  }
}
