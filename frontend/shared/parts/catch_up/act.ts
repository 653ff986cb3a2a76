import type { Capture, Source } from "../../data/types";
import { Pictures } from "../player/stage/pictures";
import type { Projector } from "../player/stage/projector";
import { type Sprite, spriteOf } from "../player/stage/sprite";
import { Countdown } from "./countdown";
import type { Step } from "./pace";

/** A still, and the picture of what does not play, is shown this long. */
const STILL_MS = 1500;
/** From here on a still counts as seen. */
const SEEN_MS = 1000;
/** A clip that shows nothing new for this long is given up for its frames or its picture. */
const SLOW_MS = 5000;
const FRAME_MS = 250;

/** What an act tells the show. */
export interface ActListener {
  /** Something of the event was really shown. */
  actSeen(): void;
  /** A capture does not play; its picture is shown instead. */
  actUnplayable(): void;
  actDone(): void;
  actChanged(): void;
}

/** One event: plays its steps one after another. */
export class Act {
  /** The frames of a clip that is too slow to come. */
  strip: Sprite | null = null;
  readonly #wait = new Countdown();
  readonly #slow = new Countdown();
  readonly #pictures: Pictures;
  #steps: readonly Step[] = [];
  #at = 0;
  #running = true;
  #visible: number | null = null;
  /** How far the clip has come, in seconds. */
  #reached = 0;
  /** Whether its frames or its picture are shown in place of a clip. */
  #replaced = false;
  #ended = true;
  /** Another one after each progress. */
  #turn = 0;

  constructor(
    source: Source,
    private readonly projector: Projector,
    private readonly listener: ActListener,
  ) {
    this.#pictures = new Pictures(() => source);
  }

  get step(): Step | null {
    return this.#ended ? null : (this.#steps[this.#at] ?? null);
  }

  /** The capture that follows, to have it ready. */
  get following(): Capture | null {
    return this.#steps[this.#at + 1]?.capture ?? null;
  }

  /** How much of the event is over, 0 to 1. */
  get share(): number {
    const total = this.#steps.reduce((sum, { seconds }) => sum + seconds, 0);
    const before = this.#steps.slice(0, this.#at).reduce((sum, { seconds }) => sum + seconds, 0);
    const { step } = this;
    if (!step || total <= 0) return 0;
    const played = step.capture.kind === "clip" ? this.projector.time / step.rate : 0;
    const inside = this.#wait.set ? this.#wait.share * step.seconds : Math.min(played, step.seconds);
    return Math.min(1, (before + inside) / total);
  }

  /** How many frames of the strip were shown already. */
  get frame(): number {
    return this.strip ? Math.min(this.strip.frames - 1, Math.floor(this.#wait.share * this.strip.frames)) : 0;
  }

  start(steps: readonly Step[]): void {
    this.#leave();
    this.#steps = steps;
    this.#at = 0;
    this.#ended = false;
    this.#show();
  }

  hold(): void {
    this.#running = false;
    this.#wait.hold();
    this.#slow.hold();
    this.projector.pause();
  }

  go(): void {
    this.#running = true;
    this.#wait.go();
    this.#slow.go();
    if (this.step && !this.#replaced) this.projector.play();
  }

  /** Ends it at once: what was shown for too short a time does not count. */
  stop(): void {
    this.#leave();
    this.#ended = true;
    this.projector.pause();
  }

  /** The projector has something else to show, or a trouble. */
  projected(): void {
    const { step } = this;
    const { trouble, ready, stills, time } = this.projector;
    if (!step || this.#replaced) return;
    if (trouble && !trouble.again) this.#giveUp();
    else if (ready && this.#visible === null) this.#appear(step);
    else if (ready && time > this.#reached) this.#watch();
    else if (stills.poster) this.listener.actChanged();
  }

  /** The clip is over. */
  ended(): void {
    if (this.step && !this.#replaced) this.#next();
  }

  #show(): void {
    const { step } = this;
    if (!step) return;
    this.#watch();
    this.projector.present(step.capture, 0);
    for (const { video } of this.projector.reels) {
      video.defaultPlaybackRate = step.rate;
      video.playbackRate = step.rate;
    }
    if (this.#running) this.projector.play();
    this.listener.actChanged();
    this.projected();
  }

  #appear(step: Step): void {
    this.#visible = performance.now();
    if (step.capture.kind === "clip") {
      this.#watch();
      this.listener.actSeen();
    } else {
      this.#slow.clear();
      this.#wait.start(STILL_MS, () => this.#next(), this.#running);
    }
    this.listener.actChanged();
  }

  /** Waits anew for what comes next of a capture, but not for ever. */
  #watch(): void {
    const turn = ++this.#turn;
    this.#reached = this.projector.time;
    this.#slow.start(SLOW_MS, () => void this.#fallBack(turn), this.#running);
  }

  /** Shows the picture of what does not play. */
  #giveUp(): void {
    this.#replaced = true;
    this.#slow.clear();
    this.listener.actUnplayable();
    this.#wait.start(STILL_MS, () => this.#next(), this.#running);
  }

  /** Shows the frames of a clip that does not come, or its picture where there are none. */
  async #fallBack(turn: number): Promise<void> {
    const { step } = this;
    if (!step) return;
    if (!navigator.onLine) return this.#watch();
    const url = step.capture.kind === "clip" ? await this.#pictures.sprite(step.capture) : null;
    const strip = url ? await spriteOf(url) : null;
    if (turn !== this.#turn) return;
    this.projector.pause();
    if (!strip) return this.#giveUp();
    this.strip = strip;
    this.#replaced = true;
    this.#slow.clear();
    this.listener.actSeen();
    this.#wait.start(Math.max(STILL_MS, strip.frames * FRAME_MS), () => this.#next(), this.#running);
    this.listener.actChanged();
  }

  #next(): void {
    this.#leave();
    this.#at += 1;
    this.#ended = this.#at >= this.#steps.length;
    if (this.#ended) this.listener.actDone();
    else this.#show();
  }

  #leave(): void {
    const seen = this.#visible !== null && performance.now() - this.#visible >= SEEN_MS;
    if (seen && this.step?.capture.kind === "snapshot") this.listener.actSeen();
    this.#turn += 1;
    this.#visible = null;
    this.#reached = 0;
    this.#replaced = false;
    this.#wait.clear();
    this.#slow.clear();
    this.#pictures.free();
    this.strip = null;
  }
}
