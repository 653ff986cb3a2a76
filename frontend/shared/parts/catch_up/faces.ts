import { mdiClose, mdiLock, mdiLockOutline, mdiPause, mdiPlay, mdiSkipNext, mdiSkipPrevious } from "@mdi/js";
import { html, nothing, type TemplateResult } from "lit";
import type { Event, Home } from "../../data/types";
import type { Env } from "../../env";
import { cameraName } from "../homes";
import { icon } from "../icon";
import { labelIcon, labelName } from "../labels";
import type { Show } from "./show";

/** What a person can do. */
export interface Commands {
  next(): void;
  previous(): void;
  pause(): void;
  protect(on: boolean): Promise<void>;
  undo(): Promise<void>;
  close(): void;
}

/** More events than this have one bar together. */
const MOST_SEGMENTS = 30;

/** How far it is: a segment for each event, one for all when there are many. */
export function segments(show: Show, total: number): TemplateResult {
  const { place } = show.supply.queue;
  if (total > MOST_SEGMENTS) {
    return html`<div class="segments" aria-hidden="true"><i style="--share:${place / total}"></i></div>`;
  }
  const all = Array.from({ length: Math.max(1, total) }, (_, index) => index);
  return html`<div class="segments" aria-hidden="true">
    ${all.map((index) =>
      index === place ? html`<i class="now"></i>` : html`<i style="--share:${index < place ? 1 : 0}"></i>`,
    )}
  </div>`;
}

/** Camera, time and labels of the event that is on. */
export function heading(
  env: Env,
  homes: readonly Home[],
  show: Show,
  total: number,
  commands: Commands,
): TemplateResult {
  const { texts } = env;
  const { event } = show;
  const name = texts.text("catchUp.close");
  return html`<header>
    <div class="about" role="status">${event ? about(env, homes, event, show, total) : texts.text("catchUp.title")}</div>
    <button class="icon" aria-label=${name} title=${name} @click=${() => commands.close()}>${icon(mdiClose)}</button>
  </header>`;
}

function about(env: Env, homes: readonly Home[], event: Event, show: Show, total: number): TemplateResult {
  const { texts, format } = env;
  const of = texts.text("catchUp.of", { place: show.supply.queue.place + 1, total });
  return html`<b>${cameraName(homes, { home: event.home, id: event.camera })}</b>
    <span class="labels">
      ${event.labels.map((label) => {
        const name = labelName(label, texts);
        return html`<span role="img" aria-label=${name} title=${name}>${icon(labelIcon(label), 18)}</span>`;
      })}
    </span>
    <span class="when">${format.moment(event.started_at, Date.now())} · ${of}</span>`;
}

/** What plays, or what is said in its place. */
export function picture(env: Env, show: Show): TemplateResult {
  const { reels, front, stills, ready, capture } = show.projector;
  const { strip, frame } = show.act;
  const poster = stills.still ?? stills.poster;
  const waits = show.phase === "loading" || (show.phase === "playing" && !ready && !strip && !show.notice.text);
  return html`${poster ? html`<img src=${poster} alt="" draggable="false" />` : nothing}
    ${reels.map((reel) => {
      reel.video.hidden = reel !== front || capture?.kind !== "clip" || !ready || strip !== null;
      return reel.video;
    })}
    ${
      strip
        ? html`<div class="strip" style="background-image:url(${strip.url});--frames:${strip.frames};--frame:${frame};--shape:${strip.shape}"></div>`
        : nothing
    }
    ${waits ? html`<div class="wait" role="progressbar" aria-label=${env.texts.text("catchUp.loading")}></div>` : nothing}
    ${show.paused ? html`<div class="paused">${icon(mdiPause, 56)}</div>` : nothing}
    ${show.event?.description ? html`<p class="description"><bdi>${show.event.description}</bdi></p>` : nothing}
    <p class="notice" role="status">${show.notice.text}</p>`;
}

/** A button for all that fingers can do. */
export function actions(env: Env, show: Show, mayProtect: boolean, commands: Commands): TemplateResult {
  const { texts, format } = env;
  const kept = show.event?.protected ?? false;
  const button = (name: string, path: string, run: () => void, more: { disabled?: boolean; kind?: string } = {}) =>
    html`<button
      class="icon ${more.kind ?? ""}"
      ?disabled=${more.disabled ?? false}
      aria-label=${texts.text(`catchUp.${name}`)}
      title=${texts.text(`catchUp.${name}`)}
      @click=${run}
    >
      ${icon(path, 28)}
    </button>`;
  const first = show.supply.queue.place === 0;
  const rate = show.act.step?.rate ?? 1;
  return html`<footer>
    <span class="rate">${rate > 1 ? `${format.number(Math.round(rate * 10) / 10)}×` : nothing}</span>
    ${button("previous", mdiSkipPrevious, () => commands.previous(), { disabled: first, kind: "turn" })}
    ${button(show.paused ? "play" : "pause", show.paused ? mdiPlay : mdiPause, () => commands.pause())}
    ${button("next", mdiSkipNext, () => commands.next(), { kind: "turn" })}
    ${
      mayProtect
        ? button(kept ? "unprotect" : "protect", kept ? mdiLock : mdiLockOutline, () => void commands.protect(!kept))
        : html`<span class="rate"></span>`
    }
  </footer>`;
}

/** At the end: how many were marked, what stays unseen, and a button that brings all back. */
export function ending(env: Env, show: Show, commands: Commands): TemplateResult {
  const { texts } = env;
  const { count } = show.marks;
  return html`<div class="ending">
    <div role="status">
      ${show.refused ? nothing : html`<h2>${texts.text(show.marks.left > 0 ? "catchUp.through" : "catchUp.allSeen")}</h2>`}
      ${count > 0 ? html`<p>${texts.text("catchUp.marked", { count })}</p>` : nothing}
      ${show.marks.left > 0 ? html`<p>${texts.text("catchUp.unplayed", { count: show.marks.left })}</p>` : nothing}
      <p>${show.notice.text}</p>
    </div>
    <div class="buttons">
      ${count > 0 ? html`<button class="text" @click=${() => void commands.undo()}>${texts.text("catchUp.undo")}</button>` : nothing}
      <button class="text main" autofocus @click=${() => commands.close()}>${texts.text("catchUp.done")}</button>
    </div>
  </div>`;
}
