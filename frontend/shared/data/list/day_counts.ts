import type { Event, Filter, Source } from "../types";

const HOUR_MS = 3_600_000;
/** So far around a moment the whole of its day lies, also where clocks are set back. */
const AROUND_MS = 26 * HOUR_MS;
/** What the density of events cannot be narrowed to. */
const UNKNOWN = ["text", "protected", "unarchived", "clips", "unseen"] as const;

/** How many events the days have that a list holds only a part of. */
export class DayCounts {
  #filter: Filter = {};
  readonly #counts = new Map<string, number>();
  readonly #asked = new Set<string>();

  constructor(
    private readonly source: Source,
    private readonly dayKey: (moment: string) => string,
    private readonly changed: () => void,
  ) {}

  /** How many events of a filter a day has, by the newest of them that is at hand; undefined while, or where, it is not known. */
  of(day: string, newest: Event, filter: Filter): number | undefined {
    if (filter !== this.#filter) this.#reset(filter);
    const name = `${day} ${newest.id}`;
    if (!this.#asked.has(name) && !UNKNOWN.some((flag) => filter[flag])) {
      this.#asked.add(name);
      void this.#ask(day, newest.started_at);
    }
    return this.#counts.get(day);
  }

  #reset(filter: Filter): void {
    this.#filter = filter;
    this.#counts.clear();
    this.#asked.clear();
  }

  async #ask(day: string, moment: string): Promise<void> {
    const filter = this.#filter;
    const bound = (by: number) => new Date(Date.parse(moment) + by).toISOString();
    const query = { ...filter, by: "hour" as const, after: bound(-AROUND_MS), before: bound(AROUND_MS) };
    // A count is no more than that: without it the day has only its name.
    const spans = await this.source.density(query).catch(() => []);
    if (filter !== this.#filter || spans.length === 0) return;
    const within = spans.filter(({ start }) => this.dayKey(start) === day);
    this.#counts.set(
      day,
      within.reduce((sum, { events }) => sum + events, 0),
    );
    this.changed();
  }
}
