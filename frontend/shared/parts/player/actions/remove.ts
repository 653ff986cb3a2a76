import type { Event, Ref } from "../../../data/types";
import type { Env } from "../../../env";
import { message } from "./message";

/** So long a deletion can be undone; it begins after that. */
const UNDO_S = 10;

/** Deletes an event after a while, unless somebody takes it back; goes on when its player is gone. */
export function removeLater(env: Env, event: Event, undone: () => void): void {
  const { actions } = env.source;
  if (!actions) return;
  const timer = setTimeout(() => void remove(env, event), UNDO_S * 1000);
  env.host.toast(env.texts.text("player.deleting", { count: UNDO_S }), {
    text: env.texts.text("player.undo"),
    run: () => {
      clearTimeout(timer);
      undone();
    },
  });
}

async function remove(env: Env, { home, id }: Ref): Promise<void> {
  try {
    await env.source.actions?.remove([{ home, id }]);
  } catch (error) {
    env.host.toast(message(env, error, "player.failed.delete"));
  }
}
