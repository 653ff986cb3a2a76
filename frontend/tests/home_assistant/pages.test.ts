import { describe, expect, test } from "vitest";
import { Pages } from "../../shared/data/home_assistant/lists/pages";
import { compare, positionOf, readCursor } from "../../shared/data/home_assistant/lists/positions";
import type { WireEvent } from "../../shared/data/home_assistant/wire";
import type { Event, Page, PageQuery } from "../../shared/data/types";
import { randomNumbers, wireEvent } from "./events";

type Asked = { entry_id: string; after?: string; before?: string; order?: string; limit: number; unseen?: boolean };

/** Gateways that answer as docs/openapi.yaml says. Of events of one moment each has its own order. */
function gateways(homes: Record<string, WireEvent[]>, old: string[] = []) {
  const asked: Asked[] = [];
  const ask = async <T>(message: Record<string, unknown>): Promise<T> => {
    const wanted = message as unknown as Asked;
    asked.push(wanted);
    const sign = wanted.order === "asc" ? 1 : -1;
    const found = (homes[wanted.entry_id] ?? [])
      .filter(({ started_at }) => !wanted.after || started_at >= wanted.after)
      .filter(({ started_at }) => !wanted.before || started_at < wanted.before)
      .sort((one, other) => sign * (one.started_at.localeCompare(other.started_at) || other.id.localeCompare(one.id)));
    return { items: found.slice(0, wanted.limit), next: found.length > wanted.limit ? "c" : null } as T;
  };
  const askable = Object.keys(homes).map((id) => ({
    id,
    features: old.includes(id) ? [] : (["timeline", "seen"] as ("timeline" | "seen")[]),
  }));
  return { asked, pages: new Pages(ask, async () => askable) };
}

/** Homes with many events, several of them at the same moment. */
function many(seed: number): Record<string, WireEvent[]> {
  const random = randomNumbers(seed);
  const homes = Object.fromEntries(
    Array.from({ length: 1 + random(3) }, (_, home) => [
      `home${home}`,
      Array.from({ length: random(60) }, (_, id) => wireEvent(`e${id}`, random(40))),
    ]),
  );
  return homes;
}

function allOf(homes: Record<string, WireEvent[]>): string[] {
  return Object.entries(homes)
    .flatMap(([home, events]) => events.map((event) => ({ at: Date.parse(event.started_at), home, id: event.id })))
    .sort((one, other) => compare(other, one))
    .map(({ home, id }) => `${home}/${id}`);
}

const named = (events: readonly Event[]) => events.map(({ home, id }) => `${home}/${id}`);

async function walk(pages: Pages, query: PageQuery, first: Page, way: "next" | "prev"): Promise<Event[]> {
  const found: Event[] = [];
  for (let cursor = first[way]; cursor !== null; ) {
    const page: Page = await pages.page({ ...query, cursor });
    if (way === "next") found.push(...page.items);
    else found.unshift(...page.items);
    expect(found.length).toBeLessThan(1000);
    cursor = page[way];
  }
  return found;
}

describe.each(Array.from({ length: 40 }, (_, seed) => seed + 1))("homes %i", (seed) => {
  const homes = many(seed);
  const limit = 1 + randomNumbers(seed * 7)(12);

  test("all events come once and in order, whatever the page's length", async () => {
    const { pages } = gateways(homes);
    const first = await pages.page({ limit });
    expect(first.prev).toBeNull();
    expect(named([...first.items, ...(await walk(pages, { limit }, first, "next"))])).toEqual(allOf(homes));
  });

  test("the other order is the same list from its other end", async () => {
    const { pages } = gateways(homes);
    const first = await pages.page({ limit, order: "asc" });
    const all = [...first.items, ...(await walk(pages, { limit, order: "asc" }, first, "next"))];
    expect(named(all)).toEqual(allOf(homes).reverse());
  });

  test("from any moment both ends are reached, and nothing is left out or told twice", async () => {
    const { pages } = gateways(homes);
    const around = wireEvent("x", randomNumbers(seed * 3)(44) - 2).started_at;
    const middle = await pages.page({ limit, around });
    const newer = await walk(pages, { limit }, middle, "prev");
    const older = await walk(pages, { limit }, middle, "next");
    expect(named([...newer, ...middle.items, ...older])).toEqual(allOf(homes));
  });
});

test("the page around a moment has it in its middle", async () => {
  const { pages } = gateways({ one: Array.from({ length: 40 }, (_, id) => wireEvent(`${id}`, id)) });
  const { items } = await pages.page({ limit: 10, around: wireEvent("x", 20.5).started_at });
  expect(items.map(({ id }) => Number(id))).toEqual([25, 24, 23, 22, 21, 20, 19, 18, 17, 16]);
});

test("a filter's own bounds hold on every page", async () => {
  const { pages } = gateways({ one: Array.from({ length: 40 }, (_, id) => wireEvent(`${id}`, id)) });
  const query = { limit: 4, after: wireEvent("x", 10).started_at, before: wireEvent("x", 20).started_at };
  const first = await pages.page(query);
  const ids = [...first.items, ...(await walk(pages, query, first, "next"))].map(({ id }) => Number(id));
  expect(ids).toEqual([19, 18, 17, 16, 15, 14, 13, 12, 11, 10]);
});

test("a page is asked for once, and has what its home says of what was not seen", async () => {
  const events = [wireEvent("a", 1, { unseen: true }), wireEvent("b", 2, { unseen: false }), wireEvent("c", 3)];
  const { pages, asked } = gateways({ one: events });
  const { items } = await pages.page({ limit: 7 });
  expect(items.map(({ id, unseen }) => [id, unseen])).toEqual([
    ["c", undefined],
    ["b", false],
    ["a", true],
  ]);
  expect(asked).toEqual([{ type: "camvault/events", entry_id: "one", limit: 12 }]);
});

test("a gateway from before the timeline is asked for nothing that it does not know", async () => {
  const { pages, asked } = gateways({ one: [wireEvent("a", 1), wireEvent("b", 3)] }, ["one"]);
  const page = await pages.page({ limit: 10, around: wireEvent("x", 2).started_at });
  expect(named(page.items)).toEqual(["one/a"]);
  expect(asked.every((message) => message.order === undefined && message.unseen === undefined)).toBe(true);
  expect(page.items[0]?.unseen).toBeUndefined();
});

test("one home that fails does not keep the others back; only all of them do", async () => {
  const failing = (homes: string[]) =>
    new Pages(
      async <T>({ entry_id }: Record<string, unknown>) => {
        if (homes.includes(String(entry_id))) throw new Error(`${entry_id} is away`);
        return { items: [wireEvent("a", 1)], next: null } as T;
      },
      async () => [
        { id: "one", features: [] },
        { id: "two", features: [] },
      ],
    );
  expect(named((await failing(["one"]).page({})).items)).toEqual(["two/a"]);
  await expect(failing(["one", "two"]).page({})).rejects.toThrow("one is away");
});

test("only homes that a filter can have are asked", async () => {
  const { pages, asked } = gateways({ one: [wireEvent("a", 1)], two: [wireEvent("b", 2)] });
  await pages.page({ cameras: [{ home: "two", id: "door" }] });
  await pages.page({ group: { home: "two", id: "front" } });
  expect(new Set(asked.map(({ entry_id }) => entry_id))).toEqual(new Set(["two"]));
});

test("a cursor is read as it was written, and anything else is refused", () => {
  const event = { ...wireEvent("a", 1), home: "one" } as Event;
  expect(positionOf(event)).toEqual({ at: Date.parse(event.started_at), home: "one", id: "a" });
  for (const text of ["", "x", "[]", '["up",1,"a","b"]', "null"]) expect(() => readCursor(text)).toThrow();
});
