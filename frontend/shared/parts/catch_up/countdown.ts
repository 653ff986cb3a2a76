/** A time that runs down, and stands still while it is held. */
export class Countdown {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #left = 0;
  #total = 0;
  #since: number | null = null;
  #done: (() => void) | null = null;

  /** How much of it is over, 0 to 1. */
  get share(): number {
    return this.#total > 0 ? Math.min(1, 1 - this.#remaining() / this.#total) : 0;
  }

  /** Whether there is something to wait for. */
  get set(): boolean {
    return this.#done !== null;
  }

  /** Waits so many milliseconds; held when it is to `run` later. */
  start(ms: number, done: () => void, run = true): void {
    this.clear();
    this.#left = ms;
    this.#total = ms;
    this.#done = done;
    if (run) this.go();
  }

  hold(): void {
    clearTimeout(this.#timer);
    this.#left = this.#remaining();
    this.#since = null;
  }

  go(): void {
    if (!this.#done || this.#since !== null) return;
    this.#since = performance.now();
    this.#timer = setTimeout(() => {
      const done = this.#done;
      this.clear();
      done?.();
    }, this.#left);
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#since = null;
    this.#done = null;
    this.#total = 0;
  }

  #remaining(): number {
    return this.#since === null ? this.#left : Math.max(0, this.#left - (performance.now() - this.#since));
  }
}
