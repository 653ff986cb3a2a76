import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import type { Capture } from "../../data/types";
import { define } from "../../define";
import type { Env } from "../../env";
import { Pictures } from "./stage/pictures";
import { FRAME_PX, type Sprite, spriteOf } from "./stage/sprite";

/** A small picture of a place in a clip, before anybody goes there. */
class Preview extends LitElement {
  static override styles = css`
    :host { display: block; }
    div { inline-size: 160px; border-radius: 6px; box-shadow: 0 2px 8px #0008; }
  `;
  @property({ attribute: false }) env!: Env;
  @property({ attribute: false }) capture!: Capture;
  /** How far into the clip, from 0 to 1. */
  @property({ type: Number }) at = 0;
  @state() private sprite: Sprite | null = null;
  readonly #pictures = new Pictures(() => this.env.source);

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.sprite = null;
    this.#pictures.free();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("capture")) return;
    this.sprite = null;
    void this.#load(this.capture);
  }

  override render() {
    const { sprite, at } = this;
    if (!sprite) return nothing;
    const frame = Math.min(sprite.frames - 1, Math.floor(at * sprite.frames));
    const part = `url(${sprite.url}) no-repeat ${-frame * FRAME_PX}px 0`;
    return html`<div style="aspect-ratio:${sprite.shape};background:${part}"></div>`;
  }

  async #load({ home, id }: Capture): Promise<void> {
    const url = await this.#pictures.sprite({ home, id });
    const sprite = url && (await spriteOf(url));
    if (id === this.capture.id) this.sprite = sprite || null;
  }
}

define("camvault-player-preview", Preview);
