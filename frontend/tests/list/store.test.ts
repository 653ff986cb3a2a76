import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { sameFilter } from "../../shared/data/list/matching";
import { ListStore } from "../../shared/data/list/store";
import { EventWindow } from "../../shared/data/list/window";
import { type Event, SourceError } from "../../shared/data/types";
import { anEvent, randomNumbers } from "../home_assistant/events";
import { FakeSource, HOME, ids, inOrder, shown, stubPage } from "./lists";

beforeEach(() => {
  vi.useFakeTimers();
  stubPage();
});
afterEach(() => vi.useRealTimers());

test("a list begins at its top, and goes on at its end", async () => {
  const { store } = await shown();
  expect(store.status).toBe("ready");
  expect(store.takeTarget()).toBe("top");
  expect(store.edges).toEqual({ older: "more", newer: "end" });
  while (store.edges.older === "more") await store.more("older");
  expect(ids(store.events)).toEqual(Array.from({ length: 300 }, (_, at) => `e${299 - at}`));
});

test("at its top a new event is shown at once; further down it is counted, and moves nothing", async () => {
  const { fake, store } = await shown();
  store.at(undefined, true);
  fake.hear({ type: "event", event: anEvent("n1", 1000) });
  expect(store.events[0]?.id).toBe("n1");
  const base = store.base;
  store.at(Date.parse(store.events[20]?.started_at ?? ""), false);
  fake.hear({ type: "event", event: anEvent("n2", 1001) });
  fake.hear({ type: "event", event: anEvent("n2", 1001, { labels: ["person"] }) });
  fake.hear({ type: "event", event: anEvent("n3", 1002) });
  expect([store.events[0]?.id, store.fresh, store.base]).toEqual(["n1", 2, base]);
  store.toNewest();
  expect([ids(store.events.slice(0, 3)), store.fresh]).toEqual([["n3", "n2", "n1"], 0]);
  expect(store.events[1]?.labels).toEqual(["person"]);
});

test("what changes changes in its place, what is removed is gone, what comes late is put in order", async () => {
  const { fake, store } = await shown();
  store.at(undefined, false);
  fake.hear({ type: "event", event: anEvent("e290", 290, { description: "A fox" }) });
  expect(store.events.find(({ id }) => id === "e290")?.description).toBe("A fox");
  fake.hear({ type: "event_removed", event: { home: "h1", id: "e291" } });
  expect(ids(store.events)).not.toContain("e291");
  fake.hear({ type: "event", event: anEvent("late", 280.5) });
  expect(ids(store.events).indexOf("late")).toBe(ids(store.events).indexOf("e280") - 1);
  fake.hear({ type: "event", event: anEvent("far", 3) });
  expect(ids(store.events)).not.toContain("far");
  expect(inOrder(store.events)).toBe(true);
});

test("an event keeps that it was seen until something comes to it", async () => {
  const { fake, store } = await shown();
  const known = store.events[0] as Event;
  const { unseen: _unseen, ...told } = known;
  fake.hear({ type: "event", event: { ...told, verified: 1 } });
  expect(store.events[0]?.unseen).toBe(false);
  fake.hear({ type: "event", event: { ...told, received_at: "2026-11-30T14:00:00Z" } });
  expect(store.events[0]?.unseen).toBe(true);
});

test("a moment that is at hand is scrolled to, another is loaded with both directions open", async () => {
  const { fake, store } = await shown();
  store.takeTarget();
  const asked = fake.asked.length;
  const at = Date.parse(store.events[30]?.started_at ?? "");
  store.jump(at);
  expect([store.takeTarget(), fake.asked.length]).toEqual([{ moment: at }, asked]);
  const past = Date.parse(anEvent("x", 100).started_at);
  store.jump(past);
  await vi.advanceTimersByTimeAsync(0);
  expect(store.takeTarget()).toEqual({ moment: past });
  expect(store.edges).toEqual({ older: "more", newer: "more" });
  const before = ids(store.events);
  await store.more("newer");
  expect(ids(store.events).slice(-before.length)).toEqual(before);
  expect(inOrder(store.events)).toBe(true);
});

test("a failure is said in words, tried again, and taken back by a home that answers", async () => {
  const fake = new FakeSource(10);
  fake.failure = new SourceError("unavailable", "The gateway is away.");
  const store = new ListStore(fake.source);
  store.follow();
  store.show({});
  await vi.advanceTimersByTimeAsync(0);
  expect([store.status, store.error?.message]).toEqual(["failed", "The gateway is away."]);
  fake.failure = undefined;
  await vi.advanceTimersByTimeAsync(5000);
  expect([store.status, store.events.length]).toEqual(["ready", 10]);
});

test("an end that could not be loaded is tried again", async () => {
  const { fake, store } = await shown();
  fake.failure = new SourceError("offline", "No line.");
  await store.more("older");
  expect([store.edges.older, store.events.length]).toEqual(["failed", 50]);
  fake.failure = undefined;
  await vi.advanceTimersByTimeAsync(5000);
  expect(store.events.length).toBe(150);
});

test("after the line was down the list is asked for anew, and shows the old one meanwhile", async () => {
  const { fake, store } = await shown();
  fake.hear({ type: "connected", connected: false });
  fake.events.unshift(anEvent("missed", 2000, { unseen: true }));
  fake.hear({ type: "connected", connected: true });
  fake.hear({ type: "homes", homes: [HOME] });
  expect([store.status, store.events.length]).toEqual(["ready", 50]);
  await vi.advanceTimersByTimeAsync(0);
  expect(store.events[0]?.id).toBe("missed");
});

test("an older answer does not replace a newer one", async () => {
  const { store } = await shown();
  store.show({ labels: ["nothing"] });
  store.show({});
  await vi.advanceTimersByTimeAsync(0);
  expect(store.events.length).toBe(50);
});

test("a filter that only its home knows is asked again for what is new", async () => {
  const { fake, store } = await shown(20, { text: "fox" });
  store.at(undefined, true);
  const asked = fake.asked.length;
  const fox = anEvent("fox", 500);
  fake.events.unshift(fox);
  fake.hear({ type: "event", event: fox });
  fake.hear({ type: "event", event: fox });
  expect(ids(store.events)).not.toContain("fox");
  await vi.advanceTimersByTimeAsync(1000);
  expect([store.events[0]?.id, fake.asked.length]).toEqual(["fox", asked + 1]);
});

test("what was marked elsewhere is marked here", async () => {
  const { fake, store } = await shown();
  store.mark(() => true);
  fake.events = fake.events.map((event) => ({ ...event, unseen: event.id === "e295" }));
  fake.hear({ type: "seen", home: "h1", unseen: 1 });
  await vi.advanceTimersByTimeAsync(300);
  expect(ids(store.events.filter(({ unseen }) => unseen))).toEqual(["e295"]);
});

test("stepping goes through the list and beyond what is loaded, to its ends", async () => {
  const { store } = await shown(60);
  const last = store.events.at(-1) as Event;
  expect((await store.step(last, "older"))?.id).toBe("e9");
  expect(await store.step(store.events[0] as Event, "newer")).toBeNull();
  expect(await store.step(store.events.at(-1) as Event, "older")).toBeNull();
  expect((await store.step(anEvent("other", 30.5), "older"))?.id).toBe("e30");
  expect((await store.step(anEvent("other", 30.5), "newer"))?.id).toBe("e31");
});

test("a window that is long lets its far end go, and gets it back", async () => {
  const fake = new FakeSource(2000);
  const store = new ListStore(fake.source, 500);
  store.follow();
  store.show({});
  await vi.advanceTimersByTimeAsync(0);
  for (let page = 0; page < 15; page++) await store.more("older");
  expect(store.events.length).toBeLessThanOrEqual(600);
  expect(store.edges.newer).toBe("more");
  for (let page = 0; page < 30 && store.edges.newer === "more"; page++) await store.more("newer");
  expect([store.edges.newer, store.events[0]?.id]).toEqual(["end", "e1999"]);
  expect(store.events.length).toBeLessThanOrEqual(600);
});

test.each(Array.from({ length: 20 }, (_, seed) => seed + 1))("window %i: each keeps its number, in order", (seed) => {
  const random = randomNumbers(seed);
  const window = new EventWindow();
  const page = (items: Event[]) => ({ items, next: null, prev: null, understood: null });
  window.reset(page([anEvent("first", 500)]));
  const number = () => window.base + window.events.findIndex(({ id }) => id === "first");
  for (let step = 0; step < 60; step++) {
    const event = anEvent(`e${random(30)}`, random(500));
    const below = number();
    if (random(3) === 0) window.remove(event);
    else window.put(event);
    if (window.events[window.events.length - 1]?.id !== "first") expect(number() <= below + 1).toBe(true);
    expect(inOrder(window.events)).toBe(true);
    expect(new Set(ids(window.events)).size).toBe(window.events.length);
  }
});

test("filters are the same whatever way they say nothing", () => {
  expect(sameFilter({}, { labels: [], unseen: false, text: "" })).toBe(true);
  expect(sameFilter({ unseen: true }, {})).toBe(false);
});
