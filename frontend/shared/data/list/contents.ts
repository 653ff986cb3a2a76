import type { Event, Filter, Home, Page, Ref } from "../types";
import { inOrder, keyOf } from "./keys";
import { matches } from "./matching";
import { type Direction, EventWindow } from "./window";

/** So many new events are held at most; who wants them all then gets the list anew. */
const MOST_HELD = 200;

/** What became of an event that was told: shown or held back, not wanted here, or for its home to say. */
export type Arrival = "shown" | "held" | "ignored" | "unknown";

/** The events of a list, and those that wait to be shown above it. */
export class Contents {
  readonly window: EventWindow;
  readonly #hidden = new Set<string>();
  #held: Event[] = [];
  #keepsSeen: ReadonlySet<string> = new Set();
  /** Whether new events may be shown at once, since nobody is looking further down. */
  open = true;

  constructor(most?: number) {
    this.window = new EventWindow(most);
  }

  /** How many new events wait above. */
  get held(): number {
    return this.#held.length;
  }

  /** Learns which homes keep what somebody has seen. */
  meet(homes: readonly Home[]): void {
    this.#keepsSeen = new Set(homes.filter(({ features }) => features.includes("seen")).map(({ id }) => id));
  }

  begin(page: Page): void {
    this.#held = [];
    this.window.reset(this.#visible(page));
  }

  add(direction: Direction, page: Page): void {
    this.window.add(direction, this.#visible(page));
  }

  /** Takes an event that was told live; `certain` when its home said that it belongs to the filter. */
  arrive(event: Event, filter: Filter, certain = false): Arrival {
    if (this.#hidden.has(keyOf(event))) return "ignored";
    const shown = this.window.get(event);
    const marked = this.#marked(event, shown ?? this.#heldOf(event));
    const wanted = shown !== undefined || certain || matches(filter, marked);
    if (!wanted) return wanted === undefined ? "unknown" : "ignored";
    return shown ? this.#put(marked) : this.#enter(marked);
  }

  /** Shows what waits; false when there was nothing, or it is too much to be all. */
  release(): boolean {
    const held = this.#held.splice(0);
    for (const event of held) this.window.put(event);
    return held.length > 0 && held.length < MOST_HELD;
  }

  remove(ref: Ref): boolean {
    const before = this.#held.length;
    this.#held = this.#held.filter((event) => keyOf(event) !== keyOf(ref));
    return this.window.remove(ref) !== undefined || this.#held.length < before;
  }

  /** Takes events as they are now. */
  update(events: readonly Event[]): void {
    for (const event of events)
      if (!this.#hidden.has(keyOf(event))) this.window.put(this.#marked(event, this.window.get(event)));
  }

  /** Leaves events out, whoever tells them, until they are shown again; returns those that were in the list. */
  hide(refs: readonly Ref[]): Event[] {
    for (const ref of refs) this.#hidden.add(keyOf(ref));
    const shown = refs.flatMap((ref) => this.window.get(ref) ?? []);
    for (const ref of refs) this.remove(ref);
    return shown;
  }

  unhide(refs: readonly Ref[], events: readonly Event[]): void {
    for (const ref of refs) this.#hidden.delete(keyOf(ref));
    this.update(events);
  }

  /** Marks events as seen or not. */
  mark(unseen: (event: Event) => boolean | undefined): void {
    for (const event of [...this.window.events]) {
      const now = unseen(event);
      if (now !== undefined && now !== event.unseen && this.#keepsSeen.has(event.home))
        this.window.put({ ...event, unseen: now });
    }
  }

  /** An event with whether it was seen: what came to it since makes it new again. */
  #marked(event: Event, known: Event | undefined): Event {
    if (event.unseen !== undefined || !this.#keepsSeen.has(event.home)) return event;
    const same = known?.unseen !== undefined && known.received_at === event.received_at;
    return { ...event, unseen: same ? (known.unseen ?? true) : true };
  }

  /** Shows a new event, or holds it back where it would come above the others and nobody looks there. */
  #enter(event: Event): Arrival {
    const top = this.window.events[0];
    const below = top !== undefined && inOrder(top, event) < 0;
    if (below || this.open) return this.#put(event);
    this.#hold(event);
    return "held";
  }

  #put(event: Event): Arrival {
    return this.window.put(event) ? "shown" : "ignored";
  }

  #heldOf(event: Event): Event | undefined {
    return this.#held.find((other) => keyOf(other) === keyOf(event));
  }

  #hold(event: Event): void {
    this.#held = this.#held.filter((other) => keyOf(other) !== keyOf(event));
    if (this.#held.length < MOST_HELD) this.#held.push(event);
  }

  #visible(page: Page): Page {
    return { ...page, items: page.items.filter((event) => !this.#hidden.has(keyOf(event))) };
  }
}
