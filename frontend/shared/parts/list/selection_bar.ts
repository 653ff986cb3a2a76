import {
  mdiClose,
  mdiDeleteOutline,
  mdiEyeOffOutline,
  mdiEyeOutline,
  mdiLockOpenOutline,
  mdiLockOutline,
} from "@mdi/js";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import type { Event } from "../../data/types";
import { define } from "../../define";
import type { Env } from "../../env";
import { icon } from "../icon";
import { CONTROLS, THEME } from "../styles";
import type { Bulk } from "./bulk";

/** What can be done with the events that were picked. Tells `done` when it is, and when nothing is wanted of them. */
export class SelectionBar extends LitElement {
  static override styles = [
    THEME,
    CONTROLS,
    css`
      :host {
        position: absolute;
        inset-block-end: calc(8px + var(--safe-area-inset-bottom, 0px));
        inset-inline: 8px;
        z-index: 3;
        display: flex;
        align-items: center;
        border-radius: 28px;
        background: var(--surface);
        box-shadow: 0 2px 14px #0006;
      }
      span {
        flex: 1;
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
      }
    `,
  ];

  @property({ attribute: false }) env!: Env;
  @property({ attribute: false }) events: readonly Event[] = [];
  @property({ attribute: false }) bulk!: Bulk;

  override render() {
    const { events, bulk } = this;
    const { texts } = this.env;
    const unseen = events.some((event) => event.unseen);
    const free = events.some((event) => !event.protected);
    const may = events.length > 0 && bulk.may(events);
    const seenKept = events.some((event) => event.unseen !== undefined);
    return html`${this.#button("clear", mdiClose, () => undefined)}
      <span role="status">${texts.text("list.picked", { count: events.length })}</span>
      ${
        seenKept
          ? this.#button(unseen ? "markSeen" : "markUnseen", unseen ? mdiEyeOutline : mdiEyeOffOutline, () =>
              bulk.mark(events, unseen),
            )
          : nothing
      }
      ${this.#button(free ? "protect" : "unprotect", free ? mdiLockOutline : mdiLockOpenOutline, () => bulk.protect(events, free), may)}
      ${this.#button("delete", mdiDeleteOutline, () => bulk.remove(events), may)}`;
  }

  #button(name: string, path: string, run: () => unknown, enabled = true): TemplateResult {
    const text = this.env.texts.text(`list.${name}`);
    const click = () => {
      void run();
      this.dispatchEvent(new CustomEvent("done"));
    };
    return html`<button class="icon" aria-label=${text} title=${text} ?disabled=${!enabled} @click=${click}>
      ${icon(path)}
    </button>`;
  }
}

define("camvault-selection-bar", SelectionBar);
