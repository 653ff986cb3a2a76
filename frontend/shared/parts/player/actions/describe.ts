import { css, html, LitElement } from "lit";
import { property, query } from "lit/decorators.js";
import type { Event } from "../../../data/types";
import { define } from "../../../define";
import type { Env } from "../../../env";
import { inWords } from "../../problem";
import type { Sheet } from "../../sheet";
import { CONTROLS, THEME } from "../../styles";
import "../../sheet";

const LONGEST = 4000;

/** A small editor for what an event shows. */
export class Describe extends LitElement {
  static override styles = [
    THEME,
    CONTROLS,
    css`
      textarea { box-sizing: border-box; inline-size: 100%; min-block-size: 8em; padding: 12px; font: inherit; color: inherit;
        background: var(--page); border: 1px solid var(--line); border-radius: 8px; resize: vertical; }
      footer { display: flex; justify-content: end; gap: 8px; margin-block-start: 12px; }
      footer button { min-block-size: 44px; padding-inline: 20px; }
    `,
  ];
  @property({ attribute: false }) env!: Env;
  @property({ attribute: false }) event!: Event;
  @property({ attribute: false }) changed!: (event: Event) => void;
  @query("camvault-sheet") private sheet!: Sheet;
  @query("textarea") private field!: HTMLTextAreaElement;

  async show(): Promise<void> {
    await this.updateComplete;
    this.field.value = this.event.description ?? "";
    this.sheet.show();
    await this.sheet.updateComplete;
    requestAnimationFrame(() => this.field.focus());
  }

  override render() {
    const { texts } = this.env;
    return html`<camvault-sheet
      .heading=${texts.text("player.describe")}
      .texts=${texts}
    >
      <textarea
        maxlength=${LONGEST}
        dir="auto"
        aria-label=${texts.text("player.describe")}
        placeholder=${texts.text("player.describe_hint")}
        @keydown=${this.#key}
      ></textarea>
      <footer>
        <button @click=${() => this.sheet.close()}>${texts.text("player.cancel")}</button>
        <button class="filled" @click=${this.#save}>${texts.text("player.save")}</button>
      </footer>
    </camvault-sheet>`;
  }

  #key(event: KeyboardEvent): void {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void this.#save();
  }

  async #save(): Promise<void> {
    const { env, event } = this;
    const former = event.description;
    const text = this.field.value.trim() || null;
    this.sheet.close();
    if (text === former) return;
    this.changed({ ...event, description: text });
    try {
      const saved = await env.source.actions?.describe({ home: event.home, id: event.id }, text);
      if (saved) this.changed(saved);
    } catch (error) {
      this.changed({ ...event, description: former });
      env.host.toast(inWords(env, error, "player.failed.describe"));
    }
  }
}

define("camvault-player-describe", Describe);
