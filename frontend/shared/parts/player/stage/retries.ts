import type { Cause, Diagnosis } from "./diagnosis";

/** Pauses in seconds before an address is asked for anew: Home Assistant starts within that time. */
const PAUSES_S = [0.2, 1, 2, 4, 8, 15, 20, 30, 30];
/** The same for what the gateway prepares; each time it holds the answer for up to 20 s. */
const PREPARING_S: readonly number[] = Array(40).fill(2);
/** Bytes that a browser cannot play are tried once more: the line may have cut them. */
const UNDECODABLE_S = [0.2];

const PAUSES: Partial<Record<Cause, readonly number[]>> = {
  expired: PAUSES_S,
  away: PAUSES_S,
  preparing: PREPARING_S,
  undecodable: UNDECODABLE_S,
};

/** What follows from a failure: wait and try again, wait for the line, or give up. */
export type Step = { readonly wait: number } | "line" | "stop";

/** Counts the failures of one capture in a row. */
export class Retries {
  readonly #counts = new Map<Cause, number>();

  /** What to do about the next failure. */
  next({ cause, after }: Diagnosis): Step {
    const count = this.#counts.get(cause) ?? 0;
    this.#counts.set(cause, count + 1);
    if (cause === "offline") return "line";
    const pause = PAUSES[cause]?.[count];
    return pause === undefined ? "stop" : { wait: after ?? pause };
  }

  /** Whether a person has to be told: the first renewal of an address goes by in silence. */
  get noticed(): boolean {
    return (this.#counts.get("expired") ?? 0) > 1 || this.#counts.has("away") || this.#counts.has("offline");
  }

  clear(): void {
    this.#counts.clear();
  }
}
