import { end, type Piece, STILL_S } from "./pieces";

/** Gaps take at most this part of the bar each, and this part together: nobody waits in front of nothing. */
const GAP = 0.04;
const GAPS = 0.25;

/** Where play is: which piece, and how far into it (seconds). */
export interface Position {
  readonly index: number;
  readonly offset: number;
}

/** A piece's place on the bar, as parts of its width. */
export interface Mark {
  readonly start: number;
  readonly width: number;
}

/** One bar for all pieces: they are as wide as they are long, what lies between them is compressed. */
export class Timeline {
  readonly marks: readonly Mark[];

  constructor(readonly pieces: readonly Piece[]) {
    this.marks = layout(pieces);
  }

  get last(): number {
    return this.pieces.length - 1;
  }

  /** How far along the bar a position is, from 0 to 1. */
  fraction({ index, offset }: Position): number {
    const mark = this.marks[index];
    const piece = this.pieces[index];
    if (!mark || !piece) return 0;
    return mark.start + mark.width * within(offset / piece.length);
  }

  /** The position at a part of the bar; in a gap that is the piece after it. */
  position(fraction: number): Position {
    const index = this.marks.findIndex((mark) => fraction < mark.start + mark.width);
    const [mark, piece] = [this.marks[index], this.pieces[index]];
    if (!mark || !piece) return this.#finish();
    return { index, offset: within((fraction - mark.start) / mark.width) * piece.length };
  }

  /** The moment of a position on the common clock, in milliseconds. */
  moment({ index, offset }: Position): number {
    const piece = this.pieces[index];
    return piece ? piece.begin + offset * 1000 : Number.NaN;
  }

  /** The position at a moment; where nothing plays, that of the piece after it. */
  at(moment: number): Position {
    const index = this.pieces.findIndex((piece) => moment < end(piece));
    const piece = this.pieces[index];
    if (!piece) return this.#finish();
    return { index, offset: Math.max(0, (moment - piece.begin) / 1000) };
  }

  /** The position some seconds of play later or, below zero, earlier; gaps take no time. */
  move(position: Position, seconds: number): Position {
    let { index, offset } = position;
    offset += seconds;
    while (offset < 0 && index > 0) {
      index -= 1;
      offset += this.#length(index);
    }
    while (index < this.last && offset >= this.#length(index)) {
      offset -= this.#length(index);
      index += 1;
    }
    return { index, offset: Math.min(Math.max(0, offset), this.#length(index)) };
  }

  /** The same place of the same capture after pieces were added or measured. */
  carry(position: Position, former: Timeline): Position {
    const piece = former.pieces[position.index];
    if (!piece) return { index: 0, offset: 0 };
    const place = piece.from + position.offset;
    const own = this.pieces.map((other, index) => ({ other, index })).filter(({ other }) => same(other, piece));
    const found = own.findLast(({ other }) => other.from <= place) ?? own[0];
    if (!found) return this.at(former.moment(position));
    return { index: found.index, offset: Math.min(Math.max(0, place - found.other.from), found.other.length) };
  }

  #length(index: number): number {
    return this.pieces[index]?.length ?? 0;
  }

  #finish(): Position {
    return { index: Math.max(0, this.last), offset: this.#length(this.last) };
  }
}

function same(one: Piece, other: Piece): boolean {
  return one.track === other.track && one.capture.id === other.capture.id;
}

function layout(pieces: readonly Piece[]): Mark[] {
  const content = pieces.reduce((sum, piece) => sum + weight(piece), 0);
  const gaps = Math.max(1, pieces.length - 1);
  const widest = content * Math.min(GAP, GAPS / gaps);
  let at = 0;
  const raw = pieces.map((piece, index) => {
    at += Math.min(gapBefore(pieces, index), widest);
    const mark = { start: at, width: weight(piece) };
    at += mark.width;
    return mark;
  });
  return raw.map((mark) => ({ start: mark.start / at, width: mark.width / at }));
}

/** No piece is so short that it has no place of its own. */
function weight(piece: Piece): number {
  return Math.max(piece.length, STILL_S / 3);
}

/** Seconds from the end of all that is before a piece to its begin. */
function gapBefore(pieces: readonly Piece[], index: number): number {
  const piece = pieces[index];
  const before = pieces.slice(0, index);
  if (!piece || before.length === 0) return 0;
  return Math.max(0, (piece.begin - Math.max(...before.map(end))) / 1000);
}

function within(fraction: number): number {
  return Math.min(1, Math.max(0, fraction));
}
