/**
 * The bytes of a result from the media server, for what no element of the page can show by itself: words, bodies, the
 * shape of a sound. Films and pictures are not read here: their elements fetch what they need.
 */

/** HTTP's 206. */
const PARTIAL = 206;

/** Reads a whole file; `sizeBytes` is how long it was when the program looked at it. Fails when it is not there. */
export async function readWhole(
  url: string,
  sizeBytes: number,
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for (;;) {
    // Where answers are complete in memory (WebView2), each holds a part only. The first request asks for no range, so that
    // an engine that asks the server's leave for such a header never has to.
    const headers: Record<string, string> = length === 0 ? {} : { Range: `bytes=${length}-` };
    const answer = await fetch(url, { headers, signal: signal ?? null });
    if (!answer.ok) throw new Error('the file is not there');
    const part = new Uint8Array(await answer.arrayBuffer());
    parts.push(part);
    length += part.length;
    if (answer.status !== PARTIAL || length >= sizeBytes || part.length === 0) break;
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Reads the first bytes of a file, and leaves the rest where it is. */
export async function readStart(url: string, most: number, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const answer = await fetch(url, { signal: signal ?? null });
  if (!answer.ok || !answer.body) throw new Error('the file is not there');
  const start = new Uint8Array(most);
  const reader = answer.body.getReader();
  let at = 0;
  while (at < most) {
    const { value } = await reader.read();
    if (!value) break;
    const part = value.subarray(0, most - at);
    start.set(part, at);
    at += part.length;
  }
  await reader.cancel();
  return start.subarray(0, at);
}

/** Bytes as words. What is not UTF-8 shows as replacement signs rather than as nothing; half a sign at the end is left out. */
export function asText(bytes: Uint8Array<ArrayBuffer>): string {
  return new TextDecoder('utf-8').decode(bytes, { stream: true });
}
