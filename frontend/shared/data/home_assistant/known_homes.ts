import type { Feature, Home } from "../types";

const KEPT = "camvault.homes";

/** What is enough to ask a home for events. */
export type Askable = Pick<Home, "id" | "features">;

/**
 * The homes as they were told last. Before the first time it is which ones there were on this device the last time, so that
 * the first events are asked for at once and not only after an answer.
 */
export class KnownHomes {
  #told: Home[] | undefined;
  #failure: unknown;
  #waiting: { resolve: (homes: Home[]) => void; reject: (failure: unknown) => void }[] = [];

  constructor(private readonly storage: Pick<Storage, "getItem" | "setItem"> | undefined) {}

  get told(): Home[] | undefined {
    return this.#told;
  }

  tell(homes: Home[]): void {
    this.#told = homes;
    this.#failure = undefined;
    for (const { resolve } of this.#waiting.splice(0)) resolve(homes);
    this.#keep(homes);
  }

  /** They cannot be told now: whoever waits for them is told why. */
  fail(failure: unknown): void {
    if (this.#told) return;
    this.#failure = failure;
    for (const { reject } of this.#waiting.splice(0)) reject(failure);
  }

  /** The homes as they are, once they were told. */
  all(): Promise<Home[]> {
    if (this.#told) return Promise.resolve(this.#told);
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  /** Which homes can be asked, at once where it is known from the last time. */
  async askable(): Promise<Askable[]> {
    const kept = this.#told ? undefined : this.#kept();
    if (kept) return kept;
    const homes = await this.all();
    const available = homes.filter((home) => home.available);
    // With nobody to ask, each says why.
    return available.length > 0 ? available : homes;
  }

  /** Whether those that were asked turn out to be those that there are. */
  async still(asked: readonly Askable[]): Promise<boolean> {
    const names = (homes: readonly Askable[]) => homes.map(({ id, features }) => `${id} ${features}`).join();
    await this.all().catch(() => undefined);
    return names(asked) === names(await this.askable());
  }

  #kept(): Askable[] | undefined {
    try {
      const kept: unknown = JSON.parse(this.storage?.getItem(KEPT) ?? "null");
      return Array.isArray(kept) && kept.length > 0 && kept.every(isAskable) ? kept : undefined;
    } catch {
      return undefined;
    }
  }

  #keep(homes: readonly Home[]): void {
    try {
      const kept = homes.filter((home) => home.available).map(({ id, features }) => ({ id, features }));
      this.storage?.setItem(KEPT, JSON.stringify(kept));
    } catch {
      // A browser may refuse: then the first events come a moment later.
    }
  }
}

function isAskable(value: unknown): value is Askable {
  const { id, features } = (value ?? {}) as { id?: unknown; features?: unknown };
  return (
    typeof id === "string" && Array.isArray(features) && features.every((name: Feature) => typeof name === "string")
  );
}
