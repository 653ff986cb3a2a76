import type { Capture, Feature, Source } from "../../../data/types";
import { canPlay, choose, hasSmall, type Obstacle, slowLine } from "./ability";
import type { Cause } from "./diagnosis";
import { Frames } from "./frames";
import { Reel, type ReelListener } from "./reel";
import { Stills } from "./stills";

/** What is in the way, and whether it is tried again by itself. */
export interface Trouble {
  readonly what: Exclude<Cause, "absent"> | Obstacle;
  readonly again: boolean;
}

export interface ProjectorListener {
  /** What is to be drawn has changed. */
  projectorChanged(): void;
  projectorEnded(): void;
  projectorMeasured(capture: string, seconds: number): void;
  projectorSilenced(): void;
}

/** Shows one capture at a time and has the next one ready: two video elements take turns. */
export class Projector implements ReelListener {
  capture: Capture | null = null;
  trouble: Trouble | null = null;
  features: readonly Feature[] = [];
  readonly reels: readonly [Reel, Reel];
  readonly stills: Stills;
  readonly #frames: readonly [Frames, Frames];
  #front: 0 | 1 = 0;
  #playing = false;
  #turn = 0;
  #slow = slowLine();
  /** The clips that this browser plays in their small rendition alone, and those that turned out to have none. */
  readonly #onlySmall = new Set<string>();
  readonly #noSmall = new Set<string>();

  constructor(
    source: () => Source,
    private readonly listener: ProjectorListener,
  ) {
    const [one, other] = [screen(), screen()];
    this.reels = [new Reel(one, source, this), new Reel(other, source, this)];
    this.#frames = [new Frames(one), new Frames(other)];
    this.stills = new Stills(source, () => this.listener.projectorChanged());
  }

  get front(): Reel {
    return this.reels[this.#front];
  }

  /** Whether the capture itself is to be seen, not only its poster. */
  get ready(): boolean {
    if (this.capture?.kind === "snapshot") return this.stills.there;
    return this.capture !== null && this.front.capture?.id === this.capture.id && this.front.ready;
  }

  get time(): number {
    return this.capture?.kind === "clip" ? this.front.time : 0;
  }

  get frame(): number {
    return this.#frames[this.#front].length;
  }

  /** Whether a smaller rendition plays than this browser could. */
  get small(): boolean {
    const { capture, front, trouble } = this;
    if (!this.#slow || capture?.kind !== "clip" || front.rendition !== "small" || trouble) return false;
    return this.#choose(capture, false) === "playback";
  }

  present(capture: Capture | null, at: number): void {
    if (capture && this.capture?.id === capture.id && !this.#mended(capture)) {
      this.capture = capture;
      if (Math.abs(this.time - at) > 0.02) this.front.seek(at);
      return;
    }
    this.#turn += 1;
    this.capture = capture;
    this.trouble = null;
    this.stills.clear();
    if (capture?.kind === "clip") this.#showClip(capture, at);
    else this.front.clear();
    if (capture) this.#showStill(capture);
    this.listener.projectorChanged();
  }

  /** Whether more is known of a capture that could not be shown: it was looked at meanwhile. */
  #mended(now: Capture): boolean {
    const { trouble, capture } = this;
    if (!trouble || trouble.again || !capture) return false;
    return (["playback", "small", "condition", "codecs"] as const).some((name) => now[name] !== capture[name]);
  }

  /** Has a capture at hand that comes next. */
  prepare(capture: Capture | null, at: number): void {
    const back = this.reels[1 - this.#front];
    if (!back || back.capture?.id === capture?.id) return;
    if (capture?.kind === "clip") void this.#load(back, capture, at);
    else back.clear();
    if (capture) this.stills.prepare(capture);
  }

  play(): void {
    this.#playing = true;
    if (this.capture?.kind === "clip" && this.front.capture) this.front.play();
  }

  pause(): void {
    this.#playing = false;
    this.front.pause();
  }

  /** Plays the full rendition from where the small one is. */
  full(): void {
    this.#slow = false;
    this.#reload();
  }

  again(): void {
    this.#reload();
  }

  /** The line is back. */
  wake(): void {
    for (const reel of this.reels) reel.again();
    if (this.trouble?.again === false && this.trouble.what === "away") this.#reload();
  }

  /** Frees what was loaded; `present` loads it again. */
  rest(): void {
    this.#turn += 1;
    this.capture = null;
    this.stills.free();
    for (const reel of this.reels) reel.clear();
  }

  dispose(): void {
    this.rest();
    for (const reel of this.reels) reel.dispose();
    for (const frames of this.#frames) frames.dispose();
  }

  reelTrouble(reel: Reel, cause: Cause | null, again: boolean): void {
    if (reel !== this.front) return;
    if (cause === "undecodable" && !again && this.#smaller(true)) return;
    if (cause === "absent" && this.#larger()) return;
    const trouble = cause ? { what: cause === "absent" ? "gone" : cause, again } : null;
    if (trouble === null && this.trouble === null) return;
    this.trouble = trouble;
    this.listener.projectorChanged();
  }

  reelShown(reel: Reel): void {
    if (reel === this.front) this.listener.projectorChanged();
  }

  reelEnded(reel: Reel): void {
    if (reel === this.front) this.listener.projectorEnded();
  }

  reelMeasured(reel: Reel, seconds: number): void {
    if (reel.capture) this.listener.projectorMeasured(reel.capture.id, seconds);
  }

  reelSlow(reel: Reel): void {
    this.#slow = true;
    if (reel === this.front) this.#smaller();
  }

  reelSilenced(): void {
    this.listener.projectorSilenced();
  }

  #showStill(capture: Capture): void {
    const choice = this.#choose(capture, false);
    const obstacle = choice !== "playback" && choice !== "small" && capture.kind === "snapshot" ? choice : null;
    if (obstacle) this.trouble = { what: obstacle, again: false };
    void this.stills.show(capture, capture.kind === "snapshot" && !obstacle).then((shown) => {
      if (shown || obstacle || this.capture !== capture || capture.kind === "clip") return;
      this.trouble = { what: navigator.onLine ? "away" : "offline", again: false };
      this.listener.projectorChanged();
    });
  }

  #showClip(capture: Capture, at: number): void {
    const back = this.reels[1 - this.#front];
    const floats = document.pictureInPictureElement === this.front.video;
    if (back?.capture?.id === capture.id && !floats) {
      this.front.clear();
      this.#front = this.#front === 0 ? 1 : 0;
      if (Math.abs(back.time - at) > 0.02) back.seek(at);
      if (this.#playing) back.play();
      // What failed while nobody saw it was not told.
      back.again();
    } else {
      if (!floats) this.front.clear();
      void this.#load(this.front, capture, at);
    }
    this.#frames[this.#front].forget();
  }

  /** Goes over to the small rendition at the same place, where there is one; `only` where there is no way back. */
  #smaller(only = false): boolean {
    const { capture, front } = this;
    if (!capture || front.rendition === "small" || !hasSmall(capture, this.#featuresFor(capture))) return false;
    if (only) this.#onlySmall.add(capture.id);
    front.load(capture, "small", front.time);
    if (this.#playing) front.play();
    return true;
  }

  /** Goes over to the whole clip where there is no small one, or says why that does not play. */
  #larger(): boolean {
    const { capture, front } = this;
    if (!capture || front.rendition !== "small") return false;
    this.#noSmall.add(capture.id);
    void this.#load(front, capture, front.time);
    return true;
  }

  #choose(capture: Capture, slow: boolean): ReturnType<typeof choose> {
    return choose(capture, this.#featuresFor(capture), !this.#onlySmall.has(capture.id), slow);
  }

  #featuresFor(capture: Capture): readonly Feature[] {
    return this.#noSmall.has(capture.id) ? [] : this.features;
  }

  #reload(): void {
    const { capture, time } = this;
    if (!capture) return;
    this.capture = null;
    for (const reel of this.reels) reel.clear();
    this.present(capture, time);
  }

  async #load(reel: Reel, capture: Capture, at: number): Promise<void> {
    const turn = this.#turn;
    if (!(await canPlay(capture))) this.#onlySmall.add(capture.id);
    if (turn !== this.#turn) return;
    const choice = this.#choose(capture, this.#slow);
    const plays = choice === "playback" || choice === "small";
    if (plays) reel.load(capture, choice, at);
    if (reel !== this.front) return;
    if (plays && this.#playing) reel.play();
    if (!plays) this.trouble = { what: choice, again: false };
    if (!plays) this.listener.projectorChanged();
  }
}

function screen(): HTMLVideoElement {
  const video = document.createElement("video");
  video.playsInline = true;
  video.preload = "auto";
  video.disableRemotePlayback = true;
  return video;
}
