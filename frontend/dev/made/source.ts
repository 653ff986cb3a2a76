import {
  type Actions,
  type DensityQuery,
  type Event,
  type Home,
  type Live,
  type OpenedEvent,
  type Page,
  type PageQuery,
  type Ref,
  type Rendition,
  type SafetyState,
  type Source,
  SourceError,
  type Span,
} from "../../shared/data/types";
import { madeActions } from "./actions";
import { clipOf } from "./clips";
import { eventNow, makeCaptures, makeEvents } from "./history";
import { homesAt } from "./homes";
import { drawPicture, drawSprite } from "./pictures";
import { densityOf, pageOf } from "./query";
import { Line, type Trouble } from "./trouble";

export interface Made extends Trouble {
  /** How many events the twelve days have. */
  events: number;
  seed: number;
  now: number;
  /** A new event each so many seconds; 0 for none. */
  live: number;
  safety: SafetyState;
  /** Whether nothing can be changed, as in a bucket. */
  readOnly: boolean;
}

export const MADE: Made = {
  events: 1600,
  seed: 1,
  now: Date.now(),
  live: 0,
  safety: "safe",
  readOnly: false,
  latency: 30,
  failures: 0,
  offline: false,
};

const NEAR_MS = 60_000;
const UNSEEN_MS = 24 * 3_600_000;

/** Two made-up homes, in memory: every answer, change and live message is true to what it holds. */
export class MadeSource implements Source {
  readonly actions: Actions | null;
  readonly line: Line;
  readonly #made: Made;
  readonly #listeners = new Set<(message: Live) => void>();
  #events: Event[];
  #timer: ReturnType<typeof setInterval> | undefined;
  #came = 0;

  constructor(wanted: Partial<Made> = {}) {
    this.#made = { ...MADE, ...wanted };
    const { events, now, seed, readOnly } = this.#made;
    this.line = new Line({ ...this.#made }, seed);
    const since = new Date(now - UNSEEN_MS).toISOString();
    this.#events = makeEvents(events, now, seed).map((event) => ({ ...event, unseen: event.started_at > since }));
    this.actions = readOnly
      ? null
      : madeActions({
          events: () => this.#events,
          change: (changed, by) => this.#change(changed, by),
          remove: (removed) => this.#remove(removed),
          line: this.line,
        });
  }

  subscribe(listener: (message: Live) => void): () => void {
    this.#listeners.add(listener);
    void this.line
      .answer(() => this.#listeners.has(listener) && listener({ type: "homes", homes: this.#homes() }))
      .catch(() => listener({ type: "connected", connected: false }));
    this.#startLive();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#stopLive();
    };
  }

  events(query: PageQuery): Promise<Page> {
    return this.line.answer(() => pageOf(this.#events, query));
  }

  density(query: DensityQuery): Promise<Span[]> {
    return this.line.answer(() => densityOf(this.#events, query));
  }

  open(ref: Ref): Promise<OpenedEvent> {
    return this.line.answer(() => {
      const event = this.#found(ref);
      const from = Date.parse(event.started_at) - NEAR_MS;
      const to = endOf(event) + NEAR_MS;
      const also = this.#events.filter(
        (other) => other.camera !== event.camera && Date.parse(other.started_at) <= to && endOf(other) >= from,
      );
      return { event, captures: makeCaptures(event), more: false, also: also.slice(0, 50) };
    });
  }

  picture(capture: Ref, width: 320 | 640): Promise<Blob | null> {
    return this.line.answer(() => drawPicture(this.#eventOf(capture), capture.id, width));
  }

  sprite(capture: Ref): Promise<Blob | null> {
    return this.line.answer(() => drawSprite(this.#eventOf(capture), capture.id));
  }

  address(capture: Ref, _rendition: Rendition): Promise<string> {
    return this.line.answer(() => this.#addressOf(capture));
  }

  download(capture: Ref): Promise<string> {
    return this.line.answer(() => this.#addressOf(capture));
  }

  /** Lets one more event begin now, and end ten seconds later. */
  bringEvent(): Event {
    const event = { ...eventNow(this.#came++, Date.now(), this.#made.seed), unseen: true };
    this.#events.push(event);
    this.#tell({ type: "event", event });
    for (const capture of makeCaptures(event)) this.#tell({ type: "capture", capture });
    this.#tellUnseen([event.home]);
    setTimeout(() => this.#change([event], { ended_at: new Date().toISOString() }), 10_000);
    return event;
  }

  setOffline(offline: boolean): void {
    this.line.trouble.offline = offline;
    this.#tell({ type: "connected", connected: !offline });
    if (!offline) this.#tell({ type: "homes", homes: this.#homes() });
  }

  async #addressOf(capture: Ref): Promise<string> {
    const event = this.#eventOf(capture);
    const found = makeCaptures(event).find((one) => one.id === capture.id);
    if (!found) throw new SourceError("not_found", "This capture is gone");
    if (found.duration_s !== null) return clipOf(event, found.duration_s);
    return URL.createObjectURL(await drawPicture(event, capture.id, 640));
  }

  #eventOf(capture: Ref): Event {
    return this.#found({ home: capture.home, id: capture.id.slice(0, capture.id.lastIndexOf(".")) });
  }

  #found(ref: Ref): Event {
    const found = this.#events.find((event) => event.home === ref.home && event.id === ref.id);
    if (!found) throw new SourceError("not_found", "This event is gone");
    return found;
  }

  #homes(): Home[] {
    return homesAt(Date.now(), this.#made.safety, (home) => this.#unseen(home));
  }

  #unseen(home: string): number {
    return this.#events.filter((event) => event.home === home && event.unseen).length;
  }

  #change(changed: readonly Event[], by: Partial<Event>): Event[] {
    const ids = new Set(changed.map((event) => `${event.home}:${event.id}`));
    const now: Event[] = [];
    this.#events = this.#events.map((event) => {
      if (!ids.has(`${event.home}:${event.id}`)) return event;
      const other = { ...event, ...by };
      now.push(other);
      return other;
    });
    for (const event of now) this.#tell({ type: "event", event });
    if (by.unseen !== undefined) this.#tellUnseen(now.map((event) => event.home));
    return now;
  }

  #remove(removed: Ref[]): void {
    for (const ref of removed) {
      this.#events = this.#events.filter((event) => event.home !== ref.home || event.id !== ref.id);
      this.#tell({ type: "event_removed", event: ref });
    }
    this.#tellUnseen(removed.map((ref) => ref.home));
  }

  #tellUnseen(homes: string[]): void {
    for (const home of new Set(homes)) this.#tell({ type: "seen", home, unseen: this.#unseen(home) });
  }

  #tell(message: Live): void {
    if (this.line.trouble.offline && message.type !== "connected") return;
    for (const listener of this.#listeners) listener(message);
  }

  #startLive(): void {
    if (this.#made.live > 0) this.#timer ??= setInterval(() => this.bringEvent(), this.#made.live * 1000);
  }

  #stopLive(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}

function endOf(event: Event): number {
  return event.ended_at === null ? Date.now() : Date.parse(event.ended_at);
}
