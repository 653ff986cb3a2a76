import { expect, test } from "vitest";
import type { Span } from "../../shared/data/types";
import {
  drawBars,
  eventsAt,
  keyMoment,
  marksOf,
  momentOf,
  placeOf,
  scaleAt,
} from "../../shared/parts/find/scrub/scale";
import { HOUR_MS } from "../../shared/zone";
import { FORMAT } from "./homes";

const ZONE = "Europe/Berlin";
const LATER = Date.parse("2030-01-01T00:00:00Z");
const span = (start: string, events: number, unseen = 0): Span => ({
  start,
  end: new Date(Date.parse(start) + HOUR_MS / 4).toISOString(),
  captures: events,
  events,
  unseen,
});

test("a day of 25 hours has room for each of them, and its marks where they are", () => {
  const scale = scaleAt(Date.parse("2026-10-25T12:00:00Z"), "quarter", ZONE);
  expect((scale.end - scale.start) / HOUR_MS).toBe(25);
  const marks = marksOf(scale, FORMAT);
  expect(marks.map(({ text }) => text)).toEqual(["00", "03", "06", "09", "12", "15", "18", "21"]);
  expect(marks[0]?.at).toBe(1);
  // Three hours of the clock after midnight are four of time.
  expect(marks[1]?.at).toBeCloseTo(1 - 4 / 25);
});

test("a place is a moment and back, to the minute, newest on top", () => {
  const scale = scaleAt(Date.parse("2026-11-30T12:00:00Z"), "quarter", ZONE);
  const moment = Date.parse("2026-11-30T13:35:00Z");
  expect(momentOf(scale, placeOf(scale, moment), LATER)).toBe(moment);
  expect(placeOf(scale, scale.start)).toBe(1);
  expect(momentOf(scale, 1.4, LATER)).toBe(scale.start);
  expect(momentOf(scale, -1, LATER)).toBe(scale.end - 60_000);
});

test("nobody is led to what is still to come", () => {
  const now = Date.parse("2026-11-30T12:00:00Z");
  const scale = scaleAt(now, "quarter", ZONE);
  expect(momentOf(scale, 0, now)).toBe(now);
  expect(keyMoment(scale, now - 60_000, "ArrowUp", now)).toBe(now);
  expect(keyMoment(scale, now, "End", now)).toBe(now);
});

test("keys go by quarters and hours in a day, by days and weeks at the same time of day in a month", () => {
  const noon = Date.parse("2026-10-25T11:00:00Z");
  const day = scaleAt(noon, "quarter", ZONE);
  expect(keyMoment(day, noon, "ArrowDown", LATER)).toBe(noon - HOUR_MS / 4);
  expect(keyMoment(day, noon, "Home", LATER)).toBe(day.start);
  const month = scaleAt(noon, "day", ZONE);
  expect(keyMoment(month, noon, "ArrowDown", LATER)).toBe(Date.parse("2026-10-24T10:00:00Z"));
  expect(keyMoment(month, noon, "PageUp", LATER)).toBe(Date.parse("2026-11-01T11:00:00Z"));
  expect(keyMoment(day, noon, "a", LATER)).toBeNull();
  expect(keyMoment(day, noon, "constructor", LATER)).toBeNull();
});

test("bars tell all events and the unseen of them; spans of another time are left out", () => {
  const scale = scaleAt(Date.parse("2026-11-30T12:00:00Z"), "quarter", ZONE);
  const spans = [
    span("2026-11-30T11:00:00Z", 4, 1),
    span("2026-11-30T12:00:00Z", 1),
    span("2026-11-29T12:00:00Z", 9, 9),
    span("2026-11-30T13:00:00Z", 0),
  ];
  const drawn = drawBars(scale, spans.slice(0, 2).concat(spans.slice(3)), 32, 1000);
  expect(drawn.all).toBe("M32 494.8H0M32 453.1H15");
  expect(drawn.unseen).toBe("M32 494.8H24");
  expect(drawBars(scale, spans, 32, 1000).all.match(/M/g)).toHaveLength(2);
  expect(eventsAt(spans, Date.parse("2026-11-30T11:14:59Z"))).toBe(4);
  expect(eventsAt(spans, Date.parse("2026-11-30T11:15:00Z"))).toBe(0);
});
