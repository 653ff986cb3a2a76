// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from "vitest";
import type { Filter, Home, Source } from "../../shared/data/types";
import type { Env } from "../../shared/env";
import "../../shared/parts/find/chips";
import "../../shared/parts/find/safety";
import "../../shared/parts/find/scrubber";
import { loadTexts } from "../../shared/texts/texts";
import { FORMAT, home, NOW } from "./homes";

const texts = await loadTexts("en");
const navigate = vi.fn();
const span = (start: string, events: number) => ({ start, end: start.replace(":00:", ":15:"), captures: 0, events });
const source = {
  subscribe: () => () => undefined,
  density: async () => [span("2026-11-30T11:00:00Z", 12)],
} as unknown as Source;
const env = { source, texts, format: FORMAT, host: { navigate } } as unknown as Env;

interface Part extends HTMLElement {
  homes: Home[];
  filter: Filter;
  moment: number;
  updateComplete: Promise<unknown>;
}

async function show(name: string, given: Partial<Part>): Promise<ShadowRoot> {
  const part = Object.assign(document.createElement(name), { env, ...given }) as Part;
  document.body.append(part);
  await part.updateComplete;
  await new Promise((resolve) => setTimeout(resolve));
  await part.updateComplete;
  return part.shadowRoot as ShadowRoot;
}

function button(root: ShadowRoot, text: string): HTMLButtonElement {
  const found = [...root.querySelectorAll("button")].find((one) => one.textContent?.includes(text));
  if (!found) throw new Error(`No button ${text}`);
  return found;
}

afterEach(() => {
  document.body.replaceChildren();
  navigate.mockClear();
});

test("the safety line does not read each tick aloud, and leads to the cause", async () => {
  const failing = {
    state: "failing",
    backlog: 27,
    cause: "/config/repairs",
    next_try_at: "2126-11-30T12:00:00Z",
  } as const;
  const root = await show("camvault-safety", { homes: [home("a", failing)] });
  const status = root.querySelector("[role=status]");
  const ticking = status?.querySelector("[aria-live=off]");
  expect(ticking?.textContent).toMatch(/next try/);
  expect(status?.textContent).toMatch(/27 files wait/);
  button(root, "27 files").click();
  expect(navigate).toHaveBeenCalledWith("/config/repairs");
});

test("of several homes the worst is told, and a tap opens the others", async () => {
  const root = await show("camvault-safety", { homes: [home("a"), home("b", { state: "none" })] });
  const first = button(root, "only at home");
  expect(first.textContent).toContain("B");
  expect(root.querySelectorAll("li")).toHaveLength(0);
  first.click();
  await (root.host as Part).updateComplete;
  expect(root.querySelectorAll("li")).toHaveLength(2);
  expect(first.getAttribute("aria-expanded")).toBe("true");
});

test("chips show what an address asked for, and tell what is chosen", async () => {
  const root = await show("camvault-chips", { homes: [home("a")], filter: { labels: ["person"], text: "courier" } });
  expect(button(root, "Person").getAttribute("aria-pressed")).toBe("true");
  expect(button(root, "All").getAttribute("aria-pressed")).toBe("false");
  const told: Filter[] = [];
  root.host.addEventListener("camvault-filter", (event) => told.push((event as CustomEvent<Filter>).detail));
  button(root, "Unseen").click();
  button(root, "Person").click();
  button(root, "All").click();
  expect(told).toEqual([{ labels: ["person"], text: "courier", unseen: true }, { text: "courier" }, {}]);
});

test("one tap beside the unseen events catches up with them; there is nothing to tap without any", async () => {
  const root = await show("camvault-chips", { homes: [home("a", {}, { unseen: 1000 })], filter: {} });
  const told = vi.fn();
  root.host.addEventListener("camvault-catch-up", told);
  expect(button(root, "Unseen").textContent).toContain("999+");
  root.querySelector<HTMLButtonElement>(".play")?.click();
  expect(told).toHaveBeenCalledOnce();
  const none = await show("camvault-chips", { homes: [home("a", {}, { unseen: 0 })], filter: {} });
  expect(none.querySelector(".play")).toBeNull();
  const uncounted = await show("camvault-chips", { homes: [home("a", {}, { unseen: null })], filter: {} });
  expect(() => button(uncounted, "Unseen")).toThrow();
});

test("the scrubber says where the list is, and jumps by keys", async () => {
  const root = await show("camvault-scrubber", { filter: {}, moment: NOW - 55 * 60_000 });
  const slider = root.querySelector<HTMLElement>("[role=slider]");
  expect(slider?.getAttribute("aria-valuetext")).toBe("Monday, November 30 12:05, 12 events");
  const jumps: number[] = [];
  root.host.addEventListener("camvault-jump", (event) =>
    jumps.push((event as CustomEvent<{ moment: number }>).detail.moment),
  );
  for (const key of ["ArrowDown", "ArrowDown"]) slider?.dispatchEvent(new KeyboardEvent("keydown", { key }));
  await (root.host as Part).updateComplete;
  expect(slider?.getAttribute("aria-valuetext")).toContain("11:35, 0 events");
  await new Promise((resolve) => setTimeout(resolve, 250));
  expect(jumps).toEqual([NOW - 85 * 60_000]);
});
