import type { Event, Ref } from "../types";

/** The name of something over all homes. */
export function keyOf({ home, id }: Ref): string {
  return `${home}/${id}`;
}

/** Whether both name the same thing, or nothing. */
export function same(one: Ref | undefined, other: Ref | undefined): boolean {
  return one?.id === other?.id && one?.home === other?.home;
}

/** Negative when the first belongs above the other: the newest is on top, and of the same moment always the same one. */
export function inOrder(one: Event, other: Event): number {
  const later = Date.parse(other.started_at) - Date.parse(one.started_at);
  if (later !== 0) return later;
  const [a, b] = [keyOf(one), keyOf(other)];
  return a < b ? 1 : a > b ? -1 : 0;
}
