import type { Capture } from "../../data/types";
import { end, join, type Piece, STILL_S } from "../player/time/pieces";

/** A night is caught up with in about this long, in seconds. */
const WHOLE_S = 60;
/** An event gets at least and at most this long, however many there are, in seconds. */
const SHORTEST_S = 4;
const LONGEST_S = 10;
const SLOWEST = 2;
const FASTEST = 4;
/** A still this near to a clip shows what the clip shows, in seconds. */
const NEAR_S = 10;

/** One capture of an event as it is played. */
export interface Step {
  readonly capture: Capture;
  readonly rate: number;
  /** How long it takes, in seconds, as far as its length is known. */
  readonly seconds: number;
}

/** How long one of so many events may take, in seconds. */
export function budgetOf(events: number): number {
  return Math.min(LONGEST_S, Math.max(SHORTEST_S, WHOLE_S / Math.max(1, events)));
}

/** What is played of an event, without the gaps: its clips as fast as its budget asks for, and stills where there is no clip. */
export function stepsOf(captures: readonly Capture[], budget: number): Step[] {
  const pieces = join([{ captures, nudge: 0 }], new Map());
  const clips = pieces.filter(({ capture }) => capture.kind === "clip");
  const content = clips.reduce((sum, { length }) => sum + length, 0);
  const rate = Math.min(FASTEST, Math.max(SLOWEST, content / budget));
  const stills = pieces.filter((piece) => piece.capture.kind === "snapshot" && !near(piece, clips));
  const room = Math.max(1, Math.floor((budget - content / rate) / STILL_S));
  const chosen = new Set<Piece>([...clips, ...spread(stills, room)]);
  return pieces
    .filter((piece) => chosen.has(piece))
    .map(({ capture, length }) =>
      capture.kind === "clip" ? { capture, rate, seconds: length / rate } : { capture, rate: 1, seconds: STILL_S },
    );
}

function near(still: Piece, clips: readonly Piece[]): boolean {
  return clips.some((clip) => still.begin > clip.begin - NEAR_S * 1000 && still.begin < end(clip) + NEAR_S * 1000);
}

/** So many of them, evenly from the first to the last. */
function spread<Item>(items: readonly Item[], most: number): Item[] {
  if (items.length <= most) return [...items];
  if (most === 1) return items.slice(0, 1);
  const gap = (items.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, index) => items[Math.round(index * gap)]).filter(
    (item) => item !== undefined,
  );
}
