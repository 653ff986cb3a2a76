// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Capture, Rendition, Source } from "../../shared/data/types";
import { Projector } from "../../shared/parts/player/stage/projector";
import { Stills } from "../../shared/parts/player/stage/stills";
import { words } from "../../shared/parts/player/stage/troubles";
import { loadTexts } from "../../shared/texts/texts";
import { capture, still } from "./captures";

const JPEGS = { playback: "none", codecs: null } as const;

function made(line: { downlink?: number; rtt?: number } = {}) {
  vi.stubGlobal("navigator", { onLine: true, connection: line });
  const address = vi.fn(async (ref: { id: string }, rendition: Rendition) => `/${ref.id}/${rendition}`);
  const source = { address, picture: async () => null } as unknown as Source;
  const listener = {
    projectorChanged: vi.fn(),
    projectorEnded: vi.fn(),
    projectorMeasured: vi.fn(),
    projectorSilenced: vi.fn(),
  };
  const projector = new Projector(() => source, listener);
  projector.features = ["small"];
  const present = async (one: Capture) => {
    projector.present(one, 0);
    await vi.advanceTimersByTimeAsync(0);
  };
  const renditions = () => address.mock.calls.map(([, rendition]) => rendition);
  const fails = async (reel = projector.front) => {
    reel.video.dispatchEvent(new Event("error"));
    await vi.advanceTimersByTimeAsync(0);
  };
  return { projector, present, renditions, fails };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("fetch", async () => new Response("", { status: 200 }));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("what no browser plays is played small, where there is that", async () => {
  const { projector, present, renditions } = made();
  await present(capture("a", "35:00", { ...JPEGS, small: true }));
  expect(renditions()).toEqual(["small"]);
  expect(projector.trouble).toBeNull();
});

test("and said to be unplayable where there is not, until there is", async () => {
  const { projector, present, renditions } = made();
  await present(capture("a", "35:00", { ...JPEGS, small: false }));
  expect([renditions(), projector.trouble]).toEqual([[], { what: "unplayable", again: false }]);
  await present(capture("a", "35:00", { ...JPEGS, small: true }));
  expect([renditions(), projector.trouble]).toEqual([["small"], null]);
});

test("full quality is offered where it was the line that asked for less, and not where there is none", async () => {
  const { projector, present } = made({ downlink: 0.5, rtt: 400 });
  await present(capture("a", "35:00", { small: true }));
  expect(projector.small).toBe(true);
  await present(capture("b", "36:00", { ...JPEGS, small: true }));
  expect(projector.small).toBe(false);
});

test("a clip whose bytes the browser cannot play goes over to the small one, and stays there", async () => {
  const { projector, present, renditions } = made();
  await present(capture("a", "35:00", { small: true }));
  projector.reelTrouble(projector.front, "undecodable", false);
  await vi.advanceTimersByTimeAsync(0);
  expect(renditions()).toEqual(["playback", "small"]);
  projector.full();
  await vi.advanceTimersByTimeAsync(0);
  expect(renditions()).toEqual(["playback", "small", "small"]);
  projector.reelTrouble(projector.front, "undecodable", false);
  expect(projector.trouble).toEqual({ what: "undecodable", again: false });
});

function answers(status: number): void {
  vi.stubGlobal("fetch", async () => new Response("", { status }));
}

test("a small one that turns out impossible, as of a long clip, gives way to the whole one", async () => {
  const { projector, present, renditions, fails } = made({ downlink: 0.5, rtt: 400 });
  await present(capture("a", "35:00", { small: true }));
  answers(404);
  await fails();
  expect([renditions(), projector.trouble, projector.small]).toEqual([["small", "playback"], null, false]);
  await fails();
  expect(projector.trouble).toEqual({ what: "gone", again: false });
});

test("or to why the whole one does not play; what is no longer kept is gone", async () => {
  const { projector, present, renditions, fails } = made();
  const unplayable = capture("a", "35:00", { ...JPEGS, small: true });
  await present(unplayable);
  answers(404);
  await fails();
  expect([renditions(), projector.trouble]).toEqual([["small"], { what: "unplayable", again: false }]);
  await present(capture("b", "36:00", { ...JPEGS, small: true }));
  answers(410);
  await fails();
  expect(projector.trouble).toEqual({ what: "gone", again: false });
  const unnamed = words(await loadTexts("en"), { what: "codec", again: false }, unplayable);
  expect(unnamed).toBe("This browser cannot play this clip. Download it, or try another browser.");
});

test("what failed while it was made ready for later is tried once more when it is on, and then told", async () => {
  const { projector, present, fails } = made();
  await present(capture("a", "35:00"));
  projector.prepare(capture("b", "36:00"), 0);
  await vi.advanceTimersByTimeAsync(0);
  answers(410);
  await fails(projector.reels[1]);
  expect(projector.trouble).toBeNull();
  await present(capture("b", "36:00"));
  await fails();
  expect(projector.trouble).toEqual({ what: "gone", again: false });
});

test("a video that has nothing in it is not emptied again and again for a still that comes next", async () => {
  const { projector, present } = made();
  await present(capture("a", "35:00"));
  const empty = vi.spyOn(projector.reels[1].video, "load");
  for (const _ of [1, 2, 3]) projector.prepare(still("s", "36:00"), 0);
  expect(empty).not.toHaveBeenCalled();
});

test("of a snapshot that is no longer shown no more is loaded", async () => {
  let give: (blob: null) => void = () => undefined;
  const picture = vi.fn(() => new Promise<null>((resolve) => (give = resolve)));
  const address = vi.fn();
  const stills = new Stills(() => ({ picture, address }) as unknown as Source, vi.fn());
  const shown = stills.show(still("s", "35:00"), true);
  stills.free();
  give(null);
  await shown;
  expect([picture.mock.calls.length, address.mock.calls.length]).toEqual([1, 0]);
});
