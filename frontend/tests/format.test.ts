import { expect, test } from "vitest";
import { Format, type Locale } from "../shared/format";

const US: Locale = { language: "en-US", hour12: true, firstWeekday: 0, timeZone: "America/New_York" };
const DE: Locale = { language: "de", hour12: false, firstWeekday: 1, timeZone: "Europe/Berlin" };
const NOW = Date.parse("2026-11-30T12:00:00Z");
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

test("midnight is 0 or 12, never 24", () => {
  const english = new Format({ ...US, hour12: false, timeZone: "UTC" });
  expect(english.time("2026-11-30T00:05:00Z")).toBe("00:05");
  expect(plain(new Format({ ...DE, hour12: true, timeZone: "UTC" }).time("2026-11-30T00:05:00Z"))).toBe("12:05 AM");
});

test("how long ago is told in the largest unit that fits, and a clock that is ahead says now", () => {
  const format = new Format(US);
  expect(format.relative(NOW - 14_000, NOW)).toBe("14s ago");
  expect(format.relative(NOW - 119_000, NOW)).toBe("1m ago");
  expect(format.relative(NOW + 40_000, NOW)).toBe("in 40s");
  expect(format.relative(NOW, NOW)).toBe("now");
  expect(plain(new Format(DE).relative(NOW - 14_000, NOW))).toBe("vor 14 s");
});

test("a moment of another day says its day", () => {
  expect(new Format(DE).moment("2026-11-30T10:24:00Z", NOW)).toBe("11:24");
  expect(new Format(DE).moment("2026-11-29T10:24:00Z", NOW)).toBe("29. Nov., 11:24");
});

test("lengths and sizes are written with the language's own signs", () => {
  const german = new Format(DE);
  expect(new Format(US).length(12)).toBe("12s");
  expect(german.length(65)).toBe("1:05");
  expect(german.length(59.7)).toBe("1:00");
  expect(german.length(3723)).toBe("1:02:03");
  expect(plain(german.size(12_340_000))).toBe("12,3 MB");
  expect(plain(new Format(US).size(850_400))).toBe("850 kB");
  expect(plain(new Format(US).size(0))).toBe("0 byte");
});
