/** Which files are words, and the first of them for a card. The whole of them is the viewer's affair. */
import type { MediaView } from '$lib/platform/bindings';
import { asText, readStart } from './bytes';
import { Turns } from './turns';

/** What came back and is neither film, picture, sound nor body counts as text; of that, these are read. */
const READABLE: readonly string[] = ['txt', 'md', 'json', 'csv', 'lrc', 'srt', 'vtt'];

export function canBeRead({ facts }: MediaView): boolean {
  return READABLE.includes(facts.format);
}

/** As much as a card can show. */
const MOST_BYTES = 800;

const starts = new Turns<string>(500);

/** The first words of a file, without empty lines; `null` where there are none. */
export function firstWords(url: string, signal?: AbortSignal): Promise<string | null> {
  return starts.get(url, async () => tidied(asText(await readStart(url, MOST_BYTES))), signal);
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
