import type { DensityQuery, Filter, Live, Source, Span } from "../../data/types";

/** How many answers are kept: two months of days and their months. */
const KEPT = 64;
const REST_MS = 5000;
const SHARED = new WeakMap<Source, Density>();

/** A span of time in milliseconds. */
export interface Bounds {
  start: number;
  end: number;
}

/** How much there is when: asked once, and kept until something in that time has changed. */
export class Density {
  readonly #kept = new Map<string, { bounds: Bounds; spans: Promise<Span[]> }>();
  readonly #known = new Map<string, string>();
  readonly #listeners = new Set<() => void>();
  #end: (() => void) | null = null;
  #rest: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly source: Source) {}

  /** What all parts of a page share. */
  static of(source: Source): Density {
    let found = SHARED.get(source);
    if (!found) {
      found = new Density(source);
      SHARED.set(source, found);
    }
    return found;
  }

  /** The spans of a time that have something; words of a search are left out, since nobody counts by them. */
  spans(filter: Filter, by: DensityQuery["by"], bounds: Bounds): Promise<Span[]> {
    const query = queryOf(filter, by, bounds);
    if (!query) return Promise.resolve([]);
    const key = JSON.stringify(query);
    const kept = this.#kept.get(key);
    if (kept) return kept.spans;
    const spans = this.source.density(query).then((found) => (filter.unseen ? found.map(onlyUnseen) : found));
    this.#kept.set(key, { bounds, spans });
    spans.catch(() => this.#kept.delete(key));
    const oldest = this.#kept.keys().next().value;
    if (this.#kept.size > KEPT && oldest !== undefined) this.#kept.delete(oldest);
    return spans;
  }

  /** Tells when something that was asked for has changed, at most every few seconds; returns what ends it. */
  watch(listener: () => void): () => void {
    this.#listeners.add(listener);
    this.#end ??= this.source.subscribe((message) => this.#heard(message));
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#end?.();
      this.#end = null;
      // Nobody hears of changes from now on, so that nothing can be trusted.
      this.#kept.clear();
      clearTimeout(this.#rest);
      this.#rest = undefined;
    };
  }

  #heard(message: Live): void {
    if (message.type === "event") this.#changed(message.event);
    else if (message.type === "event_removed" || message.type === "seen") this.#stale(() => true);
    else if (message.type === "connected" && message.connected) this.#stale(() => true);
  }

  /** An event is told with each of its captures, but counts once. */
  #changed(event: { home: string; id: string; started_at: string; unseen?: boolean }): void {
    const key = `${event.home} ${event.id}`;
    const told = `${event.unseen}`;
    if (this.#known.get(key) === told) return;
    if (this.#known.size > 500) this.#known.clear();
    this.#known.set(key, told);
    const moment = Date.parse(event.started_at);
    this.#stale(({ start, end }) => start <= moment && moment < end);
  }

  #stale(meant: (bounds: Bounds) => boolean): void {
    let some = false;
    for (const [key, { bounds }] of this.#kept) {
      if (!meant(bounds)) continue;
      this.#kept.delete(key);
      some = true;
    }
    if (!some || this.#rest !== undefined) return;
    this.#rest = setTimeout(() => {
      this.#rest = undefined;
      for (const listener of this.#listeners) listener();
    }, REST_MS);
  }
}

/** A source counts what was not seen beside the rest. */
function onlyUnseen(span: Span): Span {
  return { ...span, events: span.unseen ?? span.events };
}

/** What to ask for a time; null where the filter leaves nothing of it. */
function queryOf(filter: Filter, by: DensityQuery["by"], bounds: Bounds): DensityQuery | null {
  const { text: _text, after, before, ...rest } = filter;
  const start = Math.max(bounds.start, after ? Date.parse(after) : bounds.start);
  const end = Math.min(bounds.end, before ? Date.parse(before) : bounds.end);
  if (end <= start) return null;
  return { ...rest, by, after: new Date(start).toISOString(), before: new Date(end).toISOString() };
}
