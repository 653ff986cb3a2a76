// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Source, SourceError } from "../../shared/data/types";
import { Reel } from "../../shared/parts/player/stage/reel";
import { Retries } from "../../shared/parts/player/stage/retries";
import { capture } from "./captures";

const heard = {
  reelTrouble: vi.fn(),
  reelShown: vi.fn(),
  reelEnded: vi.fn(),
  reelMeasured: vi.fn(),
  reelSlow: vi.fn(),
  reelSilenced: vi.fn(),
};
const address = vi.fn<(capture: { id: string }, rendition: string) => Promise<string>>();
let video: HTMLVideoElement;
let reel: Reel;
let readyState: number;
let status: number;
let online: boolean;

beforeEach(() => {
  vi.useFakeTimers();
  vi.resetAllMocks();
  video = document.createElement("video");
  [readyState, status, online] = [0, 206, true];
  Object.defineProperty(video, "readyState", { get: () => readyState });
  Object.defineProperty(video, "duration", { value: 10 });
  video.play = vi.fn(async () => undefined);
  video.load = vi.fn();
  let signed = 0;
  address.mockImplementation(async ({ id }) => `/${id}?signed=${++signed}`);
  vi.stubGlobal("fetch", async () => new Response(null, { status }));
  vi.spyOn(navigator, "onLine", "get").mockImplementation(() => online);
  reel = new Reel(video, () => ({ address }) as unknown as Source, heard);
});

afterEach(() => {
  reel.dispose();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

async function settle(ms = 0): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
}

function comes(): void {
  readyState = 4;
  for (const name of ["loadedmetadata", "loadeddata", "playing"]) video.dispatchEvent(new Event(name));
}

function breaks(): void {
  video.dispatchEvent(new Event("error"));
}

async function playTo(at: number, more = {}): Promise<void> {
  reel.load(capture("a", "35:00", more), "playback", 0);
  reel.play();
  await settle();
  comes();
  video.currentTime = at;
}

test("an address that is no longer good is renewed in silence, and play goes on at the same place", async () => {
  await playTo(4.2);
  status = 401;
  breaks();
  await settle(300);
  expect(video.src).toContain("signed=2");
  expect(heard.reelTrouble.mock.calls.filter(([, cause]) => cause)).toEqual([]);
  video.currentTime = 0;
  comes();
  expect(video.currentTime).toBe(4.2);
  expect(video.play).toHaveBeenCalledTimes(2);
});

test("while Home Assistant restarts it is tried again with growing pauses, and then no more", async () => {
  await playTo(3);
  status = 502;
  const asked: number[] = [];
  address.mockImplementation(async () => {
    asked.push(Date.now());
    setTimeout(breaks);
    return "/a";
  });
  breaks();
  await settle(600_000);
  const pauses = asked.slice(1).map((at, index) => at - (asked[index] ?? 0));
  expect(asked.length).toBe(9);
  expect([...pauses].sort((a, b) => a - b)).toEqual(pauses);
  expect(heard.reelTrouble).toHaveBeenCalledWith(reel, "away", true);
  expect(heard.reelTrouble).toHaveBeenLastCalledWith(reel, "away", false);
});

test("what is being prepared says so, and is asked for until it is there", async () => {
  vi.stubGlobal("fetch", async () => new Response(null, { status: 503, headers: { "Retry-After": "3" } }));
  reel.load(capture("a", "35:00"), "playback", 0);
  await settle();
  breaks();
  await settle();
  expect(heard.reelTrouble).toHaveBeenLastCalledWith(reel, "preparing", true);
  await settle(2900);
  expect(address).toHaveBeenCalledTimes(1);
  await settle(200);
  expect(address).toHaveBeenCalledTimes(2);
  comes();
  expect(heard.reelTrouble).toHaveBeenLastCalledWith(reel, null, false);
});

test("without a line nothing is tried; with it play goes on", async () => {
  await playTo(2);
  online = false;
  breaks();
  await settle(600_000);
  expect(address).toHaveBeenCalledTimes(1);
  expect(heard.reelTrouble).toHaveBeenLastCalledWith(reel, "offline", true);
  online = true;
  reel.again();
  await settle();
  expect(address).toHaveBeenCalledTimes(2);
});

test("an incomplete clip ends where its bytes end", async () => {
  await playTo(2, { condition: "incomplete" });
  breaks();
  await settle();
  expect(heard.reelEnded).toHaveBeenCalledTimes(1);
});

test("bytes that cannot be played are tried once more, then it says so", async () => {
  await playTo(0);
  address.mockImplementation(async () => {
    setTimeout(breaks);
    return "/a";
  });
  breaks();
  await settle(60_000);
  expect(address).toHaveBeenCalledTimes(2);
  expect(heard.reelTrouble).toHaveBeenLastCalledWith(reel, "undecodable", false);
});

test("a clip with a broken place in the middle is not loaded for ever", async () => {
  await playTo(5);
  address.mockImplementation(async () => {
    setTimeout(comes);
    setTimeout(breaks);
    return "/a";
  });
  breaks();
  await settle(60_000);
  expect(address).toHaveBeenCalledTimes(2);
  expect(heard.reelTrouble).toHaveBeenLastCalledWith(reel, "undecodable", false);
});

test("an address that comes too late for a reel that was cleared is not used", async () => {
  let give: (url: string) => void = () => undefined;
  address.mockImplementation(() => new Promise((resolve) => (give = resolve)));
  reel.load(capture("a", "35:00"), "playback", 0);
  reel.clear();
  give("/late");
  await settle();
  expect(video.getAttribute("src")).toBeNull();
});

test("play that stands for four seconds is slow, and for fifteen is broken", async () => {
  await playTo(2);
  video.dispatchEvent(new Event("waiting"));
  await settle(4100);
  expect(heard.reelSlow).toHaveBeenCalledTimes(1);
  await settle(11_500);
  expect(address).toHaveBeenCalledTimes(2);
});

test("a browser that allows no sound plays without it", async () => {
  const refuse = async () => {
    if (!video.muted) throw new DOMException("", "NotAllowedError");
  };
  video.play = vi.fn(refuse);
  await playTo(0);
  await settle();
  expect([video.muted, heard.reelSilenced.mock.calls.length]).toEqual([true, 1]);
});

test("what is gone or forbidden is asked for once; the source's own errors count the same", async () => {
  expect(new Retries().next({ cause: "gone", after: null })).toBe("stop");
  expect(new Retries().next({ cause: "unauthorized", after: null })).toBe("stop");
  address.mockRejectedValue(new SourceError("not_found", "gone"));
  reel.load(capture("a", "35:00"), "playback", 0);
  await settle(60_000);
  expect(heard.reelTrouble).toHaveBeenLastCalledWith(reel, "gone", false);
  expect(address).toHaveBeenCalledTimes(1);
});
