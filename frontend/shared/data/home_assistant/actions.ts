import type { Actions, Event, Filter, Page, PageQuery, Ref, SeenWanted, Shared, Undo } from "../types";
import type { Askable } from "./known_homes";
import { homesOf, wireFilter } from "./lists/filters";
import type { Asks } from "./lists/pages";
import { toEvent, type WireEvent } from "./wire";

/** As many events as the gateway takes at once. */
const MOST = 500;
const MOST_MARKED = 1000;
/** What the gateway can mark as seen without a list of events. */
const MARKED_AT_ONCE: ReadonlySet<string> = new Set(["home", "cameras", "group", "after", "before"]);

type WireMark = { unseen: number; undo: unknown };

/** What a person does, told to the gateways concerned. */
export class HomeAssistantActions implements Actions {
  constructor(
    private readonly ask: Asks,
    private readonly homes: () => Promise<Askable[]>,
    private readonly page: (query: PageQuery) => Promise<Page>,
  ) {}

  async markSeen(wanted: SeenWanted): Promise<Undo> {
    const marks = "events" in wanted ? listed(wanted.events) : await this.#marks(wanted.filter, wanted.seen);
    const undone = await Promise.all(
      marks.map(async (mark) => {
        const { undo } = await this.ask<WireMark>({ type: "camvault/seen", seen: wanted.seen, ...mark });
        return { type: "camvault/seen", entry_id: mark.entry_id, undo };
      }),
    );
    return async () => {
      // The latest first, since each knows what was before it.
      for (const message of undone.toReversed()) await this.ask(message);
    };
  }

  async protect(events: Ref[], on: boolean): Promise<Event[]> {
    const answers = await this.#each(events, { type: "camvault/protect", protected: on });
    return answers.flat();
  }

  async describe(event: Ref, text: string | null): Promise<Event> {
    const message = { type: "camvault/describe", entry_id: event.home, event_id: event.id, description: text };
    return toEvent(event.home, (await this.ask<{ event: WireEvent }>(message)).event);
  }

  async remove(events: Ref[]): Promise<void> {
    await this.#each(events, { type: "camvault/delete" });
  }

  share(capture: Ref, days?: number): Promise<Shared> {
    const message = { type: "camvault/share", entry_id: capture.home, capture_id: capture.id };
    return this.ask<Shared>(days === undefined ? message : { ...message, days });
  }

  async #each(events: readonly Ref[], message: Record<string, unknown>): Promise<Event[][]> {
    return Promise.all(
      listed(events).map(async (part) => {
        const answer = await this.ask<{ items?: WireEvent[] }>({ ...message, ...part });
        return (answer.items ?? []).map((wire) => toEvent(part.entry_id, wire));
      }),
    );
  }

  /** A mark for each home of a filter; by its events, where the filter says more than a gateway can mark by. */
  async #marks(filter: Filter, seen: boolean): Promise<{ entry_id: string }[]> {
    if (Object.entries(filter).some(([name, value]) => value !== undefined && !MARKED_AT_ONCE.has(name)))
      return listed(await this.#all(seen ? { ...filter, unseen: true } : filter));
    const homes = homesOf(await this.homes(), filter).filter((home) => home.features.includes("seen"));
    return homes.map((home) => ({ entry_id: home.id, ...wireFilter(home.id, filter) }));
  }

  /** The events of a filter, the newest first, as many as anybody counts as unseen. */
  async #all(filter: Filter): Promise<Event[]> {
    const events: Event[] = [];
    let cursor: string | null | undefined;
    while (cursor !== null && events.length < MOST_MARKED) {
      const page: Page = await this.page({ ...filter, limit: 250, ...(cursor ? { cursor } : {}) });
      events.push(...page.items);
      cursor = page.next;
    }
    return events;
  }
}

/** Events by their home, no more at once than a gateway takes. */
function listed(events: readonly Ref[]): { entry_id: string; event_ids: string[] }[] {
  const homes = [...new Set(events.map(({ home }) => home))];
  return homes.flatMap((entry_id) => {
    const ids = events.filter(({ home }) => home === entry_id).map(({ id }) => id);
    return chunks(ids, MOST).map((event_ids) => ({ entry_id, event_ids }));
  });
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));
}
