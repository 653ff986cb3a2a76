import type { Actions, Event, Ref, SeenWanted, Shared, Undo } from "../../shared/data/types";
import { wanted } from "./query";
import type { Line } from "./trouble";

/** What changes the events of a made-up source; `changed` tells those that look. */
export interface Changes {
  events(): readonly Event[];
  change(events: readonly Event[], by: Partial<Event>): Event[];
  remove(events: Ref[]): void;
  line: Line;
}

export function madeActions(changes: Changes): Actions {
  const found = (refs: Ref[]) =>
    changes.events().filter((event) => refs.some((ref) => ref.home === event.home && ref.id === event.id));

  return {
    markSeen: (asked: SeenWanted): Promise<Undo> =>
      changes.line.answer(() => {
        const events =
          "events" in asked ? found(asked.events) : changes.events().filter((one) => wanted(asked.filter, one));
        const before = events.map((event) => [{ home: event.home, id: event.id }, event.unseen ?? false] as const);
        changes.change(events, { unseen: !asked.seen });
        return async () => {
          for (const [ref, unseen] of before) changes.change(found([ref]), { unseen });
        };
      }),
    protect: (events, on) =>
      changes.line.answer(() => changes.change(found(events), { protected: on, protection: on ? "pending" : "none" })),
    describe: (event, text) =>
      changes.line.answer(() => {
        const [changed] = changes.change(found([event]), { description: text });
        if (!changed) throw new Error("No such event");
        return changed;
      }),
    remove: (events) => changes.line.answer(() => changes.remove(events)),
    share: (capture, days = 7): Promise<Shared> =>
      changes.line.answer(() => ({
        url: `https://bucket.example/${capture.home}/${capture.id}.mp4`,
        expires_at: new Date(Date.now() + days * 86_400_000).toISOString(),
        sha256: "5".repeat(64),
      })),
  };
}
