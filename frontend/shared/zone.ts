/** Days and clocks of a time zone, whose days have 23, 24 or 25 hours. Days are "2026-11-30", moments are milliseconds. */

const FORMATS = new Map<string, Intl.DateTimeFormat>();
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** The moment when a clock in the zone shows that time; of two the first, and where there is none, as far after the gap. */
export function momentAt(day: string, minutes: number, zone: string): number {
  const wall = wallOf(day) + minutes * 60_000;
  const before = wall - offset(wall - DAY_MS, zone);
  const after = wall - offset(wall + DAY_MS, zone);
  const shown = [before, after].filter((moment) => moment + offset(moment, zone) === wall);
  return shown.length > 0 ? Math.min(...shown) : before;
}

/** The first moment of a day. */
export function startOf(day: string, zone: string): number {
  return momentAt(day, 0, zone);
}

/** The moment at which the next day begins. */
export function endOf(day: string, zone: string): number {
  return startOf(addDays(day, 1), zone);
}

/** The day that a moment lies in. */
export function dayOf(moment: number, zone: string): string {
  return keyOf(moment + offset(moment, zone));
}

/** Minutes since midnight that a clock in the zone shows. */
export function minutesOf(moment: number, zone: string): number {
  const wall = moment + offset(moment, zone);
  return Math.floor((((wall % DAY_MS) + DAY_MS) % DAY_MS) / 60_000);
}

export function addDays(day: string, days: number): string {
  return keyOf(wallOf(day) + days * DAY_MS);
}

/** The same day of another month, or its last day where it is shorter. */
export function addMonths(day: string, months: number): string {
  const date = new Date(wallOf(day));
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
  return keyOf(first + (Math.min(date.getUTCDate(), daysIn(first)) - 1) * DAY_MS);
}

/** The first day of the month that a day lies in. */
export function monthOf(day: string): string {
  return `${day.slice(0, 7)}-01`;
}

/** 0 is Sunday. */
export function weekdayOf(day: string): number {
  return new Date(wallOf(day)).getUTCDay();
}

function daysIn(first: number): number {
  const date = new Date(first);
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
}

function wallOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

function keyOf(wall: number): string {
  return new Date(wall).toISOString().slice(0, 10);
}

function offset(moment: number, zone: string): number {
  const parts = format(zone).formatToParts(new Date(moment));
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((found) => found.type === type)?.value);
  const wall = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return wall - Math.floor(moment / 1000) * 1000;
}

function format(zone: string): Intl.DateTimeFormat {
  let found = FORMATS.get(zone);
  if (!found) {
    const date = { year: "numeric", month: "numeric", day: "numeric" } as const;
    const time = { hour: "numeric", minute: "numeric", second: "numeric", hourCycle: "h23" } as const;
    found = new Intl.DateTimeFormat("en-US", { calendar: "iso8601", timeZone: zone, ...date, ...time });
    FORMATS.set(zone, found);
  }
  return found;
}
