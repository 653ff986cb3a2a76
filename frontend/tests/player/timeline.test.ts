import { describe, expect, test } from "vitest";
import { correction } from "../../shared/parts/player/time/clock";
import { join, shownAt } from "../../shared/parts/player/time/pieces";
import { Timeline } from "../../shared/parts/player/time/timeline";
import { capture, moment, still } from "./captures";

const NONE = new Map<string, number>();

function timeline(...captures: ReturnType<typeof capture>[]): Timeline {
  return new Timeline(join([{ captures, nudge: 0 }], NONE));
}

describe("what plays", () => {
  test("captures play by time, whatever order they came in, without what is not there", () => {
    const { pieces } = timeline(
      capture("late", "36:00"),
      capture("early", "35:00"),
      capture("empty", "35:30", { condition: "empty" }),
      capture("coming", "36:20", { state: "receiving" }),
    );
    expect(pieces.map((piece) => piece.capture.id)).toEqual(["early", "late"]);
  });

  test("a still that a clip shows plays no second time; another is shown for a second and a half", () => {
    const { pieces } = timeline(capture("clip", "35:00"), still("inside", "35:04"), still("after", "35:20"));
    expect(pieces.map((piece) => [piece.capture.id, piece.length])).toEqual([
      ["clip", 10],
      ["after", 1.5],
    ]);
  });

  test("clips whose stamps overlap play whole: a camera's stamp may be rounded", () => {
    const { pieces } = timeline(capture("one", "35:00"), capture("two", "35:09"));
    expect(pieces.map((piece) => [piece.from, piece.length])).toEqual([
      [0, 10],
      [0, 10],
    ]);
  });

  test("a length that the browser measured counts, and one of zero is unknown", () => {
    const captures = [capture("a", "35:00", { duration_s: 0 }), capture("b", "36:00", { duration_s: 3 })];
    const pieces = join([{ captures, nudge: 0 }], new Map([["b", 4.5]]));
    expect(pieces.map((piece) => piece.length)).toEqual([10, 4.5]);
  });

  test("of another camera only what nothing covers is added, and its clock can be set right", () => {
    const first = { captures: [capture("a", "35:00")], nudge: 0 };
    const other = { captures: [capture("b", "35:04", { camera: "yard" })], nudge: 0 };
    const [, rest] = join([first, other], NONE);
    expect(rest).toMatchObject({ track: 1, from: 6, length: 4, begin: moment("35:10") });
    const [, moved] = join([first, { ...other, nudge: 0.5 }], NONE);
    expect(moved).toMatchObject({ from: 5.5, length: 4.5 });
  });

  test("a clip around another camera's clip is in two parts", () => {
    const first = { captures: [capture("a", "35:04", { duration_s: 2 })], nudge: 0 };
    const other = { captures: [capture("b", "35:00")], nudge: 0 };
    const parts = join([first, other], NONE).map((piece) => [piece.track, piece.from, piece.length]);
    expect(parts).toEqual([
      [1, 0, 4],
      [0, 0, 2],
      [1, 6, 4],
    ]);
  });

  test("another camera shows the clip of that moment, a still for a while, or nothing", () => {
    const track = { captures: [capture("clip", "35:00"), still("still", "35:20")], nudge: 1 };
    expect(shownAt(track, moment("35:04"), NONE)).toMatchObject({ capture: { id: "clip" }, at: 3 });
    expect(shownAt(track, moment("35:25"), NONE)).toMatchObject({ capture: { id: "still" } });
    expect(shownAt(track, moment("35:15"), NONE)).toBeNull();
    expect(shownAt(track, moment("35:40"), NONE)).toBeNull();
  });
});

describe("the bar", () => {
  test("a gap of an hour is as narrow as a gap can be, and a position leads back to itself", () => {
    const line = timeline(capture("a", "00:00"), capture("b", "59:00"));
    const [one, two] = line.marks;
    expect((two?.start ?? 0) - (one?.width ?? 0)).toBeLessThan(0.05);
    for (const position of [
      { index: 0, offset: 2.5 },
      { index: 1, offset: 7 },
    ]) {
      const back = line.position(line.fraction(position));
      expect(back.index).toBe(position.index);
      expect(back.offset).toBeCloseTo(position.offset);
    }
  });

  test("gaps take a quarter of the bar at most, however many there are", () => {
    const many = Array.from({ length: 60 }, (_, at) => capture(`c${at}`, `${String(at).padStart(2, "0")}:00`));
    const content = timeline(...many).marks.reduce((sum, mark) => sum + mark.width, 0);
    expect(content).toBeGreaterThan(0.79);
  });

  test("a tap in a gap plays what comes after it; the end of the bar is the end", () => {
    const line = timeline(capture("a", "35:00"), capture("b", "36:00"));
    const gap = (line.marks[0]?.width ?? 0) + 0.001;
    expect(line.position(gap)).toEqual({ index: 1, offset: 0 });
    expect(line.position(1)).toEqual({ index: 1, offset: 10 });
  });

  test("moments lead to positions, and positions to moments", () => {
    const line = timeline(capture("a", "35:00"), capture("b", "36:00"));
    expect(line.at(moment("35:04"))).toEqual({ index: 0, offset: 4 });
    expect(line.at(moment("35:30"))).toEqual({ index: 1, offset: 0 });
    expect(line.moment({ index: 1, offset: 2 })).toBe(moment("36:02"));
  });

  test("five seconds on or back go over a gap, and end at the ends", () => {
    const line = timeline(capture("a", "35:00"), capture("b", "36:00"));
    expect(line.move({ index: 0, offset: 8 }, 5)).toEqual({ index: 1, offset: 3 });
    expect(line.move({ index: 1, offset: 3 }, -5)).toEqual({ index: 0, offset: 8 });
    expect(line.move({ index: 0, offset: 2 }, -5)).toEqual({ index: 0, offset: 0 });
    expect(line.move({ index: 1, offset: 8 }, 5)).toEqual({ index: 1, offset: 10 });
  });

  test("play stays at its place when an earlier clip is added", () => {
    const former = timeline(capture("b", "36:00"));
    const now = timeline(capture("a", "35:00"), capture("b", "36:00"));
    expect(now.carry({ index: 0, offset: 4 }, former)).toEqual({ index: 1, offset: 4 });
  });

  test("an event without anything to show has no position", () => {
    const line = timeline();
    expect(line.fraction({ index: 0, offset: 0 })).toBe(0);
    expect(line.position(0.5)).toEqual({ index: 0, offset: 0 });
    expect(line.moment({ index: 0, offset: 0 })).toBeNaN();
  });
});

describe("cameras in step", () => {
  test("what is far off jumps, what is a little off changes its speed, what is in step is left alone", () => {
    expect(correction(3, 1)).toEqual({ seek: true });
    expect(correction(-3, 1)).toEqual({ seek: true });
    expect(correction(Number.NaN, 1)).toEqual({ seek: true });
    expect(correction(0.02, 2)).toEqual({ seek: false, rate: 2 });
    expect(correction(0.2, 1)).toEqual({ seek: false, rate: 0.9 });
    expect(correction(-0.2, 2)).toEqual({ seek: false, rate: 2.2 });
  });
});
