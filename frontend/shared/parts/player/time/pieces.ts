import type { Capture } from "../../../data/types";

/** How long a still is shown, in seconds. */
export const STILL_S = 1.5;
/** The length of a clip that nobody has measured yet, in seconds. */
const UNMEASURED_S = 10;
/** A still in step with other cameras is held for this long, in seconds. */
const HOLD_S = 10;
/** What is shorter than this between two clips is no gap and no overlap, in seconds. */
const SLACK_S = 0.05;

/** Lengths in seconds that a browser measured, by capture. */
export type Lengths = ReadonlyMap<string, number>;

/** A camera's captures that play on one clock; `nudge` sets its clock right, in seconds. */
export interface Track {
  readonly captures: readonly Capture[];
  readonly nudge: number;
}

/** A part of a capture that plays without a break. */
export interface Piece {
  /** Which camera plays it: an index into the tracks. */
  readonly track: number;
  readonly capture: Capture;
  /** When it begins on the common clock, in milliseconds. */
  readonly begin: number;
  /** Where in the capture it begins, and how long it plays, in seconds. */
  readonly from: number;
  readonly length: number;
}

/** What plays: the first track whole, of the others what nothing before them covers; in order of time. */
export function join(tracks: readonly Track[], lengths: Lengths): Piece[] {
  const joined: Piece[] = [];
  tracks.forEach((track, index) => {
    const own = clipsOf(track, index, lengths);
    const fresh = index === 0 ? own : own.flatMap((piece) => uncovered(piece, joined));
    joined.push(...fresh);
  });
  tracks.forEach((track, index) => {
    joined.push(...stillsOf(track, index).filter((still) => !covers(joined, still.begin)));
  });
  return joined.sort((one, other) => one.begin - other.begin || one.track - other.track);
}

/** All stills of a track, also those of a moment that a clip shows. */
export function stillsOf(track: Track, index: number): Piece[] {
  return shown(track)
    .filter((capture) => capture.kind === "snapshot")
    .map((capture) => ({ track: index, capture, begin: begin(capture, track), from: 0, length: STILL_S }));
}

/** What a track shows at a moment of the common clock, and where in it (seconds); null while it has nothing. */
export function shownAt(track: Track, moment: number, lengths: Lengths): { capture: Capture; at: number } | null {
  const clip = clipsOf(track, 0, lengths).findLast((piece) => covers([piece], moment));
  if (clip) return { capture: clip.capture, at: (moment - clip.begin) / 1000 };
  const still = stillsOf(track, 0).findLast((piece) => piece.begin <= moment && moment < piece.begin + HOLD_S * 1000);
  return still ? { capture: still.capture, at: 0 } : null;
}

export function end(piece: Piece): number {
  return piece.begin + piece.length * 1000;
}

function clipsOf(track: Track, index: number, lengths: Lengths): Piece[] {
  return shown(track)
    .filter((capture) => capture.kind === "clip")
    .map((capture) => ({
      track: index,
      capture,
      begin: begin(capture, track),
      from: 0,
      length: lengths.get(capture.id) ?? (capture.duration_s || UNMEASURED_S),
    }))
    .sort((one, other) => one.begin - other.begin);
}

function shown(track: Track): Capture[] {
  return track.captures.filter((capture) => capture.state !== "receiving" && capture.condition !== "empty");
}

function begin(capture: Capture, track: Track): number {
  return Date.parse(capture.captured_at) + track.nudge * 1000;
}

function covers(pieces: readonly Piece[], moment: number): boolean {
  return pieces.some((piece) => piece.begin <= moment && moment < end(piece));
}

/** The parts of a piece at whose time nothing else plays. */
function uncovered(piece: Piece, others: readonly Piece[]): Piece[] {
  return others.reduce<Piece[]>((left, other) => left.flatMap((part) => without(part, other)), [piece]);
}

function without(part: Piece, other: Piece): Piece[] {
  if (other.begin >= end(part) || end(other) <= part.begin) return [part];
  const before = cut(part, part.begin, Math.min(end(part), other.begin));
  const after = cut(part, Math.max(part.begin, end(other)), end(part));
  return [before, after].filter((rest) => rest.length > SLACK_S);
}

function cut(piece: Piece, begin: number, until: number): Piece {
  const skipped = (begin - piece.begin) / 1000;
  return { ...piece, begin, from: piece.from + skipped, length: (until - begin) / 1000 };
}
