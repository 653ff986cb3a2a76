import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Source } from "../../shared/data/types";
import { Act } from "../../shared/parts/catch_up/act";
import type { Projector } from "../../shared/parts/player/stage/projector";
import { capture } from "./made";

const heard = { actSeen: vi.fn(), actUnplayable: vi.fn(), actDone: vi.fn(), actChanged: vi.fn() };
const projector = {
  time: 0,
  ready: false,
  trouble: null,
  stills: {},
  reels: [],
  present: vi.fn(),
  play: vi.fn(),
  pause: vi.fn(),
};
const line = { onLine: true };
let act: Act;

beforeEach(() => {
  vi.useFakeTimers();
  vi.resetAllMocks();
  vi.stubGlobal("navigator", line);
  Object.assign(projector, { time: 0, ready: false });
  line.onLine = true;
  const source = { sprite: async () => null } as unknown as Source;
  act = new Act(source, projector as unknown as Projector, heard);
  act.start([{ capture: capture("a", 0, 20), rate: 2, seconds: 10 }]);
});
afterEach(() => {
  act.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** The clip plays for so many seconds. */
async function plays(seconds: number): Promise<void> {
  projector.ready = seconds > 0;
  for (let second = 0; second < seconds; second += 1) {
    projector.time += 2;
    act.projected();
    await vi.advanceTimersByTimeAsync(1000);
  }
}

test("a clip that moves plays to its end", async () => {
  await plays(9);
  expect(heard.actUnplayable).not.toHaveBeenCalled();
  act.ended();
  expect([heard.actSeen.mock.calls.length, heard.actDone.mock.calls.length]).toEqual([1, 1]);
});

test.each([
  ["does not come", 0],
  ["stands still in the middle", 3],
])("a clip that %s is not waited for longer than five seconds", async (_, before) => {
  await plays(before);
  await vi.advanceTimersByTimeAsync(3500);
  act.projected();
  expect(heard.actUnplayable).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1600);
  expect(heard.actUnplayable).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(1600);
  expect(heard.actDone).toHaveBeenCalledOnce();
});

test("without a line it is waited for, and again for five seconds when that is back", async () => {
  await plays(3);
  line.onLine = false;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(heard.actUnplayable).not.toHaveBeenCalled();
  line.onLine = true;
  await vi.advanceTimersByTimeAsync(5000);
  expect(heard.actUnplayable).toHaveBeenCalledOnce();
});

test("who holds it is not hurried", async () => {
  await plays(3);
  act.hold();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(heard.actUnplayable).not.toHaveBeenCalled();
  act.go();
  await plays(3);
  expect(heard.actUnplayable).not.toHaveBeenCalled();
});
