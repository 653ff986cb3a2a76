import { mdiChevronRight } from "@mdi/js";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { keyOf } from "../shared/data/list/keys";
import { sameFilter } from "../shared/data/list/matching";
import { ListStore } from "../shared/data/list/store";
import type { Event, Filter, Home, Ref, Source } from "../shared/data/types";
import { define } from "../shared/define";
import type { Env } from "../shared/env";
import { dayName } from "../shared/parts/day_name";
import { icon } from "../shared/parts/icon";
import { type Picture, Pictures } from "../shared/parts/list/pictures";
import "../shared/parts/list/row/row";
import { inWords } from "../shared/parts/problem";
import { CONTROLS, THEME } from "../shared/parts/styles";
import { DEFAULT_LAYOUT, type Layout } from "./config";
import type { PlayerDialog } from "./player_dialog";
import "./player_dialog";
import { type Note, noteOf } from "./notes";
import "./tile";
import { VIEW } from "./view_styles";

const MOST = 30;
/** Of the latest event in large: its picture, and the one before, which stays until then. */
const LARGE = 2;

/** The latest events, in one of four layouts; a tap plays one in place. */
class CardView extends LitElement {
  static override styles = [THEME, CONTROLS, VIEW];

  @property({ attribute: false }) env!: Env;
  @property({ attribute: false }) homes: readonly Home[] | undefined;
  @property({ type: Boolean }) late = false;
  @property({ attribute: false }) filter: Filter | undefined;
  @property({ attribute: false }) unknown: readonly string[] = [];
  @property() path = "/camvault";
  @property() heading = "";
  @property({ reflect: true }) layout: Layout = DEFAULT_LAYOUT;
  @property({ type: Number }) rows = 1;
  @query("camvault-card-player") private player!: PlayerDialog;
  #store: ListStore | undefined;
  #pictures: Pictures | undefined;
  #large: Pictures | undefined;
  #ends: (() => void)[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.#store) this.#follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#rest();
  }

  protected override willUpdate(): void {
    const { filter } = this;
    if (!filter) return;
    if (this.#store?.source !== this.env.source) this.#begin(this.env.source, filter);
    else if (!sameFilter(this.#store.filter, filter)) this.#store.show(filter);
  }

  protected override updated(): void {
    const events = this.#events();
    this.#pictures?.want(events.flatMap(pictureOf));
    this.#large?.want(events.slice(0, this.layout === "camera" ? 1 : 0).flatMap(pictureOf));
  }

  override render() {
    const { homes, late, unknown, filter } = this;
    const note = noteOf({ store: this.#store, homes, late, unknown, filter });
    return html`<ha-card dir=${this.env.texts.direction} style="--rows:${this.rows}">
        ${this.#title()}
        ${note ? this.#note(note) : nothing}
        ${this.#events().length > 0 ? this.#content() : nothing}
      </ha-card>
      <camvault-card-player .env=${this.env} .step=${this.#step}></camvault-card-player>`;
  }

  #title(): TemplateResult | typeof nothing {
    if (this.heading === "") return nothing;
    return html`<a class="title" href=${this.path} @click=${this.#toPanel}>
      <h2><bdi>${this.heading}</bdi></h2>
      ${icon(mdiChevronRight)}
    </a>`;
  }

  #note({ text, values, remedy, failure }: Note): TemplateResult {
    const reason = inWords(this.env, failure);
    return html`<p class="note" role="status">${this.env.texts.text(text, { reason, ...values })}${this.#remedy(remedy)}</p>`;
  }

  #remedy(remedy: "add" | "retry" | undefined): TemplateResult | typeof nothing {
    const { texts, host } = this.env;
    if (remedy === "retry")
      return html`<button @click=${() => this.#store?.retry()}>${texts.text("card.retry")}</button>`;
    const add = remedy === "add" && host.toSettings();
    return add ? html`<button @click=${add}>${texts.text("card.add")}</button>` : nothing;
  }

  #content(): TemplateResult {
    if (this.layout === "list") return html`<div class="list" role="list">${this.#rows()}</div>`;
    const [latest] = this.#events();
    return html`${latest && this.layout === "camera" ? this.#tile(latest, true) : nothing}
      <div class=${this.layout === "grid" ? "grid" : "strip"} role="list">
        ${repeat(this.#events(), keyOf, (event) => html`<div role="listitem">${this.#tile(event)}</div>`)}
      </div>`;
  }

  #rows(): unknown {
    const now = Date.now();
    let day = this.env.format.dayKey(now);
    return repeat(this.#events(), keyOf, (event) => {
      const own = this.env.format.dayKey(event.started_at);
      const header = own === day ? nothing : html`<h3>${dayName(event.started_at, this.env, now)}</h3>`;
      day = own;
      return html`${header}<div role="listitem"><camvault-row
            .env=${this.env}
            .event=${event}
            .homes=${this.homes ?? []}
            .picture=${this.#pictureOf(event)}
            .now=${now}
            .stop=${true}
            @click=${() => this.#open(event)}
          ></camvault-row></div>`;
    });
  }

  #tile(event: Event, large = false): TemplateResult {
    return html`<camvault-tile
      class=${large ? "latest" : ""}
      .env=${this.env}
      .event=${event}
      .homes=${this.homes ?? []}
      .named=${this.filter?.cameras?.length !== 1}
      .large=${large}
      .picture=${this.#pictureOf(event, large ? this.#large : this.#pictures)}
      @click=${() => this.#open(event)}
    ></camvault-tile>`;
  }

  #events(): readonly Event[] {
    return this.#store?.events.slice(0, MOST) ?? [];
  }

  #pictureOf(event: Event, pictures = this.#pictures): Picture {
    const [capture] = pictureOf(event);
    return capture ? pictures?.get(capture) : null;
  }

  #open(event: Event): void {
    this.player.play(event);
  }

  readonly #step = async (from: Event, direction: "older" | "newer"): Promise<Event | null> =>
    (await this.#store?.step(from, direction)) ?? null;

  readonly #toPanel = (click: MouseEvent): void => {
    if (click.ctrlKey || click.metaKey || click.shiftKey || click.button !== 0) return;
    click.preventDefault();
    this.env.host.navigate(this.path);
  };

  #begin(source: Source, filter: Filter): void {
    this.#rest();
    this.#store = new ListStore(source);
    this.#pictures = new Pictures(source);
    this.#large = new Pictures(source, 640, LARGE);
    this.#store.show(filter);
    if (this.isConnected) this.#follow();
  }

  #follow(): void {
    const store = this.#store;
    if (!store || this.#ends.length > 0) return;
    const changed = () => this.requestUpdate();
    const pictures = [this.#pictures, this.#large].filter((one) => one !== undefined);
    this.#ends = [store.listen(changed), store.follow(), ...pictures.map((one) => one.follow(changed))];
  }

  #rest(): void {
    for (const end of this.#ends.splice(0)) end();
  }
}

function pictureOf({ home, picture }: Event): Ref[] {
  return picture === null ? [] : [{ home, id: picture }];
}

define("camvault-card-view", CardView);
