import { expect, test } from "vitest";
import { makeCaptures, makeEvents } from "../dev/made/history";
import { CAMERAS } from "../dev/made/homes";
import { MadeSource } from "../dev/made/source";
import type { Event, Live } from "../shared/data/types";

const NOW = Date.parse("2026-11-30T12:00:00Z");

function some(): MadeSource {
  return new MadeSource({ events: 300, now: NOW, latency: 0 });
}

test("the same seed makes the same home, another one another", () => {
  expect(makeEvents(200, NOW, 1)).toEqual(makeEvents(200, NOW, 1));
  expect(makeEvents(200, NOW, 1)).not.toEqual(makeEvents(200, NOW, 2));
});

test("ten thousand events are of all cameras, in twelve days, each with as many captures as it says", () => {
  const events = makeEvents(10_000, NOW, 1);
  expect(events).toHaveLength(10_000);
  expect(new Set(events.map((event) => event.camera)).size).toBe(CAMERAS.length);
  expect(NOW - Date.parse(events[0]?.started_at ?? "")).toBeLessThan(12.1 * 86_400_000);
  for (const event of events.slice(0, 300)) {
    const captures = makeCaptures(event);
    expect(captures).toHaveLength(event.captures);
    expect(captures.some((capture) => capture.id === event.picture)).toBe(true);
  }
});

test("pages go on in both directions from a moment, without a gap", async () => {
  const source = some();
  const whole = (await source.events({ limit: 1000 })).items;
  const middle = await source.events({ around: whole[150]?.started_at ?? "", limit: 20 });
  const newer = await source.events({ cursor: middle.prev ?? "", limit: 20 });
  const older = await source.events({ cursor: middle.next ?? "", limit: 20 });
  const got = [...newer.items, ...middle.items, ...older.items].map((event) => event.id);
  const from = whole.findIndex((event) => event.id === got[0]);
  expect(got).toEqual(whole.slice(from, from + 60).map((event) => event.id));
});

test("what is marked as seen is counted, told and taken back", async () => {
  const source = some();
  const told: Live[] = [];
  source.subscribe((message) => told.push(message));
  const unseen = (await source.events({ unseen: true, limit: 1000 })).items;
  const undo = await source.actions?.markSeen({ seen: true, filter: {} });
  expect((await source.events({ unseen: true })).items).toEqual([]);
  expect(told.findLast((message) => message.type === "seen")).toMatchObject({ unseen: 0 });
  await undo?.();
  expect((await source.events({ unseen: true, limit: 1000 })).items.map(idOf)).toEqual(unseen.map(idOf));
});

test("what is deleted is gone, and what is offline does not answer", async () => {
  const source = some();
  const [event] = (await source.events({ limit: 1 })).items;
  if (!event) throw new Error("Nothing made");
  await source.actions?.remove([event]);
  await expect(source.open(event)).rejects.toMatchObject({ problem: "not_found" });
  source.setOffline(true);
  await expect(source.events({})).rejects.toMatchObject({ problem: "offline" });
});

function idOf(event: Event): string {
  return event.id;
}
