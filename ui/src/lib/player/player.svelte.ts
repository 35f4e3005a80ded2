/**
 * One player: the state of one `<video>` or `<audio>` and everything that can be done with it. The element is the truth;
 * what is shown follows its events. Pictures of the player and keys are elsewhere.
 */

import { untrack } from 'svelte';

/** Speeds that are offered. */
export const RATES = [0.25, 0.5, 1, 1.5, 2] as const;

/** Used while nobody knows the clip's own rate. */
const USUAL_FRAME_RATE = 24;

/** How loud the last one was: the next result is not to be louder than the person wanted. */
let usualVolume = 1;

/** `MediaError.MEDIA_ERR_NETWORK`; the two above it mean that the bytes came and could not be decoded. */
const NETWORK = 2;

export type PlayerOptions = { frameRate: number | null; muted?: boolean; loop?: boolean; autoplay?: boolean };

export class Player {
  playing = $state(false);
  /** Seconds. While somebody drags, where the finger is. */
  time = $state(0);
  duration = $state(0);
  rate = $state(1);
  loop = $state(false);
  muted = $state(false);
  /** From 0 to 1; being muted is another thing. */
  volume = $state(usualVolume);
  fullScreen = $state(false);
  /** The clip cannot be shown: its bytes cannot be decoded here, or they did not come. */
  failure: 'codec' | 'network' | null = $state(null);
  /** A first picture is there. */
  ready = $state(false);
  readonly frameRate: number;
  #video: HTMLMediaElement | null = null;
  #still: HTMLCanvasElement | null = null;
  /** Where to go once the seek under way has ended; a decoder that gets every movement of a finger falls behind. */
  #wanted: number | null = null;
  readonly #autoplay: boolean;

  constructor(options: PlayerOptions) {
    this.frameRate = options.frameRate ?? USUAL_FRAME_RATE;
    this.muted = options.muted ?? false;
    this.loop = options.loop ?? false;
    this.#autoplay = options.autoplay ?? false;
  }

  /** Ties the player to its element; for `{@attach player.attach}`. */
  readonly attach = (video: HTMLMediaElement): (() => void) => {
    this.#video = video;
    // An attachment runs again when a state that it has read changes, and its end takes the film away.
    untrack(() => {
      video.muted = this.muted;
      video.volume = this.volume;
      video.playbackRate = this.rate;
    });
    const ending = new AbortController();
    const on = (event: string, listener: () => void) => {
      video.addEventListener(event, listener, { signal: ending.signal });
    };
    let frame = 0;
    const follow = () => {
      if (this.#wanted === null && !video.seeking) this.time = video.currentTime;
      if (!video.paused) frame = requestAnimationFrame(follow);
    };
    const length = () => {
      this.duration = Number.isFinite(video.duration) ? video.duration : 0;
    };
    on('loadedmetadata', length);
    on('durationchange', length);
    on('loadeddata', () => {
      this.ready = true;
      if (this.#autoplay) void this.play();
    });
    on('play', () => {
      this.playing = true;
      this.#wipeStill();
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(follow);
    });
    on('pause', () => {
      if (video.ended && this.loop) return;
      this.playing = false;
      follow();
    });
    // The `loop` of the element is not used: with WebKitGTK (2.50), a film with sound that cannot be put out plays
    // half a second of its second round, for ever.
    on('ended', () => {
      if (this.loop) {
        this.#go(0);
        void this.play();
      } else {
        this.playing = false;
      }
    });
    on('timeupdate', () => {
      if (this.#wanted === null && !video.seeking) this.time = video.currentTime;
    });
    on('seeked', () => {
      const next = this.#wanted;
      this.#wanted = null;
      if (next !== null && Math.abs(next - video.currentTime) > 0.5 / this.frameRate) this.#go(next);
      else {
        this.time = video.currentTime;
        if (video.paused && 'videoWidth' in video) this.#drawStill(video as HTMLVideoElement);
      }
    });
    on('volumechange', () => {
      this.muted = video.muted;
      this.volume = video.volume;
    });
    on('error', () => {
      this.failure = video.error?.code === NETWORK ? 'network' : 'codec';
    });
    document.addEventListener(
      'fullscreenchange',
      () => {
        this.fullScreen = document.fullscreenElement?.contains(video) ?? false;
      },
      { signal: ending.signal },
    );
    return () => {
      ending.abort();
      cancelAnimationFrame(frame);
      this.#video = null;
      // Without this the decoder and its buffers live until the garbage is collected.
      video.pause();
      video.removeAttribute('src');
      video.load();
    };
  };

  /**
   * A canvas exactly behind the film, which gets a copy of the picture of each step. WebKitGTK (seen in 2.50) now and
   * then composes nothing at all after a seek while paused, though it says that the picture was presented.
   */
  readonly attachStill = (canvas: HTMLCanvasElement): (() => void) => {
    this.#still = canvas;
    return () => {
      this.#still = null;
    };
  };

  async play(): Promise<void> {
    try {
      await this.#video?.play();
    } catch {
      // The system wants a click first, or the clip was closed meanwhile: it stays paused, which the button shows.
    }
  }

  pause(): void {
    this.#video?.pause();
  }

  toggle(): void {
    if (this.#video?.paused) void this.play();
    else this.pause();
  }

  /** Goes to a time in seconds, as far as the clip reaches. */
  seek(seconds: number): void {
    const end = Math.max(0, this.duration - 0.5 / this.frameRate);
    const target = Math.min(Math.max(0, seconds), end);
    this.time = target;
    if (this.#video?.seeking) this.#wanted = target;
    else this.#go(target);
  }

  jump(seconds: number): void {
    this.seek(this.time + seconds);
  }

  /** Whole frames, to the middle of each: its edges belong to two. */
  stepFrames(frames: number): void {
    this.pause();
    const now = Math.floor(this.time * this.frameRate + 0.001);
    this.seek((now + frames + 0.5) / this.frameRate);
  }

  toStart(): void {
    this.seek(0);
  }

  toEnd(): void {
    this.seek(this.duration);
  }

  setRate(rate: number): void {
    this.rate = rate;
    if (this.#video) this.#video.playbackRate = rate;
  }

  nextRate(): void {
    const at = RATES.findIndex((rate) => rate === this.rate);
    this.setRate(RATES[(at + 1) % RATES.length] ?? 1);
  }

  toggleLoop(): void {
    this.loop = !this.loop;
  }

  toggleMute(): void {
    this.muted = !this.muted;
    if (this.#video) this.#video.muted = this.muted;
  }

  /** From 0 to 1. Whoever makes it louder wants to hear it. */
  setVolume(volume: number): void {
    this.volume = Math.min(1, Math.max(0, volume));
    usualVolume = this.volume;
    if (this.#video) this.#video.volume = this.volume;
    if (this.muted && this.volume > 0) this.toggleMute();
  }

  /** The element around the video and its controls fills the screen, or stops to. */
  async toggleFullScreen(): Promise<void> {
    try {
      if (document.fullscreenElement) await document.exitFullscreen();
      else await this.#video?.closest<HTMLElement>('[data-fullscreen]')?.requestFullscreen();
    } catch {
      // A system that refuses leaves the window as it is.
    }
  }

  #drawStill(video: HTMLVideoElement): void {
    const canvas = this.#still;
    if (!canvas || video.videoWidth === 0) return;
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    canvas.getContext('2d')?.drawImage(video, 0, 0);
  }

  /** An old picture must not show through between two rounds. */
  #wipeStill(): void {
    if (this.#still) this.#still.width = 0;
  }

  #go(seconds: number): void {
    if (this.#video) this.#video.currentTime = seconds;
  }
}
