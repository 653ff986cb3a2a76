import { keyOf } from "../../../data/list/keys";
import type { Target } from "../../../data/list/states";
import type { Event } from "../../../data/types";
import { daysOf, HEADER, Layout, layOut, ROW } from "./layout";
import { type Anchor, anchorAt, lineAt, nearestTo, type Range, rangeAt, scrollTo } from "./recycler";

/** So near to its top a list counts as there. */
const TOP_PX = 8;

/** What of a list is seen: where it is scrolled to, and which rows that takes. */
export class Viewport {
  layout = new Layout([]);
  range: Range = { from: 0, to: 0 };
  top = 0;
  height = 800;
  #moved = false;
  #events: readonly Event[] = [];
  #anchor: Anchor | undefined;
  #dayOf: (event: Event) => string = () => "";

  get atTop(): boolean {
    return this.top <= TOP_PX;
  }

  /** The moment that the list shows. */
  get moment(): number | undefined {
    const event = this.#events[lineAt(this.layout, this.top, this.height)];
    return event && Date.parse(event.started_at);
  }

  /** Takes a person's days. */
  format(dayKey: (moment: string) => string): void {
    this.#dayOf = daysOf(dayKey);
    this.#events = [];
  }

  /** Takes the events as they are now; what is in view stays where it is, unless a target says otherwise. */
  show(events: readonly Event[], target: Target | undefined): void {
    const changed = events !== this.#events;
    if (changed) this.layout = layOut(events, this.#dayOf);
    this.#events = events;
    const before = this.top;
    if (target === "top") this.top = 0;
    else if (target) this.top = scrollTo(this.layout, nearestTo(events, target.moment), this.height);
    else if (changed && !this.atTop) this.top = this.#held();
    this.#moved ||= target !== undefined || this.top !== before;
    this.#settle();
  }

  /** Shows another place. */
  go(top: number): void {
    this.top = top;
    this.#moved = true;
    this.#settle();
  }

  /** Takes where the page is to be scrolled to; undefined where it is: asking the page itself costs a layout each time. */
  takeMove(): number | undefined {
    const moved = this.#moved;
    this.#moved = false;
    return moved ? this.top : undefined;
  }

  /** Takes where it was scrolled to; says whether other rows are needed. */
  scrolled(top: number, height: number): boolean {
    this.top = top;
    if (height > 0) this.height = height;
    const before = this.range;
    this.#settle();
    return before.from !== this.range.from || before.to !== this.range.to;
  }

  /** Where to scroll to, so that an event is wholly seen; where it is, if it is. */
  topFor(index: number): number {
    const y = this.layout.topOf(index);
    if (index === 0) return 0;
    if (y < this.top + HEADER) return y - HEADER;
    return Math.max(this.top, y + ROW - this.height);
  }

  /** How far it is to an end of what is loaded. */
  room(direction: "older" | "newer"): number {
    return direction === "newer" ? this.top : this.layout.height - this.top - this.height;
  }

  #settle(): void {
    this.range = rangeAt(this.layout, this.#events.length, this.top, this.height);
    this.#anchor = anchorAt(this.layout, this.#events, this.top, HEADER);
  }

  #held(): number {
    const anchor = this.#anchor;
    if (!anchor) return this.top;
    const key = keyOf(anchor.event);
    const index = this.#events.findIndex((event) => keyOf(event) === key);
    // It is gone: what now has its moment takes its place.
    const place = index >= 0 ? index : nearestTo(this.#events, Date.parse(anchor.event.started_at));
    return Math.max(0, this.layout.topOf(place) - anchor.offset);
  }
}
