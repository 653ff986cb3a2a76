import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { DensityQuery, Live, Source } from "../../shared/data/types";
import { Density } from "../../shared/parts/find/density";

const DAY = { start: Date.parse("2026-11-30T00:00:00Z"), end: Date.parse("2026-12-01T00:00:00Z") };
const BEFORE = { start: Date.parse("2026-11-29T00:00:00Z"), end: DAY.start };

function made() {
  const asked: DensityQuery[] = [];
  const listeners = new Set<(message: Live) => void>();
  const source = {
    subscribe: (listener: (message: Live) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    density: async (query: DensityQuery) => {
      asked.push(query);
      return [];
    },
  } as unknown as Source;
  const say = (message: unknown) => {
    for (const listener of listeners) listener(message as Live);
  };
  return { asked, listeners, say, density: new Density(source) };
}

const event = (id: string, unseen = true) => ({
  type: "event",
  event: { home: "a", id, started_at: "2026-11-30T10:00:00Z", unseen },
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a time is asked for once; words of a search are not asked for, and a filter's own bounds hold", async () => {
  const { asked, density } = made();
  await density.spans({ text: "car", labels: ["person"] }, "quarter", DAY);
  await density.spans({ labels: ["person"] }, "quarter", DAY);
  await density.spans({ after: "2026-11-30T08:00:00Z", before: "2026-12-09T00:00:00Z" }, "quarter", DAY);
  expect(await density.spans({ before: "2026-11-29T00:00:00Z" }, "quarter", DAY)).toEqual([]);
  expect(asked).toEqual([
    { labels: ["person"], by: "quarter", after: "2026-11-30T00:00:00.000Z", before: "2026-12-01T00:00:00.000Z" },
    { by: "quarter", after: "2026-11-30T08:00:00.000Z", before: "2026-12-01T00:00:00.000Z" },
  ]);
});

test("a new event makes only its own day stale, once for all that is told of it, and not at once", async () => {
  const { asked, density, say } = made();
  const changed = vi.fn();
  density.watch(changed);
  await density.spans({}, "quarter", DAY);
  await density.spans({}, "quarter", BEFORE);
  for (let told = 0; told < 10; told++) say(event("one"));
  say(event("two"));
  expect(changed).not.toHaveBeenCalled();
  vi.advanceTimersByTime(5000);
  expect(changed).toHaveBeenCalledTimes(1);
  await density.spans({}, "quarter", BEFORE);
  expect(asked).toHaveLength(2);
  await density.spans({}, "quarter", DAY);
  expect(asked).toHaveLength(3);
  say(event("one"));
  vi.advanceTimersByTime(5000);
  expect(changed).toHaveBeenCalledTimes(1);
  say(event("one", false));
  vi.advanceTimersByTime(5000);
  expect(changed).toHaveBeenCalledTimes(2);
});

test("of unseen events only those are counted", async () => {
  const { density } = made();
  const span = { start: "2026-11-30T00:00:00Z", end: "2026-11-30T00:15:00Z", captures: 9, events: 9, unseen: 2 };
  (density as unknown as { source: Source }).source.density = async () => [span];
  expect((await density.spans({}, "quarter", DAY))[0]?.events).toBe(9);
  expect((await density.spans({ unseen: true }, "quarter", DAY))[0]?.events).toBe(2);
});

test("a failure is not kept, and nothing is after a break or when nobody watches", async () => {
  const { asked, density, say, listeners } = made();
  const source = (density as unknown as { source: Source }).source;
  const good = source.density;
  source.density = () => Promise.reject(new Error("away"));
  await expect(density.spans({}, "quarter", DAY)).rejects.toThrow("away");
  source.density = good;
  const end = density.watch(() => {});
  await density.spans({}, "quarter", DAY);
  say({ type: "connected", connected: true });
  await density.spans({}, "quarter", DAY);
  expect(asked).toHaveLength(2);
  end();
  expect(listeners.size).toBe(0);
  await density.spans({}, "quarter", DAY);
  expect(asked).toHaveLength(3);
});
