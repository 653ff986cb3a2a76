import { mdiCctv, mdiDeleteOutline, mdiEyeOffOutline, mdiEyeOutline, mdiInformationOutline, mdiLink } from "@mdi/js";
import { css, html, LitElement, nothing } from "lit";
import { property, query } from "lit/decorators.js";
import type { Camera, Capture, Event } from "../../../data/types";
import { define } from "../../../define";
import type { Env } from "../../../env";
import { icon } from "../../icon";
import type { Sheet } from "../../sheet";
import { CONTROLS, THEME } from "../../styles";
import { copy } from "./copy";
import type { Details } from "./details";
import type { ActionsListener } from "./listener";
import { removeLater } from "./remove";
import "../../sheet";
import "./details";

/** What is done less often with an event. */
export class Menu extends LitElement {
  static override styles = [
    THEME,
    CONTROLS,
    css`
      button { display: flex; align-items: center; gap: 16px; inline-size: 100%; min-block-size: 52px; text-align: start; }
      small { display: block; color: var(--quiet); }
      .delete { color: var(--bad); }
    `,
  ];
  @property({ attribute: false }) env!: Env;
  @property({ attribute: false }) event!: Event;
  @property({ attribute: false }) capture: Capture | null = null;
  @property({ attribute: false }) camera: Camera | undefined;
  /** Whether this person may change what the camera saw. */
  @property({ type: Boolean }) change = false;
  @property({ attribute: false }) listener!: ActionsListener;
  @query("camvault-sheet") private sheet!: Sheet;
  @query("camvault-player-details") private details!: Details;

  async show(): Promise<void> {
    await this.updateComplete;
    this.sheet.show();
  }

  override render() {
    const { env, event, camera } = this;
    const { texts } = env;
    const toCamera = camera ? env.host.toCamera(camera) : null;
    const marks = event.unseen !== undefined && env.source.actions !== null;
    return html`<camvault-sheet
        .heading=${texts.text("player.more")}
        .texts=${texts}
      >
        ${marks ? this.#item(event.unseen ? "mark_seen" : "mark_unseen", event.unseen ? mdiEyeOutline : mdiEyeOffOutline, () => this.listener.actionSeen()) : nothing}
        ${env.source.actions ? this.#item("copy_event", mdiLink, () => void this.#copyLink()) : nothing}
        ${toCamera ? this.#item("to_camera", mdiCctv, toCamera) : nothing}
        ${this.capture ? this.#item("details.title", mdiInformationOutline, () => void this.details.show()) : nothing}
        ${this.change ? this.#renderDelete() : nothing}
      </camvault-sheet>
      <camvault-player-details .env=${env} .capture=${this.capture}></camvault-player-details>`;
  }

  #item(name: string, path: string, run: () => void) {
    return html`<button
      @click=${() => {
        this.sheet.close();
        run();
      }}
    >
      ${icon(path)}<span>${this.env.texts.text(`player.${name}`)}</span>
    </button>`;
  }

  #renderDelete() {
    const { event, env } = this;
    const why = event.protected ? "delete_protected" : event.ended_at === null ? "delete_going_on" : null;
    return html`<button class="delete" ?disabled=${why !== null} @click=${this.#remove}>
      ${icon(mdiDeleteOutline)}
      <span>
        ${env.texts.text("player.delete")}
        ${why ? html`<small>${env.texts.text(`player.${why}`)}</small>` : nothing}
      </span>
    </button>`;
  }

  #remove(): void {
    const { event, listener } = this;
    this.sheet.close();
    removeLater(this.env, event, () => listener.actionRestored(event));
    listener.actionRemoving(event);
  }

  async #copyLink(): Promise<void> {
    const { home, id } = this.event;
    const path = `/camvault/event/${encodeURIComponent(home)}/${encodeURIComponent(id)}`;
    const copied = await copy(new URL(path, location.origin).href);
    this.env.host.toast(this.env.texts.text(copied ? "player.copied" : "player.failed.copy"));
  }
}

define("camvault-player-menu", Menu);
