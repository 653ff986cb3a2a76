// @vitest-environment happy-dom
import { describe, expect, test, vi } from "vitest";
import { deletionsOf } from "../../shared/data/list/deletions";
import type { Actions, Feature, Source } from "../../shared/data/types";
import type { Env } from "../../shared/env";
import { Format } from "../../shared/format";
import { notes } from "../../shared/parts/player/about";
import { linesOf } from "../../shared/parts/player/actions/details";
import { removeLater } from "../../shared/parts/player/actions/remove";
import { commandOf } from "../../shared/parts/player/keys";
import { load } from "../../shared/parts/player/preferences";
import { SeenMarks } from "../../shared/parts/player/seen";
import { withCapture } from "../../shared/parts/player/session";
import { choose } from "../../shared/parts/player/stage/ability";
import { codecName } from "../../shared/parts/player/stage/troubles";
import { moved, stepped, WHOLE, zoomed } from "../../shared/parts/player/stage/zoom";
import { loadTexts } from "../../shared/texts/texts";
import { capture, event, still } from "./captures";

const SMALL: Feature[] = ["small"];
const BOX = { width: 400, height: 200 };

describe("which rendition", () => {
  test("the whole one on a good line, the small one on a slow line or for what the browser cannot play", () => {
    expect(choose(capture("a", "35:00"), SMALL, true, false)).toBe("playback");
    expect(choose(capture("a", "35:00"), SMALL, true, true)).toBe("small");
    expect(choose(capture("a", "35:00"), SMALL, false, false)).toBe("small");
    expect(choose(capture("a", "35:00", { playback: "none" }), SMALL, true, false)).toBe("small");
  });

  test("where there is no small one the slow line waits, and what cannot be played says so", () => {
    expect(choose(capture("a", "35:00"), [], true, true)).toBe("playback");
    expect(choose(capture("a", "35:00"), [], false, true)).toBe("codec");
    const long = capture("a", "35:00", { playback: "none", small: false });
    expect(choose(long, SMALL, true, false)).toBe("unplayable");
    expect(choose(long, [], true, false)).toBe("unplayable");
    expect(choose({ ...long, playback: "original" }, SMALL, true, true)).toBe("playback");
    expect(choose(capture("a", "35:00", { condition: "unreadable" }), SMALL, true, false)).toBe("unreadable");
    expect(choose(still("s", "35:00"), SMALL, true, true)).toBe("playback");
  });

  test("the small one, where that is all that a browser can play, and none where there is none", () => {
    const jpegs = capture("a", "35:00", { playback: "none", small: true });
    expect(choose(jpegs, SMALL, true, false)).toBe("small");
    expect(choose({ ...jpegs, small: false }, SMALL, true, true)).toBe("unplayable");
    expect(choose({ ...jpegs, kind: "snapshot" }, SMALL, true, true)).toBe("unplayable");
    expect(choose({ ...jpegs, condition: "unreadable" }, SMALL, true, true)).toBe("unreadable");
    const long = capture("a", "35:00", { small: false });
    expect(choose(long, SMALL, true, true)).toBe("playback");
    expect(choose(long, SMALL, false, true)).toBe("codec");
  });

  test("codecs have the names that are on cameras", () => {
    expect(codecName("hvc1.1.6.L93.B0, mp4a.40.2")).toBe("H.265");
    expect(codecName("avc1.640028")).toBe("H.264");
    expect(codecName("av01.0.04M.08")).toBe("av01.0.04M.08");
  });
});

describe("zoom", () => {
  test("what is under the fingers stays there, and no edge comes into the box", () => {
    const view = zoomed(WHOLE, 2, { x: 100, y: 50 }, BOX);
    expect(view).toEqual({ scale: 2, x: -100, y: -50 });
    expect(moved(view, { x: 9999, y: -9999 }, BOX)).toEqual({ scale: 2, x: 200, y: -100 });
    expect(zoomed(view, 0.01, { x: 0, y: 0 }, BOX)).toEqual(WHOLE);
    expect(zoomed(view, 1000, { x: 0, y: 0 }, BOX).scale).toBe(8);
  });

  test("the button steps through sizes, and back to the whole picture", () => {
    const sizes = [WHOLE, WHOLE, WHOLE].reduce<number[]>((all) => {
      const last = { scale: all.at(-1) ?? 1, x: 0, y: 0 };
      return [...all, stepped(last, BOX).scale];
    }, []);
    expect(sizes).toEqual([2, 4, 1]);
  });
});

describe("keys", () => {
  const player = document.createElement("div");
  const list = document.createElement("button");
  const field = document.createElement("input");
  const button = document.createElement("button");
  player.append(field, button);
  document.body.append(player, list);

  function pressed(key: string, on: Element, more: KeyboardEventInit = {}, rtl = false) {
    let command: unknown;
    const hear = (press: Event) => {
      command = commandOf(press as KeyboardEvent, player, rtl);
    };
    document.addEventListener("keydown", hear, { once: true });
    on.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, composed: true, ...more }));
    return command;
  }

  test("they mean the player while it has the floor", () => {
    expect(pressed("j", player)).toBe("older");
    expect(pressed("ArrowUp", document.body)).toBe("newer");
    expect(pressed("J", player)).toBe("older");
    expect(pressed(".", player)).toBe("frame-on");
  });

  test("they mean something else while somebody types, presses a button, is in the list or uses a shortcut", () => {
    expect(pressed("d", field)).toBeNull();
    expect(pressed(" ", button)).toBeNull();
    expect(pressed("m", button)).toBe("mute");
    expect(pressed("j", list)).toBeNull();
    expect(pressed("f", player, { ctrlKey: true })).toBeNull();
  });

  test("a sheet takes them, a dialog that the player plays in does not", () => {
    const room = document.createElement("dialog");
    const sheet = document.createElement("dialog");
    document.body.append(room);
    room.append(player);
    room.open = true;
    expect(pressed("j", player)).toBe("older");
    player.append(sheet);
    sheet.open = true;
    expect(pressed("j", sheet)).toBeNull();
    sheet.remove();
    document.body.append(player);
    room.remove();
  });

  test("later is on the left where people read from the right", () => {
    expect(pressed("ArrowLeft", player)).toBe("back");
    expect(pressed("ArrowLeft", player, {}, true)).toBe("on");
  });
});

describe("seen", () => {
  const markSeen = vi.fn(async () => async () => undefined);
  const actions = { markSeen } as unknown as Actions;

  test("an event is marked once, and again when more of it came; never where nobody keeps it", async () => {
    const marks = new SeenMarks();
    expect(await marks.played(event(), actions)).toBe(true);
    expect(await marks.played(event(), actions)).toBe(false);
    const more = event("event", { received_at: "2026-11-30T15:00:00Z", unseen: false });
    expect(await marks.played(more, actions)).toBe(true);
    expect(markSeen).toHaveBeenCalledTimes(2);
    expect(await marks.played(event("other"), null)).toBe(false);
    const unkept = event("unkept");
    delete unkept.unseen;
    expect(await marks.played(unkept, actions)).toBe(false);
  });

  test("what somebody marks as unseen stays so while it plays on", async () => {
    const marks = new SeenMarks();
    marks.leave(event("again"));
    expect(await marks.played(event("again"), actions)).toBe(false);
  });
});

test("a capture that comes later is filed by its time, and one that is known is replaced", () => {
  const known = [capture("b", "36:00", { picture: "p" })];
  const more = withCapture(known, capture("a", "35:00"));
  expect(more.map(({ id }) => id)).toEqual(["a", "b"]);
  expect(withCapture(more, capture("b", "36:00", { size: 7 })).at(1)).toMatchObject({ size: 7, picture: "p" });
});

test("a preference that makes no sense is as at first", async () => {
  const host = (kept: unknown) => ({ preference: async () => kept }) as unknown as Parameters<typeof load>[0];
  expect(await load(host({ speed: 100, muted: "x" }))).toEqual({ speed: 1, muted: true, autoplay: false });
  expect(await load(host(undefined))).toEqual({ speed: 1, muted: true, autoplay: false });
  expect(await load(host({ speed: 4, muted: false, autoplay: true }))).toMatchObject({ speed: 4, muted: false });
});

test("only what is not as usual is said", () => {
  expect(notes(event(), capture("a", "35:00"), false)).toEqual([]);
  const odd = event("e", { ended_at: null, unarchived: 2 });
  expect(notes(odd, capture("a", "35:00", { condition: "incomplete" }), true)).toEqual([
    "going_on",
    "incomplete",
    "waiting",
    "more",
  ]);
});

test("details tell what proves the file, and leave out what nobody knows", async () => {
  const texts = await loadTexts("en");
  const format = new Format({ language: "en", hour12: false, firstWeekday: 1, timeZone: "UTC" });
  const env = { texts, format } as unknown as Parameters<typeof linesOf>[0];
  const lines = new Map(linesOf(env, capture("a", "35:07")).map(([name, value]) => [name, value]));
  expect(lines.get("sha256")).toBe("ab");
  expect(lines.get("state")).toBe("Off-site and verified");
  expect(lines.get("captured")).toContain("14:35:07");
  expect(lines.get("condition")).toBeNull();
  expect(lines.get("key")).toBeNull();
});

test("keys mean the player in the dialog of a card, and a sheet over it keeps them", () => {
  const [dialog, player, sheet, inside] = ["dialog", "div", "dialog", "p"].map((name) => document.createElement(name));
  if (!dialog || !player || !sheet || !inside) throw new Error("No elements");
  dialog.append(player);
  player.append(sheet);
  sheet.append(inside);
  document.body.append(dialog);
  const heard: unknown[] = [];
  dialog.addEventListener("keydown", (press) => heard.push(commandOf(press, player, false)));
  (dialog as HTMLDialogElement).open = true;
  player.dispatchEvent(new KeyboardEvent("keydown", { key: "j", bubbles: true }));
  (sheet as HTMLDialogElement).open = true;
  inside.dispatchEvent(new KeyboardEvent("keydown", { key: "j", bubbles: true }));
  expect(heard).toEqual(["older", null]);
});

test("what the player deletes leaves the list at once, comes back when that is undone, and is sent when it cannot be", async () => {
  vi.useFakeTimers();
  const remove = vi.fn(async () => undefined);
  const source = { actions: { remove } } as unknown as Source;
  const shown = vi.fn();
  const hide = vi.fn(() => shown);
  deletionsOf(source).hideIn(hide);
  let undo: () => void = () => undefined;
  const host = { toast: (_said: string, action?: { run: () => void }) => (undo = action?.run ?? undo) };
  const texts = await loadTexts("en");
  const restored = vi.fn();
  const env = { source, host, texts } as unknown as Env;
  removeLater(env, event(), restored);
  expect(hide).toHaveBeenCalledWith([{ home: "home", id: "event" }]);
  undo();
  await vi.advanceTimersByTimeAsync(20_000);
  expect([shown.mock.calls.length, restored.mock.calls.length, remove.mock.calls.length]).toEqual([1, 1, 0]);
  removeLater(env, event(), restored);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(remove).toHaveBeenCalledTimes(1);
  vi.useRealTimers();
});
