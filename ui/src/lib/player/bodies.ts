/**
 * What the window knows about bodies (3D results) before it fetches what draws them. The drawing, which is large, is in
 * `body/` and comes as a part of its own when the first body is looked at.
 */
import type { MediaView } from '$lib/platform/bindings';
import { readWhole } from './bytes';
import { Turns } from './turns';

/** Why a body is not shown: this computer draws none, the file is of another format, or it does not hold together. */
export type BodyFailure = 'no-webgl' | 'format' | 'broken' | 'gone';

/** Two formats of one standard: everything in one file, or its text form. */
const FORMATS: readonly string[] = ['glb', 'gltf'];
/** More than this is not drawn for a card. */
const MOST_FOR_CARD = 30 * 1024 * 1024;

export function canBeTurned({ facts }: MediaView): boolean {
  return FORMATS.includes(facts.format);
}

/** Asks for a drawing place and gives it back at once: without one nothing has to be fetched. */
export function hasWebGl(): boolean {
  const context = document.createElement('canvas').getContext('webgl2');
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  return context !== null;
}

const pictures = new Turns<string>(200);

/** A still of a body for its card, as the address of a picture; `null` where none can be drawn. */
export function pictureOfBody(media: MediaView, url: string, signal?: AbortSignal): Promise<string | null> {
  return pictures.get(url, () => draw(media, url), signal);
}

async function draw(media: MediaView, url: string): Promise<string | null> {
  const { sizeBytes } = media.facts;
  if (!canBeTurned(media) || sizeBytes > MOST_FOR_CARD || !hasWebGl()) return null;
  const [{ pictureOf }, bytes] = await Promise.all([import('./body/view'), readWhole(url, sizeBytes)]);
  return pictureOf(bytes);
}
