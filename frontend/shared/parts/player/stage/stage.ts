import { mdiDownload, mdiQualityHigh, mdiReload } from "@mdi/js";
import { html, LitElement, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import type { Capture, Feature } from "../../../data/types";
import { define } from "../../../define";
import type { Env } from "../../../env";
import { icon } from "../../icon";
import { CONTROLS, THEME } from "../../styles";
import type { Screen } from "../time/screen";
import { type GestureListener, Gestures, type Place } from "./gestures";
import { LOOK } from "./look";
import { Projector, type ProjectorListener } from "./projector";
import { remedy, words } from "./troubles";
import { moved, type Point, stepped, type View, WHOLE, zoomed } from "./zoom";

/** What a stage tells the player. */
export interface StageListener {
  stageEnded(): void;
  stageMeasured(capture: string, seconds: number): void;
  stageSilenced(): void;
  stageTapped(): void;
  stageDoubled(place: Place): void;
  stageSwiped(to: "left" | "right"): void;
  stageDownload(): void;
  /** In words, for those who do not see it. */
  stageSays(what: string): void;
}

/** A picture that plays one camera's captures, and that fingers enlarge. */
export class Stage extends LitElement implements Screen, ProjectorListener, GestureListener {
  static override styles = [THEME, CONTROLS, LOOK];
  @property({ attribute: false }) env!: Env;
  @property({ attribute: false }) listener!: StageListener;
  @property({ attribute: false }) features: readonly Feature[] = [];
  @property({ type: Boolean }) muted = true;
  /** Whether a swipe leads to another event. */
  @property({ type: Boolean }) steps = false;
  @state() private view: View = WHOLE;
  @state() private drag = 0;
  readonly #projector = new Projector(() => this.env.source, this);
  #gestures: Gestures | undefined;
  #said = "";

  get showing(): string | null {
    return this.#projector.capture?.id ?? null;
  }

  get ready(): boolean {
    return this.#projector.ready;
  }

  get time(): number {
    return this.#projector.time;
  }

  get frame(): number {
    return this.#projector.frame;
  }

  get stuck(): "for good" | "for now" | null {
    const { trouble } = this.#projector;
    if (!trouble) return null;
    return !trouble.again && remedy(trouble) !== "again" && trouble.what !== "offline" ? "for good" : "for now";
  }

  /** The video element that shows; for full screen and picture in picture. */
  get video(): HTMLVideoElement {
    return this.#projector.front.video;
  }

  present(capture: Capture | null, at: number): void {
    if (capture?.id !== this.showing) this.view = WHOLE;
    this.#projector.present(capture, at);
  }

  prepare(capture: Capture | null, at: number): void {
    this.#projector.prepare(capture, at);
  }

  play(): void {
    this.#projector.play();
  }

  pause(): void {
    this.#projector.pause();
  }

  setRate(rate: number): void {
    for (const { video } of this.#projector.reels) {
      video.defaultPlaybackRate = rate;
      if (video.playbackRate !== rate) video.playbackRate = rate;
    }
  }

  /** The line is back. */
  wake(): void {
    this.#projector.wake();
  }

  /** Frees all that was loaded. */
  rest(): void {
    this.#projector.rest();
  }

  /** One step of the zoom button. */
  stepZoom(): void {
    this.view = stepped(this.view, this.getBoundingClientRect());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#gestures = new Gestures(this, this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#gestures?.dispose();
    this.#projector.rest();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    this.#projector.features = this.features;
    if (changed.has("muted")) for (const { video } of this.#projector.reels) video.muted = this.muted;
    this.toggleAttribute("enlarged", this.enlarged());
  }

  override render() {
    const { reels, front, stills, ready } = this.#projector;
    const move = `translate(${this.view.x + this.drag}px, ${this.view.y}px) scale(${this.view.scale})`;
    const clip = this.#projector.capture?.kind === "clip";
    return html`
      <div class="view" style="transform:${move}">
        ${stills.poster ? html`<img src=${stills.poster} alt="" draggable="false" />` : nothing}
        ${reels.map((reel) => {
          reel.video.hidden = reel !== front || !clip || !ready;
          return reel.video;
        })}
        ${stills.still ? html`<img src=${stills.still} alt="" draggable="false" />` : nothing}
      </div>
      ${this.#renderState(ready)} ${this.#projector.small ? this.#renderSmall() : nothing}
      <slot></slot>
      ${this.drag ? this.#renderHint() : nothing}
    `;
  }

  #renderState(ready: boolean) {
    const { trouble, capture } = this.#projector;
    if (trouble) return this.#renderTrouble();
    if (!capture) return html`<p class="words quiet">${this.env.texts.text("player.nothing_now")}</p>`;
    return ready
      ? nothing
      : html`<div class="wait" role="progressbar" aria-label=${this.env.texts.text("player.loading")}></div>`;
  }

  #renderTrouble() {
    const { trouble, capture } = this.#projector;
    if (!trouble) return nothing;
    const help = remedy(trouble);
    const act = { again: () => this.#projector.again(), download: () => this.listener.stageDownload() };
    return html`<div class="words">
      <p>${words(this.env.texts, trouble, capture)}</p>
      ${
        help
          ? html`<button class="act" @pointerdown=${stop} @click=${act[help]}>
            ${icon(help === "again" ? mdiReload : mdiDownload, 20)}${this.env.texts.text(`player.${help}`)}
          </button>`
          : nothing
      }
    </div>`;
  }

  #renderHint() {
    const { texts } = this.env;
    const older = this.drag < 0 === (texts.direction === "ltr");
    return html`<p class="hint ${this.drag < 0 ? "right" : "left"}">${texts.text(older ? "player.control.older" : "player.control.newer")}</p>`;
  }

  #renderSmall() {
    return html`<button class="act small" @pointerdown=${stop} @click=${() => this.#projector.full()}>
      ${icon(mdiQualityHigh, 20)}${this.env.texts.text("player.full_quality")}
    </button>`;
  }

  projectorChanged(): void {
    this.requestUpdate();
    const { trouble, capture } = this.#projector;
    const said = trouble ? words(this.env.texts, trouble, capture) : "";
    if (said !== this.#said) this.listener.stageSays(said);
    this.#said = said;
  }

  projectorEnded(): void {
    this.listener.stageEnded();
  }

  projectorMeasured(capture: string, seconds: number): void {
    this.listener.stageMeasured(capture, seconds);
  }

  projectorSilenced(): void {
    this.listener.stageSilenced();
  }

  enlarged(): boolean {
    return this.view.scale > 1;
  }

  dragged(by: number): void {
    this.drag = this.steps ? by : 0;
  }

  swiped(to: "left" | "right"): void {
    if (this.steps) this.listener.stageSwiped(to);
  }

  tapped(): void {
    this.listener.stageTapped();
  }

  doubled(place: Place): void {
    if (place === "middle") this.view = WHOLE;
    else this.listener.stageDoubled(place);
  }

  zoomed(factor: number, around: Point): void {
    this.view = zoomed(this.view, factor, around, this.getBoundingClientRect());
  }

  panned(by: Point): void {
    this.view = moved(this.view, by, this.getBoundingClientRect());
  }
}

/** A tap on a button is none on the picture. */
function stop(event: globalThis.Event): void {
  event.stopPropagation();
}

define("camvault-stage", Stage);
