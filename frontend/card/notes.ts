import type { ListStore } from "../shared/data/list/store";
import type { Filter, Home, SourceError } from "../shared/data/types";

/** Something to be said in place of the events, or above them; `text` is the name of a text. */
export interface Note {
  text: string;
  values: Record<string, string | number>;
  remedy?: "add" | "retry";
  /** What the text is to give the reason of. */
  failure?: SourceError | undefined;
}

interface Situation {
  store: Pick<ListStore, "status" | "error" | "events" | "connected"> | undefined;
  homes: readonly Home[] | undefined;
  /** Whether the homes are long in coming. */
  late: boolean;
  unknown: readonly string[];
  filter: Filter | undefined;
}

/** What is wrong or empty, the most important first; undefined while events say everything. */
export function noteOf({ store, homes, late, unknown, filter }: Situation): Note | undefined {
  const [entity] = unknown;
  if (entity !== undefined) return { text: "card.unknown", values: { entity } };
  if (!homes || !store) return { text: late ? "card.late" : "card.loading", values: {} };
  if (!store.connected) return { text: "card.offline", values: {} };
  return awayOf(homes, filter) ?? listNote(store, homes, filter);
}

function awayOf(homes: readonly Home[], filter: Filter | undefined): Note | undefined {
  const asked = new Set([...(filter?.cameras ?? []), ...(filter?.group ? [filter.group] : [])].map(({ home }) => home));
  const away = homes.find((home) => !home.available && (asked.size === 0 || asked.has(home.id)));
  return away && { text: "card.away", values: { name: away.name } };
}

function listNote(
  store: NonNullable<Situation["store"]>,
  homes: readonly Home[],
  filter: Filter | undefined,
): Note | undefined {
  if (store.events.length > 0) return undefined;
  if (store.status === "loading") return { text: "card.loading", values: {} };
  if (store.status === "failed") return { text: "card.failed", values: {}, remedy: "retry", failure: store.error };
  if (homes.every((home) => home.cameras.length === 0)) return { text: "card.noCamera", values: {}, remedy: "add" };
  return { text: filter?.unseen ? "card.allSeen" : "card.nothing", values: {} };
}
