import { type Filter, FLAGS, type Home, type Ref } from "../../types";

/** The homes that a filter's events can be of. */
export function homesOf<H extends Pick<Home, "id">>(homes: readonly H[], filter: Filter): H[] {
  const wanted = [filter.home, filter.group?.home].filter((id) => id !== undefined);
  return homes.filter(
    ({ id }) =>
      wanted.every((home) => home === id) && (!filter.cameras || filter.cameras.some(({ home }) => home === id)),
  );
}

/** A filter as the integration reads it, for one home. */
export function wireFilter(home: string, filter: Filter): Record<string, unknown> {
  const { labels, text, after, before } = filter;
  const wire: Record<string, unknown> = { entry_id: home };
  if (filter.cameras) wire.cameras = idsOf(home, filter.cameras);
  if (filter.group) wire.group = filter.group.id;
  if (labels && labels.length > 0) wire.labels = labels;
  if (text) wire.q = text;
  if (after) wire.after = after;
  if (before) wire.before = before;
  for (const flag of FLAGS) if (filter[flag]) wire[flag] = true;
  return wire;
}

function idsOf(home: string, refs: readonly Ref[]): string[] {
  return refs.filter((ref) => ref.home === home).map(({ id }) => id);
}
