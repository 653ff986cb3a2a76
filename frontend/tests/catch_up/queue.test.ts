import { expect, test } from "vitest";
import { Queue } from "../../shared/parts/catch_up/queue";
import { event } from "./made";

function queueOf(...ids: string[]): Queue {
  const queue = new Queue();
  queue.offer(ids.map((id, minute) => event(id, minute)));
  return queue;
}

test("plays what was offered in its order, each once, and ends after the last", () => {
  const queue = queueOf("a", "b");
  queue.offer([event("b", 1), event("c", 2)]);
  const played: string[] = [];
  for (; queue.current; queue.forward()) played.push(queue.current.id);
  expect(played).toEqual(["a", "b", "c"]);
  queue.forward();
  expect([queue.place, queue.left]).toEqual([3, 0]);
  queue.back();
  expect(queue.place).toBe(2);
});

test("what comes after the end goes on there", () => {
  const queue = queueOf("a");
  queue.forward();
  queue.offer([event("b", 1)]);
  expect(queue.current?.id).toBe("b");
});

test("an event that grew after it was on comes once more, one that only stayed unseen does not", () => {
  const queue = queueOf("a", "b");
  queue.forward();
  queue.offer([event("a", 0), event("b", 1)]);
  expect(queue.length).toBe(2);
  const later = "2026-11-30T13:00:00.000Z";
  queue.offer([event("a", 0, { received_at: later })]);
  queue.offer([event("a", 0, { received_at: later })]);
  expect(queue.length).toBe(3);
});

test("same ids of two homes are two events", () => {
  const queue = queueOf("a");
  queue.offer([event("a", 0, { home: "b" })]);
  expect(queue.length).toBe(2);
  expect(queue.remove({ home: "b", id: "a" })).toBe(false);
  expect(queue.length).toBe(1);
});

test("what is deleted goes: before, on, and after", () => {
  const queue = queueOf("a", "b", "c", "d");
  queue.forward();
  expect(queue.remove({ home: "a", id: "a" })).toBe(false);
  expect([queue.current?.id, queue.place, queue.length]).toEqual(["b", 0, 3]);
  expect(queue.remove({ home: "a", id: "b" })).toBe(true);
  expect(queue.current?.id).toBe("c");
  expect(queue.remove({ home: "a", id: "d" })).toBe(false);
  queue.forward();
  expect(queue.current).toBeNull();
  expect(queue.remove({ home: "a", id: "nothing" })).toBe(false);
});

test("changes of what is on and to come are taken in, without adding anything", () => {
  const queue = queueOf("a", "b");
  queue.update(event("a", 0, { protected: true }));
  queue.update(event("z", 0));
  expect(queue.current?.protected).toBe(true);
  expect(queue.length).toBe(2);
});
