import type { Event, OpenedEvent, Source } from "../../data/types";

const KEPT = 6;

/** Opens events ahead, each once until more of it was received. */
export class OpenedEvents {
  readonly #kept = new Map<string, Promise<OpenedEvent>>();

  constructor(private readonly source: Source) {}

  get({ home, id, received_at }: Event): Promise<OpenedEvent> {
    const name = `${home} ${id} ${received_at}`;
    const kept = this.#kept.get(name);
    if (kept) return kept;
    const opened = this.source.open({ home, id });
    this.#kept.set(name, opened);
    opened.catch(() => this.#kept.delete(name));
    const oldest = this.#kept.keys().next().value;
    if (this.#kept.size > KEPT && oldest !== undefined) this.#kept.delete(oldest);
    return opened;
  }
}
