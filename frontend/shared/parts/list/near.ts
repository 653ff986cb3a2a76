import type { Event, Ref, Source } from "../../data/types";
import { type Picture, Pictures } from "./pictures";

/** Pictures wait while rows fly by: faster than so many pixels a millisecond. */
const FAST = 3;
const SETTLE_MS = 90;

/** The pictures of the rows that are near, and of no others; `changed` is called when one came. */
export class Near {
  #pictures: Pictures | undefined;
  #wanted: readonly Event[] = [];
  #last = { top: 0, at: 0 };
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly changed: () => void) {}

  /** Follows a source. Returns what ends it. */
  start(source: Source): () => void {
    this.#pictures = new Pictures(source);
    return this.#pictures.follow(this.changed);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  picture(event: Event): Picture {
    const capture = pictureOf(event);
    return capture ? this.#pictures?.get(capture) : undefined;
  }

  /** Takes which events are near, and where the list is scrolled to. */
  at(events: readonly Event[], top: number): void {
    this.#wanted = events;
    // What is only drawn anew, since something came, moves no further: it may fly on in the next frame.
    if (top !== this.#last.top) this.#move(top);
    if (this.#timer === undefined) this.#fetch();
  }

  #move(top: number): void {
    const now = performance.now();
    const speed = Math.abs(top - this.#last.top) / Math.max(1, now - this.#last.at);
    this.#last = { top, at: now };
    this.stop();
    if (speed > FAST) this.#timer = setTimeout(() => this.#fetch(), SETTLE_MS);
  }

  #fetch(): void {
    this.stop();
    this.#pictures?.want(this.#wanted.flatMap((event) => pictureOf(event) ?? []));
  }
}

function pictureOf(event: Event): Ref | undefined {
  return event.picture === null ? undefined : { home: event.home, id: event.picture };
}
