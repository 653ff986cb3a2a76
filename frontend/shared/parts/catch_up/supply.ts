import type { Event, Filter, Live, PageQuery, Source } from "../../data/types";
import { Queue } from "./queue";

const PAGE = 50;
/** More is asked for while there are still so many. */
const AHEAD = 10;
const REST_MS = 3000;

/** What a show hears of its supply. */
export interface SupplyListener {
  supplyChanged(): void;
  /** The event that is on was deleted. */
  supplyLost(): void;
  supplyConnected(): void;
}

/** Fetches what was not seen, oldest first: page by page while it plays, and what is new meanwhile. */
export class Supply {
  readonly queue = new Queue();
  /** Where the next page begins; undefined before the first, null after the last. */
  #cursor: string | null | undefined;
  #loading: Promise<void> | null = null;
  #newest = "";
  #timer: ReturnType<typeof setTimeout> | undefined;
  #end: (() => void) | null = null;

  constructor(
    private readonly source: Source,
    private readonly filter: Filter,
    private readonly listener: SupplyListener,
  ) {}

  /** Whether there are pages that were not fetched yet. */
  get more(): boolean {
    return this.#cursor !== null;
  }

  start(): void {
    this.#end ??= this.source.subscribe((message) => this.#heard(message));
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#end?.();
    this.#end = null;
  }

  /** Fetches the next page when the end is near; rejects as the source does. */
  async ahead(): Promise<void> {
    if (!this.more || this.queue.left > AHEAD) return;
    this.#loading ??= this.#page().finally(() => {
      this.#loading = null;
    });
    await this.#loading;
  }

  /** Asks what was not seen after the last page; of `all` times, also what came late. */
  async fresh(all: boolean): Promise<void> {
    const after = this.#newest && !all ? { after: this.#newest } : {};
    const { items } = await this.source.events({ ...this.#query(), ...after });
    this.#take(items);
  }

  async #page(): Promise<void> {
    const at = this.#cursor ? { cursor: this.#cursor } : {};
    const { items, next } = await this.source.events({ ...this.#query(), ...at });
    this.#cursor = next;
    this.#take(items);
  }

  #query(): PageQuery {
    return { ...this.filter, unseen: true, order: "asc", limit: PAGE };
  }

  #take(items: readonly Event[]): void {
    // Nobody waits for an answer any more.
    if (!this.#end) return;
    this.queue.offer(items);
    for (const { started_at } of items) if (started_at > this.#newest) this.#newest = started_at;
    this.listener.supplyChanged();
  }

  #heard(message: Live): void {
    if (message.type === "connected" && message.connected) this.listener.supplyConnected();
    if (message.type === "event") this.#told(message.event);
    if (message.type !== "event_removed") return;
    if (this.queue.remove(message.event)) this.listener.supplyLost();
    else this.listener.supplyChanged();
  }

  /** Whether a new event is wanted, only the source knows; while there are more pages it is on one of them. */
  #told(event: Event): void {
    this.queue.update(event);
    this.listener.supplyChanged();
    if (this.more || event.unseen === false || event.started_at < this.#newest) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.fresh(false).catch(() => undefined);
    }, REST_MS);
  }
}
