import { html, type nothing, type TemplateResult } from "lit";
import type { ListStore } from "../../data/list/store";
import type { Env } from "../../env";

const SKELETONS = 12;

/** Where rows will be. */
export function skeletons(): TemplateResult {
  return html`<div aria-hidden="true" style="padding-block-start:44px">${Array.from({ length: SKELETONS }, skeleton)}</div>`;
}

/** What is below the last row: that there is more, that it could not be had, or that this is all. */
export function ends(env: Env, store: ListStore): TemplateResult | typeof nothing {
  const { texts } = env;
  const state = store.edges.older;
  if (state === "more" || state === "loading") return html`<div aria-hidden="true">${skeleton()}${skeleton()}</div>`;
  if (state === "end") return html`<div class="end">${texts.text("list.end")}</div>`;
  return html`<div class="end" role="status">
    <span>${texts.text("list.notLoaded")}</span>
    <button class="filled" @click=${() => void store.more("older")}>${texts.text("list.retry")}</button>
  </div>`;
}

function skeleton(): TemplateResult {
  return html`<div class="skeleton"><i></i><i></i></div>`;
}
