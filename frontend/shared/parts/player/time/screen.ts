import type { Capture } from "../../../data/types";

/** What shows one camera's captures. Times are seconds within a capture. */
export interface Screen {
  /** The id of the capture that it was given. */
  readonly showing: string | null;
  readonly ready: boolean;
  readonly time: number;
  /** The length of a frame. */
  readonly frame: number;
  /** Why it shows nothing: for good, or until somebody tries again. */
  readonly stuck: "for good" | "for now" | null;
  present(capture: Capture | null, at: number): void;
  prepare(capture: Capture | null, at: number): void;
  play(): void;
  pause(): void;
  setRate(rate: number): void;
}
