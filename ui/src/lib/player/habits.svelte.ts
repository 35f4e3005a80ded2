/**
 * How somebody watches and listens: what is kept from clip to clip. How loud is also kept over restarts; speed, loop and
 * silence end with the session.
 */

/** A volume that is being dragged is written down once it rests this long. */
const REST_MS = 600;

/** Where how loud it is comes from at first, and where it is written. In percent. */
export type Loudness = { saved: () => number; save: (percent: number) => void };

const FULL: Loudness = { saved: () => 100, save: () => undefined };

export class Habits {
  rate = $state(1);
  loop = $state(false);
  muted = $state(false);
  /** From 0 to 1; being muted is another thing. */
  readonly volume: number = $derived.by(
    () => this.#shared?.volume ?? this.#chosen ?? clamp(this.#loudness.saved() / 100),
  );
  readonly #loudness: Loudness;
  readonly #shared: Habits | null;
  /** What was chosen in this session, ahead of what is written. */
  #chosen: number | null = $state(null);
  #resting: ReturnType<typeof setTimeout> | undefined;

  constructor(loudness: Loudness = FULL, shared: Habits | null = null) {
    this.#loudness = loudness;
    this.#shared = shared;
  }

  /** Habits of one part of the window: as loud as all the others, with a speed, a loop and a silence of its own. */
  apart(): Habits {
    return new Habits(this.#loudness, this);
  }

  setVolume(volume: number): void {
    if (this.#shared) {
      this.#shared.setVolume(volume);
      return;
    }
    this.#chosen = clamp(volume);
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => {
      this.#loudness.save(Math.round(this.volume * 100));
    }, REST_MS);
  }
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}
