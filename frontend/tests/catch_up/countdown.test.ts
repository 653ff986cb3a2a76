import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Countdown } from "../../shared/parts/catch_up/countdown";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("stands still while it is held, and says how much is over", () => {
  const time = new Countdown();
  const done = vi.fn();
  time.start(1500, done);
  vi.advanceTimersByTime(500);
  time.hold();
  vi.advanceTimersByTime(60_000);
  expect(time.share).toBeCloseTo(1 / 3);
  time.go();
  time.go();
  vi.advanceTimersByTime(999);
  expect(done).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(done).toHaveBeenCalledOnce();
  expect(time.set).toBe(false);
});

test("what begins held waits, and what is cleared never ends", () => {
  const time = new Countdown();
  const done = vi.fn();
  time.start(100, done, false);
  vi.advanceTimersByTime(1000);
  expect(done).not.toHaveBeenCalled();
  time.go();
  time.clear();
  vi.advanceTimersByTime(1000);
  expect(done).not.toHaveBeenCalled();
  time.start(100, () => time.start(100, done));
  vi.advanceTimersByTime(200);
  expect(done).toHaveBeenCalledOnce();
});
