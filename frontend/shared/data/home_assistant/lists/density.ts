import type { Span } from "../../types";

/** What several homes had in the same spans, added up, oldest first. */
export function addSpans(lists: readonly (readonly Span[])[]): Span[] {
  const sums = new Map<string, Span>();
  for (const span of lists.flat()) {
    const name = `${Date.parse(span.start)}:${Date.parse(span.end)}`;
    const sum = sums.get(name);
    sums.set(name, sum ? add(sum, span) : { ...span });
  }
  return [...sums.values()].sort((one, other) => Date.parse(one.start) - Date.parse(other.start));
}

function add(one: Span, other: Span): Span {
  const sum = { ...one, captures: one.captures + other.captures, events: one.events + other.events };
  if (one.unseen !== undefined || other.unseen !== undefined) sum.unseen = (one.unseen ?? 0) + (other.unseen ?? 0);
  return sum;
}
