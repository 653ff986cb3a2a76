import { SourceError } from "../../shared/data/types";
import { Chance } from "./random";

/** What goes wrong on purpose; change it at any time. */
export interface Trouble {
  /** How long each answer takes, in milliseconds. */
  latency: number;
  /** The share of answers that fail. */
  failures: number;
  offline: boolean;
}

/** Lets answers be late, fail, or not come at all. */
export class Line {
  readonly #chance: Chance;

  constructor(
    readonly trouble: Trouble,
    seed: number,
  ) {
    this.#chance = new Chance(seed);
  }

  async answer<T>(make: () => T | Promise<T>): Promise<T> {
    await new Promise((resolve) => setTimeout(resolve, this.trouble.latency));
    if (this.trouble.offline) throw new SourceError("offline", "You are offline");
    if (this.#chance.happens(this.trouble.failures)) throw new SourceError("failed", "The gateway did not answer");
    return make();
  }
}
