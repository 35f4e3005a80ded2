/** Paths as people paste them: from a terminal, with quotes from Windows, as an address from a file manager. */

const ABSOLUTE = /^(\/|[a-z]:[\\/]|\\\\)/i;

/** The first path in a pasted text, or `null` if it holds none. */
export function pastedPath(text: string): string | null {
  const line = text.trim().split(/\r?\n/)[0]?.trim() ?? '';
  const bare = line.replace(/^(["'])(.*)\1$/, '$2');
  const path = /^file:\/\//i.test(bare) ? fromAddress(bare) : bare;
  return path !== null && ABSOLUTE.test(path) ? path : null;
}

function fromAddress(address: string): string | null {
  try {
    const path = decodeURIComponent(new URL(address).pathname);
    // On Windows the drive comes after a slash.
    return path.replace(/^\/([a-z]:)/i, '$1');
  } catch {
    return null;
  }
}
