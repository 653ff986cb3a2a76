import type { Capture, Event, Filter, Home, OpenedEvent } from "../../data/types";
import type { Env } from "../../env";
import { Projector, type ProjectorListener } from "../player/stage/projector";
import { inWords } from "../problem";
import { Act, type ActListener } from "./act";
import { Countdown } from "./countdown";
import { hurdleOf } from "./hurdle";
import { Marks } from "./marks";
import { Notice } from "./notice";
import { OpenedEvents } from "./opened";
import { budgetOf, stepsOf } from "./pace";
import { Supply, type SupplyListener } from "./supply";

/** `waiting`: the line or the gateway is away; it goes on by itself. */
export type Phase = "loading" | "playing" | "waiting" | "ended";

const AGAIN_MS = 5000;

/** Plays all that was not seen, and marks what was shown. */
export class Show implements ProjectorListener, ActListener, SupplyListener {
  phase: Phase = "loading";
  paused = false;
  /** Whether nobody may, or can, say what was not seen. */
  refused = false;
  /** What is said beside the picture. */
  readonly notice: Notice;
  readonly projector: Projector;
  readonly act: Act;
  readonly supply: Supply;
  readonly marks: Marks;
  readonly #opened: OpenedEvents;
  readonly #againTime = new Countdown();
  /** The first capture of the event that comes next. */
  #coming: Capture | null = null;
  #turn = 0;
  #shown = false;

  constructor(
    private readonly env: Env,
    filter: Filter,
    private readonly homes: () => readonly Home[],
    private readonly changed: () => void,
  ) {
    this.notice = new Notice(changed);
    this.projector = new Projector(() => env.source, this);
    this.act = new Act(env.source, this.projector, this);
    this.supply = new Supply(env.source, filter, this);
    this.marks = new Marks(env.source.actions);
    this.#opened = new OpenedEvents(env.source);
    for (const { video } of this.projector.reels) video.muted = true;
  }

  get event(): Event | null {
    return this.supply.queue.current;
  }

  start(): void {
    this.supply.start();
    void this.#enter();
  }

  /** Ends it, also in the middle: what was shown is marked. */
  stop(): void {
    this.#turn += 1;
    this.act.stop();
    this.supply.stop();
    this.notice.stop();
    this.#againTime.clear();
    this.projector.dispose();
    void this.marks.flush().then(() => this.marks.stop());
  }

  next(): void {
    if (this.phase === "ended") return;
    this.act.stop();
    this.supply.queue.forward();
    void this.#enter();
  }

  previous(): void {
    this.act.stop();
    this.supply.queue.back();
    void this.#enter();
  }

  hold(): void {
    this.paused = true;
    this.act.hold();
    this.changed();
  }

  go(): void {
    this.paused = false;
    this.act.go();
    this.changed();
  }

  /** The page is back, or the line. */
  wake(): void {
    this.projector.wake();
    if (this.phase === "waiting") void this.#enter();
  }

  projectorChanged(): void {
    const { trouble } = this.projector;
    if (this.phase === "playing") this.act.projected();
    if (trouble?.again && trouble.what === "offline") this.notice.stay(this.env.texts.text("catchUp.offline"));
    else if (!trouble) this.notice.over();
    this.changed();
  }

  projectorEnded(): void {
    this.act.ended();
  }

  projectorMeasured(): void {
    this.changed();
  }

  projectorSilenced(): void {
    this.changed();
  }

  actSeen(): void {
    const { event } = this;
    if (!event || this.#shown) return;
    this.#shown = true;
    this.marks.add(event);
  }

  actUnplayable(): void {
    const { trouble } = this.projector;
    this.notice.say(this.env.texts.text(trouble && !trouble.again ? "catchUp.unplayable" : "catchUp.slow"));
  }

  actDone(): void {
    const { event } = this;
    if (event && !this.#shown) this.marks.leave(event);
    this.next();
  }

  actChanged(): void {
    const following = this.act.following ?? this.#coming;
    if (following) this.projector.prepare(following, 0);
    this.changed();
  }

  supplyChanged(): void {
    if (this.phase === "ended" && this.event) void this.#enter();
    this.changed();
  }

  supplyLost(): void {
    this.notice.say(this.env.texts.text("catchUp.gone"));
    this.act.stop();
    void this.#enter();
  }

  supplyConnected(): void {
    this.wake();
  }

  /** Begins the event that is on. */
  async #enter(): Promise<void> {
    const turn = ++this.#turn;
    this.#againTime.clear();
    this.#shown = false;
    this.#coming = null;
    this.phase = "loading";
    this.changed();
    try {
      if (!this.event) await this.#refill();
      else this.supply.ahead().catch(() => undefined);
      const { event } = this;
      if (turn !== this.#turn) return;
      if (!event) return this.#finish();
      const opened = await this.#opened.get(event);
      if (turn === this.#turn) this.#begin(event, opened);
    } catch (error) {
      if (turn === this.#turn) this.#failed(error);
    }
  }

  /** The next page, or what has come meanwhile: only then everything was seen. */
  async #refill(): Promise<void> {
    await this.supply.ahead();
    if (this.event) return;
    await this.marks.flush();
    await this.supply.fresh(true);
  }

  #begin(event: Event, opened: OpenedEvent): void {
    this.phase = "playing";
    const home = this.homes().find(({ id }) => id === event.home);
    this.projector.features = home?.features ?? [];
    const steps = stepsOf(opened.captures, budgetOf(this.supply.queue.length));
    if (steps.length === 0) {
      this.#skip(event, "catchUp.nothing");
      return;
    }
    if (this.paused) this.act.hold();
    this.act.start(steps);
    const { upcoming } = this.supply.queue;
    if (upcoming) void this.#prepare(upcoming).catch(() => undefined);
  }

  /** Has the first capture of the event at hand that comes next. */
  async #prepare(upcoming: Event): Promise<void> {
    const turn = this.#turn;
    const { captures } = await this.#opened.get(upcoming);
    if (turn !== this.#turn) return;
    const [first] = stepsOf(captures, budgetOf(this.supply.queue.length));
    this.#coming = first?.capture ?? null;
    if (first && !this.act.following) this.projector.prepare(first.capture, 0);
  }

  #failed(error: unknown): void {
    const { event } = this;
    const hurdle = hurdleOf(error);
    if (hurdle === "offline" || hurdle === "away") {
      this.#await(`catchUp.${hurdle}`);
    } else if (!event) {
      this.#finish(inWords(this.env, error));
    } else if (hurdle === "refused") {
      this.#skip(event, "catchUp.refused");
    } else {
      this.supply.queue.remove(event);
      this.supplyLost();
    }
  }

  /** Says what is in the way, and tries again by itself. */
  #await(why: string): void {
    this.phase = "waiting";
    this.notice.stay(this.env.texts.text(why));
    this.#againTime.start(AGAIN_MS, () => this.wake());
    this.changed();
  }

  /** Goes on without having shown it, with a word. */
  #skip(event: Event, why: string): void {
    this.marks.leave(event);
    this.notice.say(this.env.texts.text(why));
    this.next();
  }

  /** There is nothing more, or there cannot be, which is said. */
  #finish(why = ""): void {
    this.phase = "ended";
    this.refused = why !== "";
    if (why) this.notice.stay(why);
    this.projector.rest();
    this.changed();
  }
}
