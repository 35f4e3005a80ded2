/**
 * Small pictures of moments of a film, for whoever looks along its line. One film of its own that nobody sees fetches them,
 * and only while somebody looks: it comes with the first wish and goes some seconds after the last.
 */
import { draw, drawSurely } from './draw';

/** Twice the width at which they are shown, for dense screens. */
export const PICTURE_WIDTH = 320;
/** A line is looked at in so many places; between two of them the nearer picture serves. */
const PLACES = 240;
const MOST_KEPT = 60;
/** How long the film stays after the pointer has left. */
const LINGER_MS = 4000;

export type MakeFilm = () => HTMLVideoElement;

export class FramePreview {
  /** The moment that is looked at, in seconds; `null` while nobody looks. */
  at: number | null = $state(null);
  /** The picture of that moment, or the last one until it is there. */
  picture: HTMLCanvasElement | null = $state.raw(null);
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing is drawn from it
  readonly #kept = new Map<number, HTMLCanvasElement>();
  #film: HTMLVideoElement | null = null;
  /** Whether the film can be gone to a moment now. */
  #idle = false;
  /** The one place that is fetched next: a decoder that gets every movement falls behind. */
  #wanted: number | null = null;
  #fetching: number | null = null;
  #failed = false;
  #lingering: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly url: string,
    private readonly make: MakeFilm = () => document.createElement('video'),
  ) {}

  /** Looks at a moment of a film of this length; its picture is fetched. */
  ask(seconds: number, duration: number): void {
    if (this.look(seconds, duration) || this.#failed || this.at === null) return;
    const step = stepOf(duration);
    this.#wanted = placeOf(this.at, step);
    this.#next(step);
  }

  /** Looks at a moment to which the film itself goes too, so that nothing is fetched. `true`: its picture is there. */
  look(seconds: number, duration: number): boolean {
    clearTimeout(this.#lingering);
    const step = stepOf(duration);
    if (step === 0) return false;
    this.at = Math.min(Math.max(0, seconds), duration);
    const kept = this.#kept.get(placeOf(this.at, step));
    if (kept) this.picture = kept;
    return kept !== undefined;
  }

  /** Keeps the picture of a moment to which the film itself has been. */
  keep(film: HTMLVideoElement, duration: number): void {
    const step = stepOf(duration);
    if (this.at === null || step === 0) return;
    this.#draw(film, placeOf(film.currentTime, step));
  }

  /** Nobody looks any more. */
  leave(): void {
    this.at = null;
    this.#wanted = null;
    clearTimeout(this.#lingering);
    this.#lingering = setTimeout(() => {
      this.#end();
    }, LINGER_MS);
  }

  close(): void {
    clearTimeout(this.#lingering);
    this.#end();
    this.#kept.clear();
    this.at = null;
    this.picture = null;
  }

  #next(step: number): void {
    const film = (this.#film ??= this.#begin(step));
    if (!this.#idle || this.#wanted === null) return;
    this.#idle = false;
    this.#fetching = this.#wanted;
    this.#wanted = null;
    // The middle of the place stands for all of it.
    film.currentTime = (this.#fetching + 0.5) * step;
  }

  #begin(step: number): HTMLVideoElement {
    const film = this.make();
    film.crossOrigin = 'anonymous';
    film.muted = true;
    film.preload = 'auto';
    film.addEventListener('loadeddata', () => {
      this.#idle = true;
      this.#next(step);
    });
    film.addEventListener('seeked', () => {
      const place = this.#fetching;
      if (place === null) return;
      this.#draw(film, place, () => {
        // It may have gone while it was drawn.
        if (this.#film !== film) return;
        // Safari says that it arrived before there is a picture: what it presents then is the right one.
        film.requestVideoFrameCallback?.(() => {
          if (this.#fetching === null && this.#film === film && !film.seeking) this.#draw(film, place);
        });
        this.#fetching = null;
        this.#idle = true;
        this.#next(step);
      });
    });
    film.addEventListener('error', () => {
      // What cannot be decoded here is told where it is played. The time code is shown without a picture.
      this.#failed = true;
      this.#end();
    });
    film.src = this.url;
    return film;
  }

  /** Draws and keeps a picture; `then` comes at once where the engine draws at once. */
  #draw(film: HTMLVideoElement, place: number, then: () => void = () => undefined): void {
    if (film.videoWidth === 0) return;
    const canvas = document.createElement('canvas');
    const keep = (drawn: boolean) => {
      if (drawn) this.#keep(canvas, place);
      then();
    };
    if (draw(film, canvas, PICTURE_WIDTH)) keep(true);
    else void drawSurely(film, canvas, PICTURE_WIDTH, () => !film.seeking).then(keep);
  }

  #keep(canvas: HTMLCanvasElement, place: number): void {
    this.#kept.delete(place);
    this.#kept.set(place, canvas);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest);
    if (this.at !== null) this.picture = canvas;
  }

  #end(): void {
    const film = this.#film;
    this.#film = null;
    this.#idle = false;
    this.#fetching = null;
    this.#wanted = null;
    if (!film) return;
    // Without this the decoder and its buffers live until the garbage is collected.
    film.removeAttribute('src');
    film.load();
  }
}

/** The seconds of one place on the line; 0 while the length is not known. */
function stepOf(duration: number): number {
  return duration > 0 && Number.isFinite(duration) ? duration / PLACES : 0;
}

function placeOf(seconds: number, step: number): number {
  return Math.min(PLACES - 1, Math.floor(seconds / step));
}
