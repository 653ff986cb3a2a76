import { expect, test } from "vitest";
import { addDays, addMonths, dayOf, endOf, HOUR_MS, minutesOf, momentAt, startOf, weekdayOf } from "../shared/zone";

const BERLIN = "Europe/Berlin";
const hours = (day: string, zone: string) => (endOf(day, zone) - startOf(day, zone)) / HOUR_MS;

test("a day has 23 or 25 hours when the clocks change, also where that is at midnight", () => {
  expect(hours("2026-03-29", BERLIN)).toBe(23);
  expect(hours("2026-10-25", BERLIN)).toBe(25);
  expect(hours("2026-11-30", BERLIN)).toBe(24);
  expect(hours("2024-03-31", "Asia/Beirut")).toBe(23);
  expect(hours("2026-04-05", "Australia/Lord_Howe")).toBe(24.5);
});

test("an hour that comes twice is its first, one that never comes is that much after the gap", () => {
  expect(new Date(momentAt("2026-10-25", 150, BERLIN)).toISOString()).toBe("2026-10-25T00:30:00.000Z");
  expect(new Date(momentAt("2026-03-29", 150, BERLIN)).toISOString()).toBe("2026-03-29T01:30:00.000Z");
  expect(minutesOf(momentAt("2026-11-30", 875, "Asia/Kathmandu"), "Asia/Kathmandu")).toBe(875);
});

test("a moment lies in the zone's own day", () => {
  const late = Date.parse("2026-11-30T23:30:00Z");
  expect(dayOf(late, "UTC")).toBe("2026-11-30");
  expect(dayOf(late, BERLIN)).toBe("2026-12-01");
  expect(dayOf(late, "America/New_York")).toBe("2026-11-30");
});

test("days and months go over the ends of months and years", () => {
  expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
  expect(addMonths("2026-03-31", -1)).toBe("2026-02-28");
  expect(addMonths("2026-01-15", -1)).toBe("2025-12-15");
  expect(weekdayOf("2026-11-30")).toBe(1);
});
