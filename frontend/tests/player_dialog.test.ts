// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { PlayerDialog } from "../card/player_dialog";
import type { Env } from "../shared/env";
import { loadTexts } from "../shared/texts/texts";

vi.mock("../shared/parts/player/player", () => ({}));

const EVENT = { home: "house", id: "one" };
let dialog: PlayerDialog;

const shown = () => dialog.renderRoot.querySelector("camvault-player");
const isOpen = () => dialog.renderRoot.querySelector("dialog")?.open ?? false;

beforeEach(async () => {
  dialog = new PlayerDialog();
  dialog.env = { texts: await loadTexts("en") } as unknown as Env;
  document.body.append(dialog);
  dialog.play(EVENT);
  await vi.waitFor(() => expect([isOpen(), shown() !== null]).toEqual([true, true]));
});
afterEach(() => document.body.replaceChildren());

test("nothing plays on a dashboard that somebody left and comes back to", async () => {
  dialog.remove();
  document.body.append(dialog);
  await vi.waitFor(() => expect([isOpen(), shown()]).toEqual([false, null]));
  dialog.play(EVENT);
  await vi.waitFor(() => expect([isOpen(), shown() !== null]).toEqual([true, true]));
});

test("the player closes it, and so does a tap beside it", async () => {
  shown()?.dispatchEvent(new CustomEvent("camvault-close", { bubbles: true, composed: true }));
  await vi.waitFor(() => expect([isOpen(), shown()]).toEqual([false, null]));
  dialog.play(EVENT);
  await vi.waitFor(() => expect(isOpen()).toBe(true));
  const room = dialog.renderRoot.querySelector("dialog");
  room?.dispatchEvent(new PointerEvent("pointerdown", { clientX: 0, clientY: 0 }));
  expect(isOpen()).toBe(true);
  room?.dispatchEvent(new PointerEvent("pointerdown", { clientX: 10, clientY: -5 }));
  expect(isOpen()).toBe(false);
});
