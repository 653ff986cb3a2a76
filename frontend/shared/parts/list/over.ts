import { mdiArrowUp } from "@mdi/js";
import { html, nothing, type TemplateResult } from "lit";
import type { ListStore } from "../../data/list/store";
import type { Env } from "../../env";
import { icon } from "../icon";
import { Bulk } from "./bulk";
import type { Hands } from "./hands/hands";
import { Selection } from "./hands/selection";
import "./selection_bar";

/** Says how many new events wait above, and goes there. */
export function pill(env: Env, store: ListStore): TemplateResult | typeof nothing {
  if (store.fresh === 0) return nothing;
  return html`<button class="pill filled" dir=${env.texts.direction} @click=${() => store.toNewest()}>
    ${icon(mdiArrowUp, 20)}<span role="status">${env.texts.text("list.fresh", { count: store.fresh })}</span>
  </button>`;
}

/** What can be done with the events that were picked, while some are to be picked. */
export function selectionBar(env: Env, store: ListStore, hands: Hands): TemplateResult | typeof nothing {
  if (!hands.selecting) return nothing;
  return html`<camvault-selection-bar
    dir=${env.texts.direction}
    .env=${env}
    .bulk=${new Bulk(env, store)}
    .events=${hands.selection.of(store.events)}
    @done=${() => hands.select(Selection.NONE)}
  ></camvault-selection-bar>`;
}
