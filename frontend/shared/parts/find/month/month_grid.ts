import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { define } from "../../../define";
import type { Env } from "../../../env";
import { momentAt } from "../../../zone";
import { THEME } from "../../styles";
import { type Amount, heatOf, keyDay, mostOf, NOTHING, weeksOf, within } from "./month";
import { MONTH } from "./styles";

/** A month of days: how much each has, and whether some of it was not seen. Tells `day` and, when it is taken twice, `go`. */
export class MonthGrid extends LitElement {
  static override styles = [THEME, MONTH];

  @property({ attribute: false }) env!: Env;
  @property() day = "";
  @property() first = "";
  @property() last = "";
  @property({ attribute: false }) amounts: ReadonlyMap<string, Amount> = new Map();

  /** Moves the keyboard to the chosen day. */
  override focus(): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>("[tabindex='0']")?.focus());
  }

  override render() {
    const { format, texts } = this.env;
    const { firstWeekday } = format.locale;
    const weeks = weeksOf(this.day, firstWeekday);
    const whole = weeks.find((week) => week.every((day) => day !== null)) ?? [];
    const most = mostOf(this.amounts);
    return html`<table role="grid" dir=${texts.direction} aria-label=${format.month(this.#noon(this.day))} @keydown=${this.#key}>
      <thead>
        <tr>
          ${whole.map((day) => {
            const noon = this.#noon(day ?? this.day);
            return html`<th scope="col" abbr=${format.weekday(noon, "long")}>${format.weekday(noon, "narrow")}</th>`;
          })}
        </tr>
      </thead>
      <tbody>
        ${weeks.map((week) => html`<tr>${week.map((day) => (day ? this.#cell(day, most) : html`<td></td>`))}</tr>`)}
      </tbody>
    </table>`;
  }

  #cell(day: string, most: number): TemplateResult {
    const { format } = this.env;
    const chosen = day === this.day;
    const outside = day < this.first || day > this.last;
    const amount = this.amounts.get(day) ?? NOTHING;
    return html`<td
      role="gridcell"
      tabindex=${chosen ? 0 : -1}
      aria-selected=${chosen}
      aria-disabled=${outside}
      aria-current=${day === this.last ? "date" : nothing}
      aria-label=${this.#words(day, amount)}
      data-heat=${heatOf(amount.events, most)}
      @click=${() => this.#take(day)}
    >
      <span>${format.number(Number(day.slice(8)))}</span>${amount.unseen > 0 ? html`<i></i>` : nothing}
    </td>`;
  }

  /** "Sunday, November 29, 12 events, 3 unseen". */
  #words(day: string, { events, unseen }: Amount): string {
    const { format, texts } = this.env;
    const parts = [format.day(this.#noon(day)), texts.text("timeline.events", { count: events })];
    return [...parts, ...(unseen > 0 ? [texts.text("find.unseenCount", { count: unseen })] : [])].join(", ");
  }

  #noon(day: string): number {
    return momentAt(day, 720, this.env.format.locale.timeZone);
  }

  #take(day: string): void {
    if (day < this.first || day > this.last) return;
    if (day === this.day) this.dispatchEvent(new CustomEvent("go"));
    else this.#tell(day);
  }

  readonly #key = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" || event.key === " ") this.#take(this.day);
    const { locale } = this.env.format;
    const to = keyDay(this.day, event, locale.firstWeekday, this.env.texts.direction === "rtl");
    if (to === null && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    if (to === null) return;
    this.#tell(within(to, this.first, this.last));
    this.focus();
  };

  #tell(day: string): void {
    this.dispatchEvent(new CustomEvent("day", { detail: day }));
  }
}

define("camvault-month", MonthGrid);
