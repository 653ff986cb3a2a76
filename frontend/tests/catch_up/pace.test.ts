import { expect, test } from "vitest";
import { budgetOf, stepsOf } from "../../shared/parts/catch_up/pace";
import { capture } from "./made";

const told = (steps: ReturnType<typeof stepsOf>) => steps.map(({ capture: { id }, rate }) => `${id} ${rate}`);
const lasts = (steps: ReturnType<typeof stepsOf>) => steps.reduce((sum, { seconds }) => sum + seconds, 0);

test("a night of 15 events of 12 to 16 seconds takes about a minute", () => {
  const night = Array.from({ length: 15 }, (_, index) => stepsOf([capture("c", 0, 12 + (index % 5))], budgetOf(15)));
  const whole = night.reduce((sum, steps) => sum + lasts(steps), 0);
  expect(whole).toBeGreaterThan(45);
  expect(whole).toBeLessThan(75);
  for (const [step] of night) {
    expect(step?.rate).toBeGreaterThanOrEqual(2);
    expect(step?.rate).toBeLessThanOrEqual(4);
  }
});

test("short clips play twice as fast, long ones four times, and more of them faster", () => {
  expect(told(stepsOf([capture("c", 0, 3)], budgetOf(15)))).toEqual(["c 2"]);
  expect(told(stepsOf([capture("c", 0, 60)], budgetOf(15)))).toEqual(["c 4"]);
  expect(told(stepsOf([capture("c", 0, 12)], budgetOf(15)))).toEqual(["c 3"]);
  expect(told(stepsOf([capture("c", 0, 12)], budgetOf(1)))).toEqual(["c 2"]);
  expect(budgetOf(0)).toBe(budgetOf(1));
});

test("gaps are left out, and stills that a clip shows", () => {
  const captures = [
    capture("before", 0, null),
    capture("one", 2, 10),
    capture("inside", 5, null),
    capture("two", 300, 10),
    capture("alone", 150, null),
  ];
  expect(told(stepsOf(captures, 10))).toEqual(["one 2", "alone 1", "two 2"]);
});

test("of many stills some are shown, evenly from the first to the last", () => {
  const stills = Array.from({ length: 100 }, (_, index) => capture(`${index}`, index * 2, null));
  expect(told(stepsOf(stills, 4))).toEqual(["0 1", "99 1"]);
  expect(told(stepsOf(stills, 10))).toEqual(["0 1", "20 1", "40 1", "59 1", "79 1", "99 1"]);
  expect(told(stepsOf(stills.slice(0, 1), 4))).toEqual(["0 1"]);
});

test("what is still on its way or empty has no step", () => {
  expect(
    stepsOf([capture("a", 0, 5, { state: "receiving" }), capture("b", 0, null, { condition: "empty" })], 4),
  ).toEqual([]);
  expect(stepsOf([], 4)).toEqual([]);
});
