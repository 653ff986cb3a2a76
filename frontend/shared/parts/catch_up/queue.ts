import { same } from "../../data/list/keys";
import type { Event, Ref } from "../../data/types";

/** The events that are played, oldest first, and which of them is on. */
export class Queue {
  #events: Event[] = [];
  #at = 0;

  /** The event that is on; null before the first and after the last. */
  get current(): Event | null {
    return this.#events[this.#at] ?? null;
  }

  get upcoming(): Event | null {
    return this.#events[this.#at + 1] ?? null;
  }

  /** How many events are before the current one. */
  get place(): number {
    return this.#at;
  }

  get length(): number {
    return this.#events.length;
  }

  /** How many are left, with the current one. */
  get left(): number {
    return this.#events.length - this.#at;
  }

  /** Takes in what is unseen: what is new at the end, and once more what has grown since it was on. */
  offer(events: readonly Event[]): void {
    for (const event of events) {
      const index = this.#events.findLastIndex((known) => same(known, event));
      const known = this.#events[index];
      if (known && index >= this.#at) this.#events[index] = event;
      else if (!known || (event.received_at ?? "") > (known.received_at ?? "")) this.#events.push(event);
    }
  }

  /** Takes in what has changed of an event that is known. */
  update(event: Event): void {
    this.#events = this.#events.map((known, index) => (same(known, event) && index >= this.#at ? event : known));
  }

  /** Takes out what was deleted; tells whether it was on. */
  remove(event: Ref): boolean {
    const on = this.current !== null && same(this.current, event);
    const before = this.#events.slice(0, this.#at).filter((known) => same(known, event)).length;
    this.#events = this.#events.filter((known) => !same(known, event));
    this.#at -= before;
    return on;
  }

  forward(): void {
    this.#at = Math.min(this.#at + 1, this.#events.length);
  }

  back(): void {
    this.#at = Math.max(0, this.#at - 1);
  }
}
