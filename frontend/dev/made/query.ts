import type { DensityQuery, Event, Filter, Page, PageQuery, Span } from "../../shared/data/types";
import { groupHas } from "./homes";

const LONG_MS = { quarter: 900_000, hour: 3_600_000, day: 86_400_000 };

/** Whether somebody who asks with this filter wants that event. */
export function wanted(filter: Filter, event: Event): boolean {
  const { cameras, labels, group, after, before } = filter;
  return (
    (filter.home === undefined || filter.home === event.home) &&
    (!cameras?.length || cameras.some((one) => one.home === event.home && one.id === event.camera)) &&
    (!labels?.length || labels.some((label) => event.labels.includes(label))) &&
    (group === undefined || groupHas(group, event)) &&
    (after === undefined || event.started_at >= after) &&
    (before === undefined || event.started_at < before) &&
    marked(filter, event) &&
    spoken(filter.text, event)
  );
}

function marked(filter: Filter, event: Event): boolean {
  return (
    (filter.protected === undefined || filter.protected === event.protected) &&
    (!filter.unseen || event.unseen === true) &&
    (!filter.clips || event.clips > 0) &&
    (!filter.unarchived || event.unarchived > 0)
  );
}

function spoken(text: string | undefined, event: Event): boolean {
  const said = `${event.description ?? ""} ${event.labels.join(" ")} ${event.camera}`.toLowerCase();
  return (text ?? "")
    .toLowerCase()
    .split(/\s+/)
    .every((word) => said.includes(word));
}

/** A page of events, which come oldest first; cursors are places in what the filter leaves. */
export function pageOf(events: readonly Event[], query: PageQuery): Page {
  const found = events.filter((event) => wanted(query, event));
  if (query.order !== "asc") found.reverse();
  const limit = query.limit ?? 100;
  const [from, to] = bounds(found, query, limit);
  return {
    items: found.slice(from, to),
    next: to < found.length ? `next:${found[to - 1]?.id}` : null,
    prev: from > 0 ? `prev:${found[from]?.id}` : null,
    understood: query.text ? { words: query.text, after: null, before: null, moment: null } : null,
  };
}

function bounds(found: readonly Event[], query: PageQuery, limit: number): [number, number] {
  const [way, id] = query.cursor?.split(/:(.*)/) ?? [];
  const place = found.findIndex((event) => event.id === id);
  if (way === "next") return [place + 1, Math.min(found.length, place + 1 + limit)];
  if (way === "prev") return [Math.max(0, place - limit), place];
  if (query.around === undefined) return [0, Math.min(found.length, limit)];
  const moment = query.around;
  const reached = found.findIndex((event) =>
    query.order === "asc" ? event.started_at >= moment : event.started_at <= moment,
  );
  const middle = reached < 0 ? found.length : reached;
  const from = Math.max(0, middle - Math.floor(limit / 2));
  return [from, Math.min(found.length, from + limit)];
}

/** How much there is in each span of time that has anything. */
export function densityOf(events: readonly Event[], query: DensityQuery): Span[] {
  const spans = new Map<number, Span>();
  for (const event of events) {
    if (!wanted(query, event)) continue;
    const start = startOf(Date.parse(event.started_at), query.by);
    const span = spans.get(start) ?? emptySpan(start, LONG_MS[query.by]);
    span.captures += event.captures;
    span.events += 1;
    span.unseen = (span.unseen ?? 0) + (event.unseen ? 1 : 0);
    spans.set(start, span);
  }
  return [...spans.values()];
}

function startOf(at: number, by: DensityQuery["by"]): number {
  if (by === "day") return new Date(at).setHours(0, 0, 0, 0);
  return Math.floor(at / LONG_MS[by]) * LONG_MS[by];
}

function emptySpan(start: number, long: number): Span {
  const end = new Date(start + long).toISOString();
  return { start: new Date(start).toISOString(), end, captures: 0, events: 0, unseen: 0 };
}
