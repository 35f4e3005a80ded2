/** An element that only pretends to decode: it behaves like `<video>` as far as players look at it. */

export class PretendVideo extends EventTarget {
  paused = true;
  seeking = false;
  duration = 10;
  muted = false;
  ended = false;
  volume = 1;
  playbackRate = 1;
  error: { code: number } | null = null;
  refusesToPlay = false;
  videoWidth = 640;
  videoHeight = 360;
  src = '';
  readonly seeks: number[] = [];
  #time = 0;

  get currentTime(): number {
    return this.#time;
  }

  set currentTime(seconds: number) {
    this.#time = seconds;
    this.seeks.push(seconds);
    this.seeking = true;
    this.ended = false;
  }

  /** Plays on to a time, as the clock would have it. */
  reach(seconds: number): void {
    this.#time = seconds;
    this.dispatchEvent(new Event('timeupdate'));
  }

  /** Plays to its end. */
  finish(): void {
    this.#time = this.duration;
    this.ended = true;
    this.paused = true;
    this.dispatchEvent(new Event('pause'));
    this.dispatchEvent(new Event('ended'));
  }

  /** The seek under way ends. */
  arrive(): void {
    this.seeking = false;
    this.dispatchEvent(new Event('seeked'));
  }

  play(): Promise<void> {
    if (this.refusesToPlay) return Promise.reject(new DOMException('not allowed', 'NotAllowedError'));
    this.paused = false;
    this.dispatchEvent(new Event('play'));
    return Promise.resolve();
  }

  pause(): void {
    if (this.paused) return;
    this.paused = true;
    this.dispatchEvent(new Event('pause'));
  }

  load(): void {
    this.duration = Number.NaN;
  }

  removeAttribute(): void {
    this.seeks.length = 0;
    this.src = '';
  }

  get element(): HTMLVideoElement {
    return this as unknown as HTMLVideoElement;
  }
}
