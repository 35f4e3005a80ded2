/** The part of a clip between an in and an out point, either of which may be missing. Times are seconds. */

export class Range {
  from: number | null = $state(null);
  to: number | null = $state(null);
  /** At least one of the two points is there. */
  readonly isSet = $derived(this.from !== null || this.to !== null);

  /** Sets the in point. An out point that would come before it goes. */
  begin(seconds: number): void {
    this.from = seconds;
    if (this.to !== null && this.to <= seconds) this.to = null;
  }

  /** Sets the out point. An in point that would come after it goes. */
  end(seconds: number): void {
    this.to = seconds;
    if (this.from !== null && this.from >= seconds) this.from = null;
  }

  clear(): void {
    this.from = null;
    this.to = null;
  }
}
