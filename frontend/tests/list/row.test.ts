// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from "vitest";
import type { Event, Home } from "../../shared/data/types";
import type { Env } from "../../shared/env";
import { Format } from "../../shared/format";
import { dayName } from "../../shared/parts/day_name";
import "../../shared/parts/list/row/row";
import { loadTexts } from "../../shared/texts/texts";
import { FORMAT, home } from "../find/homes";
import { anEvent } from "../home_assistant/events";

const env = { texts: await loadTexts("en"), format: FORMAT } as unknown as Env;

interface Row extends HTMLElement {
  env: Env;
  event: Event;
  homes: readonly Home[];
  updateComplete: Promise<unknown>;
}

/** What the row of an event at the first home's door says. */
async function spoken(homes: readonly Home[]): Promise<string | null | undefined> {
  const event = { ...anEvent("e", 0, {}), home: "h1", camera: "door" };
  const row = Object.assign(document.createElement("camvault-row"), { env, event, homes }) as Row;
  document.body.append(row);
  await row.updateComplete;
  return row.shadowRoot?.querySelector("button")?.getAttribute("aria-label");
}

test("an event says at which home it was, where there are several", async () => {
  expect(await spoken([home("h1")])).not.toContain("H1");
  expect(await spoken([home("h1"), home("h2")])).toContain("H1 · Front door");
});

afterEach(() => void vi.useRealTimers());

test("yesterday is the day before, also after one of twenty-three hours", () => {
  const format = new Format({ language: "en", hour12: false, firstWeekday: 1, timeZone: "Europe/Berlin" });
  vi.useFakeTimers({ now: Date.parse("2026-03-30T00:30:00+02:00") });
  const name = (moment: string) => dayName(moment, { ...env, format }, Date.now());
  expect(name("2026-03-30T00:10:00+02:00")).toBe("Today");
  expect(name("2026-03-29T12:00:00+02:00")).toBe("Yesterday");
  expect(name("2026-03-28T12:00:00+01:00")).toBe("Saturday, March 28");
});
