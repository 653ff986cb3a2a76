import { same } from "../../data/list/keys";
import {
  type Camera,
  type Capture,
  type Event,
  type Feature,
  type Home,
  type Live,
  type OpenedEvent,
  type Ref,
  type Source,
  SourceError,
} from "../../data/types";
import { ofError } from "./stage/diagnosis";
import { Retries } from "./stage/retries";
import type { Track } from "./time/pieces";

/** An event that plays; `nudge` sets its camera's clock right, in seconds. */
export interface Opened extends OpenedEvent {
  readonly nudge: number;
}

const NO_REF: Ref = { home: "", id: "" };
const NOTHING: readonly never[] = [];

export interface SessionListener {
  /** Something of what is open is new; `anew` where another event was opened. */
  sessionChanged(anew: boolean): void;
  sessionRemoved(): void;
  sessionConnected(): void;
  /** What was to be opened is not; `again` while that is tried by itself. */
  sessionFailed(error: unknown, again: boolean): void;
}

/** The event that is open and those beside it, kept as they are by what the source tells live. */
export class Session {
  homes: readonly Home[] = [];
  opened: readonly Opened[] = [];
  /** What plays beside the first. */
  beside: readonly Ref[] = [];
  #end: (() => void) | undefined;
  #turn = 0;
  #lost = false;
  #waiting: Ref | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #retries = new Retries();

  constructor(
    private readonly source: () => Source,
    private readonly listener: SessionListener,
  ) {}

  get first(): Opened | undefined {
    return this.opened[0];
  }

  get tracks(): Track[] {
    return this.opened.map(({ captures, nudge }) => ({ captures, nudge }));
  }

  start(): void {
    this.#end ??= this.source().subscribe((message) => this.#hear(message));
  }

  /** Ends it: an answer that comes later opens nothing again. */
  stop(): void {
    this.#end?.();
    this.#end = undefined;
    this.#empty();
  }

  home(ref: { home: string }): Home | undefined {
    return this.homes.find((home) => home.id === ref.home);
  }

  camera(of: { home: string; camera: string }): Camera | undefined {
    return this.home(of)?.cameras.find((camera) => camera.id === of.camera);
  }

  features(of: { home: string }): readonly Feature[] {
    return this.home(of)?.features ?? NOTHING;
  }

  /** Opens an event alone, as somebody wants to see it now. */
  open(ref: Ref): Promise<void> {
    this.#retries.clear();
    return this.#open(ref);
  }

  /** Tries again at once what waits to be opened: the line is back. */
  wake(): void {
    if (this.#waiting) void this.open(this.#waiting);
  }

  async #open(ref: Ref): Promise<void> {
    const turn = ++this.#turn;
    this.#waiting = null;
    clearTimeout(this.#timer);
    try {
      const opened = await this.source().open(ref);
      if (turn !== this.#turn) return;
      this.opened = [this.#known({ ...opened, nudge: 0 })];
      this.beside = [];
      this.listener.sessionChanged(true);
    } catch (error) {
      if (turn === this.#turn) this.#failed(ref, error);
    }
  }

  #failed(ref: Ref, error: unknown): void {
    const step = this.#retries.next(ofError(error));
    if (step !== "stop") this.#waiting = ref;
    if (typeof step === "object") this.#timer = setTimeout(() => void this.#open(ref), step.wait * 1000);
    this.opened = [];
    this.beside = [];
    this.listener.sessionFailed(error, step !== "stop");
  }

  close(): void {
    this.#empty();
    this.listener.sessionChanged(true);
  }

  /** Adds another camera's event beside the first. */
  async add(ref: Ref): Promise<void> {
    const turn = this.#turn;
    const opened = await this.source().open(ref);
    if (turn !== this.#turn || this.opened.some(({ event }) => same(event, ref))) return;
    this.#set([...this.opened, { ...opened, nudge: 0 }]);
  }

  drop(ref: Ref): void {
    this.#set(this.opened.filter(({ event }, index) => index === 0 || !same(event, ref)));
  }

  nudge(ref: Ref, by: number): void {
    this.#set(this.opened.map((one) => (same(one.event, ref) ? { ...one, nudge: one.nudge + by } : one)));
  }

  /** Takes an event as it is now, after this person changed it. */
  put(event: Event): void {
    // Live messages are for all; only what is asked for tells what this person has seen.
    const seen = (former: Event): Event => ({ ...former, ...event });
    const next = this.opened.map((one) => ({
      ...one,
      event: same(one.event, event) ? seen(one.event) : one.event,
      also: one.also.map((other) => (same(other, event) ? seen(other) : other)),
    }));
    this.#set(next);
  }

  /** Nothing is open, and what is asked for now is no longer wanted. */
  #empty(): void {
    this.#turn += 1;
    this.#waiting = null;
    clearTimeout(this.#timer);
    this.opened = [];
    this.beside = [];
  }

  #set(opened: readonly Opened[]): void {
    this.opened = opened.map((one) => this.#known(one));
    const beside = opened.slice(1).map(({ event }) => event);
    const changed =
      beside.length !== this.beside.length || beside.some((ref, index) => !same(ref, this.beside[index] ?? NO_REF));
    if (changed) this.beside = beside;
    this.listener.sessionChanged(false);
  }

  /** An event by itself may come without whether it was seen; where that is kept, it counts as unseen until it is played. */
  #known(one: Opened): Opened {
    if (one.event.unseen !== undefined || !this.features(one.event).includes("seen")) return one;
    return { ...one, event: { ...one.event, unseen: true } };
  }

  #hear(message: Live): void {
    if (message.type === "homes") {
      const away = this.#waiting && this.home(this.#waiting)?.available === false;
      this.homes = message.homes;
      if (away && this.#waiting && this.home(this.#waiting)?.available) this.wake();
      this.#set(this.opened);
    } else if (message.type === "event") {
      if (this.#knows(message.event)) this.put(message.event);
    } else if (message.type === "capture") {
      this.#take(message.capture);
    } else if (message.type === "event_removed") {
      this.#remove(message.event);
    } else if (message.type === "connected") {
      this.#reconnect(message.connected);
    }
  }

  #knows(ref: Ref): boolean {
    return this.opened.some(({ event, also }) => same(event, ref) || also.some((other) => same(other, ref)));
  }

  #take(capture: Capture): void {
    const whose = this.opened.find(({ event }) => event.home === capture.home && event.id === capture.event);
    if (!whose) return;
    this.#set(
      this.opened.map((one) => (one === whose ? { ...one, captures: withCapture(one.captures, capture) } : one)),
    );
  }

  #remove(ref: Ref): void {
    const { first } = this;
    if (first && same(first.event, ref)) this.listener.sessionRemoved();
    else if (this.#knows(ref)) {
      const left = this.opened.filter(({ event }) => !same(event, ref));
      this.#set(left.map((one) => ({ ...one, also: one.also.filter((other) => !same(other, ref)) })));
    }
  }

  #reconnect(connected: boolean): void {
    if (connected && this.#lost) {
      this.listener.sessionConnected();
      void this.#refresh();
    }
    this.#lost = !connected;
  }

  /** Takes over what happened while nobody told it. */
  async #refresh(): Promise<void> {
    const turn = this.#turn;
    const fresh = await Promise.allSettled(this.opened.map(({ event }) => this.source().open(event)));
    if (turn !== this.#turn) return;
    if (isGone(fresh[0])) {
      this.listener.sessionRemoved();
      return;
    }
    this.#set(
      this.opened.map((one, index) => {
        const answer = fresh[index];
        return answer?.status === "fulfilled" ? { ...answer.value, nudge: one.nudge } : one;
      }),
    );
  }
}

/** Whether somebody deleted it meanwhile. */
function isGone(answer: PromiseSettledResult<unknown> | undefined): boolean {
  return answer?.status === "rejected" && answer.reason instanceof SourceError && answer.reason.problem === "not_found";
}

/** The captures with one as it is now, oldest first. */
export function withCapture(captures: readonly Capture[], capture: Capture): Capture[] {
  const former = captures.find((other) => other.id === capture.id);
  // Which snapshot shows a clip's moment is told when an event is opened, not live.
  const fresh = { ...capture, picture: capture.picture ?? former?.picture ?? null };
  const others = captures.filter((other) => other.id !== capture.id);
  return [...others, fresh].sort((one, other) => one.captured_at.localeCompare(other.captured_at));
}
