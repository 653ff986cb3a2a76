import { expect, test } from "vitest";
import { parseTime } from "../../shared/parts/find/month/clock";
import { amountsByDay, amountsByMonth, heatOf, keyDay, weeksOf } from "../../shared/parts/find/month/month";

const key = (name: string, shiftKey = false) => ({ key: name, shiftKey });

test("a month has its own days only, from the first weekday of the person", () => {
  const monday = weeksOf("2026-11-30", 1);
  expect(monday).toHaveLength(6);
  expect(monday[0]).toEqual([null, null, null, null, null, null, "2026-11-01"]);
  expect(monday[5]?.[0]).toBe("2026-11-30");
  const sunday = weeksOf("2026-11-30", 0);
  expect(sunday[0]?.[0]).toBe("2026-11-01");
  expect(weeksOf("2026-02-10", 0)).toHaveLength(4);
  for (const first of [0, 1, 6]) expect(weeksOf("2028-02-01", first).flat().filter(Boolean)).toHaveLength(29);
});

test("keys lead as in a date picker, and the other way from right to left", () => {
  const to = (name: string, shift = false, rtl = false) => keyDay("2026-11-25", key(name, shift), 1, rtl);
  expect(to("ArrowLeft")).toBe("2026-11-24");
  expect(to("ArrowLeft", false, true)).toBe("2026-11-26");
  expect(to("ArrowDown")).toBe("2026-12-02");
  expect(to("Home")).toBe("2026-11-23");
  expect(to("End")).toBe("2026-11-29");
  expect(to("PageUp")).toBe("2026-10-25");
  expect(to("PageUp", true)).toBe("2025-11-25");
  expect(keyDay("2026-03-31", key("PageDown"), 1, false)).toBe("2026-04-30");
  expect(to("toString")).toBeNull();
});

test("amounts are of the zone's own days and months, of all homes together", () => {
  const end = (start: string) => new Date(Date.parse(start) + 24 * 3_600_000).toISOString();
  const span = (start: string, events: number) => ({ start, end: end(start), captures: 0, events, unseen: 1 });
  const spans = [span("2026-11-29T23:00:00Z", 3), span("2026-11-29T23:00:00Z", 4), span("2026-10-31T23:00:00Z", 1)];
  expect(amountsByDay(spans, "Europe/Berlin").get("2026-11-30")).toEqual({ events: 7, unseen: 2 });
  expect(amountsByMonth(spans, "Europe/Berlin").get("2026-11-01")).toEqual({ events: 8, unseen: 3 });
});

test("a day at home is the same day for somebody in another zone", () => {
  const home = { start: "2026-11-29T23:00:00Z", end: "2026-11-30T23:00:00Z", captures: 0, events: 5 };
  for (const zone of ["Europe/Berlin", "America/New_York", "Asia/Tokyo"]) {
    expect([...amountsByDay([home], zone).keys()]).toEqual(["2026-11-30"]);
  }
});

test("a single event among thousands is still to be seen", () => {
  expect(heatOf(0, 5000)).toBe(0);
  expect(heatOf(1, 5000)).toBe(1);
  expect(heatOf(5000, 5000)).toBe(4);
  expect(heatOf(3, 0)).toBe(4);
});

test.each([
  ["14:35", 875],
  ["2:35 pm", 875],
  ["2:35PM", 875],
  ["2.35 p.m.", 875],
  ["14.35", 875],
  ["14h35", 875],
  ["1435", 875],
  ["935", 575],
  ["14:35 Uhr", 875],
  ["2 pm", 840],
  ["14", 840],
  ["12 am", 0],
  ["12:05 pm", 725],
  [" 0:00 ", 0],
  ["١٤:٣٥", 875],
])("%s is a time", (typed, minutes) => {
  expect(parseTime(typed)).toBe(minutes);
});

test.each(["", "25:00", "14:60", "13 pm", "0 am", "noon", "14:3", "12345", "14:35:07x", "-1"])(
  "%s is no time",
  (typed) => {
    expect(parseTime(typed)).toBeNull();
  },
);
