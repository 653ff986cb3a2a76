import type { Event } from "../../../data/types";

/** Heights in pixels: of a picture with its row, of what lies between rows, of the line above each day. */
export const ROW = 70;
export const GAP = 10;
export const HEADER = 44;
const STEP = ROW + GAP;

/** The events of one day, as they follow each other in the list. */
export interface Day {
  key: string;
  /** The place of its first event, and how many there are. */
  first: number;
  count: number;
  /** Where its header begins, and how high it is with all its rows. */
  top: number;
  height: number;
}

/** Where everything in a list is, in pixels from its top. */
export class Layout {
  readonly height: number;

  constructor(readonly days: readonly Day[]) {
    const last = days.at(-1);
    this.height = last ? last.top + last.height : 0;
  }

  topOf(index: number): number {
    const day = this.#lastDay((day) => day.first <= index);
    return day ? day.top + HEADER + (index - day.first) * STEP : 0;
  }

  /** The event at a height: the next below where there is a header or a gap, the last below all. */
  indexAt(y: number): number {
    const day = this.#lastDay((day) => day.top <= y) ?? this.days[0];
    if (!day) return 0;
    const within = Math.floor((y - day.top - HEADER + GAP) / STEP);
    return day.first + Math.min(Math.max(within, 0), day.count - 1);
  }

  /** The days of which something lies between two heights. */
  daysBetween(from: number, to: number): readonly Day[] {
    return this.days.filter((day) => day.top < to && day.top + day.height > from);
  }

  #lastDay(holds: (day: Day) => boolean): Day | undefined {
    let [low, high] = [0, this.days.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const day = this.days[middle];
      if (day && holds(day)) low = middle + 1;
      else high = middle;
    }
    return this.days[low - 1];
  }
}

/** Lays out events, newest first, by their days. */
export function layOut(events: readonly Event[], dayOf: (event: Event) => string): Layout {
  const days: Day[] = [];
  events.forEach((event, index) => {
    const key = dayOf(event);
    const last = days.at(-1);
    if (last?.key === key) last.count += 1;
    else days.push({ key, first: index, count: 1, top: 0, height: 0 });
  });
  let top = 0;
  for (const day of days) {
    day.top = top;
    day.height = HEADER + day.count * STEP;
    top += day.height;
  }
  return new Layout(days);
}

/** The day of each event, worked out once: formatting a date is the slowest part of a layout. */
export function daysOf(dayKey: (moment: string) => string): (event: Event) => string {
  const known = new WeakMap<Event, string>();
  return (event) => {
    const key = known.get(event) ?? dayKey(event.started_at);
    known.set(event, key);
    return key;
  };
}
