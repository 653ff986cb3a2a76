import {
  mdiDotsVertical,
  mdiDownload,
  mdiLock,
  mdiLockClock,
  mdiLockOpenOutline,
  mdiPencil,
  mdiShareVariant,
} from "@mdi/js";
import { css, html, LitElement } from "lit";
import { property, query } from "lit/decorators.js";
import type { Camera, Capture, Event, Protection } from "../../../data/types";
import { define } from "../../../define";
import type { Env } from "../../../env";
import { icon } from "../../icon";
import { inWords } from "../../problem";
import { CONTROLS, THEME } from "../../styles";
import type { Describe } from "./describe";
import type { ActionsListener } from "./listener";
import type { Menu } from "./menu";
import type { Share } from "./share";
import "./describe";
import "./menu";
import "./share";

const LOCKS: Record<Protection, string> = {
  none: mdiLockOpenOutline,
  pending: mdiLockClock,
  kept: mdiLock,
};

/** What a person can do with an event, one tap each; only what the camera's rights allow. */
export class Actions extends LitElement {
  static override styles = [THEME, CONTROLS, style()];
  @property({ attribute: false }) env!: Env;
  @property({ attribute: false }) event!: Event;
  /** What is shown now: downloading and sharing mean it. */
  @property({ attribute: false }) capture: Capture | null = null;
  @property({ attribute: false }) camera: Camera | undefined;
  @property({ attribute: false }) listener!: ActionsListener;
  @query("camvault-player-share") private sharing!: Share;
  @query("camvault-player-describe") private describing!: Describe;
  @query("camvault-player-menu") private menu!: Menu;

  get #mayChange(): boolean {
    return this.env.source.actions !== null && this.camera?.may_change === true;
  }

  override render() {
    const { env, event, capture, listener } = this;
    const change = this.#mayChange;
    return html`
      <div class="row" role="toolbar" aria-label=${env.texts.text("player.actions")}>
        ${this.#button("download", mdiDownload, () => void this.download(), capture === null)}
        ${change ? this.#button("share", mdiShareVariant, () => void this.share(), capture === null) : ""}
        ${change ? this.#renderProtect() : ""}
        ${change ? this.#button("describe", mdiPencil, () => void this.describing.show()) : ""}
        ${this.#button("more", mdiDotsVertical, () => void this.menu.show())}
      </div>
      <camvault-player-share .env=${env}></camvault-player-share>
      <camvault-player-describe .env=${env} .event=${event} .changed=${(changed: Event) => listener.actionChanged(changed)}>
      </camvault-player-describe>
      <camvault-player-menu
        .env=${env} .event=${event} .capture=${capture} .camera=${this.camera} .change=${change} .listener=${listener}
      ></camvault-player-menu>
    `;
  }

  #button(name: string, path: string, run: () => void, disabled = false) {
    return html`<button @click=${run} ?disabled=${disabled}>${icon(path)}<span>${this.env.texts.text(`player.${name}`)}</span></button>`;
  }

  #renderProtect() {
    const { protection, protected: on } = this.event;
    const shown = on && protection === "none" ? "pending" : protection;
    return html`<button aria-pressed=${on} class=${shown} @click=${() => void this.protect()}>
      ${icon(LOCKS[shown])}<span>${this.env.texts.text(`player.protection.${shown}`)}</span>
    </button>`;
  }

  async download(): Promise<void> {
    const { env, capture } = this;
    if (!capture) return;
    try {
      const link = document.createElement("a");
      link.href = await env.source.download({ home: capture.home, id: capture.id });
      link.download = "";
      this.renderRoot.append(link);
      link.click();
      link.remove();
    } catch (error) {
      env.host.toast(inWords(env, error, "player.failed.download"));
    }
  }

  async share(): Promise<void> {
    const { capture, camera, env } = this;
    if (!capture || !this.#mayChange) return;
    await this.sharing.show(capture, `${camera?.name ?? ""} ${env.format.timeWithSeconds(capture.captured_at)}`.trim());
  }

  async protect(): Promise<void> {
    const { env, event, listener } = this;
    const { actions } = env.source;
    if (!actions || !this.#mayChange) return;
    const on = !event.protected;
    listener.actionChanged({ ...event, protected: on, protection: on ? "pending" : "none" });
    try {
      const [changed] = await actions.protect([{ home: event.home, id: event.id }], on);
      if (changed) listener.actionChanged(changed);
    } catch (error) {
      listener.actionChanged({ ...this.event, protected: event.protected, protection: event.protection });
      env.host.toast(inWords(env, error, "player.failed.protect"));
    }
  }
}

function style() {
  return css`
    :host { display: block; }
    .row { display: flex; justify-content: space-around; gap: 4px; padding-inline: 4px; }
    .row button { flex: 1; max-inline-size: 110px; min-inline-size: 0; min-block-size: 60px; display: grid; align-content: center; justify-items: center;
      gap: 4px; border-radius: 12px; font-size: 12px; }
    .row span { max-inline-size: 100%; overflow: hidden; text-overflow: ellipsis; }
    .row button:hover { background: color-mix(in srgb, var(--text) 8%, transparent); }
    .kept svg { color: var(--good); }
    .pending svg { color: var(--warn); }
  `;
}

define("camvault-player-actions", Actions);
