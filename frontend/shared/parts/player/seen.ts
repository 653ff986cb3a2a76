import { keyOf } from "../../data/list/keys";
import type { Actions, Event } from "../../data/types";

/** Marks what was played as seen: once, and again after more of it was received. */
export class SeenMarks {
  readonly #marked = new Map<string, string | null>();

  /** Marks an event whose first frame played; tells whether it was a change. */
  async played(event: Event, actions: Actions | null): Promise<boolean> {
    if (!actions || event.unseen === undefined || this.#marked.get(keyOf(event)) === event.received_at) return false;
    const first = !this.#marked.has(keyOf(event));
    this.leave(event);
    if (first && !event.unseen) return false;
    try {
      await actions.markSeen({ seen: true, events: [{ home: event.home, id: event.id }] });
      return true;
    } catch {
      // Not worth a word while somebody watches; the next time it is played tries again.
      return false;
    }
  }

  /** Leaves an event as it is until more of it is received: somebody said so. */
  leave(event: Event): void {
    this.#marked.set(keyOf(event), event.received_at);
  }

  /** Another event was opened, or this one once more. */
  forget(): void {
    this.#marked.clear();
  }
}
