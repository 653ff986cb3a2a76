import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Addresses } from "../../shared/data/home_assistant/addresses";
import { addSpans } from "../../shared/data/home_assistant/lists/density";
import { HomeAssistantSource } from "../../shared/data/home_assistant/source";
import type { WireGateway, WireMessage } from "../../shared/data/home_assistant/wire";
import type { Live } from "../../shared/data/types";
import type { Hass } from "../../shared/hass";
import { wireEvent } from "./events";

const GATEWAY = {
  entry_id: "one",
  name: "Home",
  available: true,
  version: "1",
  time_zone: "Europe/Berlin",
  cameras: [],
  groups: [],
  safety: { state: "safe" },
  unseen: 3,
  features: ["timeline", "seen"],
} as unknown as WireGateway;

/** A Home Assistant whose socket can be lost, and which may not know a command yet. */
class FakeHass {
  readonly sent: Record<string, unknown>[] = [];
  readonly listeners = new Map<string, Set<() => void>>();
  subscriptions: ((message: WireMessage) => void)[] = [];
  failures = 0;
  answer: (message: Record<string, unknown>) => unknown = () => ({ items: [], next: null });
  fetched: (path: string) => Response = () => new Response(null, { status: 404 });

  readonly locale = { language: "en", time_zone: "server" };
  readonly hass = {
    locale: this.locale,
    config: { time_zone: "Asia/Tokyo" },
    callWS: async (message: Record<string, unknown>) => {
      this.sent.push(message);
      return this.answer(message);
    },
    fetchWithAuth: async (path: string) => this.fetched(path),
    connection: {
      subscribeMessage: async (hear: (message: WireMessage) => void, _message: unknown, options: unknown) => {
        expect(options).toEqual({ resubscribe: false });
        if (this.failures-- > 0) throw { code: "unknown_command", message: "Unknown command." };
        this.subscriptions.push(hear);
        return async () => {
          this.subscriptions = this.subscriptions.filter((other) => other !== hear);
        };
      },
      addEventListener: (name: string, listener: () => void) =>
        this.listeners.set(name, (this.listeners.get(name) ?? new Set()).add(listener)),
      removeEventListener: (name: string, listener: () => void) => this.listeners.get(name)?.delete(listener),
    },
  } as unknown as Hass;

  tell(message: WireMessage): void {
    for (const hear of this.subscriptions) hear(message);
  }

  happen(name: string): void {
    for (const listener of this.listeners.get(name) ?? []) listener();
  }
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

type Kept = Pick<Storage, "getItem" | "setItem">;

function emptyStorage(): Kept {
  const kept = new Map<string, string>();
  return { getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => void kept.set(name, value) };
}

function started(storage?: Kept) {
  const fake = new FakeHass();
  const source = new HomeAssistantSource(() => fake.hass, storage);
  const told: Live[] = [];
  return { fake, source, told, listen: () => source.subscribe((message) => told.push(message)) };
}

test("homes are told first, and to one who comes later at once", async () => {
  const { fake, source, told, listen } = started();
  listen();
  await vi.advanceTimersByTimeAsync(0);
  fake.tell({ type: "state", gateways: [GATEWAY] });
  expect(told).toMatchObject([{ type: "homes", homes: [{ id: "one", unseen: 3 }] }]);
  const later: Live[] = [];
  source.subscribe((message) => later.push(message));
  expect(later).toMatchObject([{ type: "homes" }]);
  expect(fake.subscriptions).toHaveLength(1);
});

test("live messages have their home, and a count of what is unseen changes the home", async () => {
  const { fake, told, listen } = started();
  listen();
  await vi.advanceTimersByTimeAsync(0);
  fake.tell({ type: "state", gateways: [GATEWAY] });
  fake.tell({ type: "event", entry_id: "one", event: wireEvent("a", 1) });
  fake.tell({ type: "event_removed", entry_id: "one", id: "a", camera: "door" });
  fake.tell({ type: "seen", entry_id: "one", unseen: 0 });
  fake.tell({ type: "gateway", entry_id: "two", gateway: { ...GATEWAY, entry_id: "two" } });
  expect(told.slice(1)).toMatchObject([
    { type: "event", event: { home: "one", id: "a", clips: 0 } },
    { type: "event_removed", event: { home: "one", id: "a" } },
    { type: "homes", homes: [{ id: "one", unseen: 0 }] },
    { type: "seen", home: "one", unseen: 0 },
    { type: "homes", homes: [{ id: "one", unseen: 0 }, { id: "two" }] },
  ]);
});

test("after a restart the subscription is renewed as soon as the command is known again", async () => {
  const { fake, told, listen } = started();
  listen();
  await vi.advanceTimersByTimeAsync(0);
  fake.happen("disconnected");
  fake.subscriptions = [];
  fake.failures = 3;
  fake.happen("ready");
  await vi.advanceTimersByTimeAsync(1000 + 2000);
  expect(fake.subscriptions).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(4000);
  expect(fake.subscriptions).toHaveLength(1);
  expect(told).toEqual([
    { type: "connected", connected: false },
    { type: "connected", connected: true },
  ]);
});

test("the last one who leaves ends the subscription, also one that is still tried for", async () => {
  const { fake, listen } = started();
  fake.failures = 1;
  const end = listen();
  await vi.advanceTimersByTimeAsync(0);
  end();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(fake.subscriptions).toHaveLength(0);
  const again = listen();
  await vi.advanceTimersByTimeAsync(0);
  expect(fake.subscriptions).toHaveLength(1);
  again();
  await vi.advanceTimersByTimeAsync(0);
  expect(fake.subscriptions).toHaveLength(0);
  expect([...fake.listeners.values()].every((set) => set.size === 0)).toBe(true);
});

test("events are asked for before the homes were told, of those that there were the last time", async () => {
  const storage = emptyStorage();
  const before = started(storage);
  before.listen();
  await vi.advanceTimersByTimeAsync(0);
  before.fake.tell({ type: "state", gateways: [GATEWAY] });
  const { fake, source, listen } = started(storage);
  listen();
  const page = source.events({});
  await vi.advanceTimersByTimeAsync(0);
  expect(fake.sent.map(({ entry_id }) => entry_id)).toContain("one");
  fake.tell({ type: "state", gateways: [{ ...GATEWAY, entry_id: "new" }] });
  await page;
  expect(fake.sent.at(-1)).toMatchObject({ entry_id: "new" });
});

test("a density counts what was not seen beside the rest, where the home can; a filter of it narrows nothing", async () => {
  const { fake, source, listen } = started();
  listen();
  await vi.advanceTimersByTimeAsync(0);
  const old = { ...GATEWAY, entry_id: "old", features: ["timeline"] } as WireGateway;
  fake.tell({ type: "state", gateways: [GATEWAY, old] });
  await source.density({ by: "day", labels: ["person"] });
  await source.density({ by: "day", unseen: true });
  const asked = fake.sent.filter(({ type }) => type === "camvault/density");
  expect(asked.map(({ entry_id, unseen }) => [entry_id, unseen])).toEqual([
    ["one", true],
    ["old", undefined],
    ["one", true],
    ["old", undefined],
  ]);
});

test("a search and days are in the time zone that a person chose, and nothing else asks for one", async () => {
  const { fake, source, listen } = started();
  listen();
  await vi.advanceTimersByTimeAsync(0);
  fake.tell({ type: "state", gateways: [GATEWAY] });
  const zones = async (ask: () => Promise<unknown>) => {
    fake.sent.length = 0;
    await ask();
    return [...new Set(fake.sent.map(({ time_zone }) => time_zone))];
  };
  const days = () => source.density({ by: "day" });
  const search = () => source.events({ text: "yesterday", around: "2026-11-30T12:00:00Z" });
  expect([await zones(search), await zones(days)]).toEqual([["Asia/Tokyo"], ["Asia/Tokyo"]]);
  expect(await zones(() => source.events({}))).toEqual([undefined]);
  fake.locale.time_zone = "local";
  const device = Intl.DateTimeFormat().resolvedOptions().timeZone;
  expect(device).not.toBe("Asia/Tokyo");
  expect([await zones(search), await zones(days)]).toEqual([[device], [device]]);
});

test("a home that is no longer there keeps nobody from the events of those that are", async () => {
  const storage = emptyStorage();
  storage.setItem("camvault.homes", JSON.stringify([{ id: "removed", features: [] }]));
  const { fake, source, listen } = started(storage);
  fake.answer = ({ entry_id }) => {
    if (entry_id === "removed") throw { code: "not_found", message: "There is no such gateway." };
    return { items: [wireEvent("a", 1)], next: null };
  };
  listen();
  const page = source.events({});
  await vi.advanceTimersByTimeAsync(0);
  fake.tell({ type: "state", gateways: [GATEWAY] });
  expect((await page).items.map(({ id }) => id)).toEqual(["a"]);
});

test("an address stays the same for hours, is renewed in time, and after a lost connection", async () => {
  const asked: unknown[] = [];
  let now = 0;
  const addresses = new Addresses(
    async <T>(message: Record<string, unknown>) => ({ path: `${message.path}?authSig=${asked.push(message)}` }) as T,
    () => now,
  );
  expect(await addresses.of("/a")).toBe("/a?authSig=1");
  now += 3600_000;
  expect(await addresses.of("/a")).toBe("/a?authSig=1");
  now += 4 * 3600_000;
  expect(await addresses.of("/a")).toBe("/a?authSig=2");
  addresses.forget();
  expect(await addresses.of("/a")).toBe("/a?authSig=3");
});

test("an address that could not be had is asked for again", async () => {
  let fails = true;
  const addresses = new Addresses(async <T>() => {
    if (fails) throw new Error("lost");
    return { path: "/a?authSig=1" } as T;
  });
  await expect(addresses.of("/a")).rejects.toThrow("lost");
  fails = false;
  expect(await addresses.of("/a")).toBe("/a?authSig=1");
});

test("a picture that is not there yet is none; a line that is down is said in words", async () => {
  const { fake, source } = started();
  expect(await source.picture({ home: "one", id: "c" }, 320)).toBeNull();
  fake.fetched = () => {
    throw new TypeError("Failed to fetch");
  };
  await expect(source.picture({ home: "one", id: "c" }, 320)).rejects.toMatchObject({ problem: "offline" });
});

test("more is marked as seen than a filter has in no case", async () => {
  const { fake, source, listen } = started();
  listen();
  await vi.advanceTimersByTimeAsync(0);
  fake.tell({ type: "state", gateways: [GATEWAY] });
  fake.answer = ({ type }) =>
    type === "camvault/events" ? { items: [wireEvent("a", 1)], next: null } : { unseen: 0, undo: "u" };
  await source.actions.markSeen({ seen: true, filter: { labels: ["person"] } });
  expect(fake.sent.at(-1)).toEqual({ type: "camvault/seen", seen: true, entry_id: "one", event_ids: ["a"] });
  const undo = await source.actions.markSeen({ seen: true, filter: { cameras: [{ home: "one", id: "door" }] } });
  expect(fake.sent.at(-1)).toEqual({ type: "camvault/seen", seen: true, entry_id: "one", cameras: ["door"] });
  await undo();
  expect(fake.sent.at(-1)).toEqual({ type: "camvault/seen", entry_id: "one", undo: "u" });
});

test("what several homes had at a time is added up", () => {
  const span = (hour: number, events: number, unseen?: number) => ({
    start: `2026-11-30T${hour}:00:00Z`,
    end: `2026-11-30T${hour + 1}:00:00Z`,
    captures: events,
    events,
    ...(unseen === undefined ? {} : { unseen }),
  });
  expect(
    addSpans([
      [span(11, 2), span(12, 1, 1)],
      [span(10, 4), span(12, 5)],
    ]),
  ).toEqual([span(10, 4), span(11, 2), span(12, 6, 1)]);
});
