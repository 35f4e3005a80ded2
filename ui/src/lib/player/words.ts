/** The first words of a text result, for its card. The whole of it is the viewer's affair. */
import { asText, readStart } from './bytes';

/** As much as a card can show. */
const MOST_BYTES = 800;
const KEPT = 500;

const known = new Map<string, Promise<string | null>>();

/** The first words of a file, without empty lines; `null` where there are none. Each file is read once. */
export function firstWords(url: string): Promise<string | null> {
  const before = known.get(url);
  if (before) return before;
  const found = readStart(url, MOST_BYTES)
    .then((bytes) => tidied(asText(bytes)))
    .catch(() => null);
  known.set(url, found);
  const [oldest] = known.keys();
  if (known.size > KEPT && oldest !== undefined) known.delete(oldest);
  void found.then((words) => {
    if (words === null) known.delete(url);
  });
  return found;
}

/** Headings and emphasis of Markdown are signs for a page; on a card they are only noise. */
export function tidied(text: string): string | null {
  const lines = text.split('\n').map((line) =>
    line
      .replace(/^#+\s*/, '')
      .replaceAll('**', '')
      .trim(),
  );
  return lines.filter((line) => line !== '').join('\n') || null;
}
