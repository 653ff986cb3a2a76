import { keyOf } from "../../../data/list/keys";
import type { Event, Ref } from "../../../data/types";

/** The events that somebody picked to do something with all of them at once; a new one with each change. */
export class Selection {
  private constructor(
    private readonly picked: ReadonlyMap<string, Ref>,
    private readonly last: Ref | undefined,
  ) {}

  static readonly NONE = new Selection(new Map(), undefined);

  static all(events: readonly Event[]): Selection {
    const first = events[0];
    return first ? Selection.NONE.toggle(first).extend(events.at(-1) ?? first, events) : Selection.NONE;
  }

  get size(): number {
    return this.picked.size;
  }

  has(event: Ref): boolean {
    return this.picked.has(keyOf(event));
  }

  /** Picks an event, or lets it go. */
  toggle({ home, id }: Ref): Selection {
    const picked = new Map(this.picked);
    if (!picked.delete(keyOf({ home, id }))) picked.set(keyOf({ home, id }), { home, id });
    return picked.size === 0 ? Selection.NONE : new Selection(picked, { home, id });
  }

  /** Picks all from the one that was picked last to this one. */
  extend(to: Ref, events: readonly Event[]): Selection {
    const place = (ref: Ref | undefined) => (ref ? events.findIndex((event) => keyOf(event) === keyOf(ref)) : -1);
    const ends = [place(this.last), place(to)].filter((index) => index >= 0);
    const picked = new Map(this.picked);
    for (const { home, id } of events.slice(Math.min(...ends), Math.max(...ends) + 1))
      picked.set(keyOf({ home, id }), { home, id });
    return new Selection(picked, { home: to.home, id: to.id });
  }

  /** The picked ones among these events, in their order. */
  of(events: readonly Event[]): Event[] {
    return events.filter((event) => this.has(event));
  }
}
