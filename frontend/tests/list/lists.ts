import { vi } from "vitest";
import { matches } from "../../shared/data/list/matching";
import { ListStore } from "../../shared/data/list/store";
import {
  type Event,
  type Filter,
  type Home,
  type Live,
  type PageQuery,
  type Source,
  SourceError,
} from "../../shared/data/types";
import { anEvent } from "../home_assistant/events";

/** As much of a page as a store needs. */
export function stubPage(): void {
  vi.stubGlobal("window", new EventTarget());
}

export const HOME = {
  id: "h1",
  available: true,
  features: ["seen", "timeline"],
  cameras: [],
  groups: [],
} as unknown as Home;

/** A source of events that are a second apart; its pages are as long as asked for. */
export class FakeSource {
  readonly asked: PageQuery[] = [];
  readonly removed: string[][] = [];
  failure: SourceError | undefined;
  gone = new Set<string>();
  hear: (message: Live) => void = () => undefined;
  events: Event[];

  constructor(count: number) {
    this.events = Array.from({ length: count }, (_, at) => anEvent(`e${at}`, at, { unseen: false })).reverse();
  }

  readonly source = {
    subscribe: (hear: (message: Live) => void) => {
      this.hear = hear;
      hear({ type: "homes", homes: [HOME] });
      return () => undefined;
    },
    events: async (query: PageQuery) => {
      this.asked.push(query);
      if (this.failure) throw this.failure;
      const { limit = 50, cursor, around } = query;
      const matching = this.events.filter((event) => matches({ ...query, text: "" }, event) !== false);
      const [way, place] = (cursor ?? "older 0").split(" ");
      let from = Number(place);
      if (around) from = Math.max(0, matching.findIndex(({ started_at }) => started_at < around) - limit / 2);
      if (way === "newer") from = Math.max(0, from - limit);
      const to = way === "newer" ? Number(place) : from + limit;
      return {
        items: matching.slice(from, to),
        next: to < matching.length ? `older ${to}` : null,
        prev: from > 0 ? `newer ${from}` : null,
        understood: null,
      };
    },
    actions: {
      remove: async (refs: { id: string }[]) => {
        this.removed.push(refs.map(({ id }) => id));
        if (refs.some(({ id }) => this.gone.has(id))) throw new SourceError("not_found", "gone");
        if (this.failure) throw this.failure;
      },
    },
  } as unknown as Source;
}

/** A store that shows a list of so many events. Timers are to be fake. */
export async function shown(count = 300, filter: Filter = {}, moment?: number) {
  const fake = new FakeSource(count);
  const store = new ListStore(fake.source);
  store.follow();
  store.show(filter, moment);
  await vi.advanceTimersByTimeAsync(0);
  return { fake, store };
}

export const ids = (events: readonly Event[]) => events.map(({ id }) => id);
export const inOrder = (events: readonly Event[]) =>
  events.every((event, at) => at === 0 || (events[at - 1]?.started_at ?? "") >= event.started_at);
