import { expect, test, vi } from "vitest";
import type { Event, Home, Source } from "../../shared/data/types";
import { Hands, type Listing } from "../../shared/parts/list/hands/hands";
import { commandOf } from "../../shared/parts/list/hands/keyboard";
import { Selection } from "../../shared/parts/list/hands/selection";
import { Near } from "../../shared/parts/list/near";
import { Pictures } from "../../shared/parts/list/pictures";
import { badgesOf } from "../../shared/parts/list/row/facts";
import { GAP, HEADER, layOut, ROW } from "../../shared/parts/list/scroll/layout";
import { lineAt, nearestTo, rangeAt, scrollTo } from "../../shared/parts/list/scroll/recycler";
import { Viewport } from "../../shared/parts/list/scroll/viewport";
import { anEvent } from "../home_assistant/events";

const day = (event: { started_at: string }) => event.started_at.slice(0, 10);
const EVENTS = Array.from({ length: 400 }, (_, at) => anEvent(`e${at}`, -at * 600));

test("days and rows follow each other without a gap", () => {
  const layout = layOut(EVENTS, day);
  let below = 0;
  for (const { top, height, count } of layout.days) {
    expect([top, height]).toEqual([below, HEADER + count * (ROW + GAP)]);
    below += height;
  }
  expect([layout.height, layout.days.reduce((sum, { count }) => sum + count, 0)]).toEqual([below, 400]);
  for (const index of [0, 1, 73, 74, 399]) {
    expect(layout.indexAt(layout.topOf(index))).toBe(index);
    expect(layout.indexAt(layout.topOf(index) + ROW - 1)).toBe(index);
  }
  expect([layout.indexAt(-50), layout.indexAt(below + 50)]).toEqual([0, 399]);
});

test("no more rows are made than are near", () => {
  const layout = layOut(EVENTS, day);
  for (const top of [0, 1000, 9000, layout.height]) {
    const { from, to } = rangeAt(layout, 400, top, 700);
    expect(to - from).toBeLessThanOrEqual(25);
  }
  expect(rangeAt(layOut([], day), 0, 0, 700)).toEqual({ from: 0, to: 0 });
});

test("an event that was jumped to is the one whose moment the list shows", () => {
  const layout = layOut(EVENTS, day);
  for (const index of [0, 1, 2, 3, 5, 8, 60, 300])
    expect(lineAt(layout, scrollTo(layout, index, 700), 700)).toBe(index);
});

test("the nearest event to a moment is found on either side", () => {
  const at = (index: number) => Date.parse(EVENTS[index]?.started_at ?? "");
  expect(nearestTo(EVENTS, at(5) + 1000)).toBe(5);
  expect(nearestTo(EVENTS, at(5) - 1000)).toBe(5);
  expect(nearestTo(EVENTS, Number.MAX_SAFE_INTEGER)).toBe(0);
  expect(nearestTo(EVENTS, 0)).toBe(399);
});

test("what is in view stays where it is while events come and go above it", () => {
  const view = new Viewport();
  view.format((moment) => moment.slice(0, 10));
  view.show(EVENTS, "top");
  view.scrolled(3000, 700);
  const shown = view.layout.indexAt(3000 + HEADER);
  const offset = view.layout.topOf(shown) - view.top;
  const more = [anEvent("n2", 20), anEvent("n1", 10), ...EVENTS];
  view.show(more, undefined);
  expect(view.layout.topOf(shown + 2) - view.top).toBe(offset);
  const gone = more.filter((_, index) => index !== shown + 2);
  view.show(gone, undefined);
  expect(Math.abs(view.layout.topOf(shown + 2) - view.top - offset)).toBeLessThanOrEqual(ROW + GAP);
  view.scrolled(0, 700);
  view.show(more, undefined);
  expect(view.top).toBe(0);
});

test("only what is not as always has a badge", () => {
  const home = { safety: { state: "waiting" } } as unknown as Home;
  const now = Date.parse("2026-11-30T12:10:00Z");
  const names = (more: object, of: Home | undefined = home) =>
    badgesOf(anEvent("a", 0, more), of, now).map(({ name }) => name);
  expect(names({ verified: 2, captures: 2 })).toEqual([]);
  expect(names({ unarchived: 1 })).toEqual(["waiting"]);
  expect(names({ unarchived: 1, received_at: "2026-11-30T12:09:30Z" })).toEqual([]);
  expect(names({ unarchived: 1 }, { safety: { state: "none" } } as unknown as Home)).toEqual([]);
  expect(names({ ended_at: null, incomplete: 1, unreadable: 1, protected: true })).toEqual([
    "live",
    "unreadable",
    "incomplete",
    "protected",
  ]);
});

test("events are picked one by one, and all between two", () => {
  const one = Selection.NONE.toggle(anEvent("e2", 0));
  const five = one.extend(anEvent("e6", 0), EVENTS);
  expect(five.of(EVENTS).map(({ id }) => id)).toEqual(["e2", "e3", "e4", "e5", "e6"]);
  expect(one.toggle(anEvent("e2", 0))).toBe(Selection.NONE);
  expect([Selection.all(EVENTS).size, Selection.all([]).size]).toEqual([400, 0]);
});

test("keys with a modifier are the browser's", () => {
  const key = (key: string, more = {}) => commandOf({ key, ...more } as KeyboardEvent);
  expect(key("J")).toEqual({ move: "by", rows: 1 });
  expect([key("p", { ctrlKey: true }), key("ArrowUp", { altKey: true }), key("q")]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(key("a", { metaKey: true })).toEqual({ act: "pickAll" });
});

test("a key that changes events does nothing while there is none to change", () => {
  const done: string[] = [];
  const note = (name: string) => (events: readonly Event[]) => done.push(`${name} ${events.map(({ id }) => id)}`);
  const bulk = { may: () => true, mark: note("mark"), protect: note("protect"), remove: note("remove") };
  const hands = new Hands({
    events: () => EVENTS,
    eventAt: () => undefined,
    bulk: () => bulk,
    changed: () => undefined,
  } as unknown as Listing);
  const press = (key: string) =>
    hands.key({
      key,
      composedPath: () => [{}],
      preventDefault: () => undefined,
      stopPropagation: () => undefined,
    } as unknown as KeyboardEvent);
  for (const key of ["u", "p", "Delete"]) press(key);
  expect(done).toEqual([]);
  hands.active = EVENTS[3];
  for (const key of ["u", "p", "Delete"]) press(key);
  expect(done).toEqual(["mark e3", "protect e3", "remove e3"]);
});

test("while rows fly by no picture is fetched, also when they are drawn anew on the way", () => {
  vi.useFakeTimers();
  const asked: string[] = [];
  const source = {
    subscribe: () => () => undefined,
    picture: async (capture: { id: string }) => {
      asked.push(capture.id);
      return null;
    },
  } as unknown as Source;
  const near = new Near(() => undefined);
  near.start(source);
  const row = (top: number) => [anEvent("e", 0, { picture: `at ${top}` })];
  for (let top = 600; top <= 6000; top += 600) {
    vi.advanceTimersByTime(16);
    near.at(row(top), top);
    near.at(row(top), top);
  }
  expect(asked).toEqual([]);
  vi.advanceTimersByTime(100);
  expect(asked).toEqual(["at 6000"]);
  vi.advanceTimersByTime(16);
  near.at(row(6040), 6040);
  expect(asked).toEqual(["at 6000", "at 6040"]);
  vi.useRealTimers();
});

test("pictures that nobody waits for are not fetched on, and their memory is given back", async () => {
  const made: string[] = [];
  const given: string[] = [];
  vi.stubGlobal("URL", {
    createObjectURL: () => `blob:${made.push("")}`,
    revokeObjectURL: (url: string) => given.push(url),
  });
  const signals: AbortSignal[] = [];
  let answer: (blob: Blob | null) => void = () => undefined;
  const source = {
    picture: (_capture: unknown, _width: unknown, signal: AbortSignal) => {
      signals.push(signal);
      return new Promise<Blob | null>((resolve) => {
        answer = resolve;
      });
    },
  } as unknown as Source;
  const pictures = new Pictures(source);
  const [a, b] = [
    { home: "h", id: "a" },
    { home: "h", id: "b" },
  ];
  pictures.want([a]);
  pictures.want([b]);
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
  answer(null);
  await vi.waitFor(() => expect(pictures.get(b)).toBeNull());
  pictures.again(b);
  answer(new Blob());
  await vi.waitFor(() => expect(pictures.get(b)).toBe("blob:1"));
  pictures.again(b);
  expect(signals).toHaveLength(3);
  pictures.clear();
  expect(given).toEqual(["blob:1"]);
  vi.unstubAllGlobals();
});
