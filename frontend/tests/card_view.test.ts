// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from "vitest";
import "../card/view";
import type { Filter, Source } from "../shared/data/types";
import type { Env } from "../shared/env";
import { Format } from "../shared/format";
import { loadTexts } from "../shared/texts/texts";

interface View extends HTMLElement {
  env: Env;
  filter: Filter;
  updateComplete: Promise<unknown>;
}

const format = new Format({ language: "en", hour12: false, firstWeekday: 1, timeZone: "UTC" });

afterEach(() => document.body.replaceChildren());

test("a card asks for its events once, and again only for others", async () => {
  const events = vi.fn<Source["events"]>(async () => ({ items: [], next: null, prev: null, understood: null }));
  const source = { events, subscribe: () => () => undefined } as unknown as Source;
  const env = { source, format, texts: await loadTexts("en") } as unknown as Env;
  const view = document.createElement("camvault-card-view") as View;
  const wants = async (filter: Filter) => {
    Object.assign(view, { env, filter });
    await view.updateComplete;
    return events.mock.calls.length;
  };
  document.body.append(view);
  expect(await wants({ labels: ["person"] })).toBe(1);
  expect(await wants({ labels: ["person"], unseen: false })).toBe(1);
  expect(await wants({ labels: ["vehicle"] })).toBe(2);
});
