import { mdiCalendarMonth, mdiClockOutline } from "@mdi/js";
import { html, LitElement, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import type { Filter, Span } from "../../data/types";
import { define } from "../../define";
import type { Env } from "../../env";
import { tell } from "../../events";
import { icon } from "../icon";
import { CONTROLS, THEME } from "../styles";
import { Density } from "./density";
import {
  drawBars,
  eventsAt,
  keyMoment,
  type Mark,
  marksOf,
  momentOf,
  placeOf,
  type Scale,
  scaleAt,
} from "./scrub/scale";
import { Still } from "./scrub/still";
import { SCRUBBER } from "./scrub/styles";
import { Touches } from "./scrub/touches";

const WIDTH = 32;
const HEIGHT = 1000;

/** How much there was when, beside the list: dragging jumps to a moment. */
export class CamVaultScrubber extends LitElement {
  static override styles = [THEME, CONTROLS, SCRUBBER];

  @property({ attribute: false }) env!: Env;
  @property({ attribute: false }) filter: Filter = {};
  /** The moment that the list is at, in milliseconds; null while it has none. */
  @property({ attribute: false }) moment: number | null = null;
  @state() private by: Scale["by"] = "quarter";
  /** The moment under the finger. */
  @state() private dragged: number | null = null;
  @state() private url: string | null = null;
  @state() private drawn = { all: "", unseen: "" };
  #scale: Scale = { by: "quarter", start: 0, end: 1, zone: "UTC" };
  #marks: Mark[] = [];
  #spans: Span[] = [];
  #loaded = "";
  #keyTimer: ReturnType<typeof setTimeout> | undefined;
  #end: (() => void) | null = null;
  readonly #still = new Still((url) => {
    this.url = url;
  });
  readonly #touches = new Touches({
    at: (place) => this.#drag(place),
    done: () => this.#drop(),
    cancelled: () => this.#rest(),
    zoom: (closer) => this.#zoom(closer ? "quarter" : "day"),
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.#loaded = "";
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#keyTimer);
    this.#end?.();
    this.#end = null;
    this.#rest();
  }

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has("env") && changed.get("env") !== undefined) {
      this.#end?.();
      this.#end = null;
      this.#loaded = "";
    }
    if (this.isConnected) this.#end ??= Density.of(this.env.source).watch(() => void this.#load());
    const scale = scaleAt(this.#now(), this.by, this.env.format.locale.timeZone);
    const key = JSON.stringify([scale, this.filter]);
    if (key === this.#loaded) return;
    this.#loaded = key;
    this.#scale = scale;
    this.#marks = marksOf(scale, this.env.format);
    this.#draw([]);
    void this.#load();
  }

  override render() {
    const { texts } = this.env;
    const moment = this.#now();
    const place = placeOf(this.#scale, moment);
    return html`<div class="box" dir=${texts.direction}>
      <div
        class="bars"
        role="slider"
        tabindex="0"
        aria-orientation="vertical"
        aria-label=${texts.text("find.scrubber")}
        aria-valuemin="0"
        aria-valuemax=${Math.round((this.#scale.end - this.#scale.start) / 60_000)}
        aria-valuenow=${Math.round((moment - this.#scale.start) / 60_000)}
        aria-valuetext=${this.#words(moment)}
        @keydown=${this.#key}
        @wheel=${this.#touches.wheel}
        @pointerdown=${this.#touches.down}
        @pointermove=${this.#touches.move}
        @pointerup=${this.#touches.up}
        @pointercancel=${this.#touches.cancel}
      >
        <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
          <path class="all" d=${this.drawn.all}></path>
          <path class="unseen" d=${this.drawn.unseen}></path>
        </svg>
        ${this.#marks.map(({ at, text }) => html`<span class="mark" style="--place:${at}">${text}</span>`)}
        <span class="line" style="--place:${place}"></span>
        ${this.dragged === null ? nothing : this.#bubble(moment, place)}
      </div>
      ${this.#toggle()}
    </div>`;
  }

  #toggle() {
    const month = this.by === "day";
    const text = this.env.texts.text(month ? "find.showDay" : "find.showMonth");
    return html`<button class="icon" aria-label=${text} title=${text} @click=${() => this.#zoom(month ? "quarter" : "day")}>
      ${icon(month ? mdiClockOutline : mdiCalendarMonth, 20)}
    </button>`;
  }

  #bubble(moment: number, place: number) {
    const { format, texts } = this.env;
    return html`<div class="bubble" style="--place:${place}">
      ${this.url ? html`<img src=${this.url} alt="" draggable="false" />` : nothing}
      <b>${this.by === "quarter" ? format.time(moment) : format.day(moment)}</b>
      <span>${texts.text("timeline.events", { count: eventsAt(this.#spans, moment) })}</span>
    </div>`;
  }

  /** "Sunday, November 29 14:35, 12 events". */
  #words(moment: number): string {
    const { format, texts } = this.env;
    const events = texts.text("timeline.events", { count: eventsAt(this.#spans, moment) });
    const name = this.by === "quarter" ? "find.at" : "find.on";
    return texts.text(name, { day: format.day(moment), time: format.time(moment), events });
  }

  #now(): number {
    return this.dragged ?? this.moment ?? Date.now();
  }

  async #load(): Promise<void> {
    const wanted = this.#loaded;
    const { by, start, end } = this.#scale;
    try {
      const spans = await Density.of(this.env.source).spans(this.filter, by, { start, end });
      if (wanted === this.#loaded) this.#draw(spans);
    } catch {
      // The list says that its source cannot be reached; the bars come with the next change.
    }
  }

  #draw(spans: Span[]): void {
    this.#spans = spans;
    this.drawn = drawBars(this.#scale, spans, WIDTH, HEIGHT);
  }

  #drag(place: number): void {
    this.dragged = momentOf(this.#scale, place, Date.now());
    this.#still.ask(this.env.source, this.filter, this.dragged);
  }

  #drop(): void {
    const moment = this.dragged;
    this.#rest();
    if (moment === null) return;
    this.#jump(moment);
    this.by = "quarter";
  }

  #rest(): void {
    this.dragged = null;
    this.#still.end();
  }

  #zoom(by: Scale["by"]): void {
    this.#rest();
    this.by = by;
  }

  /** Says each step at once, and jumps when the keys rest. */
  readonly #key = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const moment = keyMoment(this.#scale, this.#now(), event.key, Date.now());
    if (moment === null) return;
    event.preventDefault();
    event.stopPropagation();
    this.moment = moment;
    clearTimeout(this.#keyTimer);
    this.#keyTimer = setTimeout(() => this.#jump(moment), 200);
  };

  #jump(moment: number): void {
    this.moment = moment;
    tell(this, "camvault-jump", { moment });
  }
}

define("camvault-scrubber", CamVaultScrubber);
