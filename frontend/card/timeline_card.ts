import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import { Environment } from "../shared/data/home_assistant/page/environment";
import type { Home } from "../shared/data/types";
import { define } from "../shared/define";
import type { Env } from "../shared/env";
import type { Hass } from "../shared/hass";
import { type CardConfig, DEFAULT_LAYOUT, DEFAULT_ROWS } from "./config";
import type { KnownEntities } from "./suggestion";
import { type Wanted, wantedBy } from "./wanted";
import "./view";

const NARROW_PX = 600;
/** How long the homes may take before the card says so: Home Assistant may be starting. */
const LATE_MS = 5000;

/** The card in Home Assistant: it turns `hass` and what the dashboard has written down into what the view shows. */
class CamVaultCard extends LitElement {
  static override styles = css`
    :host,
    camvault-card-view {
      display: block;
      block-size: 100%;
    }
  `;

  @property({ attribute: false }) config!: CardConfig;
  @state() private env: Env | undefined;
  @state() private homes: readonly Home[] | undefined;
  @state() private wanted: Wanted | undefined;
  @state() private late = false;
  readonly #environment = new Environment(
    this,
    () => innerWidth < NARROW_PX,
    (env) => this.#settle(env),
  );
  #known: KnownEntities = {};
  #timer: ReturnType<typeof setTimeout> | undefined;
  #end: (() => void) | undefined;

  /** Comes anew with each change of any state: only what the card depends on renders it. */
  set hass(hass: Hass & KnownEntities) {
    void this.#environment.update(hass);
    const same = this.#known.entities === hass.entities;
    this.#known = hass;
    if (!same) this.#read();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setTimeout(() => {
      this.late = true;
    }, LATE_MS);
    this.#follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#rest();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("config")) this.#read();
  }

  override render() {
    const { env, config, wanted } = this;
    if (!env || !config) return nothing;
    const layout = config.layout ?? DEFAULT_LAYOUT;
    return html`<camvault-card-view
      .env=${env}
      .homes=${this.homes}
      .late=${this.late}
      .filter=${wanted?.filter}
      .unknown=${wanted?.unknown ?? []}
      .path=${wanted?.path ?? "/camvault"}
      .heading=${config.title ?? wanted?.name ?? env.texts.text("card.title")}
      .layout=${layout}
      .rows=${config.rows ?? DEFAULT_ROWS[layout]}
    ></camvault-card-view>`;
  }

  #settle(env: Env): void {
    const other = this.env?.source !== env.source;
    this.env = env;
    if (!other) return;
    this.#rest();
    this.#follow();
  }

  #follow(): void {
    if (!this.env || !this.isConnected) return;
    this.#end ??= this.env.source.subscribe((message) => {
      if (message.type !== "homes") return;
      this.homes = message.homes;
      this.#read();
    });
  }

  #rest(): void {
    this.#end?.();
    this.#end = undefined;
  }

  #read(): void {
    if (this.config && this.homes) this.wanted = wantedBy(this.config, this.homes, this.#known);
  }
}

define("camvault-card", CamVaultCard);
