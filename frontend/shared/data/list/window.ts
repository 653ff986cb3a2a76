import type { Event, Page, Ref } from "../types";
import { inOrder, keyOf } from "./keys";

export type Direction = "older" | "newer";

/** Events that came together, and where to ask for what lies on either side of them. */
interface Chunk {
  items: Event[];
  newer: string | null;
  older: string | null;
}

/** The part of a list of events that is held, newest first; its far end is let go when it becomes long. */
export class EventWindow {
  #chunks: Chunk[] = [];
  #flat: Event[] | undefined;
  #keys = new Map<string, Event>();
  #base = 0;

  constructor(private readonly most = 3000) {}

  get events(): readonly Event[] {
    this.#flat ??= this.#chunks.flatMap(({ items }) => items);
    return this.#flat;
  }

  /** A number of the first event by which each keeps its own while others come and go above it. */
  get base(): number {
    return this.#base;
  }

  /** Where to go on in a direction; null at the end, and before anything was asked for. */
  cursor(direction: Direction): string | null {
    return (direction === "newer" ? this.#chunks[0]?.newer : this.#chunks.at(-1)?.older) ?? null;
  }

  /** Whether a moment lies within, so that no event that is not held is nearer to it. */
  holds(moment: number): boolean {
    const [first, last] = [this.events[0], this.events.at(-1)];
    if (!first || !last) return false;
    const newest = this.cursor("newer") === null || Date.parse(first.started_at) >= moment;
    return newest && (this.cursor("older") === null || Date.parse(last.started_at) <= moment);
  }

  get(ref: Ref): Event | undefined {
    return this.#keys.get(keyOf(ref));
  }

  /** Begins anew with a page, newest first. */
  reset(page: Page): void {
    this.#chunks = [];
    this.#keys.clear();
    this.#base = 0;
    this.#add("older", page);
  }

  /** Adds a page, newest first, to an end, and lets go of the other one when there are too many. */
  add(direction: Direction, page: Page): void {
    const count = this.#add(direction, page);
    if (direction === "newer") this.#base -= count;
    while (this.#chunks.length > 2 && this.#keys.size > this.most)
      this.#letGo(direction === "newer" ? "older" : "newer");
  }

  /** Puts an event where it belongs, or its newer state in its place. Whoever lies beyond an end that goes on is left to it. */
  put(event: Event): boolean {
    const known = this.get(event);
    if (known && known.started_at === event.started_at) return this.#replace(known, event);
    if (known) this.remove(event);
    const place = this.#placeOf(event);
    if (!place) return known !== undefined;
    place.chunk.items.splice(place.at, 0, event);
    this.#keys.set(keyOf(event), event);
    this.#base -= 1;
    this.#flat = undefined;
    return true;
  }

  remove(ref: Ref): Event | undefined {
    const event = this.get(ref);
    const chunk = event && this.#chunks.find(({ items }) => items.includes(event));
    if (!event || !chunk) return undefined;
    chunk.items.splice(chunk.items.indexOf(event), 1);
    this.#keys.delete(keyOf(ref));
    this.#base += 1;
    this.#flat = undefined;
    return event;
  }

  /** The place of an event, or of where it would be. */
  indexOf(event: Event): number {
    const { events } = this;
    const known = this.get(event);
    if (known) return events.indexOf(known);
    const next = events.findIndex((other) => inOrder(event, other) < 0);
    return next < 0 ? events.length : next;
  }

  #add(direction: Direction, { items, next, prev }: Page): number {
    const fresh = items.filter((event) => !this.#keys.has(keyOf(event)));
    for (const event of fresh) this.#keys.set(keyOf(event), event);
    const chunk = { items: fresh, newer: prev, older: next };
    if (direction === "newer") this.#chunks.unshift(chunk);
    else this.#chunks.push(chunk);
    this.#flat = undefined;
    return fresh.length;
  }

  #letGo(end: Direction): void {
    const chunk = end === "newer" ? this.#chunks.shift() : this.#chunks.pop();
    for (const event of chunk?.items ?? []) this.#keys.delete(keyOf(event));
    if (end === "newer") this.#base += chunk?.items.length ?? 0;
    this.#flat = undefined;
  }

  #replace(known: Event, event: Event): boolean {
    const chunk = this.#chunks.find(({ items }) => items.includes(known));
    chunk?.items.splice(chunk.items.indexOf(known), 1, event);
    this.#keys.set(keyOf(event), event);
    this.#flat = undefined;
    return true;
  }

  #placeOf(event: Event): { chunk: Chunk; at: number } | undefined {
    const first = this.#chunks[0];
    const last = this.#chunks.at(-1);
    if (!first || !last) return undefined;
    for (const chunk of this.#chunks) {
      const at = chunk.items.findIndex((other) => inOrder(event, other) < 0);
      if (at < 0) continue;
      const top = chunk === first && at === 0;
      return top && first.newer !== null ? undefined : { chunk, at };
    }
    return last.older === null ? { chunk: last, at: last.items.length } : undefined;
  }
}
