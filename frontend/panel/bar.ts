import { mdiCalendarMonth, mdiDotsVertical, mdiMagnify, mdiMenu } from "@mdi/js";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { Filter, Understood } from "../shared/data/types";
import { define } from "../shared/define";
import type { Env } from "../shared/env";
import { icon } from "../shared/parts/icon";
import { Bulk } from "../shared/parts/list/bulk";
import { CONTROLS, THEME } from "../shared/parts/styles";
import { BAR_STYLES } from "./bar_styles";
import { load } from "./lazy";
import { type MenuItem, menu } from "./menu";
import type { Session } from "./session";

interface Shows extends Element {
  show(moment?: number): void;
}

/** The bar at the top: Home Assistant's menu, search, calendar, and what is rarely wanted. Tells `select` when events are to be picked. */
export class PanelBar extends LitElement {
  static override styles = [THEME, CONTROLS, BAR_STYLES];

  @property({ attribute: false }) env!: Env;
  @property({ attribute: false }) session!: Session;
  @property({ type: Boolean }) narrow = false;
  @property({ attribute: false }) filter: Filter = {};
  @property({ attribute: false }) moment: number | undefined;
  @property({ attribute: false }) understood: Understood | null = null;
  @state() private open = false;
  @state() private searches = false;
  @query(".more") private more!: HTMLElement | null;

  /** Does what a key asks the bar for; says whether it did. */
  key({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
    if (ctrlKey || metaKey || altKey) return false;
    const run = { "/": this.#search, g: this.#calendar, "?": this.#help }[key];
    if (run) setTimeout(run);
    return run !== undefined;
  }

  override render() {
    const { texts } = this.env;
    if (this.filter.text && !this.searches) void this.#loadSearch();
    return html`${this.#haMenu()}
      <h1>${texts.text("panel.title")}</h1>
      ${
        this.searches
          ? html`<camvault-search .env=${this.env} .filter=${this.filter} .understood=${this.understood}></camvault-search>`
          : this.#button("search", mdiMagnify, this.#search)
      }
      ${this.#button("calendar", mdiCalendarMonth, this.#calendar)}
      <button class="icon more" aria-haspopup="menu" aria-expanded=${this.open} title=${texts.text("panel.menu")}
        aria-label=${texts.text("panel.menu")} @click=${this.#toggle}>${icon(mdiDotsVertical)}</button>
      ${this.open ? menu(texts, this.#items(), this.#close) : nothing}
      <camvault-calendar .env=${this.env} .filter=${this.filter}></camvault-calendar>
      <camvault-help .env=${this.env}></camvault-help>`;
  }

  /** Home Assistant's own button for its sidebar, where there is one of that name. */
  #haMenu(): TemplateResult {
    const { hass } = this.session;
    if (customElements.get("ha-menu-button"))
      return html`<ha-menu-button .hass=${hass} .narrow=${this.narrow}></ha-menu-button>`;
    const toggle = () =>
      this.dispatchEvent(new CustomEvent("hass-toggle-menu", { bubbles: true, composed: true, detail: {} }));
    return this.#button("openMenu", mdiMenu, toggle);
  }

  #button(name: string, path: string, run: () => void): TemplateResult {
    const text = this.env.texts.text(`panel.${name}`);
    return html`<button class="icon" aria-label=${text} title=${text} @click=${run}>${icon(path)}</button>`;
  }

  #items(): MenuItem[] {
    const { texts, host } = this.env;
    const { store } = this.session;
    const bulk = new Bulk(this.env, store);
    const settings = host.toSettings();
    const item = (name: string, run: () => void) => ({ text: texts.text(`panel.${name}`), run });
    return [
      item("newest", () => store.toNewest()),
      item("select", () => this.dispatchEvent(new CustomEvent("select"))),
      ...(store.homes?.some(({ unseen }) => unseen) ? [item("markAllSeen", () => void bulk.markAll())] : []),
      item("help", this.#help),
      ...(settings ? [item("settings", settings)] : []),
    ];
  }

  readonly #toggle = (): void => {
    this.open = !this.open;
    if (this.open)
      void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(".menu button")?.focus());
  };

  readonly #close = (): void => {
    this.open = false;
    this.more?.focus();
  };

  readonly #search = async (): Promise<void> => {
    await this.#loadSearch();
    await this.updateComplete;
    this.#part("camvault-search")?.show();
  };

  readonly #calendar = async (): Promise<void> => {
    await load("find/calendar", this.env);
    this.#part("camvault-calendar")?.show(this.moment);
  };

  readonly #help = async (): Promise<void> => {
    await load("find/help", this.env);
    this.#part("camvault-help")?.show();
  };

  async #loadSearch(): Promise<void> {
    await load("find/search", this.env);
    this.searches = customElements.get("camvault-search") !== undefined;
  }

  /** A part that was loaded; null while it is not. */
  #part(name: string): Shows | null {
    return customElements.get(name) ? this.renderRoot.querySelector<Shows>(name) : null;
  }
}

define("camvault-panel-bar", PanelBar);
