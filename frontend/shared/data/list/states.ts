import type { Home } from "../types";

/** What there is beyond an end of a list. */
export type EdgeState = "more" | "loading" | "end" | "failed";
export type Status = "loading" | "ready" | "failed";

/** What a list is to show, a new object each time: a moment, or its top. */
export type Target = { moment: number } | "top";

/** Which homes answer, as a text to compare. */
export function answering(homes: readonly Home[]): string {
  return homes
    .filter(({ available }) => available)
    .map(({ id }) => id)
    .sort()
    .join();
}
