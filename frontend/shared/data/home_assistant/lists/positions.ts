import { type Event, SourceError } from "../../types";

export type Direction = "older" | "newer";

/** A place between events: all homes' events lie in one order, by start and then by name. */
export interface Position {
  at: number;
  home: string;
  id: string;
}

/** What one home answered in a direction, nearest first; `full` when it may have more beyond the last. */
export interface Part {
  items: Event[];
  full: boolean;
}

export function positionOf(event: Event): Position {
  return { at: Date.parse(event.started_at), home: event.home, id: event.id };
}

/** Negative when the first is older. */
export function compare(one: Position, other: Position): number {
  return one.at - other.at || order(one.home, other.home) || order(one.id, other.id);
}

/** A cursor of all homes at once: where one was, and which way. Each home is asked by time, so none has a cursor of its own. */
export function writeCursor(direction: Direction, { at, home, id }: Position): string {
  return JSON.stringify([direction, at, home, id]);
}

export function readCursor(cursor: string): { direction: Direction; position: Position } {
  try {
    const [direction, at, home, id] = JSON.parse(cursor) as [Direction, number, string, string];
    if (Number.isFinite(at) && (direction === "older" || direction === "newer"))
      return { direction, position: { at, home, id } };
  } catch {
    // Said below.
  }
  throw new SourceError("invalid", `No cursor: ${cursor.slice(0, 40)}`);
}

/** The events next to a position in one direction, nearest first, from what each home answered; `more` when there may be others beyond. */
export function merge(
  parts: readonly Part[],
  direction: Direction,
  limit: number,
  from?: Position,
): { items: Event[]; more: boolean } {
  const sign = direction === "older" ? -1 : 1;
  const nearer = (one: Position, other: Position) => sign * compare(one, other);
  const beyond = (event: Event) => !from || nearer(positionOf(event), from) > 0;
  const known = parts.map(({ items, full }) => whole({ items: items.filter(beyond), full }));
  const items = known
    .flatMap(({ items }) => items)
    .map((event) => ({ event, position: positionOf(event) }))
    .sort((one, other) => nearer(one.position, other.position));
  const end = furthest(known, sign);
  const certain = items.filter(({ position }) => sign * (position.at - end) <= 0).slice(0, limit);
  const more = certain.length > 0 && (certain.length < items.length || known.some(({ full }) => full));
  return { items: certain.map(({ event }) => event), more };
}

/** A home's part without its last moment, of which it may have cut something off, unless there is no other. */
function whole({ items, full }: Part): Part {
  const last = items.at(-1);
  if (!full || !last) return { items, full };
  const before = items.filter((event) => event.started_at !== last.started_at);
  return { items: before.length > 0 ? before : items, full };
}

/** The time up to which every home's events are known. */
function furthest(parts: readonly Part[], sign: number): number {
  const ends = parts.flatMap(({ items, full }) => {
    const last = items.at(-1);
    return full && last ? [Date.parse(last.started_at)] : [];
  });
  return ends.length === 0 ? sign * Number.POSITIVE_INFINITY : sign * Math.min(...ends.map((end) => sign * end));
}

function order(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
