// @vitest-environment happy-dom
import { render } from "lit";
import { expect, test, vi } from "vitest";
import type { ListStore } from "../../shared/data/list/store";
import type { Home } from "../../shared/data/types";
import type { Env } from "../../shared/env";
import { emptyNote } from "../../shared/parts/list/empty";
import { loadTexts } from "../../shared/texts/texts";

const texts = await loadTexts("en");

/** The note of a list without events, for somebody whom `toSettings` leads to the settings. */
function shown(homes: Partial<Home>[], toSettings: (() => void) | null): HTMLElement {
  const box = document.createElement("div");
  const env = { texts, host: { toSettings: () => toSettings } } as unknown as Env;
  const store = { status: "ready", homes, filter: {} } as unknown as ListStore;
  render(emptyNote(env, store, box), box);
  return box;
}

test.each([
  [[], "No gateway is set up"],
  [[{ available: false, cameras: [] }], "The gateway can't be reached"],
  [[{ available: true, cameras: [] }], "No camera yet"],
])("homes %j: who may not set anything up is not sent there", (homes, title) => {
  const settings = vi.fn();
  const box = shown(homes, settings);
  expect(box.querySelector("h2")?.textContent).toBe(title);
  box.querySelector("button")?.click();
  expect(settings).toHaveBeenCalledOnce();
  expect(shown(homes, null).querySelector("button")).toBeNull();
});
