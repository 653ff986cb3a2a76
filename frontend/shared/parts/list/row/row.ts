import {
  mdiCheckboxBlankCircleOutline,
  mdiCheckCircle,
  mdiFilmstripOff,
  mdiImageOffOutline,
  mdiVideoOutline,
} from "@mdi/js";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query } from "lit/decorators.js";
import type { Event, Home } from "../../../data/types";
import { define } from "../../../define";
import type { Env } from "../../../env";
import { cameraName } from "../../homes";
import { icon } from "../../icon";
import { labelIcon, labelName, sortLabels } from "../../labels";
import { CONTROLS, THEME } from "../../styles";
import type { Picture } from "../pictures";
import { type Badge, badgesOf, extentOf, spokenOf } from "./facts";
import { ROW_STYLES } from "./row_styles";

const MOST_LABELS = 4;

/** One event in a list. It tells nothing: whoever lists it listens to its clicks. */
export class CamVaultRow extends LitElement {
  static override styles = [THEME, CONTROLS, ROW_STYLES];

  @property({ attribute: false }) env!: Env;
  @property({ attribute: false }) event!: Event;
  @property({ attribute: false }) homes: readonly Home[] = [];
  @property({ attribute: false }) picture: Picture;
  /** Changes when what depends on the time of day may have changed. */
  @property({ attribute: false }) now = 0;
  @property({ type: Boolean }) selecting = false;
  @property({ type: Boolean, reflect: true }) picked = false;
  @property({ type: Boolean, reflect: true }) current = false;
  /** Whether the tab key stops here. */
  @property({ type: Boolean }) stop = false;
  @query("button") private button!: HTMLButtonElement | null;

  override focus(options?: FocusOptions): void {
    this.button?.focus(options);
  }

  override render() {
    const { event, env } = this;
    const camera = cameraName(this.homes, { home: event.home, id: event.camera });
    const home = this.homes.find(({ id }) => id === event.home);
    const badges = badgesOf(event, home, this.now);
    const extent = extentOf(event, env);
    return html`<button
      dir=${env.texts.direction}
      tabindex=${this.stop ? 0 : -1}
      role=${this.selecting ? "checkbox" : nothing}
      aria-current=${this.current ? "true" : nothing}
      aria-checked=${this.selecting ? String(this.picked) : nothing}
      aria-label=${spokenOf(event, camera, badges, env)}
    >
      ${this.#picture()}
      <span class="text">
        <span class="first">
          ${event.unseen ? html`<span class="dot"></span>` : nothing}${env.format.time(event.started_at)}
          <span class="labels">${this.#labels()}</span>
          <span class="badges">${badges.map((badge) => this.#badge(badge))}</span>
        </span>
        <span class="line"><bdi>${camera}</bdi>${extent ? html`<span class="extent">· ${extent}</span>` : nothing}</span>
        ${this.#last(badges)}
      </span>
    </button>`;
  }

  #picture(): TemplateResult {
    const { picture, event } = this;
    const waits = picture === undefined && (event.picture !== null || event.ended_at === null);
    const none = event.clips > 0 ? (event.playable ? mdiVideoOutline : mdiFilmstripOff) : mdiImageOffOutline;
    const shown = picture
      ? html`<img src=${picture} alt="" decoding="async" draggable="false" />`
      : waits
        ? nothing
        : icon(none, 28);
    return html`<span class=${picture ? "picture loaded" : "picture"}>${shown}${this.#check()}</span>`;
  }

  #check(): TemplateResult | typeof nothing {
    if (!this.selecting) return nothing;
    return html`<span class="check">${icon(this.picked ? mdiCheckCircle : mdiCheckboxBlankCircleOutline, 28)}</span>`;
  }

  #labels(): TemplateResult[] {
    const { texts } = this.env;
    return sortLabels(this.event.labels)
      .slice(0, MOST_LABELS)
      .map((label) => html`<span title=${labelName(label, texts)}>${icon(labelIcon(label), 20)}</span>`);
  }

  #badge({ name, icon: path, tone }: Badge): TemplateResult {
    return html`<span class=${tone} title=${this.env.texts.text(`list.badge.${name}`)}>${icon(path, 18)}</span>`;
  }

  /** What somebody said of it, or in words what is wrong with it. */
  #last(badges: readonly Badge[]): TemplateResult | typeof nothing {
    const { description } = this.event;
    const worst = badges.find(({ tone }) => tone !== "quiet");
    if (description) return html`<span class="line"><bdi>${description}</bdi></span>`;
    if (!worst) return nothing;
    const said = this.env.texts.text(`list.badge.${worst.name}`);
    return html`<span class="line ${worst.tone}">${said}</span>`;
  }
}

define("camvault-row", CamVaultRow);
