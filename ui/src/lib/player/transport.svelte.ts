/**
 * What can be done with anything that plays, be it one film or several in step: going to a time, frame by frame, to and fro
 * with J, K and L, a range, again and again. How the elements are told is for `Player` and `Together` to say.
 */
import type { Habits } from './habits.svelte';
import { Range } from './range.svelte';

/** Speeds that are offered. */
export const RATES = [0.25, 0.5, 0.75, 1, 1.5, 2] as const;

/** How fast J and L go, each press one further. */
const SHUTTLE = [1, 2, 4] as const;

/** A time in the middle of a frame is not to be taken for the one before. */
const NEARLY = 0.001;

export abstract class Transport {
  /** Moving, in whichever direction. */
  playing = $state(false);
  /** Seconds. While somebody drags, where the finger is. */
  time = $state(0);
  readonly range = new Range();
  /** What J and L made of the speed: below 0 backwards, 0 while neither is at work. */
  shuttle = $state(0);
  /** How fast it plays, or would. */
  readonly speed = $derived.by(() => (this.shuttle === 0 ? this.habits.rate : this.shuttle));
  /** Where the range begins and ends; the whole clip without one. */
  readonly start = $derived.by(() => this.range.from ?? 0);
  readonly end = $derived.by(() => Math.min(this.range.to ?? Infinity, this.duration));
  /** Seconds; 0 while it is not known. */
  abstract readonly duration: number;
  abstract readonly frameRate: number;
  /** The way back: frames asked for one after the other, because no element of the page plays backwards. */
  #backwards: { frame: number; since: number; from: number } | null = null;

  constructor(readonly habits: Habits) {}

  /** Lets it move forwards. */
  protected abstract run(): Promise<void>;
  protected abstract halt(): void;
  /** Shows a moment of the clip. */
  protected abstract moveTo(seconds: number): void;
  /** Tells what plays how fast. */
  protected abstract applySpeed(speed: number): void;
  protected abstract applyMute(): void;
  protected abstract applyVolume(): void;

  async play(): Promise<void> {
    this.#turnRound();
    this.shuttle = 0;
    await this.#go();
  }

  pause(): void {
    const wasBackwards = this.#turnRound();
    this.shuttle = 0;
    this.halt();
    this.applySpeed(this.habits.rate);
    if (wasBackwards) this.playing = false;
  }

  toggle(): void {
    if (this.playing) this.pause();
    else void this.play();
  }

  /** L: plays; again, faster. */
  forwards(): void {
    // Elements say that they play a moment after they were told.
    const faster = this.shuttle > 0 || (this.playing && this.shuttle === 0);
    this.#turnRound();
    this.shuttle = faster ? next(Math.max(1, this.shuttle)) : 1;
    void this.#go();
  }

  /** J: backwards; again, faster. */
  backwards(): void {
    this.shuttle = this.shuttle < 0 ? -next(-this.shuttle) : -1;
    if (this.#backwards) {
      this.#beginBackwards(this.#backwards.frame);
      return;
    }
    this.halt();
    this.playing = true;
    this.#beginBackwards(requestAnimationFrame(this.#back));
  }

  /** Goes to a time in seconds, as far as the clip reaches. */
  seek(seconds: number): void {
    const target = this.#within(seconds);
    this.time = target;
    this.moveTo(target);
    if (this.#backwards) this.#beginBackwards(this.#backwards.frame);
  }

  jump(seconds: number): void {
    this.seek(this.time + seconds);
  }

  /** Whole frames, to the middle of each: its edges belong to two. */
  stepFrames(frames: number): void {
    this.pause();
    this.seek((this.#frame() + frames + 0.5) / this.frameRate);
  }

  toStart(): void {
    this.seek(0);
  }

  toEnd(): void {
    this.seek(this.duration);
  }

  setRate(rate: number): void {
    this.habits.rate = rate;
    // Backwards goes on as it was.
    if (this.shuttle > 0) this.shuttle = 0;
    this.applySpeed(rate);
  }

  /** The next of the speeds that are offered, faster (1) or slower (−1). */
  changeRate(step: 1 | -1): void {
    const at = RATES.findIndex((rate) => rate >= this.habits.rate);
    this.setRate(RATES[Math.min(RATES.length - 1, Math.max(0, at + step))] ?? 1);
  }

  toggleLoop(): void {
    this.habits.loop = !this.habits.loop;
  }

  toggleMute(): void {
    this.habits.muted = !this.habits.muted;
    this.applyMute();
  }

  /** From 0 to 1. Whoever makes it louder wants to hear it. */
  setVolume(volume: number): void {
    this.habits.setVolume(volume);
    this.applyVolume();
    if (this.habits.muted && volume > 0) this.toggleMute();
  }

  /** The range begins with the frame that is shown. */
  setIn(): void {
    this.range.begin(this.#frame() / this.frameRate);
  }

  /** The range ends with the frame that is shown; that one still belongs to it. */
  setOut(): void {
    this.range.end(Math.min((this.#frame() + 1) / this.frameRate, this.duration));
  }

  /** Moves an end of the range by hand, never over the other one. */
  moveIn(seconds: number): void {
    this.range.from = Math.max(0, Math.min(this.#edge(seconds), this.end - 1 / this.frameRate));
  }

  moveOut(seconds: number): void {
    this.range.to = Math.min(this.duration, Math.max(this.#edge(seconds), this.start + 1 / this.frameRate));
  }

  /** Where a film that plays has to go back to at this time; `null`: it goes on. */
  protected roundFrom(seconds: number): number | null {
    return this.habits.loop && this.range.to !== null && seconds >= this.end ? this.start : null;
  }

  /** What happens at the very end; `true`: it begins again. */
  protected ended(): boolean {
    if (this.habits.loop) {
      this.seek(this.start);
      void this.run();
      return true;
    }
    this.shuttle = 0;
    this.applySpeed(this.habits.rate);
    this.playing = false;
    return false;
  }

  /** Whether it is on its way back, when elements say that they stand still. */
  protected get isBackwards(): boolean {
    return this.#backwards !== null;
  }

  /** Ends whatever goes on by itself. */
  protected leave(): void {
    this.#turnRound();
  }

  async #go(): Promise<void> {
    this.applySpeed(this.speed);
    const outside = this.time < this.start || this.time >= this.end - 0.5 / this.frameRate;
    if (this.habits.loop && this.range.isSet && outside) this.seek(this.start);
    await this.run();
  }

  #frame(): number {
    return Math.floor(this.time * this.frameRate + NEARLY);
  }

  /** The nearest edge between two frames. */
  #edge(seconds: number): number {
    return Math.round(seconds * this.frameRate) / this.frameRate;
  }

  #within(seconds: number): number {
    const last = Math.max(0, this.duration - 0.5 / this.frameRate);
    return Math.min(Math.max(0, seconds), last);
  }

  #beginBackwards(frame: number): void {
    this.#backwards = { frame, since: performance.now(), from: this.time };
  }

  /** `true`: it was going backwards. */
  #turnRound(): boolean {
    if (!this.#backwards) return false;
    cancelAnimationFrame(this.#backwards.frame);
    this.#backwards = null;
    return true;
  }

  readonly #back = (now: number) => {
    if (!this.#backwards) return;
    const { since, from } = this.#backwards;
    const first = this.habits.loop ? this.start : 0;
    const target = from + (Math.max(0, now - since) / 1000) * this.shuttle;
    if (target > first) {
      this.time = this.#within(target);
      this.moveTo(this.time);
      this.#backwards.frame = requestAnimationFrame(this.#back);
    } else if (this.habits.loop) {
      this.time = this.#within(this.end);
      this.moveTo(this.time);
      this.#beginBackwards(requestAnimationFrame(this.#back));
    } else {
      this.time = first;
      this.moveTo(first);
      this.pause();
    }
  };
}

function next(speed: number): number {
  return SHUTTLE.find((faster) => faster > speed) ?? SHUTTLE[SHUTTLE.length - 1] ?? 1;
}
