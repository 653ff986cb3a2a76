import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Event, Live, PageQuery, Source } from "../../shared/data/types";
import { Supply } from "../../shared/parts/catch_up/supply";
import { event } from "./made";

function made(count: number) {
  const events = Array.from({ length: count }, (_, index) => event(`${index}`, index));
  const asked: PageQuery[] = [];
  let tell: (message: Live) => void = () => undefined;
  const source = {
    subscribe: (listener: (message: Live) => void) => {
      tell = listener;
      return () => {
        tell = () => undefined;
      };
    },
    events: async (query: PageQuery) => {
      asked.push(query);
      const from = Number(query.cursor ?? 0);
      const found = events.filter((one) => one.unseen && (!query.after || one.started_at >= query.after));
      const items = found.slice(from, from + (query.limit ?? 50));
      return { items, prev: null, understood: null, next: from + 50 < found.length ? `${from + 50}` : null };
    },
  } as unknown as Source;
  const listener = { supplyChanged: vi.fn(), supplyLost: vi.fn(), supplyConnected: vi.fn() };
  const supply = new Supply(source, { labels: ["person"] }, listener);
  supply.start();
  const say = (message: unknown) => tell(message as Live);
  const come = (one: Event) => {
    events.push(one);
    say({ type: "event", event: one });
  };
  return { asked, events, supply, listener, say, come };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("more than a hundred come page by page while they play, oldest first, none twice and none left out", async () => {
  const { supply, asked } = made(130);
  await Promise.all([supply.ahead(), supply.ahead()]);
  expect(asked).toEqual([{ labels: ["person"], unseen: true, order: "asc", limit: 50 }]);
  const played: string[] = [];
  for (; supply.queue.current; supply.queue.forward()) {
    played.push(supply.queue.current.id);
    await supply.ahead();
  }
  expect(played).toEqual(Array.from({ length: 130 }, (_, index) => `${index}`));
  expect(asked).toHaveLength(3);
  expect(supply.more).toBe(false);
});

test("a new event is appended soon, whether it is wanted is for the source to say", async () => {
  const { supply, come } = made(2);
  await supply.ahead();
  come(event("new", 10));
  come(event("seen", 11, { unseen: false }));
  await vi.advanceTimersByTimeAsync(3000);
  expect(supply.queue.length).toBe(3);
});

test("an event that came late, into a time that was played, comes at the end", async () => {
  const { supply, come } = made(2);
  await supply.ahead();
  supply.queue.forward();
  supply.queue.forward();
  come(event("late", -30));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(supply.queue.current).toBeNull();
  await supply.fresh(true);
  expect(supply.queue.current?.id).toBe("late");
});

test("says when the event that is on was deleted, and when the line is back", async () => {
  const { supply, say, listener } = made(2);
  await supply.ahead();
  say({ type: "event_removed", event: { home: "a", id: "1" } });
  expect(listener.supplyLost).not.toHaveBeenCalled();
  say({ type: "event_removed", event: { home: "a", id: "0" } });
  expect(listener.supplyLost).toHaveBeenCalledOnce();
  say({ type: "connected", connected: false });
  expect(listener.supplyConnected).not.toHaveBeenCalled();
  say({ type: "connected", connected: true });
  expect(listener.supplyConnected).toHaveBeenCalledOnce();
});

test("a page that failed is asked for again", async () => {
  const { supply } = made(1);
  const source = (supply as unknown as { source: Source }).source;
  const good = source.events;
  source.events = () => Promise.reject(new Error("away"));
  await expect(supply.ahead()).rejects.toThrow("away");
  source.events = good;
  await supply.ahead();
  expect(supply.queue.length).toBe(1);
});

test("of a new event nobody tells live whether this person has seen it: it is asked for", async () => {
  const { supply, events, say } = made(2);
  await supply.ahead();
  const { unseen: _, ...untold } = event("new", 10);
  events.push(event("new", 10));
  say({ type: "event", event: untold });
  await vi.advanceTimersByTimeAsync(3000);
  expect(supply.queue.length).toBe(3);
});

test("an answer that comes after it was closed begins nothing again", async () => {
  const { supply, come, listener } = made(2);
  await supply.ahead();
  come(event("new", 10));
  const late = supply.fresh(true);
  supply.stop();
  listener.supplyChanged.mockClear();
  await late;
  expect([supply.queue.length, listener.supplyChanged.mock.calls.length]).toEqual([2, 0]);
});
