/** The longest and shortest frame that is believed, and what is assumed before any was seen, in seconds. */
const LONGEST = 0.5;
const SHORTEST = 0.008;
const ASSUMED = 1 / 25;

/** Learns from what plays how long a frame is: a browser does not tell. */
export class Frames {
  #length = ASSUMED;
  #former = Number.NaN;
  #call = 0;

  constructor(private readonly video: HTMLVideoElement) {
    this.#next();
  }

  get length(): number {
    return this.#length;
  }

  /** Another clip may have another rate. */
  forget(): void {
    this.#length = ASSUMED;
    this.#former = Number.NaN;
  }

  dispose(): void {
    this.video.cancelVideoFrameCallback?.(this.#call);
  }

  #next(): void {
    if (!this.video.requestVideoFrameCallback) return;
    this.#call = this.video.requestVideoFrameCallback((_now, frame) => {
      const took = frame.mediaTime - this.#former;
      // Fast play leaves frames out; the shortest step seen is the nearest to the truth.
      if (took > SHORTEST && took < LONGEST)
        this.#length = this.#length === ASSUMED ? took : Math.min(this.#length, took);
      this.#former = frame.mediaTime;
      this.#next();
    });
  }
}
