/**
 * Several films or sounds in step: what is told to all is told to each, and who falls out of step is brought back. The
 * longest leads; a shorter one holds its last picture. One of them is heard.
 */
import type { Player } from './player.svelte';
import { Transport } from './transport.svelte';

/** As far apart as nobody sees. Seconds. */
const IN_STEP = 0.03;
/** Farther apart than a change of speed makes good soon: it is sent to the right place. */
const OUT_OF_STEP = 0.25;
/** How much faster or slower who is a little off plays meanwhile. */
const NUDGE = 0.05;

export class Together extends Transport {
  members: readonly Player[] = $state.raw([]);
  readonly duration = $derived(Math.max(0, ...this.members.map((member) => member.duration)));
  readonly frameRate = $derived(this.#leader()?.frameRate ?? 24);
  /** The one that is heard. */
  #heard: Player | null = $state.raw(null);
  readonly heard: Player | null = $derived(this.#heard ?? this.members[0] ?? null);
  #frame = 0;
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

  /** Brings everybody into step once. The clock calls it; it is here for whoever tests it. */
  keepStep(): void {
    const leader = this.#leader();
    if (!leader || !this.playing || this.isBackwards || leader.seeking) return;
    const now = leader.now;
    if (leader.halted && now >= leader.duration - 1 / leader.frameRate) {
      this.ended();
      return;
    }
    // It was stopped by the system, or has not begun yet: everybody waits for it.
    this.time = now;
    const back = this.roundFrom(now);
    if (back !== null) {
      this.seek(back);
      void this.run();
      return;
    }
    for (const member of this.members) if (member !== leader) this.#align(member, now);
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

  #align(member: Player, now: number): void {
    if (member.failure !== null || !member.ready || member.seeking) return;
    if (now >= member.duration) return;
    const off = member.now - now;
    if (member.halted || Math.abs(off) > OUT_OF_STEP) {
      member.seek(now);
      if (member.halted) void member.play();
    } else if (Math.abs(off) > IN_STEP) member.nudge(off > 0 ? 1 - NUDGE : 1 + NUDGE);
    else member.nudge(1);
  }

  readonly #tick = () => {
    this.keepStep();
    if (this.playing && !this.isBackwards) this.#frame = requestAnimationFrame(this.#tick);
  };
}
