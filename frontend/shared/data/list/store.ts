import type { Event, Filter, Home, Live, Page, Ref, Source, SourceError, Understood } from "../types";
import { Contents } from "./contents";
import { type Deletions, deletionsOf } from "./deletions";
import { asSourceError } from "./failures";
import { keyOf } from "./keys";
import { Listened } from "./listened";
import { askNeighbour, askNewest, askUnseen } from "./questions";
import { answering, type EdgeState, type Status, type Target } from "./states";
import { Timers } from "./timers";
import type { Direction } from "./window";

const FIRST_PAGE = 50;
const PAGE = 100;
/** How long several messages are taken as one. */
const SETTLE_MS = 300;
const PEEK_MS = 1000;
const RETRY_MS = 5000;

/** The events that a list shows: a window around a moment, kept up to date. It lives on while nothing shows it. */
export class ListStore extends Listened {
  status: Status = "loading";
  error: SourceError | undefined;
  homes: readonly Home[] | undefined;
  connected = true;
  filter: Filter = {};
  /** How the words of the filter were read. */
  understood: Understood | null = null;
  readonly edges: Record<Direction, EdgeState> = { older: "more", newer: "end" };
  readonly deletions: Deletions;
  readonly #contents: Contents;
  readonly #timers = new Timers();
  #target: Target | undefined;
  #place: number | undefined;
  #early: Event[] = [];
  #run = 0;
  #stale = false;

  constructor(
    readonly source: Source,
    most?: number,
  ) {
    super();
    this.#contents = new Contents(most);
    this.deletions = deletionsOf(source);
  }

  get events(): readonly Event[] {
    return this.#contents.window.events;
  }

  /** The number of the first event; each keeps its own while others come and go. */
  get base(): number {
    return this.#contents.window.base;
  }

  /** How many new events wait above the list. */
  get fresh(): number {
    return this.#contents.held;
  }

  /** Follows what the source tells; returns what ends it. Whoever comes back later asks anew. */
  follow(): () => void {
    const ends = [
      this.deletions.hideIn((refs) => this.hide(refs)),
      this.source.subscribe((message) => this.#hear(message)),
    ];
    return () => {
      for (const end of ends) end();
      this.#timers.clear();
      this.#stale = true;
    };
  }

  /** Shows the events of a filter, at a moment or the newest. */
  show(filter: Filter, moment?: number): void {
    this.filter = filter;
    void this.load(moment);
  }

  /** Shows a moment: by scrolling, where it is at hand. */
  jump(moment: number): void {
    if (this.status !== "ready" || !this.#contents.window.holds(moment)) return void this.load(moment);
    this.#target = { moment };
    this.tell();
  }

  toNewest(): void {
    if (this.edges.newer !== "end" || (this.fresh > 0 && !this.#contents.release())) return void this.load();
    this.#target = "top";
    this.tell();
  }

  /** Takes what the list is to show, once. */
  takeTarget(): Target | undefined {
    const target = this.#target;
    this.#target = undefined;
    return target;
  }

  /** Asks for the list anew; `quiet` keeps what is shown meanwhile, and where. */
  async load(moment?: number, quiet = false): Promise<void> {
    const run = ++this.#run;
    if (!quiet) Object.assign(this, { status: "loading", error: undefined });
    this.#early = [];
    this.tell();
    try {
      const around = moment === undefined ? {} : { around: new Date(moment).toISOString() };
      const page = await this.source.events({ ...this.filter, ...around, limit: FIRST_PAGE });
      if (run !== this.#run) return;
      this.#begin(page);
      if (!quiet) this.#target = moment === undefined ? "top" : { moment };
    } catch (failure) {
      if (run !== this.#run) return;
      this.#failed(failure, quiet);
    }
    this.tell();
  }

  /** Asks again after a failure, where the list was. */
  retry(): void {
    void this.load(this.#place);
  }

  /** Loads what lies beyond an end of the list. */
  async more(direction: Direction): Promise<void> {
    const cursor = this.#contents.window.cursor(direction);
    if (this.status !== "ready" || this.edges[direction] === "loading" || !cursor) return;
    const run = this.#run;
    this.edges[direction] = "loading";
    this.tell();
    try {
      const page = await this.source.events({ ...this.filter, cursor, limit: PAGE });
      if (run !== this.#run) return;
      this.#contents.add(direction, page);
      this.#readEdges();
    } catch {
      if (run !== this.#run) return;
      this.edges[direction] = "failed";
      this.#timers.after(direction, RETRY_MS, () => void this.more(direction));
    }
    this.tell();
  }

  /** Says where the list is: at its top what is new is shown at once, else it waits to be asked for. */
  at(moment: number | undefined, top: boolean): void {
    this.#place = top ? undefined : moment;
    this.#contents.open = top && this.edges.newer === "end";
    if (!this.#contents.open || this.fresh === 0) return;
    if (this.#contents.release()) this.tell();
    else void this.load(undefined, true);
  }

  /** The next event to either side, as the list has them, also of one that is not in it. */
  async step(from: Event, direction: Direction): Promise<Event | null> {
    const known = this.#contents.window.get(from);
    if (!known) return askNeighbour(this.source, this.filter, from, direction);
    if (direction === "newer" && this.edges.newer === "end" && this.#contents.release()) this.tell();
    const next = () => this.events[this.#contents.window.indexOf(known) + (direction === "older" ? 1 : -1)];
    if (!next()) await this.more(direction);
    return next() ?? null;
  }

  /** Takes events as they are now, such as those that were protected. */
  update(events: readonly Event[]): void {
    this.#contents.update(events);
    this.tell();
  }

  /** Marks events here at once, before their home says so. */
  mark(unseen: (event: Event) => boolean | undefined): void {
    this.#contents.mark(unseen);
    this.tell();
  }

  /** Leaves events out of the list; returns what shows them again, or only some by their keys. */
  hide(refs: readonly Ref[]): (only?: ReadonlyMap<string, unknown>) => void {
    const events = this.#contents.hide(refs);
    this.tell();
    return (only) => {
      const wanted = (ref: Ref) => !only || only.has(keyOf(ref));
      this.#contents.unhide(refs, events.filter(wanted));
      this.tell();
    };
  }

  #begin(page: Page): void {
    this.#contents.begin(page);
    for (const event of this.#early.splice(0)) this.#arrive(event);
    Object.assign(this, { status: "ready", error: undefined, understood: page.understood });
    this.#readEdges();
    this.#contents.open = this.#place === undefined && this.edges.newer === "end";
  }

  #failed(failure: unknown, quiet: boolean): void {
    this.error = asSourceError(failure);
    // What is there is better than nothing.
    this.status = quiet && this.events.length > 0 ? "ready" : "failed";
    this.#timers.after("load", RETRY_MS, () => void this.load(this.#place, quiet || this.events.length > 0));
  }

  #readEdges(): void {
    for (const direction of ["older", "newer"] as const)
      this.edges[direction] = this.#contents.window.cursor(direction) === null ? "end" : "more";
  }

  #hear(message: Live): void {
    switch (message.type) {
      case "homes":
        this.#meet(message.homes);
        break;
      case "connected":
        this.connected = message.connected;
        this.#stale = true;
        break;
      case "event":
        this.#arrive(message.event);
        break;
      case "event_removed":
        this.#contents.remove(message.event);
        break;
      case "seen":
        this.#timers.after("seen", SETTLE_MS, () => void this.#remark());
    }
    if (message.type !== "capture") this.tell();
  }

  /** Takes the homes as they are; asks anew when another one answers, or some time was missed. */
  #meet(homes: readonly Home[]): void {
    const changed = answering(this.homes ?? homes) !== answering(homes);
    this.homes = homes;
    this.#contents.meet(homes);
    if (!changed && !this.#stale && this.status !== "failed") return;
    this.#stale = false;
    void this.load(this.#place, this.status === "ready");
  }

  #arrive(event: Event): void {
    if (this.status === "loading") this.#early.push(event);
    else if (this.#contents.arrive(event, this.filter) === "unknown")
      this.#timers.after("peek", PEEK_MS, () => void this.#peek());
  }

  /** Asks which of the newest events belong to a filter that only their home knows. */
  async #peek(): Promise<void> {
    const run = this.#run;
    const newest = await askNewest(this.source, this.filter);
    if (run !== this.#run) return;
    for (const event of newest.toReversed()) this.#contents.arrive(event, this.filter, true);
    this.tell();
  }

  async #remark(): Promise<void> {
    const unseen = await askUnseen(this.source, this.filter, this.events);
    if (unseen) this.mark(unseen);
  }
}
