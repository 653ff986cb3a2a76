import type { Event, Filter, Page, PageQuery, Understood } from "../../types";
import type { Askable } from "../known_homes";
import { toEvent, type WireEvent } from "../wire";
import { answersOf } from "./answers";
import { homesOf, wireFilter } from "./filters";
import { type Direction, merge, type Part, type Position, positionOf, readCursor, writeCursor } from "./positions";

const PAGE = 50;
const MOST = 500;
/** So many more than a page are asked for that the cut through one millisecond's events lies outside it. */
const SPARE = 5;

export type Asks = <T>(message: Record<string, unknown>) => Promise<T>;
type WirePage = { items: WireEvent[]; next: string | null; understood?: Understood | null };
type Side = { items: Event[]; more: boolean; understood: Understood | null };
type Wanted = { filter: Filter; direction: Direction; limit: number; from?: Position | undefined };

/** Lists of events over all homes, in one order. */
export class Pages {
  constructor(
    private readonly ask: Asks,
    private readonly homes: () => Promise<Askable[]>,
  ) {}

  async page(query: PageQuery): Promise<Page> {
    const { around, cursor, order = "desc", limit = PAGE, ...filter } = query;
    if (around !== undefined) return this.#around(filter, Date.parse(around), order, limit);
    const onwards: Direction = order === "desc" ? "older" : "newer";
    const at = cursor === undefined ? undefined : readCursor(cursor);
    const direction = at?.direction ?? onwards;
    const side = await this.#side({ filter, direction, limit, from: at?.position });
    const page = direction === onwards ? [[], side.items] : [side.items, []];
    return join(page[0] ?? [], page[1] ?? [], onwards, {
      back: direction === onwards ? at !== undefined : side.more,
      on: direction === onwards ? side.more : true,
      understood: side.understood,
      at: at?.position,
    });
  }

  async #around(filter: Filter, moment: number, order: "asc" | "desc", limit: number): Promise<Page> {
    // Between all events of that millisecond and those before.
    const from = { at: moment, home: "", id: "" };
    const half = Math.ceil(limit / 2);
    const [newer, older] = await Promise.all([
      this.#side({ filter, direction: "newer", limit: half, from }),
      this.#side({ filter, direction: "older", limit: half, from }),
    ]);
    const [back, on] = order === "desc" ? [newer, older] : [older, newer];
    const ends = { back: back.more, on: on.more, understood: on.understood, at: from };
    return join(back.items, on.items, order === "desc" ? "older" : "newer", ends);
  }

  /** The events to one side of a position, nearest first; those of homes that cannot be asked are left out. */
  async #side(wanted: Wanted): Promise<Side> {
    const homes = homesOf(await this.homes(), wanted.filter);
    const parts = await answersOf(homes.map((home) => this.#part(home, wanted)));
    const understood = parts.find((part) => part.understood)?.understood ?? null;
    return { ...merge(parts, wanted.direction, wanted.limit, wanted.from), understood };
  }

  async #part(home: Askable, wanted: Wanted): Promise<Part & { understood: Understood | null }> {
    const part = await this.#ask(home, wanted, wanted.limit + SPARE);
    // More events in one millisecond than a page has: as many as can be had at once.
    return part.full && momentsIn(part.items) < 3 ? this.#ask(home, wanted, MOST) : part;
  }

  async #ask(home: Askable, wanted: Wanted, limit: number): Promise<Part & { understood: Understood | null }> {
    const message = partOf(home, wanted, limit);
    if (!message) return { items: [], full: false, understood: null };
    const page = await this.ask<WirePage>(message);
    const items = page.items.map((wire) => toEvent(home.id, wire));
    return { items, full: page.next !== null, understood: page.understood ?? null };
  }
}

/** What one home is asked for; undefined when it is too old to be asked in that order. */
function partOf(
  home: Askable,
  { filter, direction, from }: Wanted,
  limit: number,
): Record<string, unknown> | undefined {
  const bounds: Filter = { ...filter };
  if (from && direction === "older") bounds.before = earlier(filter.before, from.at + 1);
  if (from && direction === "newer") bounds.after = later(filter.after, from.at);
  const message = { type: "camvault/events", ...wireFilter(home.id, bounds), limit: Math.min(limit, MOST) };
  if (direction === "older") return message;
  return home.features.includes("timeline") ? { ...message, order: "asc" } : undefined;
}

function momentsIn(events: readonly Event[]): number {
  return new Set(events.map(({ started_at }) => started_at)).size;
}

function earlier(bound: string | undefined, at: number): string {
  return new Date(bound === undefined ? at : Math.min(Date.parse(bound), at)).toISOString();
}

function later(bound: string | undefined, at: number): string {
  return new Date(bound === undefined ? at : Math.max(Date.parse(bound), at)).toISOString();
}

interface Ends {
  back: boolean;
  on: boolean;
  understood: Understood | null;
  at: Position | undefined;
}

/** A page of what lies against its order, nearest first, and what lies in its order. */
function join(back: Event[], on: Event[], onwards: Direction, ends: Ends): Page {
  const items = [...back.toReversed(), ...on];
  const backwards: Direction = onwards === "older" ? "newer" : "older";
  const cursor = (direction: Direction, event: Event | undefined) => {
    const at = event ? positionOf(event) : ends.at;
    return at ? writeCursor(direction, at) : null;
  };
  return {
    items,
    next: ends.on ? cursor(onwards, items.at(-1)) : null,
    prev: ends.back ? cursor(backwards, items[0]) : null,
    understood: ends.understood,
  };
}
