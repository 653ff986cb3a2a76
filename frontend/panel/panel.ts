import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { Environment } from "../shared/data/home_assistant/page/environment";
import { sameFilter } from "../shared/data/list/matching";
import type { Event, Home } from "../shared/data/types";
import { define } from "../shared/define";
import type { Env } from "../shared/env";
import { hear } from "../shared/events";
import type { Hass } from "../shared/hass";
import "../shared/parts/find/chips";
import "../shared/parts/find/safety";
import "../shared/parts/find/scrubber";
import "../shared/parts/list/list";
import type { CamVaultList } from "../shared/parts/list/list";
import { CONTROLS, THEME } from "../shared/parts/styles";
import "./bar";
import type { PanelBar } from "./bar";
import { isFor } from "./keys";
import { load } from "./lazy";
import { Navigator } from "./navigator";
import { PANEL_STYLES } from "./panel_styles";
import type { Place } from "./place";
import { type Session, sessionOf } from "./session";

/** From so many pixels on the player stands beside the list. */
const WIDE_PX = 900;
const NOTE_MS = 600;

/** The page in Home Assistant's sidebar. */
export class CamVaultPanel extends LitElement {
  static override styles = [THEME, CONTROLS, PANEL_STYLES];

  @property({ type: Boolean }) narrow = false;
  @state() private env: Env | undefined;
  @state() private wide = false;
  @state() private moment: number | undefined;
  @query("camvault-list") private list!: CamVaultList | null;
  @query("camvault-panel-bar") private bar!: PanelBar | null;
  #session: Session | undefined;
  #environment: Environment | undefined;
  #ends: (() => void)[] = [];
  #noting: ReturnType<typeof setTimeout> | undefined;
  readonly #navigator = new Navigator((before) => this.#moved(before));

  /** Home Assistant gives a new one with each change of any state. */
  set hass(hass: Hass) {
    const session = sessionOf(hass);
    if (session !== this.#session) this.#enter(session);
    void this.#environment?.update(hass);
    this.bar?.requestUpdate();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const size = new ResizeObserver(([entry]) => {
      this.wide = (entry?.contentRect.width ?? 0) >= WIDE_PX;
    });
    size.observe(this);
    window.addEventListener("keydown", this.#key);
    this.#ends = [
      () => size.disconnect(),
      () => window.removeEventListener("keydown", this.#key),
      this.#navigator.start(),
      hear(this, "camvault-open", ({ home, id }) => this.#navigator.cover({ open: { home, id }, catchUp: false })),
      hear(this, "camvault-close", () => this.#navigator.uncover()),
      hear(this, "camvault-filter", (filter) => this.#navigator.replace({ filter, at: undefined })),
      hear(this, "camvault-jump", ({ moment }) => this.#session?.store.jump(moment)),
      hear(this, "camvault-moment", ({ moment }) => this.#noteMoment(moment)),
      hear(this, "camvault-catch-up", () => this.#navigator.cover({ open: undefined, catchUp: true })),
    ];
    if (this.#session) this.#resume(this.#session);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#noting);
    for (const end of this.#ends.splice(0)) end();
  }

  protected override willUpdate(): void {
    const { open, catchUp } = this.#navigator.place;
    if (open && this.env) void load("player/player", this.env);
    if (catchUp && this.env) void load("catch_up/catch_up", this.env);
  }

  override render() {
    const { env } = this;
    const session = this.#session;
    if (!env || !session) return nothing;
    const { place } = this.#navigator;
    const { store } = session;
    const homes = store.homes ?? [];
    const covered = this.#covered;
    return html`<div class="page ${this.wide ? "wide" : ""}" role="main" dir=${env.texts.direction}>
      <camvault-panel-bar .env=${env} .session=${session} .narrow=${this.narrow} .filter=${place.filter}
        .moment=${this.moment} .understood=${store.understood} ?inert=${covered}
        @select=${() => this.list?.select()}></camvault-panel-bar>
      <camvault-chips .env=${env} .homes=${homes} .filter=${place.filter} ?inert=${covered}></camvault-chips>
      <camvault-safety .env=${env} .homes=${homes} ?inert=${covered}></camvault-safety>
      ${this.#outdated(env, homes)}
      <div class="main">
        <camvault-list .env=${env} .store=${store} .current=${place.open} ?follows=${this.wide} ?inert=${covered}
        ></camvault-list>
        <camvault-scrubber .env=${env} .filter=${place.filter} .moment=${this.moment ?? null} ?inert=${covered}
        ></camvault-scrubber>
        ${this.wide ? html`<div class="pane">${this.#pane(env, session, place)}</div>` : nothing}
      </div>
      ${this.#cover(env, session, place)}
    </div>`;
  }

  /** Names gateways that are too old for what the page can show. */
  #outdated({ texts }: Env, homes: readonly Home[]): TemplateResult[] {
    return homes
      .filter(({ available, features }) => available && !features.includes("timeline"))
      .map(({ name }) => html`<p class="hint" role="status">${texts.text("panel.outdated", { name })}</p>`);
  }

  /** Whether something lies over the list. */
  get #covered(): boolean {
    const { open, catchUp } = this.#navigator.place;
    return catchUp || (open !== undefined && !this.wide);
  }

  #pane(env: Env, session: Session, place: Place): TemplateResult {
    if (place.open) return this.#player(env, session, place);
    return html`<div class="choose">${env.texts.text("panel.choose")}</div>`;
  }

  /** What lies over the list. */
  #cover(env: Env, session: Session, place: Place): TemplateResult | typeof nothing {
    if (place.catchUp)
      return html`<camvault-catch-up class="cover" .env=${env} .filter=${place.filter} .homes=${session.store.homes ?? []}
      ></camvault-catch-up>`;
    if (!place.open || this.wide) return nothing;
    return html`<div class="cover" role="dialog" aria-modal="true" aria-label=${env.texts.text("panel.player")}>
      ${this.#player(env, session, place)}
    </div>`;
  }

  #player(env: Env, session: Session, { open }: Place): TemplateResult {
    const { store } = session;
    if (store.homes && !store.homes.some(({ id }) => id === open?.home)) return this.#unknown(env);
    const step = (from: Event, direction: "older" | "newer") => store.step(from, direction);
    return html`<camvault-player .env=${env} .event=${open} .step=${step}></camvault-player>`;
  }

  #unknown({ texts }: Env): TemplateResult {
    return html`<div class="choose" role="alert">
      <h2>${texts.text("panel.unknownHome.title")}</h2>
      <p>${texts.text("panel.unknownHome.text")}</p>
      <button class="filled" @click=${() => this.#navigator.uncover()}>${texts.text("panel.unknownHome.back")}</button>
    </div>`;
  }

  #enter(session: Session): void {
    this.#session = session;
    this.#environment = new Environment(
      this,
      () => !this.wide,
      (env) => {
        this.env = env;
      },
    );
    if (this.isConnected) this.#resume(session);
  }

  /** Goes on with a session, which may have a list from before. */
  #resume(session: Session): void {
    const { store } = session;
    const { filter, at } = this.#navigator.place;
    this.#ends.push(
      store.listen(() => this.requestUpdate()),
      store.follow(),
    );
    const known = session.started && sameFilter(store.filter, filter);
    session.started = true;
    if (!known) store.show(filter, at);
    else if (at === undefined) store.toNewest();
    else store.jump(at);
    void this.#bringToOpened(session);
  }

  /** Brings the list to an event that was opened by its address alone. */
  async #bringToOpened({ source, store }: Session): Promise<void> {
    const { open, at } = this.#navigator.place;
    if (!open || at !== undefined) return;
    const opened = await source.open(open).catch(() => undefined);
    if (opened && this.#navigator.place.open?.id === open.id) store.jump(Date.parse(opened.event.started_at));
  }

  #moved(before: Place): void {
    const { filter, at, open, catchUp } = this.#navigator.place;
    if (!sameFilter(before.filter, filter)) this.#session?.store.show(filter, at);
    this.requestUpdate();
    // Only when this was drawn is the list no longer inert, and the player gone.
    const closed = !open && !catchUp && (before.open !== undefined || before.catchUp);
    if (closed) void this.updateComplete.then(() => this.list?.focusOn(before.open));
  }

  #noteMoment(moment: number): void {
    this.moment = moment;
    clearTimeout(this.#noting);
    this.#noting = setTimeout(() => this.#navigator.note(this.list?.atTop ? undefined : moment), NOTE_MS);
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (!this.#session || this.#covered || !isFor(this, event) || this.bar?.key(event)) return;
    // A key on a row is the list's already.
    if (!this.#navigator.place.open && event.composedPath()[0] === document.body) this.list?.key(event);
  };
}

define("camvault-panel", CamVaultPanel);
