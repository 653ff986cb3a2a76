import type { Event, Filter, Source } from "../types";
import { inOrder, keyOf } from "./keys";
import type { Direction } from "./window";

const NEWEST = 20;
const MOST_MARKS = 500;

/** The newest events of a filter; none while they cannot be had. */
export async function askNewest(source: Source, filter: Filter): Promise<Event[]> {
  const page = await source.events({ ...filter, limit: NEWEST }).catch(() => undefined);
  return page?.items ?? [];
}

/** Says of each of these events, newest first, whether it was not seen: undefined where that is not known. */
export async function askUnseen(
  source: Source,
  filter: Filter,
  events: readonly Event[],
): Promise<((event: Event) => boolean | undefined) | undefined> {
  const [first, last] = [events[0], events.at(-1)];
  if (!first || !last) return undefined;
  const before = new Date(Date.parse(first.started_at) + 1).toISOString();
  const bounds = { after: last.started_at, before, unseen: true, limit: MOST_MARKS };
  const page = await source.events({ ...filter, ...bounds }).catch(() => undefined);
  if (!page) return undefined;
  const unseen = new Set(page.items.map(keyOf));
  const end = page.next === null ? undefined : page.items.at(-1);
  return (event) => unseen.has(keyOf(event)) || (end && inOrder(end, event) < 0 ? undefined : false);
}

/** The next event of a filter to either side of one that is not among those at hand. */
export async function askNeighbour(
  source: Source,
  filter: Filter,
  from: Event,
  direction: Direction,
): Promise<Event | null> {
  const { items } = await source.events({ ...filter, around: from.started_at, limit: 10 });
  const others = items.filter((event) => keyOf(event) !== keyOf(from));
  if (direction === "older") return others.find((event) => inOrder(from, event) < 0) ?? null;
  return others.filter((event) => inOrder(event, from) < 0).at(-1) ?? null;
}
