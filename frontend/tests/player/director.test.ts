import { beforeEach, expect, test, vi } from "vitest";
import type { Capture } from "../../shared/data/types";
import { Director } from "../../shared/parts/player/time/director";
import { type Piece, stillsOf } from "../../shared/parts/player/time/pieces";
import type { Screen } from "../../shared/parts/player/time/screen";
import { capture, still } from "./captures";

/** A screen that shows at once what it is given. */
class MadeScreen implements Screen {
  showing: string | null = null;
  prepared: string | null = null;
  ready = true;
  time = 0;
  readonly frame = 0.1;
  stuck: Screen["stuck"] = null;
  playing = false;
  rate = 1;
  jumps = 0;

  present(shown: Capture | null, at: number): void {
    this.showing = shown?.id ?? null;
    this.time = at;
    this.jumps += 1;
  }
  prepare(shown: Capture | null): void {
    this.prepared = shown?.id ?? null;
  }
  play(): void {
    this.playing = true;
  }
  pause(): void {
    this.playing = false;
  }
  setRate(rate: number): void {
    this.rate = rate;
  }
}

const heard = { directorChanged: vi.fn(), directorSeen: vi.fn(), directorFinished: vi.fn() };
let screens: MadeScreen[];
let director: Director;

beforeEach(() => {
  vi.clearAllMocks();
  screens = [new MadeScreen(), new MadeScreen()];
  director = new Director((track) => screens[track], heard);
  director.playing = true;
});

function open(...captures: Capture[]): MadeScreen {
  director.setTracks([{ captures, nudge: 0 }], true);
  return screens[0] as MadeScreen;
}

test("clips play one after another, the next is ready, and the end is told once", () => {
  const screen = open(capture("a", "35:00"), capture("b", "36:00"));
  expect([screen.showing, screen.prepared, screen.playing]).toEqual(["a", "b", true]);
  director.ended(0);
  expect([screen.showing, screen.prepared]).toEqual(["b", null]);
  director.ended(0);
  expect([director.playing, screen.playing, director.finished]).toEqual([false, false, true]);
  expect(heard.directorFinished).toHaveBeenCalledTimes(1);
  director.play();
  expect([screen.showing, screen.time]).toEqual(["a", 0]);
});

test("a clip counts as seen when it has moved, not when it is loaded", () => {
  const screen = open(capture("a", "35:00"));
  director.tick(0.1);
  expect(heard.directorSeen).not.toHaveBeenCalled();
  screen.time = 0.1;
  director.tick(0.1);
  expect(heard.directorSeen).toHaveBeenCalledWith(0);
});

test("a still counts as seen after a second, and goes on after a second and a half", () => {
  const screen = open(still("s", "35:00"), capture("a", "35:10"));
  for (let ticks = 0; ticks < 9; ticks += 1) director.tick(0.1);
  expect(heard.directorSeen).not.toHaveBeenCalled();
  director.tick(0.11);
  expect(heard.directorSeen).toHaveBeenCalledTimes(1);
  expect(screen.showing).toBe("s");
  director.tick(0.5);
  expect(screen.showing).toBe("a");
});

test("what cannot be shown is passed over unseen; what may yet be shown is waited for", () => {
  const screen = open(capture("a", "35:00"), capture("b", "36:00"));
  screen.stuck = "for now";
  for (let ticks = 0; ticks < 10; ticks += 1) director.tick(1);
  expect(screen.showing).toBe("a");
  screen.stuck = "for good";
  for (let ticks = 0; ticks < 3; ticks += 1) director.tick(1);
  expect(screen.showing).toBe("b");
  expect(heard.directorSeen).not.toHaveBeenCalled();
});

test("pausing stays where the picture is, a frame moves by its length, and play does not jump", () => {
  const screen = open(capture("a", "35:00"));
  screen.time = 3.07;
  director.pause();
  expect(director.position.offset).toBeCloseTo(3.07);
  const { jumps } = screen;
  director.play();
  expect(screen.jumps).toBe(jumps);
  director.step(1);
  expect([director.playing, screen.time]).toEqual([false, expect.closeTo(3.171, 3)]);
});

test("a still within a clip is looked at by itself, and play goes on in the clip", () => {
  const inside = still("inside", "35:04");
  const screen = open(capture("a", "35:00"), inside);
  screen.time = 2;
  director.tick(0.1);
  director.look(stillsOf({ captures: [inside], nudge: 0 }, 0)[0] as Piece);
  expect([screen.showing, director.playing]).toEqual(["inside", false]);
  director.play();
  expect([screen.showing, screen.time]).toEqual(["a", 2]);
});

test("new captures are appended without disturbing what plays", () => {
  const screen = open(capture("a", "35:00"));
  screen.time = 4;
  director.tick(0.1);
  const { jumps } = screen;
  director.setTracks([{ captures: [capture("a", "35:00"), capture("b", "35:20")], nudge: 0 }], false);
  expect([screen.showing, screen.time, screen.prepared, screen.jumps]).toEqual(["a", 4, "b", jumps]);
});

test("another camera follows the clock: it jumps when it is far off, and catches up by its speed", () => {
  const other = capture("b", "34:58", { camera: "yard" });
  const tracks = [
    { captures: [capture("a", "35:00")], nudge: 0 },
    { captures: [other], nudge: 0 },
  ];
  director.setTracks(tracks, true);
  const [leader, follower] = screens as [MadeScreen, MadeScreen];
  // Before the first camera has anything the second one leads.
  expect([follower.showing, follower.time, leader.showing]).toEqual(["b", 0, null]);
  follower.time = 2;
  director.tick(0.1);
  expect([leader.showing, leader.time]).toEqual(["a", 0]);
  leader.time = 1;
  follower.time = 3.2;
  director.tick(0.1);
  expect(follower.rate).toBeCloseTo(0.9);
  follower.time = 7;
  director.tick(0.1);
  expect(follower.time).toBeCloseTo(3);
  leader.ready = false;
  director.tick(0.1);
  expect(follower.playing).toBe(false);
});

test("what comes after the end of an event that goes on plays by itself; after a pause it does not", () => {
  const screen = open(capture("a", "35:00"));
  director.ended(0);
  expect(director.playing).toBe(false);
  director.setTracks([{ captures: [capture("a", "35:00"), capture("b", "35:20")], nudge: 0 }], false);
  expect([screen.showing, director.playing]).toEqual(["b", true]);
  director.pause();
  const three = [capture("a", "35:00"), capture("b", "35:20"), capture("c", "35:40")];
  director.setTracks([{ captures: three, nudge: 0 }], false);
  expect([screen.showing, director.playing]).toEqual(["b", false]);
});
