import { SourceError } from "../../../data/types";
import type { Env } from "../../../env";

/** Why something did not work, in words: the source's own, or those of a text. */
export function message(env: Env, error: unknown, otherwise: string): string {
  if (error instanceof SourceError && error.message) return error.message;
  return env.texts.text(navigator.onLine ? otherwise : "player.trouble.offline");
}
