import { mdiContentCopy, mdiShareVariant } from "@mdi/js";
import { css, html, LitElement, nothing } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { Capture, Shared } from "../../../data/types";
import { define } from "../../../define";
import type { Env } from "../../../env";
import { icon } from "../../icon";
import { inWords } from "../../problem";
import type { Sheet } from "../../sheet";
import { CONTROLS, THEME } from "../../styles";
import { copy } from "./copy";
import "../../sheet";

/** A link to a capture for somebody else: how long it is good, and what proves that the file is the same. */
export class Share extends LitElement {
  static override styles = [
    THEME,
    CONTROLS,
    css`
      p { margin: 0 0 12px; }
      dt { color: var(--quiet); font-size: 13px; }
      dd { margin: 2px 0 12px; overflow-wrap: anywhere; user-select: text; }
      .hash { font-family: ui-monospace, monospace; font-size: 13px; }
      footer { display: flex; flex-wrap: wrap; gap: 8px; }
      footer button { display: inline-flex; align-items: center; gap: 8px; }
    `,
  ];
  @property({ attribute: false }) env!: Env;
  @state() private shared: Shared | null = null;
  /** A toast may lie behind the sheet. */
  @state() private copied = false;
  @query("camvault-sheet") private sheet!: Sheet;
  #title = "";

  /** Asks for a link, and hands it to the system's own sheet, or to the clipboard. */
  async show(capture: Capture, title: string): Promise<void> {
    const { actions } = this.env.source;
    if (!actions) return;
    this.#title = title;
    this.copied = false;
    try {
      this.shared = await actions.share({ home: capture.home, id: capture.id });
    } catch (error) {
      this.env.host.toast(inWords(this.env, error, "player.failed.share"));
      return;
    }
    await this.updateComplete;
    this.sheet.show();
    if ("share" in navigator) await this.#hand();
    else await this.#copy();
  }

  override render() {
    const { shared } = this;
    const { texts } = this.env;
    return html`<camvault-sheet
      .heading=${texts.text("player.share")}
      .texts=${texts}
    >
      ${shared ? this.#renderLink(shared) : nothing}
    </camvault-sheet>`;
  }

  #renderLink({ url, expires_at, sha256 }: Shared) {
    const { texts, format } = this.env;
    const until = `${format.day(expires_at)}, ${format.time(expires_at)}`;
    return html`
      <p>${texts.text("player.share_until", { until })}</p>
      <dl>
        <dt>${texts.text("player.link")}</dt>
        <dd dir="ltr">${url}</dd>
        ${sha256 ? html`<dt>${texts.text("player.details.sha256")}</dt><dd class="hash" dir="ltr">${sha256}</dd>` : nothing}
      </dl>
      <footer>
        ${
          "share" in navigator
            ? html`<button class="filled" @click=${this.#hand}>${icon(mdiShareVariant, 20)}${texts.text("player.share_by")}</button>`
            : nothing
        }
        <button class="filled" @click=${this.#copy}>${icon(mdiContentCopy, 20)}${texts.text(this.copied ? "player.copied" : "player.copy_link")}</button>
      </footer>
    `;
  }

  async #hand(): Promise<void> {
    if (!this.shared) return;
    // Refused after a long wait for the link, or given up: the sheet's buttons are still there.
    await navigator.share({ url: this.shared.url, title: this.#title }).catch(() => undefined);
  }

  async #copy(): Promise<void> {
    this.copied = this.shared !== null && (await copy(this.shared.url));
    this.env.host.toast(this.env.texts.text(this.copied ? "player.copied" : "player.failed.copy"));
  }
}

define("camvault-player-share", Share);
