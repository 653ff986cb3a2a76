import { mdiClose, mdiMinus, mdiPlus } from "@mdi/js";
import { css, html, LitElement } from "lit";
import { property } from "lit/decorators.js";
import type { Event } from "../../data/types";
import { define } from "../../define";
import type { Env } from "../../env";
import { icon } from "../icon";
import { CONTROLS, THEME } from "../styles";
import type { Session } from "./session";

/** So far one tap sets a camera's clock, in seconds. */
const NUDGE_S = 0.5;

/** The name of a camera on its picture, and for one beside the first: its clock set right, and away with it. */
class Beside extends LitElement {
  static override styles = [
    THEME,
    CONTROLS,
    css`
      :host { position: absolute; inset-block-start: 0; inset-inline: 0; display: flex; align-items: center; min-block-size: 44px; color: #fff;
        background: linear-gradient(#000b, #0000); pointer-events: none; }
      b { flex: 1; min-width: 0; padding-inline: 12px; font-weight: 500; font-size: 14px; white-space: nowrap; overflow: hidden;
        text-overflow: ellipsis; }
      button { pointer-events: auto; }
      button.icon { min-width: 44px; min-height: 44px; }
      output { min-width: 3.5em; text-align: center; font-size: 13px; font-variant-numeric: tabular-nums; }
    `,
  ];
  @property({ attribute: false }) env!: Env;
  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) event!: Event;
  @property() name = "";
  /** Whether the others follow it: its clock counts. */
  @property({ type: Boolean }) first = false;
  @property({ type: Number }) nudge = 0;

  override render() {
    if (this.first) return html`<b>${this.name}</b>`;
    const { format } = this.env;
    const sign = this.nudge > 0 ? "+" : this.nudge < 0 ? "−" : "±";
    const far = `${sign}${format.number(Math.abs(this.nudge))} s`;
    return html`<b>${this.name}</b>
      ${this.#button("earlier", mdiMinus, () => this.session.nudge(this.event, -NUDGE_S))}
      <output dir="ltr">${far}</output>
      ${this.#button("later", mdiPlus, () => this.session.nudge(this.event, NUDGE_S))} ${this.#button("drop", mdiClose, () => this.session.drop(this.event))}`;
  }

  #button(name: string, path: string, run: () => void) {
    const text = this.env.texts.text(`player.${name}`, { camera: this.name });
    const stop = (event: globalThis.Event) => event.stopPropagation();
    return html`<button class="icon" aria-label=${text} title=${text} @pointerdown=${stop} @click=${run}>${icon(path, 20)}</button>`;
  }
}

define("camvault-player-beside", Beside);
