import { mdiClose } from "@mdi/js";
import { css, html, LitElement } from "lit";
import { property, query } from "lit/decorators.js";
import { define } from "../define";
import { icon } from "./icon";
import { CONTROLS, THEME } from "./styles";

/** A dialog: from below on a phone, in the middle of a larger screen. Tells `close` when it was closed. */
export class Sheet extends LitElement {
  static override styles = [
    THEME,
    CONTROLS,
    css`
      dialog {
        inline-size: min(480px, 100vw);
        max-inline-size: 100vw;
        max-block-size: min(92dvh, 760px);
        box-sizing: border-box;
        padding: 0;
        border: 0;
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--text);
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
  /** What the button that closes it is called. */
  @property() closing = "";
  @property() direction: "ltr" | "rtl" = "ltr";
  @query("dialog") private dialog!: HTMLDialogElement | null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.close();
  }

  get open(): boolean {
    return this.dialog?.open ?? false;
  }

  show(): void {
    void this.updateComplete.then(() => {
      if (this.isConnected && !this.open) this.dialog?.showModal();
    });
  }

  close(): void {
    this.dialog?.close();
  }

  override render() {
    return html`<dialog
      dir=${this.direction}
      aria-labelledby="heading"
      @close=${this.#closed}
      @pointerdown=${this.#outside}
      @keydown=${(event: Event) => event.stopPropagation()}
    >
      <header>
        <button class="icon" aria-label=${this.closing} title=${this.closing} @click=${this.close}>${icon(mdiClose)}</button>
        <h2 id="heading">${this.heading}</h2>
        <slot name="actions"></slot>
      </header>
      <div class="body"><slot></slot></div>
    </dialog>`;
  }

  readonly #closed = () => {
    this.dispatchEvent(new CustomEvent("close"));
  };

  readonly #outside = (event: PointerEvent) => {
    if (event.target !== this.dialog || !this.dialog) return;
    const box = this.dialog.getBoundingClientRect();
    const inside =
      event.clientX >= box.left &&
      event.clientX <= box.right &&
      event.clientY >= box.top &&
      event.clientY <= box.bottom;
    if (!inside) this.close();
  };
}

define("camvault-sheet", Sheet);
