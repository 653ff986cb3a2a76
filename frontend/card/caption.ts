import { html, nothing, type TemplateResult } from "lit";
import type { Event } from "../shared/data/types";
import type { Env } from "../shared/env";
import { icon } from "../shared/parts/icon";
import { labelIcon, labelName, sortLabels } from "../shared/parts/labels";

const MOST_LABELS = 2;

/** When it was, what it shows, and at which camera where `name` says it: one line that lies upon the picture. */
export function captionOf(event: Event, { texts, format }: Env, name = ""): TemplateResult {
  const labels = sortLabels(event.labels).slice(0, MOST_LABELS);
  return html`<span class="caption">
    ${event.unseen ? html`<span class="dot"></span>` : nothing}
    <span class="time">${format.moment(event.started_at, Date.now())}</span>
    ${labels.map((label) => html`<span title=${labelName(label, texts)}>${icon(labelIcon(label), 16)}</span>`)}
    ${name && html`<bdi>${name}</bdi>`}
  </span>`;
}
