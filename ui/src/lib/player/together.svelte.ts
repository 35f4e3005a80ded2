/**
 * Several films or sounds in step: what is told to all is told to each, and who is ahead waits for the slowest. A shorter
 * one holds its last picture until the longest is over. One of them is heard.
 */
import type { Player } from './player.svelte';
import { Transport } from './transport.svelte';

/** Who is ahead by more than this waits, until hardly anything is left of it. Seconds. */
const AHEAD = 0.08;
const CAUGHT_UP = 0.02;
/** Going on takes a while too, on some computers longer than they were apart: each wait allows a little more, up to this. */
const MOST_AHEAD = 0.4;
const MORE = 1.5;

export class Together extends Transport {
  members: readonly Player[] = $state.raw([]);
  readonly duration = $derived(Math.max(0, ...this.members.map((member) => member.duration)));
  readonly frameRate = $derived(this.#leader()?.frameRate ?? 24);
  /** The one that is heard. */
  #heard: Player | null = $state.raw(null);
  readonly heard: Player | null = $derived(this.#heard ?? this.members[0] ?? null);
  #frame = 0;
  #allowed = AHEAD;
  /** Whoever opened it wanted to see it move; after that nobody is started by itself. */
  #begun = false;

  /** Takes one in, and gives back how it leaves. It is to have habits of its own, so that it neither loops nor sounds alone. */
  join(member: Player): () => void {
    this.members = [...this.members, member];
    member.follow(Math.abs(this.speed));
    this.#listen();
    return () => {
      this.members = this.members.filter((other) => other !== member);
      if (this.#heard === member) this.#heard = null;
      this.#listen();
      if (this.members.length === 0) this.close();
    };
  }

  /** One has a picture by now, or none is to come: it takes its place beside the others, which begin once all are there. */
  arrived(member: Player): void {
    if (!this.#begun) {
      if (this.members.some(({ ready, failure }) => !ready && failure === null)) return;
      this.#begun = true;
      void this.play();
      return;
    }
    member.follow(this.speed);
    member.seek(this.time);
    if (this.playing && this.shuttle >= 0) void member.play();
  }

  /** Lets one be heard instead of the others. */
  hear(member: Player): void {
    this.#heard = member;
    this.#listen();
  }

  close(): void {
    this.leave();
    cancelAnimationFrame(this.#frame);
    this.playing = false;
  }

  /**
   * Brings everybody into step once: who is ahead waits for the slowest. Nobody is sent to another place or made faster for it:
   * on a computer that is busy already that takes longer than what it mends. The clock calls it; it is here for tests.
   */
  keepStep(): void {
    if (!this.playing || this.isBackwards) return;
    const playable = this.members.filter(({ failure, ready }) => failure === null && ready);
    const going = playable.filter(({ over }) => !over);
    if (going.length === 0) {
      if (playable.length > 0) this.ended();
      return;
    }
    const slowest = Math.min(...going.map(({ now }) => now));
    this.time = slowest;
    const back = this.roundFrom(slowest);
    if (back !== null) {
      this.seek(back);
      void this.run();
      return;
    }
    const allowed = this.#allowed;
    for (const member of going) {
      const ahead = member.now - slowest;
      if (ahead > allowed && !member.halted) {
        member.wait();
        this.#allowed = Math.min(MOST_AHEAD, allowed * MORE);
      }
      if (ahead <= CAUGHT_UP && member.halted && !member.seeking) member.goOn();
    }
  }

  protected async run(): Promise<void> {
    this.playing = true;
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(this.#tick);
    // One that is at its end already would begin anew by itself.
    const going = this.members.filter((member) => member.failure === null && this.time < member.duration);
    await Promise.all(going.map((member) => member.play()));
    // A system that wants a click first lets none of them play.
    if (going.length > 0 && going.every(({ halted }) => halted) && !this.isBackwards) this.playing = false;
  }

  protected halt(): void {
    this.#allowed = AHEAD;
    cancelAnimationFrame(this.#frame);
    this.playing = false;
    for (const member of this.members) {
      member.pause();
      // Each stopped a little after the other; a still picture shows it.
      if (Math.abs(member.now - this.#placeOf(member, this.time)) > 0.5 / member.frameRate) member.seek(this.time);
    }
  }

  protected moveTo(seconds: number): void {
    for (const member of this.members) member.seek(seconds);
  }

  protected applySpeed(speed: number): void {
    for (const member of this.members) member.follow(Math.abs(speed));
  }

  protected applyMute(): void {
    this.#listen();
  }

  protected applyVolume(): void {
    this.#listen();
  }

  #listen(): void {
    for (const member of this.members) member.letHear(!this.habits.muted && member === this.heard);
  }

  /** The longest; of several the first. */
  #leader(): Player | undefined {
    const playable = this.members.filter(({ failure }) => failure === null);
    return playable.reduce<Player | undefined>(
      (longest, member) => (!longest || member.duration > longest.duration ? member : longest),
      undefined,
    );
  }

  /** Where one is to be when the others are at a time: at its last frame when it is over. */
  #placeOf(member: Player, seconds: number): number {
    return Math.min(seconds, Math.max(0, member.duration - 0.5 / member.frameRate));
  }

  readonly #tick = () => {
    this.keepStep();
    if (this.playing && !this.isBackwards) this.#frame = requestAnimationFrame(this.#tick);
  };
}
