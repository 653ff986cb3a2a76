import { css, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import type { Event, Ref } from "../shared/data/types";
import { define } from "../shared/define";
import type { Env } from "../shared/env";
import { DIALOG, Modal } from "../shared/parts/modal";
import { CONTROLS, THEME } from "../shared/parts/styles";

/** Plays an event above the dashboard; the player itself is loaded when the first is opened. */
export class PlayerDialog extends Modal {
  static override styles = [
    THEME,
    CONTROLS,
    DIALOG,
    css`
      dialog {
        inline-size: min(1100px, 94vw);
        block-size: min(860px, 92dvh);
        max-block-size: 100dvh;
        overflow: hidden;
        background: var(--page);
      }
      dialog::backdrop {
        background: #000a;
      }
      @media (max-width: 599px), (max-height: 499px) {
        dialog {
          inline-size: 100vw;
          block-size: 100dvh;
          border-radius: 0;
          padding: var(--safe-area-inset-top, env(safe-area-inset-top, 0)) 0
            var(--safe-area-inset-bottom, env(safe-area-inset-bottom, 0));
        }
      }
      camvault-player {
        block-size: 100%;
      }
      p {
        padding: 24px;
      }
    `,
  ];

  @property({ attribute: false }) env!: Env;
  @property({ attribute: false }) step!: (from: Event, direction: "older" | "newer") => Promise<Event | null>;
  @state() private event: Ref | undefined;
  @state() private state: "loading" | "ready" | "failed" = "loading";

  play(event: Ref): void {
    this.event = { home: event.home, id: event.id };
    void this.#load();
    this.show();
  }

  override render() {
    if (!this.event) return nothing;
    return html`<dialog
      dir=${this.env.texts.direction}
      aria-label=${this.env.texts.text("card.player")}
      @close=${this.#closed}
      @camvault-close=${this.close}
      @camvault-open=${this.#stepped}
      @pointerdown=${this.outside}
      @keydown=${stop}
    >
      ${this.#content()}
    </dialog>`;
  }

  #content() {
    if (this.state === "ready")
      return html`<camvault-player .env=${this.env} .event=${this.event} .step=${this.step}></camvault-player>`;
    const { texts } = this.env;
    if (this.state === "loading") return html`<p role="status">${texts.text("card.loading")}</p>`;
    return html`<p role="alert">${texts.text("card.noPlayer")}</p>
      <button class="icon" @click=${this.close}>${texts.text("card.close")}</button>`;
  }

  async #load(): Promise<void> {
    if (this.state === "ready") return;
    this.state = "loading";
    try {
      await import("../shared/parts/player/player");
      this.state = "ready";
    } catch {
      this.state = "failed";
    }
  }

  readonly #closed = (): void => {
    this.event = undefined;
  };

  readonly #stepped = (told: CustomEvent<Ref>): void => {
    told.stopPropagation();
    this.event = told.detail;
  };
}

/** Home Assistant has shortcuts of its own on the same keys: they end here. */
function stop(event: KeyboardEvent): void {
  event.stopPropagation();
}

define("camvault-card-player", PlayerDialog);
