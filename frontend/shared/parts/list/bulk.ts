import { keyOf } from "../../data/list/keys";
import type { ListStore } from "../../data/list/store";
import type { Event, Filter, SeenWanted } from "../../data/types";
import type { Env } from "../../env";
import { endOf, startOf } from "../../zone";
import { inWords } from "../problem";

/** What is done with several events at once. Each says what it did, and what can be taken back can be taken back there. */
export class Bulk {
  constructor(
    private readonly env: Env,
    private readonly store: ListStore,
  ) {}

  /** Whether this person may change all of these. */
  may(events: readonly Event[]): boolean {
    const homes = this.store.homes ?? [];
    const camera = (event: Event) =>
      homes.find(({ id }) => id === event.home)?.cameras.find(({ id }) => id === event.camera);
    return this.env.source.actions !== null && events.every((event) => camera(event)?.may_change ?? false);
  }

  async protect(events: readonly Event[], on: boolean): Promise<void> {
    const { actions } = this.env.source;
    await this.#try(async () => {
      this.store.update((await actions?.protect([...events], on)) ?? []);
      this.#say(on ? "list.protected" : "list.unprotected", events.length, () => void this.protect(events, !on));
    });
  }

  /** Marks events as seen or not. */
  async mark(events: readonly Event[], seen: boolean): Promise<void> {
    const marked = new Set(events.map(keyOf));
    const refs = events.map(({ home, id }) => ({ home, id }));
    await this.#mark({ seen, events: refs }, (event) => marked.has(keyOf(event)), events.length);
  }

  /** Marks all events of a day as seen, also those that were not loaded. */
  async markDay(day: string, events: readonly Event[]): Promise<void> {
    const zone = this.env.format.locale.timeZone;
    const within = bounded(this.store.filter, startOf(day, zone), endOf(day, zone));
    const marked = new Set(events.map(keyOf));
    await this.#mark({ seen: true, filter: within }, (event) => marked.has(keyOf(event)), undefined);
  }

  /** Marks all events of the list's filter as seen, up to now. */
  async markAll(): Promise<void> {
    await this.#mark({ seen: true, filter: bounded(this.store.filter, undefined, Date.now()) }, () => true, undefined);
  }

  /** Deletes events when this can no longer be taken back; those that go on, or are protected, stay. */
  remove(events: readonly Event[]): void {
    const free = events.filter((event) => !event.protected && event.ended_at !== null);
    const kept = events.length - free.length;
    const undo = free.length > 0 && this.store.deletions.add(free, (failure) => this.#complain(failure));
    if (undo) this.#say(kept > 0 ? "list.someDeleted" : "list.deleted", free.length, undo);
    else this.#say("list.problem.kept", kept, undefined);
  }

  async #mark(wanted: SeenWanted, concerns: (event: Event) => boolean, count: number | undefined): Promise<void> {
    await this.#try(async () => {
      const undo = await this.env.source.actions?.markSeen(wanted);
      this.store.mark((event) => (concerns(event) ? !wanted.seen : undefined));
      const name = count === undefined ? "list.daySeen" : wanted.seen ? "list.markedSeen" : "list.markedUnseen";
      this.#say(name, count ?? 0, undo && (() => void this.#try(undo)));
    });
  }

  #say(name: string, count: number, undo: (() => void) | undefined): void {
    const { host, texts } = this.env;
    const message = texts.text(name, { count });
    if (undo) host.toast(message, { text: texts.text("list.undo"), run: undo });
    else host.toast(message);
  }

  async #try(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (failure) {
      this.#complain(failure);
    }
  }

  #complain(failure: unknown): void {
    this.env.host.toast(inWords(this.env, failure));
  }
}

/** A filter within a span. */
function bounded({ unseen: _unseen, ...filter }: Filter, start: number | undefined, end: number): Filter {
  const starts = [start, filter.after && Date.parse(filter.after)].filter((bound) => typeof bound === "number");
  const before = filter.before === undefined ? end : Math.min(end, Date.parse(filter.before));
  const after = starts.length > 0 ? { after: new Date(Math.max(...starts)).toISOString() } : {};
  return { ...filter, ...after, before: new Date(before).toISOString() };
}
