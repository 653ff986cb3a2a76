import { Countdown } from "./countdown";

const SHOWN_MS = 3000;

/** One line of words: for a moment, or as long as something lasts. */
export class Notice {
  text = "";
  readonly #time = new Countdown();

  constructor(private readonly changed: () => void) {}

  say(text: string): void {
    this.text = text;
    this.#time.start(SHOWN_MS, () => {
      this.text = "";
      this.changed();
    });
    this.changed();
  }

  /** Says it until something else is said. */
  stay(text: string): void {
    this.#time.clear();
    this.text = text;
    this.changed();
  }

  /** What lasted is over; what was said for a moment stays for that moment. */
  over(): void {
    if (!this.#time.set) this.text = "";
  }

  stop(): void {
    this.#time.clear();
  }
}
