import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { DayCounts } from "../../data/list/day_counts";
import { keyOf } from "../../data/list/keys";
import type { ListStore } from "../../data/list/store";
import type { Ref } from "../../data/types";
import { define } from "../../define";
import type { Env } from "../../env";
import { tell } from "../../events";
import { CONTROLS, THEME } from "../styles";
import { Bulk } from "./bulk";
import { dayHeader } from "./day";
import { emptyNote } from "./empty";
import { ends, skeletons } from "./ends";
import { Hands } from "./hands/hands";
import { LIST_STYLES } from "./list_styles";
import { Near } from "./near";
import { pill, selectionBar } from "./over";
import type { Day } from "./scroll/layout";
import "./row/row";
import { CamVaultRow } from "./row/row";
import { Viewport } from "./scroll/viewport";

const TICK_MS = 30_000;
/** So much before an end of what is loaded more is asked for. */
const AHEAD_PX = 3000;

/** Events by day, newest first, of which only those in view are in the page. */
export class CamVaultList extends LitElement {
  static override styles = [THEME, CONTROLS, LIST_STYLES];

  @property({ attribute: false }) env!: Env;
  @property({ attribute: false }) store!: ListStore;
  /** The event that is open beside the list. */
  @property({ attribute: false }) current: Ref | undefined;
  /** Whether an event opens as soon as the keyboard comes to it: it does not cover the list. */
  @property({ type: Boolean }) follows = false;
  @state() private now = Date.now();
  @query(".scroller") private scroller!: HTMLElement;
  readonly #view = new Viewport();
  readonly #hands = new Hands({
    events: () => this.store.events,
    eventAt: (target) => (target instanceof CamVaultRow ? target.event : undefined),
    bulk: () => new Bulk(this.env, this.store),
    open: (event) => tell(this, "camvault-open", { home: event.home, id: event.id }),
    reach: (index) => this.#reach(index),
    changed: () => this.requestUpdate(),
  });
  readonly #near = new Near(() => this.requestUpdate());
  #counts: DayCounts | undefined;
  #ends: (() => void)[] = [];
  #unfollow: (() => void) | undefined;
  #pool = 1;
  #moment: number | undefined;
  #focus: "row" | "list" | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    const tick = setInterval(() => {
      this.now = Date.now();
    }, TICK_MS);
    const size = new ResizeObserver(() => this.#scrolled());
    size.observe(this);
    this.#ends = [() => clearInterval(tick), () => size.disconnect(), () => this.#near.stop()];
    if (this.store) this.#follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const end of this.#ends.splice(0)) end();
    this.#unfollow?.();
  }

  /** Lets a tap pick events. */
  select(): void {
    this.#hands.selecting = true;
    this.requestUpdate();
  }

  get atTop(): boolean {
    return this.#view.atTop;
  }

  /** Puts the keyboard on the row of an event; where it was last, if there is none. */
  focusOn(event: Ref | undefined): void {
    if (event) this.#reveal(event);
    this.#focus = "row";
    this.requestUpdate();
  }

  /** Takes a key that was pressed nowhere else. */
  key(event: KeyboardEvent): void {
    this.#hands.key(event);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("store") && this.isConnected) this.#follow();
    if (changed.has("env")) this.#dress();
    if (this.store.status === "ready") this.#view.show(this.store.events, this.store.takeTarget());
    if (changed.has("current") && this.current) this.#reveal(this.current);
    if (this.#strayed()) this.#focus ??= "list";
  }

  protected override updated(): void {
    const { scroller } = this;
    const top = this.#shows() ? this.#view.takeMove() : undefined;
    if (top !== undefined) scroller.scrollTop = top;
    const row = this.#focus === "row" ? this.#activeRow() : undefined;
    if (this.#focus) (row ?? scroller).focus({ preventScroll: true });
    this.#focus = undefined;
    this.#report();
  }

  override render() {
    const { env, store } = this;
    const loading = store.status === "loading";
    return html`<div class="scroller" dir=${env.texts.direction} tabindex="-1" aria-busy=${loading}
        @scroll=${this.#scrolled} @keydown=${this.#hands.key}>
        ${loading ? skeletons() : this.#shows() ? this.#content() : emptyNote(env, store, this)}
      </div>
      ${pill(env, store)} ${selectionBar(env, store, this.#hands)}`;
  }

  #content(): TemplateResult {
    const { layout, top, height, range } = this.#view;
    const days = layout.daysBetween(top - height, top + 2 * height);
    const indexes = Array.from({ length: range.to - range.from }, (_, at) => range.from + at);
    this.#pool = Math.max(this.#pool, indexes.length);
    const { base } = this.store;
    // The number of an event stays while others come above it, and so does the element that shows it.
    const slot = (index: number) => (((index + base) % this.#pool) + this.#pool) % this.#pool;
    const { down, move, up, click, menu } = this.#hands;
    return html`<div class="content" style="block-size:${layout.height}px">
        ${repeat(
          days,
          ({ key }) => key,
          (day) => this.#day(day),
        )}
        <div role="feed" aria-label=${this.env.texts.text("list.events")} @click=${click} @contextmenu=${menu}
          @pointerdown=${down} @pointermove=${move} @pointerup=${up} @pointercancel=${up}>
          ${repeat(indexes, slot, (index) => this.#row(index))}
        </div>
      </div>
      ${ends(this.env, this.store)}`;
  }

  #day(day: Day): TemplateResult {
    const { env, store } = this;
    const events = store.events.slice(day.first, day.first + day.count);
    const mark = env.source.actions ? () => void new Bulk(env, store).markDay(day.key, events) : undefined;
    return html`<div class="day" style="inset-block-start:${day.top}px;block-size:${day.height}px">
      ${dayHeader(events, this.#count(day), env, mark)}
    </div>`;
  }

  /** How many events a day has: those at hand, where that is all of it. */
  #count(day: Day): number | undefined {
    const { edges, events } = this.store;
    const begun = day.first > 0 || edges.newer === "end";
    const whole = begun && (day.first + day.count < events.length || edges.older === "end");
    const newest = events[day.first];
    return whole || !newest ? day.count : this.#counts?.of(day.key, newest, this.store.filter);
  }

  #row(index: number): TemplateResult | typeof nothing {
    const event = this.store.events[index];
    if (!event) return nothing;
    const { selection, selecting, active } = this.#hands;
    const key = keyOf(event);
    const stop = active ? keyOf(active) === key : index === this.#view.range.from;
    return html`<camvault-row role="article" aria-posinset=${index + 1} aria-setsize="-1"
      style="transform:translateY(${this.#view.layout.topOf(index)}px)"
      .env=${this.env} .event=${event} .homes=${this.store.homes ?? []}
      .picture=${this.#near.picture(event)} .now=${this.now} .selecting=${selecting} .stop=${stop}
      .picked=${selection.has(event)} .current=${this.current !== undefined && keyOf(this.current) === key}
    ></camvault-row>`;
  }

  /** Takes other words and clocks. */
  #dress(): void {
    const dayKey = (moment: string) => this.env.format.dayKey(moment);
    this.#view.format(dayKey);
    this.#counts = new DayCounts(this.env.source, dayKey, () => this.requestUpdate());
  }

  #shows(): boolean {
    return this.store.status === "ready" && this.store.events.length > 0;
  }

  #follow(): void {
    this.#unfollow?.();
    const { source } = this.store;
    const ends = [this.store.listen(() => this.requestUpdate()), this.#near.start(source)];
    this.#unfollow = () => {
      for (const end of ends) end();
    };
  }

  readonly #scrolled = (): void => {
    if (!this.scroller || !this.#shows()) return;
    if (this.#view.scrolled(this.scroller.scrollTop, this.scroller.clientHeight)) this.requestUpdate();
    else this.#report();
  };

  /** Says where the list is, and asks for what is near. */
  #report(): void {
    if (!this.#shows()) return;
    const { moment, atTop, range } = this.#view;
    this.store.at(moment, atTop);
    this.#near.at(this.store.events.slice(range.from, range.to), this.#view.top);
    for (const direction of ["older", "newer"] as const)
      if (this.store.edges[direction] === "more" && this.#view.room(direction) < AHEAD_PX)
        void this.store.more(direction);
    if (moment === undefined || moment === this.#moment) return;
    this.#moment = moment;
    tell(this, "camvault-moment", { moment });
  }

  #reach(index: number): void {
    this.#view.go(this.#view.topFor(index));
    this.#focus = "row";
    this.requestUpdate();
    const event = this.store.events[index];
    if (this.follows && event) tell(this, "camvault-open", { home: event.home, id: event.id });
  }

  /** Brings the event that is open into view, where it is at hand. */
  #reveal(ref: Ref): void {
    const index = this.store.events.findIndex((event) => keyOf(event) === keyOf(ref));
    if (index < 0) return;
    this.#hands.active = ref;
    this.#view.go(this.#view.topFor(index));
  }

  /** Whether the keyboard is on a row that is about to show another event. */
  #strayed(): boolean {
    const focused = (this.renderRoot as ShadowRoot).activeElement;
    if (!(focused instanceof CamVaultRow)) return false;
    const { from, to } = this.#view.range;
    return !this.store.events.slice(from, to).some((event) => keyOf(event) === keyOf(focused.event));
  }

  #activeRow(): CamVaultRow | undefined {
    const { active } = this.#hands;
    return [...this.renderRoot.querySelectorAll("camvault-row")]
      .map((row) => row as CamVaultRow)
      .find((row) => active && keyOf(row.event) === keyOf(active));
  }
}

define("camvault-list", CamVaultList);
