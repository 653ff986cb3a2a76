import { deletionsOf } from "../../../data/list/deletions";
import type { Event } from "../../../data/types";
import type { Env } from "../../../env";
import { inWords } from "../../problem";

/** Deletes an event after a while, unless somebody takes it back. */
export function removeLater(env: Env, { home, id }: Event, undone: () => void): void {
  const { source, host, texts } = env;
  const undo = deletionsOf(source).add([{ home, id }], (failure) => host.toast(inWords(env, failure)));
  const run = () => {
    undo();
    undone();
  };
  host.toast(texts.text("player.deleted"), { text: texts.text("player.undo"), run });
}
