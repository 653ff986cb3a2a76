import { html, type TemplateResult } from "lit";
import { sameFilter } from "../../data/list/matching";
import type { ListStore } from "../../data/list/store";
import type { Env } from "../../env";
import { tell } from "../../events";
import { inWords } from "../problem";

interface Button {
  text: string;
  run: () => void;
}

/** Says why a list shows nothing, and what to do about it. */
export function emptyNote(env: Env, store: ListStore, from: EventTarget): TemplateResult {
  const { texts, host } = env;
  const toSettings = host.toSettings();
  const settings = (text: string) => toSettings && { text: texts.text(text), run: toSettings };
  const retry = { text: texts.text("list.retry"), run: () => store.retry() };
  if (store.status === "failed") return note(env, "failed", inWords(env, store.error), retry);
  const homes = store.homes ?? [];
  if (homes.length === 0) return note(env, "noGateway", undefined, settings("list.openSettings"));
  if (homes.every(({ available }) => !available)) return note(env, "away", undefined, settings("list.openSettings"));
  if (homes.every(({ cameras }) => cameras.length === 0))
    return note(env, "noCamera", undefined, settings("list.addCamera"));
  if (sameFilter(store.filter, {})) return note(env, "nothingYet");
  const clear = { text: texts.text("list.clearFilter"), run: () => tell(from, "camvault-filter", {}) };
  return note(env, sameFilter(store.filter, { unseen: true }) ? "allSeen" : "nothingFound", undefined, clear);
}

function note({ texts }: Env, name: string, why?: string, button?: Button | null): TemplateResult {
  return html`<div class="note" role="status">
    <h2>${texts.text(`list.empty.${name}.title`)}</h2>
    <p>${why ?? texts.text(`list.empty.${name}.text`)}</p>
    ${button ? html`<button class="filled" @click=${button.run}>${button.text}</button>` : ""}
  </div>`;
}
