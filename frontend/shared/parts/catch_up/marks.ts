import { keyOf } from "../../data/list/keys";
import type { Actions, Event, Ref, Undo } from "../../data/types";

const REST_MS = 4000;
const AGAIN_MS = 10_000;
const BATCH = 8;
const MOST = 100;

/** Marks what was played as seen, a few at a time, and takes all of it back. */
export class Marks {
  readonly #pending = new Map<string, Ref>();
  readonly #left = new Set<string>();
  readonly #undos: Undo[] = [];
  #count = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sending: Promise<void> = Promise.resolve();

  constructor(private readonly actions: Actions | null) {}

  /** How many were marked, or are about to be. */
  get count(): number {
    return this.#count + this.#pending.size;
  }

  /** How many the source knows of already. */
  get told(): number {
    return this.#count;
  }

  /** How many were not shown, and stay unseen. */
  get left(): number {
    return this.#left.size;
  }

  /** An event could not be shown. */
  leave(event: Event): void {
    this.#left.add(keyOf(event));
  }

  add(event: Event): void {
    this.#left.delete(keyOf(event));
    if (!this.actions) return;
    this.#pending.set(keyOf(event), { home: event.home, id: event.id });
    if (this.#pending.size >= BATCH) void this.flush();
    else this.#timer ??= setTimeout(() => void this.flush(), REST_MS);
  }

  /** Tells at once what is not told yet; what fails is told again later. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#sending = this.#sending.then(() => this.#send());
    return this.#sending;
  }

  /** Brings back exactly what was before; rejects when a part could not be, which then may be tried again. */
  async undo(): Promise<void> {
    this.stop();
    await this.#sending;
    this.#pending.clear();
    for (let undo = this.#undos.at(-1); undo; undo = this.#undos.at(-1)) {
      await undo();
      this.#undos.pop();
    }
    this.#count = 0;
  }

  /** Tries no more by itself. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  async #send(): Promise<void> {
    const events = [...this.#pending].slice(0, MOST);
    if (events.length === 0 || !this.actions) return;
    for (const [key] of events) this.#pending.delete(key);
    this.#count += events.length;
    try {
      this.#undos.push(await this.actions.markSeen({ seen: true, events: events.map(([, ref]) => ref) }));
    } catch {
      this.#count -= events.length;
      for (const [key, ref] of events) this.#pending.set(key, ref);
      this.#timer ??= setTimeout(() => void this.flush(), AGAIN_MS);
    }
  }
}
