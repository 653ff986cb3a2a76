import type { Capture, Rendition, Source } from "../../../data/types";
import { type Cause, type Diagnosis, ofAddress, ofError } from "./diagnosis";
import { Retries } from "./retries";
import { Stall } from "./stall";

/** Only what plays this far beyond the place where it broke off is mended, in seconds. */
const PROGRESS_S = 0.25;

/** What a reel tells the stage that it is on. */
export interface ReelListener {
  /** Why nothing moves, and whether it is tried again by itself; null once it does. */
  reelTrouble(reel: Reel, cause: Cause | null, again: boolean): void;
  reelShown(reel: Reel): void;
  reelEnded(reel: Reel): void;
  reelMeasured(reel: Reel, seconds: number): void;
  reelSlow(reel: Reel): void;
  /** The browser plays no sound before somebody taps. */
  reelSilenced(): void;
}

/** One video element and the clip in it: renews its address, goes on where it was. */
export class Reel {
  capture: Capture | null = null;
  rendition: Rendition = "playback";
  readonly #retries = new Retries();
  readonly #stall: Stall;
  readonly #ears = new AbortController();
  #address = "";
  #at = 0;
  #broke = Number.NEGATIVE_INFINITY;
  #playing = false;
  #loads = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waiting = false;

  constructor(
    readonly video: HTMLVideoElement,
    private readonly source: () => Source,
    private readonly listener: ReelListener,
  ) {
    this.#stall = new Stall(
      () => this.listener.reelSlow(this),
      () => this.#broken(),
    );
    this.#hear();
  }

  /** Whether there is a picture to show. */
  get ready(): boolean {
    return this.capture !== null && this.video.readyState >= 2;
  }

  /** Where it is, in seconds: also while it is loaded anew. */
  get time(): number {
    return this.video.readyState >= 1 && !this.#waiting ? this.video.currentTime : this.#at;
  }

  load(capture: Capture, rendition: Rendition, at: number): void {
    this.#stop();
    this.capture = capture;
    this.rendition = rendition;
    this.#at = at;
    this.#broke = Number.NEGATIVE_INFINITY;
    this.#retries.clear();
    void this.#open();
  }

  seek(at: number): void {
    this.#at = at;
    if (this.video.readyState >= 1) this.video.currentTime = this.#clamp(at);
  }

  play(): void {
    this.#playing = true;
    if (this.video.readyState >= 1) void this.#start();
  }

  pause(): void {
    this.#playing = false;
    this.#stall.calm();
    this.video.pause();
  }

  /** Tries again at once, with a new address: somebody asked for it, or the line is back. */
  again(): void {
    if (!this.capture || !this.#waiting) return;
    this.#retries.clear();
    this.#reopen();
  }

  /** Ends loading and frees what was loaded. */
  clear(): void {
    if (!this.capture) return;
    this.#stop();
    this.capture = null;
  }

  dispose(): void {
    this.clear();
    this.#ears.abort();
  }

  #stop(): void {
    this.#loads += 1;
    this.#waiting = false;
    this.#playing = false;
    clearTimeout(this.#timer);
    this.#stall.calm();
    this.#address = "";
    this.video.pause();
    this.video.removeAttribute("src");
    this.video.load();
  }

  async #open(): Promise<void> {
    const { capture } = this;
    if (!capture) return;
    this.#loads += 1;
    const load = this.#loads;
    try {
      const address = await this.source().address({ home: capture.home, id: capture.id }, this.rendition);
      if (load !== this.#loads) return;
      this.#waiting = false;
      this.#address = address;
      this.video.src = address;
      this.video.load();
    } catch (error) {
      if (load === this.#loads) this.#failed(ofError(error));
    }
  }

  #reopen(): void {
    clearTimeout(this.#timer);
    void this.#open();
  }

  /** What plays has broken off: remembers the place, finds out why. */
  async #broken(): Promise<void> {
    if (!this.#address || this.#waiting) return;
    if (this.video.readyState >= 1) this.#at = this.video.currentTime;
    this.#broke = this.#at;
    this.#waiting = true;
    this.#stall.calm();
    const load = this.#loads;
    const diagnosis = await ofAddress(this.#address);
    if (load === this.#loads) this.#failed(this.#cutOff(diagnosis));
  }

  /** An incomplete clip plays as far as it goes: where its bytes end, it ends. */
  #cutOff(diagnosis: Diagnosis): Diagnosis | null {
    const cut = diagnosis.cause === "undecodable" && this.capture?.condition === "incomplete" && this.#at > 0;
    return cut ? null : diagnosis;
  }

  #failed(diagnosis: Diagnosis | null): void {
    if (!diagnosis) {
      this.listener.reelEnded(this);
      return;
    }
    this.#waiting = true;
    const step = this.#retries.next(diagnosis);
    const told = diagnosis.cause === "preparing" || this.#retries.noticed || step === "stop";
    if (told) this.listener.reelTrouble(this, diagnosis.cause, step !== "stop");
    if (typeof step === "object") this.#timer = setTimeout(() => this.#reopen(), step.wait * 1000);
  }

  async #start(): Promise<void> {
    try {
      await this.video.play();
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== "NotAllowedError" || this.video.muted) return;
      this.video.muted = true;
      this.listener.reelSilenced();
      await this.video.play().catch(() => undefined);
    }
  }

  #clamp(at: number): number {
    const { duration } = this.video;
    return Number.isFinite(duration) ? Math.min(at, Math.max(0, duration - 0.04)) : at;
  }

  #hear(): void {
    const on = (name: string, heard: () => void) =>
      this.video.addEventListener(name, heard, { signal: this.#ears.signal });
    on("loadedmetadata", () => this.#measured());
    on("loadeddata", () => this.#moved());
    on("playing", () => this.#moved());
    on("seeked", () => this.#moved());
    on("timeupdate", () => !this.video.paused && this.#moved());
    on("ended", () => this.listener.reelEnded(this));
    on("error", () => void this.#broken());
    on("waiting", () => this.#playing && this.#stall.watch());
  }

  #measured(): void {
    const { duration } = this.video;
    if (Number.isFinite(duration) && duration > 0) this.listener.reelMeasured(this, duration);
    if (this.#at > 0) this.video.currentTime = this.#clamp(this.#at);
    if (this.#playing) void this.#start();
  }

  #moved(): void {
    if (!this.capture || this.video.readyState < 2 || this.#waiting) return;
    this.#stall.calm();
    if (this.video.currentTime > this.#broke + PROGRESS_S) this.#retries.clear();
    this.listener.reelTrouble(this, null, false);
    this.listener.reelShown(this);
  }
}
