// @vitest-environment happy-dom
import { expect, test, vi } from "vitest";
import type { OpenedEvent, Source } from "../../shared/data/types";
import type { Env } from "../../shared/env";
import { Show } from "../../shared/parts/catch_up/show";
import { capture, event } from "./made";

function made() {
  const answers: Record<string, (opened: OpenedEvent) => void> = {};
  const address = vi.fn(async (ref: { id: string }) => `/${ref.id}`);
  const source = {
    actions: null,
    address,
    subscribe: () => () => undefined,
    picture: async () => null,
    events: async () => ({ items: [event("one"), event("two", 1)], next: null, prev: null, understood: null }),
    open: ({ id }: { id: string }) => new Promise((resolve) => (answers[id] = resolve)),
  } as unknown as Source;
  const env = { source, texts: { text: (name: string) => name } } as unknown as Env;
  const show = new Show(env, {}, () => [], vi.fn());
  const answer = async (id: string) => {
    await vi.waitFor(() => expect(answers[id]).toBeDefined());
    answers[id]?.({ event: event(id), captures: [capture(`${id}.0`, 0, 10)], more: false, also: [] });
    await new Promise((resolve) => setTimeout(resolve));
  };
  const loaded = () => address.mock.calls.map(([{ id }]) => id);
  return { show, answer, loaded };
}

test("the event that comes next is made ready while one plays", async () => {
  const { show, answer, loaded } = made();
  show.start();
  await answer("one");
  await answer("two");
  expect(loaded()).toEqual(["one.0", "two.0"]);
  show.stop();
});

test("nothing is loaded for a show that was closed", async () => {
  const { show, answer, loaded } = made();
  show.start();
  await answer("one");
  show.stop();
  await answer("two");
  expect(loaded()).toEqual(["one.0"]);
});
