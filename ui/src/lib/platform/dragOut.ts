/**
 * A picture or a card from which a file can be dragged to other programs. The page's own drag ends where it begins: the program
 * goes on with the system's, which carries a file and not words.
 */
import type { Attachment } from 'svelte/attachments';
import type { MediaView } from './bindings';

/** Tells the program to begin; what it cannot do it says itself. */
export type BeginDrag = (media: MediaView) => void;

export function dragOut(media: MediaView | null | undefined, begin: BeginDrag): Attachment<HTMLElement> {
  return (element) => {
    if (!media?.available) return;
    element.draggable = true;
    const ondragstart = (event: DragEvent) => {
      event.preventDefault();
      event.stopPropagation();
      begin(media);
    };
    element.addEventListener('dragstart', ondragstart);
    return () => {
      element.draggable = false;
      element.removeEventListener('dragstart', ondragstart);
    };
  };
}
