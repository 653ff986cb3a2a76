import { expect, test } from "vitest";
import type { Safety } from "../../shared/data/types";
import { allSafe, nextTick, safetyLine, worstFirst } from "../../shared/parts/find/safe/line";
import { loadTexts } from "../../shared/texts/texts";
import { FORMAT, home, NOW } from "./homes";

const texts = await loadTexts("en");
const line = (safety: Partial<Safety>) => {
  const { tone, text, ticking } = safetyLine(home("a", safety), texts, FORMAT, NOW);
  return `${tone}: ${[text, ticking].filter(Boolean).join(" · ")}`;
};
const FAILING: Partial<Safety> = {
  state: "failing",
  backlog: 27,
  failing_since: "2026-11-30T10:24:00Z",
  next_try_at: "2026-11-30T12:00:40Z",
  reason: "The server cannot be reached",
};

test("says that all of today is off-site, and how long ago that was proven", () => {
  expect(line({})).toBe("good: All 412 of today are off-site · 14s ago");
  expect(line({ today: 1 })).toBe("good: The only file of today is off-site · 14s ago");
  expect(line({ today: 0 })).toBe("good: Nothing arrived today yet · everything is off-site · 14s ago");
});

test("a clock that is behind never says that something was proven in the future", () => {
  expect(line({ last_verified_at: "2026-11-30T12:00:09Z" })).toBe("good: All 412 of today are off-site · now");
  expect(line({ last_verified_at: null })).toBe("good: All 412 of today are off-site");
});

test("says what waits, since when, why, and when it is tried again", () => {
  expect(line(FAILING)).toBe(
    "bad: 27 files wait for the archive since 11:24 · The server cannot be reached · next try in 40s",
  );
  expect(line({ ...FAILING, next_try_at: "2026-11-30T11:59:59Z" })).toMatch(/trying now$/);
  expect(line({ ...FAILING, backlog: 1, failing_since: "2026-11-28T10:24:00Z", next_try_at: null, reason: null })).toBe(
    "bad: 1 file waits for the archive since Nov 28, 11:24 · The archive cannot be reached",
  );
});

test("says what is on its way, that there is no archive, or that the gateway is away", () => {
  expect(line({ state: "waiting", today_safe: 410, backlog: 2 })).toBe(
    "quiet: 410 of 412 of today are off-site · 2 files on their way",
  );
  expect(line({ state: "none" })).toBe("warn: Everything is only at home: set up the archive");
  expect(line({ state: "away", failing_since: "2026-11-30T10:24:00Z" })).toBe(
    "bad: The gateway cannot be reached since 11:24",
  );
  expect(line({ state: "away" })).toBe("bad: The gateway cannot be reached · last known to be off-site 12:59");
  expect(line({ state: "away", last_verified_at: null })).toBe("bad: The gateway cannot be reached");
});

test("the worst home is first, and of two alike the one with more that waits", () => {
  const homes = [
    home("safe"),
    home("few", { state: "failing", backlog: 2 }),
    home("none", { state: "none" }),
    home("many", { state: "failing", backlog: 30 }),
    home("away", { state: "away" }),
  ];
  expect(worstFirst(homes).map(({ id }) => id)).toEqual(["many", "few", "away", "none", "safe"]);
});

test("several homes that are all safe are one sum, others are not", () => {
  const two = [home("a"), home("b", { today: 8, last_verified_at: "2026-11-30T11:59:50Z" })];
  const whole = allSafe(two);
  expect(whole && safetyLine(whole, texts, FORMAT, NOW).text).toBe("All 420 of today are off-site");
  expect(whole?.safety.last_verified_at).toBe("2026-11-30T11:59:50Z");
  expect(allSafe([...two, home("c", { state: "waiting" })])).toBeNull();
  expect(allSafe([])).toBeNull();
});

test("ticks each second only while seconds are told", () => {
  expect(nextTick([home("a")], NOW)).toBe(1000);
  expect(nextTick([home("a", { last_verified_at: "2026-11-30T09:00:00Z" })], NOW)).toBe(20_000);
  expect(nextTick([home("a", { last_verified_at: null })], NOW)).toBe(Number.POSITIVE_INFINITY);
  expect(nextTick([], NOW)).toBe(Number.POSITIVE_INFINITY);
});
