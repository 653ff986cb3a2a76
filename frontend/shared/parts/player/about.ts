import { html, nothing, type TemplateResult } from "lit";
import type { Capture, Event } from "../../data/types";
import type { Env } from "../../env";
import { icon } from "../icon";
import { labelIcon, labelName, sortLabels } from "../labels";

/** What is to be said about an event, below its picture: what it shows, and all that is not as usual. */
export function about(env: Env, event: Event, capture: Capture | null, more: boolean): TemplateResult {
  const { texts } = env;
  return html`
    ${event.description ? html`<p dir="auto" class="description">${event.description}</p>` : nothing}
    <ul class="facts">
      ${sortLabels(event.labels).map((label) => html`<li class="label">${icon(labelIcon(label), 18)}${labelName(label, texts)}</li>`)}
      ${notes(event, capture, more).map((note) => html`<li class="note">${texts.text(`player.note.${note}`, { count: event.unarchived })}</li>`)}
    </ul>
  `;
}

/** What is not as usual, by the names of its texts. */
export function notes(event: Event, capture: Capture | null, more: boolean): string[] {
  const said: [string, boolean][] = [
    ["going_on", event.ended_at === null],
    ["incomplete", capture?.condition === "incomplete"],
    ["waiting", event.unarchived > 0],
    ["more", more],
  ];
  return said.filter(([, is]) => is).map(([note]) => note);
}
