import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import type { Capture } from "../../data/types";
import { define } from "../../define";
import type { Env } from "../../env";
import { Pictures } from "./stage/pictures";

/** The width of a frame in a sprite, in pixels. */
const FRAME = 160;

interface Sprite {
  readonly capture: string;
  readonly address: string;
  readonly frames: number;
  readonly height: number;
}

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

  override connectedCallback(): void {
    super.connectedCallback();
    this.#pictures.reopen();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.sprite = null;
    this.#pictures.free();
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has("capture")) void this.#load(this.capture);
  }

  override render() {
    const { sprite, at } = this;
    if (sprite?.capture !== this.capture.id) return nothing;
    const frame = Math.min(sprite.frames - 1, Math.floor(at * sprite.frames));
    const part = `url(${sprite.address}) no-repeat ${-frame * FRAME}px 0`;
    return html`<div style="block-size:${sprite.height}px;background:${part}"></div>`;
  }

  async #load({ home, id }: Capture): Promise<void> {
    const address = await this.#pictures.sprite({ home, id });
    if (!address || id !== this.capture.id) return;
    const picture = new Image();
    picture.src = address;
    await picture.decode().catch(() => undefined);
    const { naturalWidth, naturalHeight } = picture;
    const frames = Math.floor(naturalWidth / FRAME);
    if (frames > 0) this.sprite = { capture: id, address, frames, height: naturalHeight };
  }
}

define("camvault-player-preview", Preview);
