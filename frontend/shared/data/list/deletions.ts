import type { Ref, Source, SourceError } from "../types";
import { asSourceError } from "./failures";
import { keyOf } from "./keys";

/** How long a deletion can be taken back. */
export const UNDO_MS = 10_000;

/** Leaves events out of what is shown; returns what shows them again, or only these. */
type Hide = (refs: readonly Ref[]) => (only?: ReadonlyMap<string, unknown>) => void;
interface Waiting {
  refs: Ref[];
  shows: ReturnType<Hide>[];
  timer: ReturnType<typeof setTimeout>;
  failed: (failure: SourceError) => void;
}

const KNOWN = new WeakMap<Source, Deletions>();

/** The deletions of a source: those of its list and those of its player are the same. */
export function deletionsOf(source: Source): Deletions {
  const deletions = KNOWN.get(source) ?? new Deletions(source);
  KNOWN.set(source, deletions);
  return deletions;
}

/**
 * Deletions that are sent when they can no longer be taken back. They do not hang on what is shown: a page that is
 * left within Home Assistant sends them in time, one that is closed sends them at once.
 */
export class Deletions {
  readonly #waiting = new Set<Waiting>();
  readonly #hides = new Set<Hide>();

  constructor(private readonly source: Source) {
    window.addEventListener("pagehide", () => this.flush());
  }

  /** Has a list leave out what waits to be deleted; returns what ends it. */
  hideIn(hide: Hide): () => void {
    this.#hides.add(hide);
    for (const { refs, shows } of this.#waiting) shows.push(hide(refs));
    return () => this.#hides.delete(hide);
  }

  /** Deletes events after a while; returns what takes it back, as long as that is. */
  add(refs: readonly Ref[], failed: (failure: SourceError) => void): () => void {
    const waiting: Waiting = {
      refs: [...refs],
      shows: [...this.#hides].map((hide) => hide(refs)),
      timer: setTimeout(() => void this.#send(waiting), UNDO_MS),
      failed,
    };
    this.#waiting.add(waiting);
    return () => {
      if (!this.#waiting.delete(waiting)) return;
      clearTimeout(waiting.timer);
      for (const show of waiting.shows) show();
    };
  }

  /** Sends all that wait: the page is being closed. */
  flush(): void {
    for (const waiting of [...this.#waiting]) void this.#send(waiting);
  }

  async #send(waiting: Waiting): Promise<void> {
    if (!this.#waiting.delete(waiting)) return;
    clearTimeout(waiting.timer);
    const failures = await this.#remove(waiting.refs);
    if (failures.size === 0) return;
    for (const show of waiting.shows) show(failures);
    for (const failure of new Set(failures.values())) waiting.failed(failure);
  }

  /** Deletes events; those that are gone already do not keep the others. Returns which could not be, and why. */
  async #remove(refs: Ref[]): Promise<Map<string, SourceError>> {
    const failure = await this.#attempt(refs);
    if (!failure || (failure.problem === "not_found" && refs.length === 1)) return new Map();
    if (failure.problem !== "not_found") return new Map(refs.map((ref) => [keyOf(ref), failure]));
    const each = await Promise.all(refs.map((ref) => this.#remove([ref])));
    return new Map(each.flatMap((failures) => [...failures]));
  }

  async #attempt(refs: Ref[]): Promise<SourceError | undefined> {
    try {
      await this.source.actions?.remove(refs);
      return undefined;
    } catch (failure) {
      return asSourceError(failure);
    }
  }
}
