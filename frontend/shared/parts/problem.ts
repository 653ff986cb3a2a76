import { SourceError } from "../data/types";
import type { Env } from "../env";

/** Why something did not work, in the page's own words: those of its problem, or else of a text that says what did not. */
export function inWords({ texts }: Pick<Env, "texts">, failure: unknown, otherwise = "list.problem.failed"): string {
  const problem = failure instanceof SourceError ? failure.problem : "failed";
  if (problem !== "failed") return texts.text(`list.problem.${problem}`);
  return texts.text(navigator.onLine ? otherwise : "list.problem.offline");
}
