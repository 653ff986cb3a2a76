import { deletionsOf } from "../../../data/list/deletions";
import type { Event } from "../../../data/types";
import type { Env } from "../../../env";

/** Deletes an event after a while, unless somebody takes it back. */
export function removeLater({ source, host, texts }: Env, { home, id }: Event, undone: () => void): void {
  const undo = deletionsOf(source).add([{ home, id }], ({ message }) => host.toast(message));
  const run = () => {
    undo();
    undone();
  };
  host.toast(texts.text("player.deleted"), { text: texts.text("player.undo"), run });
}
