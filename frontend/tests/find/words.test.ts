import { expect, test } from "vitest";
import type { Host } from "../../shared/env";
import { LastSearches } from "../../shared/parts/find/words/last_searches";
import { understoodAs } from "../../shared/parts/find/words/understood";
import { loadTexts } from "../../shared/texts/texts";
import { FORMAT, NOW } from "./homes";

const texts = await loadTexts("en");
const read = (words: string, after: string | null, before: string | null) =>
  understoodAs({ words, after, before, moment: null }, texts, FORMAT, NOW);

test("says how words were read", () => {
  expect(read("person", "2026-11-29T13:20:00Z", "2026-11-29T14:35:00Z")).toBe("person, Yesterday 14:20 to 15:35");
  expect(read("", "2026-11-29T21:00:00Z", "2026-11-30T05:00:00Z")).toBe("Yesterday 22:00 to Today 06:00");
  expect(read("red car", null, null)).toBe("red car");
  expect(read("", "2026-11-28T13:20:00Z", null)).toBe("since Saturday, November 28 14:20");
  expect(read("", null, "2026-11-30T05:00:00Z")).toBe("until Today 06:00");
  expect(read(" ", null, null)).toBe("");
});

test("a whole day is its name, also one of 25 hours", () => {
  expect(read("", "2026-11-28T23:00:00Z", "2026-11-29T23:00:00Z")).toBe("Yesterday");
  expect(read("", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z")).toBe("Sunday, October 25");
});

function host(kept: unknown): Host & { kept: unknown } {
  const made = {
    kept,
    preference: async () => made.kept,
    setPreference: async (_name: string, value: unknown) => {
      made.kept = value;
    },
  };
  return made as unknown as Host & { kept: unknown };
}

test("keeps the last searches, each once, newest first", async () => {
  const made = host(undefined);
  const searches = new LastSearches(made);
  for (const text of ["a", "b", "c", "d", "e", "f", "g", "B"]) await searches.add(text);
  expect(await searches.all()).toEqual(["B", "g", "f", "e", "d", "c"]);
  await searches.clear();
  expect(made.kept).toEqual([]);
});

test("what else lies in the preference does no harm", async () => {
  expect(await new LastSearches(host({ a: 1 })).all()).toEqual([]);
  expect(await new LastSearches(host([1, null, "car", "x".repeat(5000)])).all()).toEqual(["car"]);
  const broken = {
    preference: () => Promise.reject(new Error("away")),
    setPreference: () => Promise.reject(new Error()),
  };
  expect(await new LastSearches(broken as unknown as Host).add("car")).toEqual(["car"]);
});
