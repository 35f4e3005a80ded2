/**
 * How a picture lies on its stage: as large as fits, or at some scale and moved. Only the arithmetic; pointers, keys and
 * the picture itself are the viewer's. Lengths are CSS pixels, `scale` 1 is one pixel of the picture on one of the window.
 */

const MOST = 8;
const LEAST = 0.05;
/** One press of a key or button. */
const STEP = 1.25;
/** Stages and pictures have fractions of pixels. */
const NEARLY = 0.001;

type Size = { width: number; height: number };

export class Zoom {
  stage: Size = $state.raw({ width: 0, height: 0 });
  picture: Size = $state.raw({ width: 0, height: 0 });
  /** `null`: as large as fits. */
  #chosen: number | null = $state(null);
  /** From the middle of the stage to the middle of the picture. */
  #moved = $state.raw({ x: 0, y: 0 });

  /** A small picture is not made larger than it is. */
  readonly fitScale = $derived.by(() => {
    const { stage, picture } = this;
    if (picture.width === 0 || picture.height === 0 || stage.width === 0) return 1;
    return Math.min(1, stage.width / picture.width, stage.height / picture.height);
  });
  readonly scale = $derived(this.#chosen ?? this.fitScale);
  readonly fits = $derived(Math.abs(this.scale - this.fitScale) < NEARLY);
  /** Where the picture is; a stage that became smaller takes it along. */
  readonly offset = $derived(this.#within(this.#moved));
  /** Some of it lies outside the stage. */
  readonly overflows = $derived(
    this.picture.width * this.scale > this.stage.width + 0.5 ||
      this.picture.height * this.scale > this.stage.height + 0.5,
  );

  fit(): void {
    this.#chosen = null;
    this.#moved = { x: 0, y: 0 };
  }

  /** To a scale, so that the point of the picture under `x`, `y` (from the stage's middle) stays there. */
  to(scale: number, x = 0, y = 0): void {
    const next = Math.min(MOST, Math.max(Math.min(LEAST, this.fitScale), scale));
    const before = this.scale;
    const { x: left, y: top } = this.offset;
    this.#chosen = next;
    this.#moved = this.#within({ x: x - ((x - left) * next) / before, y: y - ((y - top) * next) / before });
  }

  by(factor: number, x = 0, y = 0): void {
    this.to(this.scale * factor, x, y);
  }

  closer(): void {
    this.by(STEP);
  }

  farther(): void {
    // Never smaller than fits: there is nothing more to see.
    if (this.scale / STEP <= this.fitScale) this.fit();
    else this.by(1 / STEP);
  }

  move(x: number, y: number): void {
    this.#moved = this.#within({ x: this.offset.x + x, y: this.offset.y + y });
  }

  /** The edge of the picture never comes further in than the edge of the stage. */
  #within({ x, y }: { x: number; y: number }): { x: number; y: number } {
    const most = (picture: number, stage: number) => Math.max(0, (picture * this.scale - stage) / 2);
    const [across, down] = [most(this.picture.width, this.stage.width), most(this.picture.height, this.stage.height)];
    // Adding 0 makes of −0 what people and tests expect.
    return { x: Math.min(across, Math.max(-across, x)) + 0, y: Math.min(down, Math.max(-down, y)) + 0 };
  }
}
