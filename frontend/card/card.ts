import { define } from "../shared/define";
import type { Hass } from "../shared/hass";
import { announceCard } from "./about";
import { type CardConfig, readConfig, sizeOf } from "./config";
import { CARD } from "./suggestion";

/** The real card, which is loaded when a dashboard shows the first one. */
interface Card extends HTMLElement {
  config: CardConfig;
  hass: Hass;
}

const RETRY_MS = 5000;

/** What every dashboard loads: it holds the place of the card, and brings the card when it is shown. */
class TimelineCard extends HTMLElement {
  static getStubConfig(): Omit<CardConfig, "type"> {
    return { layout: "list" };
  }

  static async getConfigForm(): Promise<unknown> {
    const { cardForm } = await import("./form");
    return cardForm();
  }

  readonly #root: ShadowRoot;
  #config: CardConfig | undefined;
  #hass: Hass | undefined;
  #card: Card | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.#root = this.attachShadow({ mode: "open" });
    this.#root.innerHTML = "<style>:host{display:block;block-size:100%}</style>";
  }

  setConfig(config: unknown): void {
    this.#config = readConfig(config);
    this.#give();
  }

  set hass(hass: Hass) {
    this.#hass = hass;
    this.#give();
  }

  getCardSize(): number {
    return sizeOf(this.#config ?? { type: CARD });
  }

  getGridOptions(): Record<string, number> {
    return { columns: 12, rows: 4, min_columns: 6, min_rows: 2 };
  }

  connectedCallback(): void {
    void this.#load();
  }

  disconnectedCallback(): void {
    clearTimeout(this.#timer);
  }

  async #load(): Promise<void> {
    if (this.#card) return;
    try {
      await import("./timeline_card");
    } catch {
      // The line is down, or Home Assistant was updated under an open page: its next load has the new address.
      if (this.isConnected) this.#timer = setTimeout(() => void this.#load(), RETRY_MS);
      return;
    }
    this.#card ??= document.createElement("camvault-card") as Card;
    this.#root.append(this.#card);
    this.#give();
  }

  #give(): void {
    if (!this.#card || !this.#config || !this.#hass) return;
    this.#card.config = this.#config;
    this.#card.hass = this.#hass;
  }
}

define(CARD, TimelineCard);
announceCard(window as Parameters<typeof announceCard>[0]);
