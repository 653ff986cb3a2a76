import { mdiChevronDown, mdiChevronLeft, mdiChevronRight } from "@mdi/js";
import { html, LitElement, nothing } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { Filter } from "../../data/types";
import { define } from "../../define";
import type { Env } from "../../env";
import { tell } from "../../events";
import { addDays, addMonths, dayOf, endOf, momentAt, monthOf, startOf } from "../../zone";
import { icon } from "../icon";
import "../sheet";
import type { Sheet } from "../sheet";
import { CONTROLS, THEME } from "../styles";
import { Density } from "./density";
import { CALENDAR } from "./month/calendar_styles";
import { parseTime } from "./month/clock";
import { type Amount, amountsByDay, amountsByMonth, within } from "./month/month";
import "./month/month_grid";
import type { MonthGrid } from "./month/month_grid";
import "./month/year_grid";

const LONG_AGO = "2000-01-01";

/** Chooses a day and a time to jump to; it is a dialog, opened by `show`. */
export class CamVaultCalendar extends LitElement {
  static override styles = [THEME, CONTROLS, CALENDAR];

  @property({ attribute: false }) env!: Env;
  @property({ attribute: false }) filter: Filter = {};
  @state() private day = LONG_AGO;
  @state() private first = LONG_AGO;
  @state() private years = false;
  @state() private wrong = false;
  @state() private amounts: ReadonlyMap<string, Amount> = new Map();
  @query("camvault-sheet") private sheet!: Sheet;
  @query("input") private time!: HTMLInputElement | null;
  @query("camvault-month") private grid!: MonthGrid | null;
  #loaded = "";
  #end: (() => void) | null = null;

  /** Shows it at the day of a moment, today without one. */
  show(moment: number = Date.now()): void {
    this.day = within(dayOf(moment, this.#zone), LONG_AGO, this.#today);
    this.years = false;
    this.wrong = false;
    this.#loaded = "";
    if (this.time) this.time.value = "";
    this.#end ??= Density.of(this.env.source).watch(() => void this.#load());
    void this.#findFirst();
    void this.updateComplete.then(() => {
      this.sheet.show();
      this.grid?.focus();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#closed();
  }

  override willUpdate(): void {
    if (this.#end && this.#wanted().key !== this.#loaded) void this.#load();
  }

  override render() {
    const { texts } = this.env;
    return html`<camvault-sheet
      .heading=${texts.text("find.calendar")}
      .texts=${texts}
      @close=${this.#closed}
    >
      <div class="body" dir=${texts.direction}>${this.#quick()} ${this.#header()} ${this.#grid()} ${this.#goForm()}</div>
    </camvault-sheet>`;
  }

  #quick() {
    const button = (name: string, day: string) => html`<button
      class="chip"
      aria-pressed=${this.day === day && !this.years}
      @click=${() => this.#quickly(day)}
    >
      ${this.env.texts.text(name)}
    </button>`;
    return html`<div class="quick">
      ${button("timeline.today", this.#today)} ${button("timeline.yesterday", addDays(this.#today, -1))}
    </div>`;
  }

  #header() {
    const { format, texts } = this.env;
    const title = this.years ? this.day.slice(0, 4) : format.month(momentAt(this.day, 720, this.#zone));
    const months = this.years ? 12 : 1;
    const at = (day: string) => day.slice(0, this.years ? 4 : 7);
    const turn = (name: string, path: string, by: number, possible: boolean) => html`<button
      class="icon turn"
      ?disabled=${!possible}
      aria-label=${texts.text(name)}
      title=${texts.text(name)}
      @click=${() => this.#choose(addMonths(this.day, by))}
    >
      ${icon(path)}
    </button>`;
    const name = this.years ? "Year" : "Month";
    return html`<div class="header">
      ${turn(`find.previous${name}`, mdiChevronLeft, -months, at(this.day) > at(this.first))}
      <button class="title" aria-expanded=${this.years} @click=${() => (this.years = !this.years)}>
        <span aria-live="polite">${title}</span>${icon(mdiChevronDown, 20)}
      </button>
      ${turn(`find.next${name}`, mdiChevronRight, months, at(this.day) < at(this.#today))}
    </div>`;
  }

  #grid() {
    if (this.years) {
      return html`<camvault-year .env=${this.env} .day=${this.day} .amounts=${this.amounts} @month=${this.#month}></camvault-year>`;
    }
    return html`<camvault-month
      .env=${this.env}
      .day=${this.day}
      .first=${this.first}
      .last=${this.#today}
      .amounts=${this.amounts}
      @day=${(event: CustomEvent<string>) => this.#choose(event.detail)}
      @go=${this.#go}
    ></camvault-month>`;
  }

  #goForm() {
    const { format, texts } = this.env;
    const example = format.time(momentAt(this.day, 14 * 60 + 35, this.#zone));
    return html`<form @submit=${this.#submit}>
      <label>
        ${texts.text("find.time")}
        <input
          name="time"
          autocomplete="off"
          enterkeyhint="go"
          dir="ltr"
          placeholder=${example}
          aria-invalid=${this.wrong}
          aria-describedby="wrong"
          @input=${() => (this.wrong = false)}
        />
      </label>
      <button class="go filled">${texts.text("find.go", { day: format.day(momentAt(this.day, 720, this.#zone)) })}</button>
      <p id="wrong" role="alert">${this.wrong ? texts.text("find.wrongTime", { example }) : nothing}</p>
    </form>`;
  }

  get #zone(): string {
    return this.env.format.locale.timeZone;
  }

  get #today(): string {
    return dayOf(Date.now(), this.#zone);
  }

  #choose(day: string): void {
    this.day = within(day, this.first, this.#today);
  }

  /** Today or yesterday: what is missing is the time. */
  #quickly(day: string): void {
    this.years = false;
    this.#choose(day);
    this.time?.focus();
  }

  readonly #month = (event: CustomEvent<string>) => {
    this.#choose(addDays(addMonths(event.detail, 1), -1));
    this.years = false;
    this.grid?.focus();
  };

  readonly #submit = (event: Event) => {
    event.preventDefault();
    this.#go();
  };

  /** Jumps to the time of the chosen day, to the newest of the day without one. */
  readonly #go = () => {
    const typed = this.time?.value.trim() ?? "";
    const minutes = typed === "" ? null : parseTime(typed);
    if (typed !== "" && minutes === null) {
      this.wrong = true;
      this.time?.focus();
      return;
    }
    const moment = minutes === null ? endOf(this.day, this.#zone) - 1000 : momentAt(this.day, minutes, this.#zone);
    tell(this, "camvault-jump", { moment: Math.min(moment, Date.now()) });
    this.sheet.close();
  };

  readonly #closed = () => {
    this.#end?.();
    this.#end = null;
  };

  /** Asks since when there is anything; until it is known, all days can be chosen. */
  async #findFirst(): Promise<void> {
    const { text: _text, ...filter } = this.filter;
    try {
      const { items } = await this.env.source.events({ ...filter, order: "asc", limit: 1 });
      this.first = items[0] ? dayOf(Date.parse(items[0].started_at), this.#zone) : this.#today;
    } catch {
      this.first = LONG_AGO;
    }
  }

  /** The month or year that is shown. */
  #wanted() {
    const { years } = this;
    const from = years ? `${this.day.slice(0, 4)}-01-01` : monthOf(this.day);
    const bounds = { start: startOf(from, this.#zone), end: startOf(addMonths(from, years ? 12 : 1), this.#zone) };
    return { years, bounds, key: JSON.stringify([this.filter, bounds, years]) };
  }

  async #load(): Promise<void> {
    const { key, bounds, years } = this.#wanted();
    if (key !== this.#loaded) this.amounts = new Map();
    this.#loaded = key;
    try {
      const spans = await Density.of(this.env.source).spans(this.filter, "day", bounds);
      const amounts = (years ? amountsByMonth : amountsByDay)(spans, this.#zone);
      if (key === this.#loaded) this.amounts = amounts;
    } catch {
      // Without amounts every day can still be chosen.
    }
  }
}

define("camvault-calendar", CamVaultCalendar);
