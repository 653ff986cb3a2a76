import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { UNDO_MS } from "../../shared/data/list/deletions";
import { ListStore } from "../../shared/data/list/store";
import { SourceError } from "../../shared/data/types";
import { anEvent } from "../home_assistant/events";
import { ids, shown, stubPage } from "./lists";

beforeEach(() => {
  vi.useFakeTimers();
  stubPage();
});
afterEach(() => vi.useRealTimers());

test("a deletion can be taken back for a while, and is sent then, once", async () => {
  const { fake, store } = await shown();
  const undo = store.deletions.add([{ home: "h1", id: "e299" }], () => undefined);
  fake.hear({ type: "event", event: anEvent("e299", 299) });
  expect(ids(store.events)).not.toContain("e299");
  undo();
  expect(store.events[0]?.id).toBe("e299");
  await vi.advanceTimersByTimeAsync(UNDO_MS);
  expect(fake.removed).toEqual([]);
  const late = store.deletions.add([{ home: "h1", id: "e299" }], () => undefined);
  store.deletions.flush();
  await vi.advanceTimersByTimeAsync(UNDO_MS);
  late();
  expect(fake.removed).toEqual([["e299"]]);
  expect(ids(store.events)).not.toContain("e299");
});

test("events that are gone already do not keep others from being deleted; what cannot be comes back", async () => {
  const { fake, store } = await shown();
  const said: string[] = [];
  fake.gone.add("e298");
  store.deletions.add(
    ["e298", "e297"].map((id) => ({ home: "h1", id })),
    ({ message }) => said.push(message),
  );
  await vi.advanceTimersByTimeAsync(UNDO_MS);
  expect(fake.removed).toEqual([["e298", "e297"], ["e298"], ["e297"]]);
  expect([said, ids(store.events).slice(0, 2)]).toEqual([[], ["e299", "e296"]]);
  fake.failure = new SourceError("unauthorized", "Not yours.");
  store.deletions.add([{ home: "h1", id: "e296" }], ({ message }) => said.push(message));
  await vi.advanceTimersByTimeAsync(UNDO_MS);
  expect([said, store.events[1]?.id]).toEqual([["Not yours."], "e296"]);
});

test("a list that begins while a deletion waits leaves it out, too; one that nobody follows is let go", async () => {
  const { fake, store } = await shown();
  const undo = store.deletions.add([{ home: "h1", id: "e299" }], () => undefined);
  const other = new ListStore(fake.source);
  const end = other.follow();
  other.show({});
  await vi.advanceTimersByTimeAsync(0);
  expect(other.events[0]?.id).toBe("e298");
  undo();
  fake.hear({ type: "event", event: anEvent("e299", 299) });
  expect(other.events[0]?.id).toBe("e299");
  end();
  const hide = vi.spyOn(other, "hide");
  store.deletions.add([{ home: "h1", id: "e298" }], () => undefined);
  expect(hide).not.toHaveBeenCalled();
});
