import {
  mdiFastForward5,
  mdiFullscreen,
  mdiMagnifyPlus,
  mdiPause,
  mdiPictureInPictureBottomRight,
  mdiPlay,
  mdiPlaylistPlay,
  mdiRewind5,
  mdiSkipNext,
  mdiSkipPrevious,
  mdiStepBackward,
  mdiStepForward,
  mdiVolumeHigh,
  mdiVolumeOff,
} from "@mdi/js";
import { css, html, LitElement, nothing } from "lit";
import { property } from "lit/decorators.js";
import { define } from "../../define";
import type { Env } from "../../env";
import { icon } from "../icon";
import { CONTROLS, THEME } from "../styles";
import type { Command } from "./keys";
import { type Liking, SPEEDS } from "./preferences";

export interface ControlsListener {
  command(command: Command): void;
  liking(changed: Partial<Liking>): void;
  pictureInPicture(): void;
}

/** Visible buttons for all that keys and fingers do. */
class Controls extends LitElement {
  static override styles = [THEME, CONTROLS, style()];
  @property({ attribute: false }) env!: Env;
  @property({ attribute: false }) listener!: ControlsListener;
  @property({ attribute: false }) liking!: Liking;
  @property({ type: Boolean }) playing = false;
  @property({ type: Boolean }) steps = false;
  /** What this browser can. */
  @property({ type: Boolean }) fullscreen = false;
  @property({ type: Boolean }) pip = false;

  override render() {
    const { liking, playing, listener } = this;
    const rtl = this.env.texts.direction === "rtl";
    // What leads back is on the right where people read from there.
    const sided = (ltr: string, other: string) => icon(rtl ? other : ltr);
    return html`
      <div class="row main">
        ${this.steps ? this.#button("older", sided(mdiSkipPrevious, mdiSkipNext)) : nothing}
        ${this.#button("back", sided(mdiRewind5, mdiFastForward5))}
        <button class="icon play" aria-label=${this.#text(playing ? "pause" : "play")} title=${this.#text(playing ? "pause" : "play")}
          @click=${() => listener.command("play")}>${icon(playing ? mdiPause : mdiPlay, 32)}</button>
        ${this.#button("on", sided(mdiFastForward5, mdiRewind5))}
        ${this.steps ? this.#button("newer", sided(mdiSkipNext, mdiSkipPrevious)) : nothing}
      </div>
      <div class="row">
        <button class="icon" aria-pressed=${!liking.muted} aria-label=${this.#text("sound")} title=${this.#text("sound")}
          @click=${() => listener.command("mute")}>${icon(liking.muted ? mdiVolumeOff : mdiVolumeHigh)}</button>
        ${this.#button("frame-back", sided(mdiStepBackward, mdiStepForward))} ${this.#button("frame-on", sided(mdiStepForward, mdiStepBackward))}
        ${this.#renderSpeed()}
        <button class="icon" aria-pressed=${liking.autoplay} aria-label=${this.#text("autoplay")} title=${this.#text("autoplay")}
          @click=${() => listener.liking({ autoplay: !liking.autoplay })}>${icon(mdiPlaylistPlay)}</button>
        ${this.#button("zoom", icon(mdiMagnifyPlus))}
        ${
          this.pip
            ? html`<button class="icon" aria-label=${this.#text("pip")} title=${this.#text("pip")}
              @click=${() => listener.pictureInPicture()}>${icon(mdiPictureInPictureBottomRight)}</button>`
            : nothing
        }
        ${this.fullscreen ? this.#button("fullscreen", icon(mdiFullscreen)) : nothing}
      </div>
    `;
  }

  #button(command: Command, picture: unknown) {
    const name = this.#text(command);
    return html`<button class="icon" aria-label=${name} title=${name} @click=${() => this.listener.command(command)}>${picture}</button>`;
  }

  #renderSpeed() {
    const { speed } = this.liking;
    return html`<select aria-label=${this.#text("speed")} title=${this.#text("speed")} @change=${this.#speed}>
      ${SPEEDS.map((one) => html`<option value=${one} ?selected=${one === speed} .selected=${one === speed}>${this.env.format.number(one)}×</option>`)}
    </select>`;
  }

  #speed(event: globalThis.Event): void {
    const field = event.target as HTMLSelectElement;
    this.listener.liking({ speed: Number(field.value) });
    // Keys are the player's again.
    field.blur();
  }

  #text(name: string): string {
    return this.env.texts.text(`player.control.${name}`);
  }
}

function style() {
  return css`
    :host { display: block; }
    .row { display: flex; justify-content: center; align-items: center; flex-wrap: wrap; }
    .main { gap: 8px; }
    .row button.icon { min-width: 44px; }
    .play { background: var(--accent); color: var(--on-accent); width: 56px; height: 56px; }
    [aria-pressed="true"] { color: var(--accent); }
    select { font: inherit; color: inherit; background: none; border: 0; min-height: 44px; padding-inline: 6px; border-radius: 22px; }
    option { color: #111; background: #fff; }
    @container (min-width: 640px) { :host { display: flex; justify-content: center; gap: 16px; } }
  `;
}

define("camvault-player-controls", Controls);
