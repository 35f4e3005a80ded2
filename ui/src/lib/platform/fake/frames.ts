/** Pictures that are kept of films, as the program names them. */
import { timecode } from '$lib/i18n/format';
import type { MediaView } from '../bindings';
import { clip, PICTURE } from './data';

export function frameOf(film: MediaView | undefined, timeMs: number, know: (file: MediaView) => MediaView): MediaView {
  const place = timecode(timeMs / 1000, film?.facts.frameRate ?? 24).replace(':', '-');
  const title = `${film?.title ?? ''} – frame ${place}`;
  const { width = null, height = null } = film?.facts ?? {};
  const facts = { ...PICTURE, format: 'png', width, height };
  return know(clip(`picture-frame-${timeMs}`, title, facts, { folder: film?.folder ?? 'Videos' }));
}
