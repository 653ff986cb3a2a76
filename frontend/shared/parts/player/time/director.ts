import type { Capture } from "../../../data/types";
import { follow } from "./follow";
import { join, type Piece, shownAt, type Track } from "./pieces";
import type { Screen } from "./screen";
import { type Position, Timeline } from "./timeline";

export interface DirectorListener {
  directorChanged(): void;
  /** A track's first frame played, or its still was shown for a second. */
  directorSeen(track: number): void;
  directorFinished(): void;
}

/** A still counts as seen after this time; what cannot be shown is passed over after that. In seconds. */
const SEEN_S = 1;
const PASS_S = 3;

/** Plays the pieces of a timeline one after another on the screens of their cameras; the other cameras follow its clock. */
export class Director {
  timeline = new Timeline([]);
  position: Position = { index: 0, offset: 0 };
  playing = false;
  /** A still that a clip covers, looked at by itself. */
  peek: Capture | null = null;
  #tracks: readonly Track[] = [];
  #rate = 1;
  readonly #lengths = new Map<string, number>();
  #shownFor = 0;
  /** Whether play came to the end by itself: what is appended then plays on. */
  #ranOut = false;

  constructor(
    private readonly screen: (track: number) => Screen | undefined,
    private readonly listener: DirectorListener,
  ) {}

  get piece(): Piece | undefined {
    return this.timeline.pieces[this.position.index];
  }

  /** The moment that is shown, in milliseconds. */
  get moment(): number {
    return this.peek ? Date.parse(this.peek.captured_at) : this.timeline.moment(this.position);
  }

  get finished(): boolean {
    const { index, offset } = this.position;
    return index >= this.timeline.last && offset >= (this.piece?.length ?? 0) - 0.05;
  }

  /** Takes new tracks; `anew` begins at the begin, otherwise play goes on where it is. */
  setTracks(tracks: readonly Track[], anew: boolean): void {
    this.#tracks = tracks;
    const ranOut = this.#ranOut;
    this.#rebuild(anew);
    if (ranOut && !anew && this.position.index < this.timeline.last) this.#advance();
    else this.#apply(anew);
  }

  setRate(rate: number): void {
    this.#rate = rate;
    for (const screen of this.#screens()) screen.setRate(rate);
  }

  measured(capture: string, seconds: number): void {
    if (Math.abs((this.#lengths.get(capture) ?? 0) - seconds) < 0.01) return;
    this.#lengths.set(capture, seconds);
    this.#rebuild(false);
    this.listener.directorChanged();
  }

  play(): void {
    const again = this.finished;
    if (again) this.position = { index: 0, offset: 0 };
    this.playing = true;
    this.#apply(again);
  }

  pause(): void {
    this.#catchUp();
    this.playing = false;
    this.#apply();
  }

  seek(position: Position): void {
    this.position = position;
    this.#apply(true);
  }

  skip(seconds: number): void {
    this.seek(this.timeline.move(this.position, seconds));
  }

  /** Pauses, and goes a frame on or back. */
  step(frames: number): void {
    this.#catchUp();
    this.playing = false;
    const frame = this.screen(this.piece?.track ?? 0)?.frame ?? 0;
    // A hair beyond: a time at the very edge of a frame may show the one before it.
    this.skip(frames * frame + 0.001);
  }

  /** Shows a still by itself until play goes on. */
  look({ capture, track }: Piece): void {
    const index = this.timeline.pieces.findIndex((piece) => piece.capture.id === capture.id);
    this.playing = false;
    if (index >= 0) {
      this.seek({ index, offset: 0 });
      return;
    }
    this.#apply();
    this.peek = capture;
    this.screen(track)?.present(capture, 0);
    this.listener.directorChanged();
  }

  /** A screen's clip has come to its end. */
  ended(track: number): void {
    if (this.playing && this.piece?.track === track && this.piece.capture.kind === "clip") this.#advance();
  }

  /** Goes on with the clock; called several times a second. */
  tick(elapsed: number): void {
    const { piece } = this;
    const screen = piece && this.screen(piece.track);
    if (!piece || !screen) return;
    if (!this.playing) {
      this.#follow();
      return;
    }
    if (screen.stuck) this.#pass(screen, elapsed);
    else if (piece.capture.kind === "snapshot") this.#showStill(piece, screen, elapsed);
    else this.#showClip(piece, screen);
    this.#follow();
    this.listener.directorChanged();
  }

  #showStill(piece: Piece, screen: Screen, elapsed: number): void {
    if (!screen.ready) return;
    const offset = this.position.offset + elapsed;
    if (offset >= SEEN_S) this.listener.directorSeen(piece.track);
    this.position = { ...this.position, offset };
    if (offset >= piece.length) this.#advance();
  }

  #showClip(piece: Piece, screen: Screen): void {
    if (!screen.ready) return;
    const offset = screen.time - piece.from;
    if (offset > this.position.offset) this.listener.directorSeen(piece.track);
    this.position = { ...this.position, offset: Math.max(0, Math.min(offset, piece.length)) };
    // Only a piece that was cut ends before its clip does.
    const whole = this.#lengths.get(piece.capture.id) ?? Number.POSITIVE_INFINITY;
    if (offset >= piece.length && piece.from + piece.length < whole - 0.1) this.#advance();
  }

  /** What cannot be shown stays for some seconds, so that its words can be read; what may yet come is waited for. */
  #pass(screen: Screen, elapsed: number): void {
    if (screen.stuck !== "for good") return;
    this.#shownFor += elapsed;
    if (this.#shownFor >= PASS_S) this.#advance();
  }

  #advance(): void {
    if (this.position.index < this.timeline.last) {
      this.position = { index: this.position.index + 1, offset: 0 };
      this.playing = true;
      this.#apply(true);
      return;
    }
    this.position = { index: this.timeline.last, offset: this.piece?.length ?? 0 };
    this.playing = false;
    this.#ranOut = true;
    for (const screen of this.#screens()) screen.pause();
    this.listener.directorChanged();
    this.listener.directorFinished();
  }

  #screens(): Screen[] {
    return this.#tracks.map((_track, index) => this.screen(index)).filter((screen) => screen !== undefined);
  }

  #rebuild(anew: boolean): void {
    const former = this.timeline;
    this.timeline = new Timeline(join(this.#tracks, this.#lengths));
    this.position = anew ? { index: 0, offset: 0 } : this.timeline.carry(this.position, former);
  }

  /** Takes over where the screen is: it is ahead of the last tick. */
  #catchUp(): void {
    const { piece } = this;
    const screen = piece && this.screen(piece.track);
    if (piece?.capture.kind === "clip" && screen?.ready) this.#showClip(piece, screen);
  }

  /** Brings all screens to where play is; without `jump` a screen that shows the capture stays where it is. */
  #apply(jump = false): void {
    this.peek = null;
    this.#shownFor = 0;
    this.#ranOut = false;
    const { piece, position } = this;
    const screen = piece && this.screen(piece.track);
    if (piece && screen) {
      screen.setRate(this.#rate);
      const there = screen.showing === piece.capture.id && screen.stuck !== "for good";
      if (jump || !there) screen.present(piece.capture, piece.from + position.offset);
      this.playing ? screen.play() : screen.pause();
      this.#prepare(piece, screen);
    }
    this.#follow();
    this.listener.directorChanged();
  }

  #prepare(piece: Piece, screen: Screen): void {
    const next = this.timeline.pieces.slice(this.position.index + 1).find((other) => other.track === piece.track);
    const other = next && next.capture.id !== piece.capture.id ? next : null;
    screen.prepare(other?.capture ?? null, other?.from ?? 0);
  }

  #follow(): void {
    const leader = this.piece?.track;
    if (leader === undefined) return;
    const runs = this.playing && this.screen(leader)?.ready === true;
    this.#tracks.forEach((track, index) => {
      const screen = this.screen(index);
      if (index === leader || !screen) return;
      const shown = shownAt(track, this.moment, this.#lengths);
      if (follow(screen, shown, runs, this.#rate)) this.listener.directorSeen(index);
    });
  }
}
