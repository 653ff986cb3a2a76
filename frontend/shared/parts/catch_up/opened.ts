import { keyOf } from "../../data/list/keys";
import type { Event, OpenedEvent, Source } from "../../data/types";

const KEPT = 6;

/** Opens events ahead, each once until more of it was received. */
export class OpenedEvents {
  readonly #kept = new Map<string, Promise<OpenedEvent>>();

  constructor(private readonly source: Source) {}

  get(event: Event): Promise<OpenedEvent> {
    const name = `${keyOf(event)} ${event.received_at}`;
    const kept = this.#kept.get(name);
    if (kept) return kept;
    const opened = this.source.open({ home: event.home, id: event.id });
    this.#kept.set(name, opened);
    opened.catch(() => this.#kept.delete(name));
    const oldest = this.#kept.keys().next().value;
    if (this.#kept.size > KEPT && oldest !== undefined) this.#kept.delete(oldest);
    return opened;
  }
}
