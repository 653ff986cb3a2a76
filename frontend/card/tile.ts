import { mdiImageOffOutline, mdiVideoOutline } from "@mdi/js";
import { html, LitElement, nothing } from "lit";
import { property } from "lit/decorators.js";
import type { Event, Home } from "../shared/data/types";
import { define } from "../shared/define";
import type { Env } from "../shared/env";
import { icon } from "../shared/parts/icon";
import type { Picture } from "../shared/parts/list/pictures";
import { badgesOf, spokenOf } from "../shared/parts/list/row/facts";
import { CONTROLS, THEME } from "../shared/parts/styles";
import { cameraName, captionOf } from "./caption";
import { PICTURED } from "./pictured_styles";

/** One event as its picture. It tells nothing: whoever shows it listens to its clicks. */
class CamVaultTile extends LitElement {
  static override styles = [THEME, CONTROLS, PICTURED];

  @property({ attribute: false }) env!: Env;
  @property({ attribute: false }) event!: Event;
  @property({ attribute: false }) home: Home | undefined;
  /** Whether it says which camera it is of. */
  @property({ type: Boolean }) named = false;
  @property({ attribute: false }) picture: Picture;

  override render() {
    const { event, env, picture } = this;
    const name = cameraName(event, this.home);
    const badges = badgesOf(event, this.home, Date.now());
    const none = event.clips > 0 ? mdiVideoOutline : mdiImageOffOutline;
    const waits = picture === undefined && event.picture !== null;
    return html`<button dir=${env.texts.direction} aria-label=${spokenOf(event, name, badges, env)}>
      ${picture ? html`<img src=${picture} alt="" decoding="async" draggable="false" />` : waits ? nothing : icon(none, 28)}
      ${captionOf(event, env, this.named ? name : "")}
    </button>`;
  }
}

define("camvault-tile", CamVaultTile);
