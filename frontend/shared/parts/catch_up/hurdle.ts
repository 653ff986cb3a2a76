import { type Problem, SourceError } from "../../data/types";

/** What a failure means: `refused` is what trying again does not help against. */
export type Hurdle = "gone" | "refused" | "offline" | "away";

const HURDLES: Partial<Record<Problem, Hurdle>> = {
  not_found: "gone",
  unauthorized: "refused",
  invalid: "refused",
  outdated: "refused",
  offline: "offline",
};

export function hurdleOf(error: unknown): Hurdle {
  const known = error instanceof SourceError ? HURDLES[error.problem] : undefined;
  return known ?? (navigator.onLine ? "away" : "offline");
}
