import type { Event, Filter } from "../types";

/** Whether an event belongs to a filter; undefined when only its home can tell: by the rules of a group, or by words. */
export function matches(filter: Filter, event: Event): boolean | undefined {
  const known = FACTS.every((fact) => fact(filter, event));
  if (known && (filter.group || filter.text))
    return filter.group && filter.group.home !== event.home ? false : undefined;
  return known;
}

const FACTS: readonly ((filter: Filter, event: Event) => boolean)[] = [
  ({ home }, event) => home === undefined || home === event.home,
  ({ cameras }, event) => !cameras || cameras.some(({ home, id }) => home === event.home && id === event.camera),
  ({ labels }, event) => !labels || labels.length === 0 || labels.some((label) => event.labels.includes(label)),
  (filter, event) => !filter.protected || event.protected,
  (filter, event) => !filter.unseen || event.unseen !== false,
  (filter, event) => !filter.unarchived || event.unarchived > 0,
  (filter, event) => !filter.clips || event.clips > 0,
  ({ after }, event) => after === undefined || Date.parse(event.started_at) >= Date.parse(after),
  ({ before }, event) => before === undefined || Date.parse(event.started_at) < Date.parse(before),
];

/** Whether two filters ask for the same events. */
export function sameFilter(one: Filter, other: Filter): boolean {
  return JSON.stringify(plain(one)) === JSON.stringify(plain(other));
}

function plain(filter: Filter): unknown {
  return Object.entries(filter)
    .filter(
      ([, value]) => value !== undefined && value !== false && value !== "" && !(Array.isArray(value) && !value.length),
    )
    .sort(([one], [other]) => (one < other ? -1 : 1));
}
