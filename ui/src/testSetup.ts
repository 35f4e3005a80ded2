/** What jsdom lacks and every browser of the program has. */
import '@testing-library/svelte/vitest';
import { configure } from '@testing-library/svelte';

// Machines that build and test at the same time are slow; nothing waits longer than it has to.
configure({ asyncUtilTimeout: 10_000 });

HTMLDialogElement.prototype.showModal = function showModal(this: HTMLDialogElement) {
  this.setAttribute('open', '');
};
HTMLDialogElement.prototype.close = function close(this: HTMLDialogElement) {
  this.removeAttribute('open');
};
// Nothing lies anywhere without a layout.
document.elementFromPoint = () => null;
Element.prototype.scrollTo = () => undefined;
Element.prototype.scrollIntoView = () => undefined;
HTMLMediaElement.prototype.play = () => Promise.resolve();
HTMLMediaElement.prototype.pause = () => undefined;
HTMLMediaElement.prototype.load = () => undefined;
Element.prototype.animate = function animate(this: Element) {
  const animation = {
    onfinish: null as (() => void) | null,
    cancel: () => undefined,
    finished: Promise.resolve(),
    effect: null,
    currentTime: 0,
    startTime: 0,
  };
  queueMicrotask(() => animation.onfinish?.());
  return animation as unknown as Animation;
};
window.matchMedia = (query: string) =>
  ({
    matches: false,
    media: query,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }) as unknown as MediaQueryList;

/** jsdom has no layout: nothing ever changes its size. */
window.ResizeObserver = class {
  observe = () => undefined;
  unobserve = () => undefined;
  disconnect = () => undefined;
};

/** axe-core asks for a canvas to look at ligatures, and does without. */
HTMLCanvasElement.prototype.getContext = () => null;
