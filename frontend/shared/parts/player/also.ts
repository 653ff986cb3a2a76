import { mdiCheck, mdiVideoOutline } from "@mdi/js";
import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import { keyOf, same } from "../../data/list/keys";
import type { Event, Ref } from "../../data/types";
import { define } from "../../define";
import type { Env } from "../../env";
import { icon } from "../icon";
import { CONTROLS, THEME } from "../styles";
import { Pictures } from "./stage/pictures";

/** What other cameras saw at that time: a tap plays it beside the first. */
class Also extends LitElement {
  static override styles = [THEME, CONTROLS, style()];
  @property({ attribute: false }) env!: Env;
  @property({ attribute: false }) first!: Event;
  @property({ attribute: false }) events: readonly Event[] = [];
  /** Those that play now. */
  @property({ attribute: false }) chosen: readonly Ref[] = [];
  /** Whether no more can be added. */
  @property({ type: Boolean }) full = false;
  @property({ attribute: false }) nameOf!: (event: Event) => string;
  @property({ attribute: false }) choose!: (event: Event) => void;
  @state() private addresses: ReadonlyMap<string, string> = new Map();
  readonly #pictures = new Pictures(() => this.env.source);

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#pictures.free();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    const former = changed.get("first");
    if (former && !same(former, this.first)) {
      this.#pictures.free();
      this.addresses = new Map();
    }
    if (changed.has("events")) for (const event of this.events) void this.#load(event);
  }

  override render() {
    if (this.events.length === 0) return nothing;
    return html`<h3>${this.env.texts.text("player.also")}</h3>
      <ul>${this.events.map((event) => this.#renderEvent(event))}</ul>`;
  }

  #renderEvent(event: Event) {
    const on = this.chosen.some((ref) => same(ref, event));
    const address = this.addresses.get(keyOf(event));
    return html`<li>
      <button aria-pressed=${on} ?disabled=${this.full && !on} @click=${() => this.choose(event)}>
        <span class="picture">${address ? html`<img src=${address} alt="" />` : icon(mdiVideoOutline, 32)}${on ? html`<i>${icon(mdiCheck, 20)}</i>` : nothing}</span>
        <span class="name">${this.nameOf(event)}</span>
        <span class="time">${this.env.format.timeWithSeconds(event.started_at)}</span>
      </button>
    </li>`;
  }

  async #load(event: Event): Promise<void> {
    const { home, picture } = event;
    const address = picture ? await this.#pictures.get({ home, id: picture }, 320) : null;
    if (address) this.addresses = new Map([...this.addresses, [keyOf(event), address]]);
  }
}

function style() {
  return css`
    :host { display: block; }
    h3 { margin: 8px 16px; font-size: 14px; font-weight: 600; }
    ul { display: flex; gap: 8px; margin: 0; padding: 0 16px 16px; overflow-x: auto; list-style: none; overscroll-behavior-x: contain; }
    button { display: grid; inline-size: 132px; text-align: start; border-radius: 8px; }
    .picture { position: relative; display: grid; place-items: center; aspect-ratio: 16 / 9; border-radius: 8px; overflow: hidden;
      background: #000; color: #888; }
    [aria-pressed="true"] .picture { outline: 3px solid var(--accent); }
    img { width: 100%; height: 100%; object-fit: contain; }
    i { position: absolute; inset-block-start: 4px; inset-inline-end: 4px; display: grid; padding: 2px; border-radius: 50%;
      background: var(--accent); color: var(--on-accent); }
    .name { margin-block-start: 4px; font-size: 13px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
    .time { font-size: 12px; color: var(--quiet); }
  `;
}

define("camvault-player-also", Also);
