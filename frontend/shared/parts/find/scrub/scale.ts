import type { Span } from "../../../data/types";
import type { Format } from "../../../format";
import { addDays, addMonths, dayOf, endOf, HOUR_MS, minutesOf, momentAt, monthOf, startOf } from "../../../zone";

/** What a scrubber shows, newest on top: a day by quarters of an hour, or a month by days. */
export interface Scale {
  by: "quarter" | "day";
  start: number;
  end: number;
  zone: string;
}

/** A mark beside the bars; `at` is 0 at the top and 1 at the bottom. */
export interface Mark {
  at: number;
  text: string;
}

const QUARTER_MS = HOUR_MS / 4;
const SHOWN_HOURS = [0, 3, 6, 9, 12, 15, 18, 21];
const SHOWN_DAYS = [1, 5, 10, 15, 20, 25, 30];

/** The day or month that a moment lies in. */
export function scaleAt(moment: number, by: Scale["by"], zone: string): Scale {
  const day = dayOf(moment, zone);
  if (by === "quarter") return { by, zone, start: startOf(day, zone), end: endOf(day, zone) };
  const first = monthOf(day);
  return { by, zone, start: startOf(first, zone), end: startOf(addMonths(first, 1), zone) };
}

/** Where a moment is: 0 at the top, 1 at the bottom. */
export function placeOf(scale: Scale, moment: number): number {
  const place = (scale.end - moment) / (scale.end - scale.start);
  return Math.min(1, Math.max(0, place));
}

/** The moment of a place, to the minute, and never one that is still to come. */
export function momentOf(scale: Scale, place: number, now: number): number {
  const inside = Math.min(1, Math.max(0, place));
  const moment = scale.end - inside * (scale.end - scale.start);
  const minute = Math.floor(moment / 60_000) * 60_000;
  return Math.min(Math.max(minute, scale.start), scale.end - 60_000, Math.max(now, scale.start));
}

/** How many events began in the quarter or day of a moment. */
export function eventsAt(spans: readonly Span[], moment: number): number {
  return spans
    .filter((span) => Date.parse(span.start) <= moment && moment < Date.parse(span.end))
    .reduce((sum, span) => sum + span.events, 0);
}

/** The bars as the `d` of two paths in a box of `width` x `height`, from its end: all of them, and what of it was not seen. */
export function drawBars(scale: Scale, spans: readonly Span[], width: number, height: number) {
  const most = Math.max(1, ...spans.map(({ events }) => events));
  const paths = { all: "", unseen: "" };
  for (const span of spans) {
    if (span.events <= 0) continue;
    const middle = (Date.parse(span.start) + Date.parse(span.end)) / 2;
    if (middle < scale.start || middle >= scale.end) continue;
    const y = round(placeOf(scale, middle) * height);
    const length = 2 + (width - 2) * Math.sqrt(span.events / most);
    const unseen = length * Math.min(1, (span.unseen ?? 0) / span.events);
    paths.all += `M${width} ${y}H${round(width - length)}`;
    if (unseen > 0) paths.unseen += `M${width} ${y}H${round(width - Math.max(2, unseen))}`;
  }
  return paths;
}

/** The hours of a day or the days of a month that are written beside the bars. */
export function marksOf(scale: Scale, format: Format): Mark[] {
  const first = dayOf(scale.start, scale.zone);
  if (scale.by === "quarter") {
    return SHOWN_HOURS.map((hour) => momentAt(first, hour * 60, scale.zone)).map((moment) => ({
      at: placeOf(scale, moment),
      text: format.hour(moment),
    }));
  }
  const moments = SHOWN_DAYS.map((day) => startOf(addDays(first, day - 1), scale.zone));
  return moments
    .filter((moment) => moment < scale.end)
    .map((moment, index) => ({
      at: placeOf(scale, moment + 12 * HOUR_MS),
      text: format.number(SHOWN_DAYS[index] ?? 0),
    }));
}

/** Where a key leads from a moment; null for a key that means nothing here. */
export function keyMoment(scale: Scale, moment: number, key: string, now: number): number | null {
  const [small, large] = scale.by === "quarter" ? [QUARTER_MS, 3 * HOUR_MS] : [1, 7];
  const by = (steps: number) => (scale.by === "quarter" ? moment + steps : sameTime(scale, moment, steps));
  const targets: Record<string, () => number> = {
    ArrowUp: () => by(small),
    ArrowRight: () => by(small),
    ArrowDown: () => by(-small),
    ArrowLeft: () => by(-small),
    PageUp: () => by(large),
    PageDown: () => by(-large),
    Home: () => scale.start,
    End: () => scale.end - 60_000,
  };
  const target = Object.hasOwn(targets, key) ? targets[key] : undefined;
  return target ? Math.min(target(), now) : null;
}

/** The same time of another day. */
function sameTime(scale: Scale, moment: number, days: number): number {
  return momentAt(addDays(dayOf(moment, scale.zone), days), minutesOf(moment, scale.zone), scale.zone);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
