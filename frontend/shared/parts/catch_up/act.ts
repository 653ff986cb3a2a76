import type { Capture, Source } from "../../data/types";
import type { Projector } from "../player/stage/projector";
import { Countdown } from "./countdown";
import type { Step } from "./pace";
import { loadStrip, type Strip } from "./strip";

/** A still, and the picture of what does not play, is shown this long. */
const STILL_MS = 1500;
/** From here on a still counts as seen. */
const SEEN_MS = 1000;
/** A clip that shows nothing for this long is given up for its frames or its picture. */
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
  strip: Strip | null = null;
  readonly #wait = new Countdown();
  readonly #slow = new Countdown();
  #steps: readonly Step[] = [];
  #at = 0;
  #running = true;
  #visible: number | null = null;
  #gaveUp = false;
  #ended = true;
  #turn = 0;

  constructor(
    private readonly source: Source,
    private readonly projector: Projector,
    private readonly listener: ActListener,
  ) {}

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
    if (this.step && !this.strip && !this.#gaveUp) this.projector.play();
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
    const { trouble, ready, stills } = this.projector;
    if (!step || this.#gaveUp || this.strip) return;
    if (trouble && !trouble.again) this.#giveUp();
    else if (ready && this.#visible === null) this.#appear(step);
    else if (stills.poster) this.listener.actChanged();
  }

  /** The clip is over. */
  ended(): void {
    if (this.step && !this.strip && !this.#gaveUp) this.#next();
  }

  #show(): void {
    const { step } = this;
    if (!step) return;
    const turn = this.#turn;
    this.#slow.start(SLOW_MS, () => void this.#fallBack(turn), this.#running);
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
    this.#slow.clear();
    if (step.capture.kind === "clip") this.listener.actSeen();
    else this.#wait.start(STILL_MS, () => this.#next(), this.#running);
    this.listener.actChanged();
  }

  /** Shows the picture of what does not play. */
  #giveUp(): void {
    this.#gaveUp = true;
    this.#slow.clear();
    this.listener.actUnplayable();
    this.#wait.start(STILL_MS, () => this.#next(), this.#running);
  }

  /** Shows the frames of a clip that does not come, or its picture where there are none. */
  async #fallBack(turn: number): Promise<void> {
    const { step } = this;
    if (!step || !navigator.onLine) return;
    const { home, id } = step.capture;
    const strip = step.capture.kind === "clip" ? await loadStrip(this.source, { home, id }) : null;
    if (turn !== this.#turn || this.#visible !== null) {
      if (strip) URL.revokeObjectURL(strip.url);
      return;
    }
    this.projector.pause();
    if (!strip) return this.#giveUp();
    this.strip = strip;
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
    this.#gaveUp = false;
    this.#wait.clear();
    this.#slow.clear();
    if (this.strip) URL.revokeObjectURL(this.strip.url);
    this.strip = null;
  }
}
