/** After this long without a picture the line is slow; after the longer time the address may be dead. In seconds. */
const SLOW_S = 4;
const DEAD_S = 15;

/** Watches for play that has come to a stand by itself. */
export class Stall {
  #slow: ReturnType<typeof setTimeout> | undefined;
  #dead: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly slow: () => void,
    private readonly dead: () => void,
  ) {}

  watch(): void {
    if (this.#slow !== undefined) return;
    this.#slow = setTimeout(this.slow, SLOW_S * 1000);
    this.#dead = setTimeout(this.dead, DEAD_S * 1000);
  }

  calm(): void {
    clearTimeout(this.#slow);
    clearTimeout(this.#dead);
    this.#slow = undefined;
    this.#dead = undefined;
  }
}
