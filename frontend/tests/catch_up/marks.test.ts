import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Actions, SeenWanted } from "../../shared/data/types";
import { Marks } from "../../shared/parts/catch_up/marks";
import { event } from "./made";

function made() {
  const seen = new Set<string>();
  const calls: number[] = [];
  const trouble = { away: false };
  const actions = {
    markSeen: async (wanted: SeenWanted) => {
      if (trouble.away) throw new Error("away");
      const ids = "events" in wanted ? wanted.events.map(({ id }) => id) : [];
      calls.push(ids.length);
      for (const id of ids) seen.add(id);
      return async () => {
        if (trouble.away) throw new Error("away");
        for (const id of ids) seen.delete(id);
      };
    },
  } as unknown as Actions;
  return { seen, calls, trouble, marks: new Marks(actions) };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("marks a few at a time, and the rest when it is closed in the middle", async () => {
  const { seen, calls, marks } = made();
  for (let index = 0; index < 8; index++) marks.add(event(`${index}`));
  await vi.advanceTimersByTimeAsync(0);
  for (const id of ["8", "9", "9"]) marks.add(event(id));
  expect(calls).toEqual([8]);
  await marks.flush();
  expect(calls).toEqual([8, 2]);
  expect([seen.size, marks.count]).toEqual([10, 10]);
});

test("one event alone is told a little later", async () => {
  const { calls, marks } = made();
  marks.add(event("one"));
  await vi.advanceTimersByTimeAsync(3000);
  expect(calls).toEqual([]);
  await vi.advanceTimersByTimeAsync(2000);
  expect(calls).toEqual([1]);
});

test("what could not be told is told again", async () => {
  const { seen, trouble, marks } = made();
  trouble.away = true;
  marks.add(event("one"));
  await marks.flush();
  expect([seen.size, marks.count]).toEqual([0, 1]);
  trouble.away = false;
  await vi.advanceTimersByTimeAsync(11_000);
  expect([seen.has("one"), marks.count]).toEqual([true, 1]);
});

test("undo brings all back, also what was about to be told, and can be tried again", async () => {
  const { seen, trouble, marks } = made();
  for (let index = 0; index < 17; index++) {
    marks.add(event(`${index}`));
    await vi.advanceTimersByTimeAsync(0);
  }
  expect(seen.size).toBe(16);
  trouble.away = true;
  await expect(marks.undo()).rejects.toThrow("away");
  trouble.away = false;
  await marks.undo();
  await vi.advanceTimersByTimeAsync(60_000);
  expect([seen.size, marks.count]).toEqual([0, 0]);
});

test("what was not shown is counted until it was, and a source that only reads is told nothing", () => {
  const { marks } = made();
  marks.leave(event("one"));
  expect(marks.left).toBe(1);
  marks.add(event("one"));
  expect([marks.left, marks.count]).toEqual([0, 1]);
  const reading = new Marks(null);
  reading.add(event("one"));
  expect(reading.count).toBe(0);
});
