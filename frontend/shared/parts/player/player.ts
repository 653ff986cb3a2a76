import { mdiArrowLeft, mdiClose, mdiEyeOffOutline, mdiEyeOutline } from "@mdi/js";
import { html, LitElement, nothing, type PropertyValues } from "lit";
import { property, query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { keyOf, same } from "../../data/list/keys";
import type { Event, Ref } from "../../data/types";
import { define } from "../../define";
import type { Env } from "../../env";
import { tell } from "../../events";
import { cameraName } from "../homes";
import { icon } from "../icon";
import { CONTROLS, THEME } from "../styles";
import { about } from "./about";
import type { Actions } from "./actions/actions";
import { Actor } from "./actor";
import { Conductor, type Podium, type Step } from "./conductor";
import { Focus } from "./focus";
import { LAYOUT } from "./layout";
import type { Opened } from "./session";
import type { Stage } from "./stage/stage";
import "./actions/actions";
import "./also";
import "./bar";
import "./beside";
import "./controls";
import "./stage/stage";

/** So many cameras play side by side. */
const MOST = 4;
const MOST_NARROW = 2;

/** Plays an event: all its captures on one bar, and other cameras beside it. */
export class Player extends LitElement implements Podium {
  static override styles = [THEME, CONTROLS, LAYOUT];
  @property({ attribute: false }) env!: Env;
  @property({ attribute: false }) event: Ref | null = null;
  /** Finds the older or newer event of the list that this one was opened from. */
  @property({ attribute: false }) step: Step | undefined;
  @state() private said = "";
  @query("section") private section!: HTMLElement | null;
  @query("camvault-player-actions") private actions!: Actions | null;
  readonly #conductor = new Conductor(this);
  readonly #actor = new Actor(this.#conductor, {
    actions: () => this.actions,
    section: () => this.section,
    player: this,
  });
  readonly #focus = new Focus(this);
  #shown: Ref | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#focus.remember();
    this.#actor.listen();
    if (!this.hasUpdated) return;
    this.#connect();
    void this.updateComplete.then(() => this.#focus.enter());
  }

  override firstUpdated(): void {
    this.#connect();
    this.#focus.enter();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#actor.deafen();
    this.#conductor.disconnect();
    this.#shown = null;
    this.#focus.giveBack();
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has("event") && this.#conductor.connected) this.#open();
  }

  #connect(): void {
    this.#conductor.connect();
    this.#open();
  }

  #open(): void {
    const { event } = this;
    if (event && this.#shown && same(this.#shown, event)) return;
    this.#shown = event;
    if (event) void this.#conductor.open(event);
    else this.#conductor.shut();
  }

  stage(track: number): Stage | undefined {
    return this.renderRoot.querySelectorAll<Stage>("camvault-stage")[track];
  }

  go(event: Ref): void {
    this.event = { home: event.home, id: event.id };
    tell(this, "camvault-open", this.event);
  }

  close(): void {
    tell(this, "camvault-close", undefined);
  }

  say(what: string): void {
    this.said = what;
  }

  override render() {
    const { env } = this;
    const { session, problem } = this.#conductor;
    const { first } = session;
    const { narrow } = env.host;
    return html`<section
      dir=${env.texts.direction}
      class=${narrow ? "narrow" : ""}
      role="region"
      aria-label=${env.texts.text("player.title")}
      tabindex="-1"
    >
      ${narrow ? this.#focus.renderEdge("last") : nothing} ${this.#renderHeader(first)}
      ${problem ? this.#renderProblem(problem) : first ? this.#renderOpened(first) : html`<div class="empty"></div>`}
      <p class="said" role="status" aria-live="polite">${this.said}</p>
      ${narrow ? this.#focus.renderEdge("first") : nothing}
    </section>`;
  }

  #renderHeader(first: Opened | undefined) {
    const { texts, format, host } = this.env;
    const close = texts.text("player.close");
    const { event } = first ?? {};
    const marks = event?.unseen !== undefined && this.env.source.actions !== null;
    return html`<header>
      <button class="icon" aria-label=${close} title=${close} @click=${this.close}>
        <span class="turn">${icon(host.narrow ? mdiArrowLeft : mdiClose)}</span>
      </button>
      <h2>
        ${event ? this.#nameOf(event) : nothing}
        ${event ? html`<small>${format.day(event.started_at)}, ${format.timeWithSeconds(this.#moment(event))}</small>` : nothing}
      </h2>
      ${event && marks ? this.#renderSeen(event) : nothing}
    </header>`;
  }

  #renderSeen(event: Event) {
    const name = this.env.texts.text(event.unseen ? "player.mark_seen" : "player.mark_unseen");
    return html`<button class="icon" aria-label=${name} title=${name} @click=${() => this.#conductor.toggleSeen()}>
      ${icon(event.unseen ? mdiEyeOutline : mdiEyeOffOutline)}
    </button>`;
  }

  #renderProblem(problem: string) {
    return html`<div class="empty">
      <p>${problem}</p>
      <button class="filled" @click=${() => this.event && this.#conductor.open(this.event)}>${this.env.texts.text("player.again")}</button>
    </div>`;
  }

  #renderOpened(first: Opened) {
    const { session, director, stills, liking } = this.#conductor;
    const { env } = this;
    const capture = director.peek ?? director.piece?.capture ?? null;
    return html`
      <div class="stages n${session.opened.length}">
        ${repeat(
          session.opened,
          (one, index) => (index ? keyOf(one.event) : ""),
          (one, index) => this.#renderStage(one, index),
        )}
      </div>
      <div class="steer">
        ${
          director.timeline.pieces.length
            ? html`<camvault-player-bar
          .env=${env} .listener=${this.#actor} .timeline=${director.timeline} .stills=${stills} .sprites=${this.#sprites}
          .position=${director.position} .moment=${director.moment}
        ></camvault-player-bar>`
            : nothing
        }
        <camvault-player-controls
          .env=${env} .listener=${this.#actor} .liking=${liking} .playing=${director.playing} .steps=${this.step !== undefined}
          .fullscreen=${this.#actor.canFill} .pip=${document.pictureInPictureEnabled === true}
        ></camvault-player-controls>
      </div>
      <div class="below">
        <camvault-player-actions
          .env=${env} .event=${first.event} .capture=${capture} .camera=${session.camera(first.event)} .listener=${this.#actor}
        ></camvault-player-actions>
        <div class="about">${about(env, first.event, capture, first.more)}</div>
        ${session.opened.length > 1 ? html`<p class="clocks">${env.texts.text("player.clocks")}</p>` : nothing}
        <camvault-player-also
          .env=${env} .first=${first.event} .events=${first.also} .chosen=${session.beside}
          .full=${session.opened.length >= (env.host.narrow ? MOST_NARROW : MOST)} .nameOf=${this.#nameOf} .choose=${this.#choose}
        ></camvault-player-also>
      </div>
    `;
  }

  #renderStage({ event, nudge }: Opened, index: number) {
    const { session, liking } = this.#conductor;
    return html`<camvault-stage
      .env=${this.env}
      .listener=${this.#actor.ofTrack(index)}
      .features=${session.features(event)}
      .muted=${liking.muted || index > 0}
      .steps=${this.step !== undefined}
    >
      ${session.opened.length > 1 ? this.#renderBeside(event, nudge, index) : nothing}
    </camvault-stage>`;
  }

  #renderBeside(event: Event, nudge: number, index: number) {
    const { session } = this.#conductor;
    return html`<camvault-player-beside
      .env=${this.env} .session=${session} .event=${event} .name=${this.#nameOf(event)} .first=${index === 0} .nudge=${nudge}
    ></camvault-player-beside>`;
  }

  /** The moment that is shown; the event's begin before anything is. */
  #moment(event: Event): number {
    const { moment } = this.#conductor.director;
    return Number.isNaN(moment) ? Date.parse(event.started_at) : moment;
  }

  readonly #sprites = (of: Ref): boolean => this.#conductor.session.features(of).includes("sprite");

  readonly #nameOf = ({ home, camera }: Event): string =>
    cameraName(this.#conductor.session.homes, { home, id: camera });

  readonly #choose = (event: Event): void => {
    const { session } = this.#conductor;
    const on = session.opened.some((one, index) => index > 0 && same(one.event, event));
    if (on) session.drop(event);
    else void this.#conductor.add(event);
  };
}

define("camvault-player", Player);
