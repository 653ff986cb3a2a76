import { mdiClose } from "@mdi/js";
import { css, html } from "lit";
import { property } from "lit/decorators.js";
import { define } from "../define";
import type { Texts } from "../texts/texts";
import { icon } from "./icon";
import { DIALOG, Modal } from "./modal";
import { CONTROLS, THEME } from "./styles";

/** A dialog: from below on a phone, in the middle of a larger screen. Tells `close` when it was closed. */
export class Sheet extends Modal {
  static override styles = [
    THEME,
    CONTROLS,
    DIALOG,
    css`
      dialog {
        inline-size: min(480px, 100vw);
        max-block-size: min(92dvh, 760px);
        background: var(--surface);
        box-shadow: 0 8px 40px #0006;
      }
      dialog[open] {
        display: flex;
        flex-direction: column;
        animation: rise 0.18s ease-out;
      }
      dialog::backdrop {
        background: #0008;
      }
      header {
        display: flex;
        align-items: center;
        gap: 4px;
        padding-inline: 4px 16px;
        border-block-end: 1px solid var(--line);
      }
      h2 {
        flex: 1;
        margin: 0;
        font-size: 1.15rem;
        font-weight: 500;
      }
      .body {
        overflow: auto;
        overscroll-behavior: contain;
        padding: 16px;
      }
      @media (max-width: 599px) {
        dialog {
          inline-size: 100vw;
          margin-block-end: 0;
          border-end-start-radius: 0;
          border-end-end-radius: 0;
          padding-block-end: var(--safe-area-inset-bottom, env(safe-area-inset-bottom, 0));
        }
      }
      @keyframes rise {
        from {
          transform: translateY(24px);
          opacity: 0;
        }
      }
    `,
  ];

  @property() heading = "";
  @property({ attribute: false }) texts!: Texts;

  override render() {
    const close = this.texts.text("timeline.close");
    return html`<dialog
      dir=${this.texts.direction}
      aria-labelledby="heading"
      @close=${this.#closed}
      @pointerdown=${this.outside}
      @keydown=${(event: Event) => event.stopPropagation()}
    >
      <header>
        <button class="icon" aria-label=${close} title=${close} @click=${this.close}>${icon(mdiClose)}</button>
        <h2 id="heading">${this.heading}</h2>
        <slot name="actions"></slot>
      </header>
      <div class="body"><slot></slot></div>
    </dialog>`;
  }

  readonly #closed = () => {
    this.dispatchEvent(new CustomEvent("close"));
  };
}

define("camvault-sheet", Sheet);
