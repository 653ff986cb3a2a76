import { html, nothing, type TemplateResult } from "lit";
import type { Event } from "../../data/types";
import type { Env } from "../../env";
import { dayName } from "../day_name";

/** The line above a day's events, of those at hand; `count` where it is known how many there are. */
export function dayHeader(
  events: readonly Event[],
  count: number | undefined,
  env: Env,
  mark: (() => void) | undefined,
): TemplateResult {
  const { texts } = env;
  const [first] = events;
  const unseen = events.some((event) => event.unseen);
  const name = first ? dayName(first.started_at, env, Date.now()) : "";
  return html`<div class="header">
    <h2>${name}</h2>
    ${count === undefined ? nothing : html`<span class="count">${texts.text("timeline.events", { count })}</span>`}
    ${
      unseen && mark
        ? html`<button aria-label=${texts.text("list.markDay", { day: name })} @click=${mark}>
            ${texts.text("list.markSeen")}
          </button>`
        : nothing
    }
  </div>`;
}
