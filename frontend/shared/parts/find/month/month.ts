import type { Span } from "../../../data/types";
import { addDays, addMonths, dayOf, monthOf, weekdayOf } from "../../../zone";

/** What a day or a month has. */
export interface Amount {
  events: number;
  unseen: number;
}

export const NOTHING: Amount = { events: 0, unseen: 0 };
const HEATS = 4;

/** The weeks of a month; days of other months are null. */
export function weeksOf(month: string, firstWeekday: number): (string | null)[][] {
  const first = monthOf(month);
  const lead = (weekdayOf(first) - firstWeekday + 7) % 7;
  const weeks: (string | null)[][] = [];
  for (let start = addDays(first, -lead); monthOf(start) <= first; start = addDays(start, 7)) {
    const days = [0, 1, 2, 3, 4, 5, 6].map((day) => addDays(start, day));
    weeks.push(days.map((day) => (monthOf(day) === first ? day : null)));
  }
  return weeks;
}

/** What each day has, by its key. */
export function amountsByDay(spans: readonly Span[], zone: string): Map<string, Amount> {
  return summed(spans, (span) => dayOf(middleOf(span), zone));
}

/** What each month has, by its first day. */
export function amountsByMonth(spans: readonly Span[], zone: string): Map<string, Amount> {
  return summed(spans, (span) => monthOf(dayOf(middleOf(span), zone)));
}

/** How warm a day is, from 0 for nothing to 4 for the most. */
export function heatOf(events: number, most: number): number {
  return events <= 0 ? 0 : Math.max(1, Math.ceil((HEATS * events) / Math.max(most, events)));
}

/** The most that any has. */
export function mostOf(amounts: ReadonlyMap<string, Amount>): number {
  return Math.max(0, ...[...amounts.values()].map(({ events }) => events));
}

/** Where a key leads in a grid of days, as a date picker does; null for a key that means nothing here. */
export function keyDay(
  day: string,
  { key, shiftKey }: Pick<KeyboardEvent, "key" | "shiftKey">,
  firstWeekday: number,
  rightToLeft: boolean,
): string | null {
  const side = rightToLeft ? -1 : 1;
  const into = (weekdayOf(day) - firstWeekday + 7) % 7;
  const page = shiftKey ? 12 : 1;
  const targets: Record<string, () => string> = {
    ArrowLeft: () => addDays(day, -side),
    ArrowRight: () => addDays(day, side),
    ArrowUp: () => addDays(day, -7),
    ArrowDown: () => addDays(day, 7),
    Home: () => addDays(day, -into),
    End: () => addDays(day, 6 - into),
    PageUp: () => addMonths(day, -page),
    PageDown: () => addMonths(day, page),
  };
  return Object.hasOwn(targets, key) ? (targets[key]?.() ?? null) : null;
}

/** A day that is not outside of what there is. */
export function within(day: string, first: string, last: string): string {
  if (day < first) return first;
  return day > last ? last : day;
}

/** Days are those of the home; their middle lies in the same day also for a person who is some hours away. */
function middleOf({ start, end }: Span): number {
  return (Date.parse(start) + Date.parse(end)) / 2;
}

function summed(spans: readonly Span[], key: (span: Span) => string): Map<string, Amount> {
  const sums = new Map<string, Amount>();
  for (const span of spans) {
    const { events, unseen } = sums.get(key(span)) ?? NOTHING;
    sums.set(key(span), { events: events + span.events, unseen: unseen + (span.unseen ?? 0) });
  }
  return sums;
}
