/**
 * One player: the state of one `<video>` or `<audio>`. The element is the truth; what is shown follows its events. What is
 * the same for several in step is in `transport.svelte.ts`; pictures of the player and keys are elsewhere.
 */
import { untrack } from 'svelte';
import { drawSurely } from './draw';
import { Habits } from './habits.svelte';
import { Transport } from './transport.svelte';

/** Used while nobody knows the clip's own rate. */
const USUAL_FRAME_RATE = 24;

/** `MediaError.MEDIA_ERR_NETWORK`; the two above it mean that the bytes came and could not be decoded. */
const NETWORK = 2;

export type PlayerOptions = { frameRate: number | null; habits?: Habits; autoplay?: boolean };

export class Player extends Transport {
  duration = $state(0);
  fullScreen = $state(false);
  /** The clip cannot be shown: its bytes cannot be decoded here, or they did not come. */
  failure: 'codec' | 'network' | null = $state(null);
  /** A first picture is there. */
  ready = $state(false);
  /** Told of each picture that was gone to while it stood still. */
  onpicture: ((film: HTMLVideoElement) => void) | null = null;
  readonly frameRate: number;
  #video: HTMLMediaElement | null = null;
  #still: HTMLCanvasElement | null = null;
  /** Where to go once the seek under way has ended; a decoder that gets every movement of a finger falls behind. */
  #wanted: number | null = null;
  readonly #autoplay: boolean;

  constructor({ frameRate, habits = new Habits(), autoplay = false }: PlayerOptions) {
    super(habits);
    this.frameRate = frameRate ?? USUAL_FRAME_RATE;
    this.#autoplay = autoplay;
  }

  /** Ties the player to its element; for `{@attach player.attach}`. */
  readonly attach = (video: HTMLMediaElement): (() => void) => {
    this.#video = video;
    // An attachment runs again when a state that it has read changes, and its end takes the film away.
    untrack(() => {
      video.muted = this.habits.muted;
      video.volume = this.habits.volume;
      video.playbackRate = this.habits.rate;
    });
    const ending = new AbortController();
    const on = (event: string, listener: () => void) => {
      video.addEventListener(event, listener, { signal: ending.signal });
    };
    let frame = 0;
    const look = () => {
      if (this.#wanted !== null || video.seeking || this.isBackwards) return;
      this.time = video.currentTime;
      const back = video.paused ? null : this.roundFrom(video.currentTime);
      if (back !== null) this.seek(back);
    };
    const follow = () => {
      look();
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
      if (this.isBackwards || (video.ended && this.habits.loop)) return;
      this.playing = false;
      follow();
    });
    // The `loop` of the element is not used: with WebKitGTK (2.50), a film with sound that cannot be put out plays
    // half a second of its second round, for ever.
    on('ended', () => {
      this.ended();
    });
    on('timeupdate', look);
    // WebKitGTK (2.50) takes over what its new pipeline says of the sound, which is that it is on.
    on('loadeddata', this.#hear);
    on('playing', this.#hear);
    on('seeked', () => {
      const next = this.#wanted;
      this.#wanted = null;
      if (next !== null && Math.abs(next - video.currentTime) > 0.5 / this.frameRate) {
        this.#go(next);
        return;
      }
      if (!this.isBackwards) this.time = video.currentTime;
      if (!video.paused || !('videoWidth' in video)) return;
      this.#drawStill(video as HTMLVideoElement);
      this.onpicture?.(video as HTMLVideoElement);
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
      this.leave();
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

  /** The element's own time, which is ahead of what was shown last. */
  get now(): number {
    return this.#video?.currentTime ?? this.time;
  }

  /** It stands at its end, or stopped by itself. */
  get halted(): boolean {
    return this.#video?.paused ?? true;
  }

  /** It is on its way to another moment. */
  get seeking(): boolean {
    return this.#wanted !== null || (this.#video?.seeking ?? false);
  }

  /** The film itself, for a picture of what is shown; `null` for a sound, and while there is no picture. */
  get film(): HTMLVideoElement | null {
    const film = this.#video && 'videoWidth' in this.#video ? (this.#video as HTMLVideoElement) : null;
    return film && film.videoWidth > 0 ? film : null;
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

  protected async run(): Promise<void> {
    try {
      await this.#video?.play();
    } catch {
      // The system wants a click first, or the clip was closed meanwhile: it stays paused, which the button shows.
    }
  }

  protected halt(): void {
    this.#video?.pause();
  }

  protected moveTo(seconds: number): void {
    if (this.#video?.seeking) this.#wanted = seconds;
    else this.#go(seconds);
  }

  protected applySpeed(speed: number): void {
    // With GStreamer each change begins the pipeline anew.
    if (this.#video && this.#video.playbackRate !== Math.abs(speed)) this.#video.playbackRate = Math.abs(speed);
  }

  protected applyMute(): void {
    this.#hear();
  }

  protected applyVolume(): void {
    this.#hear();
  }

  /** Stands still until the others have come up, and goes on. */
  wait(): void {
    this.#video?.pause();
  }

  goOn(): void {
    void this.run();
  }

  /** It has shown its last picture. */
  get over(): boolean {
    return this.duration > 0 && this.now >= this.duration - 1 / this.frameRate;
  }

  /** Plays at a speed that somebody else keeps. */
  follow(speed: number): void {
    this.habits.rate = speed;
    this.applySpeed(speed);
  }

  /** Whether it is heard, and how loud, when somebody else decides. */
  letHear(heard: boolean): void {
    this.habits.muted = !heard;
    this.#hear();
  }

  readonly #hear = () => {
    const video = this.#video;
    if (!video) return;
    const { muted, volume } = untrack(() => ({ muted: this.habits.muted, volume: this.habits.volume }));
    if (video.muted !== muted) video.muted = muted;
    if (video.volume !== volume) video.volume = volume;
  };

  #drawStill(video: HTMLVideoElement): void {
    const canvas = this.#still;
    if (canvas)
      void drawSurely(video, canvas, undefined, () => video.paused && !video.seeking && canvas === this.#still);
  }

  /** An old picture must not show through between two rounds. */
  #wipeStill(): void {
    if (this.#still) this.#still.width = 0;
  }

  #go(seconds: number): void {
    if (this.#video) this.#video.currentTime = seconds;
  }
}
