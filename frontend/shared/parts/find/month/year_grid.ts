import { html, LitElement, nothing } from "lit";
import { property } from "lit/decorators.js";
import { define } from "../../../define";
import type { Env } from "../../../env";
import { momentAt, monthOf } from "../../../zone";
import { CONTROLS, THEME } from "../../styles";
import { type Amount, heatOf, mostOf, NOTHING } from "./month";
import { MONTH } from "./styles";

/** The months of a year; only those that have something can be taken. Tells `month`. */
export class YearGrid extends LitElement {
  static override styles = [THEME, CONTROLS, MONTH];

  @property({ attribute: false }) env!: Env;
  @property() day = "";
  @property({ attribute: false }) amounts: ReadonlyMap<string, Amount> = new Map();

  override render() {
    const year = this.day.slice(0, 4);
    const most = mostOf(this.amounts);
    const months = Array.from({ length: 12 }, (_, month) => `${year}-${String(month + 1).padStart(2, "0")}-01`);
    return html`<div class="months" role="group" aria-label=${year} dir=${this.env.texts.direction}>
      ${months.map((month) => this.#month(month, this.amounts.get(month) ?? NOTHING, most))}
    </div>`;
  }

  #month(month: string, { events, unseen }: Amount, most: number) {
    const { format, texts } = this.env;
    const noon = momentAt(month, 720, format.locale.timeZone);
    return html`<button
      ?disabled=${events === 0}
      aria-pressed=${month === monthOf(this.day)}
      data-heat=${heatOf(events, most)}
      @click=${() => this.dispatchEvent(new CustomEvent("month", { detail: month }))}
    >
      <span>${format.monthName(noon)}</span>
      <small>${events > 0 ? texts.text("timeline.events", { count: events }) : nothing}</small>
      ${unseen > 0 ? html`<i></i>` : nothing}
    </button>`;
  }
}

define("camvault-year", YearGrid);
