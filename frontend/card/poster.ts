import { mdiPlay } from "@mdi/js";
import { html, LitElement, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import type { Event, Home, Ref } from "../shared/data/types";
import { define } from "../shared/define";
import type { Env } from "../shared/env";
import { icon } from "../shared/parts/icon";
import { badgesOf, spokenOf } from "../shared/parts/list/row/facts";
import { CONTROLS, THEME } from "../shared/parts/styles";
import { cameraName, captionOf } from "./caption";
import { PICTURED } from "./pictured_styles";

/** The latest picture, large; the one before stays until the next is there. */
class CamVaultPoster extends LitElement {
  static override styles = [THEME, CONTROLS, PICTURED];

  @property({ attribute: false }) env!: Env;
  @property({ attribute: false }) event!: Event;
  @property({ attribute: false }) home: Home | undefined;
  /** Whether it says which camera it is of. */
  @property({ type: Boolean }) named = false;
  @state() private url: string | undefined;
  #shown: string | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#show(undefined);
    this.#shown = undefined;
  }

  protected override willUpdate(_changed: PropertyValues): void {
    const { home, picture } = this.event;
    if (picture === null || picture === this.#shown) return;
    this.#shown = picture;
    void this.#load({ home, id: picture });
  }

  override render() {
    const { event, env } = this;
    const name = cameraName(event, this.home);
    const badges = badgesOf(event, this.home, Date.now());
    return html`<button dir=${env.texts.direction} aria-label=${spokenOf(event, name, badges, env)}>
      ${this.url ? html`<img src=${this.url} alt="" draggable="false" />` : nothing}
      ${event.playable && event.clips > 0 ? html`<span class="play">${icon(mdiPlay, 32)}</span>` : nothing}
      ${captionOf(event, env, this.named ? name : "")}
    </button>`;
  }

  async #load(capture: Ref): Promise<void> {
    const blob = await this.env.source.picture(capture, 640).catch(() => null);
    if (this.#shown !== capture.id) return;
    if (blob) this.#show(URL.createObjectURL(blob));
    // It is asked for again when its event changes, as it does when the picture is there.
    else this.#shown = undefined;
  }

  #show(url: string | undefined): void {
    if (this.url) URL.revokeObjectURL(this.url);
    this.url = url;
  }
}

define("camvault-poster", CamVaultPoster);
