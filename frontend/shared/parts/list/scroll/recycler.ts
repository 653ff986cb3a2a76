import type { Event } from "../../../data/types";
import { type Layout, ROW } from "./layout";

/** How far above and below of what is seen rows are made. */
const AROUND = 480;
/** The line, as a part of the height, whose event says at which moment the list is. */
const LINE = 1 / 3;

/** A part of the list: the places of its first event, and of the one after its last. */
export interface Range {
  from: number;
  to: number;
}

/** A place that holds still while events come and go around it: an event, and how far it is below the upper edge. */
export interface Anchor {
  event: Event;
  offset: number;
}

/** The rows that are to be there at a height. */
export function rangeAt(layout: Layout, count: number, top: number, height: number): Range {
  if (count === 0) return { from: 0, to: 0 };
  return { from: layout.indexAt(top - AROUND), to: Math.min(count, layout.indexAt(top + height + AROUND) + 1) };
}

/** The event whose moment a list shows: the first one at its top, and further down the one at a third of what is seen. */
export function lineAt(layout: Layout, top: number, height: number): number {
  return layout.indexAt(top + Math.min(top, height * LINE));
}

/** Where to scroll to, so that an event is the one at the line. */
export function scrollTo(layout: Layout, index: number, height: number): number {
  const y = layout.topOf(index) + ROW / 2;
  return Math.max(0, y < height * LINE * 2 ? y / 2 : y - height * LINE);
}

/** The first event that is wholly seen below a day's header; it is held where it is. */
export function anchorAt(layout: Layout, events: readonly Event[], top: number, below: number): Anchor | undefined {
  const index = layout.indexAt(top + below);
  const event = events[index];
  return event && { event, offset: layout.topOf(index) - top };
}

/** The event nearest to a moment among events, newest first. */
export function nearestTo(events: readonly Event[], moment: number): number {
  const distance = (index: number) => Math.abs(Date.parse(events[index]?.started_at ?? "") - moment);
  const after = events.findIndex((event) => Date.parse(event.started_at) <= moment);
  if (after < 0) return Math.max(0, events.length - 1);
  return after > 0 && distance(after - 1) < distance(after) ? after - 1 : after;
}
