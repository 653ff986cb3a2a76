import { mdiImageOffOutline, mdiPlay, mdiVideoOutline } from "@mdi/js";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import type { Event, Home } from "../shared/data/types";
import { define } from "../shared/define";
import type { Env } from "../shared/env";
import { cameraName } from "../shared/parts/homes";
import { icon } from "../shared/parts/icon";
import type { Picture } from "../shared/parts/list/pictures";
import { badgesOf, spokenOf } from "../shared/parts/list/row/facts";
import { CONTROLS, THEME } from "../shared/parts/styles";
import { captionOf } from "./caption";
import { PICTURED } from "./pictured_styles";

/** One event as its picture. It tells nothing: whoever shows it listens to its clicks. */
export class CamVaultTile extends LitElement {
  static override styles = [THEME, CONTROLS, PICTURED];

  @property({ attribute: false }) env!: Env;
  @property({ attribute: false }) event!: Event;
  @property({ attribute: false }) homes: readonly Home[] = [];
  /** Whether it says which camera it is of. */
  @property({ type: Boolean }) named = false;
  /** Whether it is the latest of a camera: it keeps the picture before until the next is there. */
  @property({ type: Boolean }) large = false;
  @property({ attribute: false }) picture: Picture;
  #shown: string | undefined;

  protected override willUpdate(): void {
    if (this.picture || !this.large) this.#shown = this.picture ?? undefined;
  }

  override render() {
    const { event, env, homes } = this;
    const name = cameraName(homes, { home: event.home, id: event.camera });
    const badges = badgesOf(
      event,
      homes.find(({ id }) => id === event.home),
      Date.now(),
    );
    return html`<button dir=${env.texts.direction} aria-label=${spokenOf(event, name, badges, env)}>
      ${this.#picture()}
      ${this.large && event.playable && event.clips > 0 ? html`<span class="play">${icon(mdiPlay, 32)}</span>` : nothing}
      ${captionOf(event, env, this.named ? name : "")}
    </button>`;
  }

  #picture(): TemplateResult | typeof nothing {
    const { event } = this;
    if (this.#shown) return html`<img src=${this.#shown} alt="" decoding="async" draggable="false" />`;
    const waits = this.picture === undefined && event.picture !== null;
    return waits || this.large ? nothing : icon(event.clips > 0 ? mdiVideoOutline : mdiImageOffOutline, 28);
  }
}

define("camvault-tile", CamVaultTile);
