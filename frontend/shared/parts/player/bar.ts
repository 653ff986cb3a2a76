import { css, html, LitElement, nothing } from "lit";
import { property, query, state } from "lit/decorators.js";
import { guard } from "lit/directives/guard.js";
import type { Ref } from "../../data/types";
import { define } from "../../define";
import type { Env } from "../../env";
import { THEME } from "../styles";
import type { Piece } from "./time/pieces";
import type { Position, Timeline } from "./time/timeline";
import "./preview";

export interface BarListener {
  /** A finger has moved the position; `done` when it lets go. */
  barMoved(position: Position, done: boolean): void;
  barLook(still: Piece): void;
}

/** One bar for a whole event: pieces, gaps between them, and stills as ticks. */
class Bar extends LitElement {
  static override styles = [THEME, style()];
  @property({ attribute: false }) env!: Env;
  @property({ attribute: false }) listener!: BarListener;
  @property({ attribute: false }) timeline!: Timeline;
  /** All stills, also those that a clip covers. */
  @property({ attribute: false }) stills: readonly Piece[] = [];
  @property({ attribute: false }) position!: Position;
  /** The moment that is shown, in milliseconds. */
  @property({ attribute: false }) moment = 0;
  /** Whether there are frames of a capture to show. */
  @property({ attribute: false }) sprites: (of: Ref) => boolean = () => false;
  @state() private hovered: number | null = null;
  @query(".bar") private bar!: HTMLElement;
  #dragging = false;

  override render() {
    const at = this.timeline.fraction(this.position);
    const { texts } = this.env;
    return html`
      <div
        class="bar"
        role="slider"
        tabindex="0"
        aria-label=${texts.text("player.bar")}
        aria-valuemin="0"
        aria-valuemax="1000"
        aria-valuenow=${Math.round(at * 1000)}
        aria-valuetext=${this.#says()}
        @pointerdown=${this.#down}
        @pointermove=${this.#move}
        @pointerup=${this.#up}
        @pointercancel=${this.#up}
        @pointerleave=${() => {
          this.hovered = null;
        }}
      >
        ${this.timeline.pieces.map((piece, index) => this.#renderPiece(piece, index, at))}
        ${guard([this.timeline, this.stills], () => this.stills.map((still) => this.#renderTick(still)))}
        <i class="thumb" style="inset-inline-start:${percent(at)}"></i>
        ${this.hovered === null ? nothing : this.#renderHovered(this.hovered)}
      </div>
    `;
  }

  #renderPiece(piece: Piece, index: number, at: number) {
    const mark = this.timeline.marks[index];
    if (!mark || piece.capture.kind === "snapshot") return nothing;
    const played = Math.min(1, Math.max(0, (at - mark.start) / mark.width));
    const place = `inset-inline-start:${percent(mark.start)};inline-size:${percent(mark.width)}`;
    return html`<i class="piece track${piece.track}" style=${place}>
      <i class="played" style="inline-size:${percent(played)}"></i>
    </i>`;
  }

  /** The time under the mouse or finger, and what is to be seen there. */
  #renderHovered(fraction: number) {
    const position = this.timeline.position(fraction);
    const piece = this.timeline.pieces[position.index];
    const place = Math.min(0.9, Math.max(0.1, fraction));
    return html`<div class="hovered" style="inset-inline-start:${percent(place)}">
      ${
        piece?.capture.kind === "clip" && this.sprites(piece.capture)
          ? html`<camvault-player-preview .env=${this.env} .capture=${piece.capture}
            .at=${(piece.from + position.offset) / Math.max(0.1, piece.from + piece.length)}></camvault-player-preview>`
          : nothing
      }
      <output>${this.env.format.timeWithSeconds(this.timeline.moment(position))}</output>
    </div>`;
  }

  #renderTick(still: Piece) {
    const at = this.timeline.fraction(this.timeline.at(still.begin));
    return html`<i class="tick" style="inset-inline-start:${percent(at)}"></i>`;
  }

  /** "14:35:07, clip 2 of 3". */
  #says(): string {
    const piece = this.timeline.pieces[this.position.index];
    if (!piece) return "";
    const kind = this.timeline.pieces.filter((other) => other.capture.kind === piece.capture.kind);
    return this.env.texts.text(`player.at_${piece.capture.kind}`, {
      time: this.env.format.timeWithSeconds(this.moment),
      index: kind.indexOf(piece) + 1,
      count: kind.length,
    });
  }

  #down(event: PointerEvent): void {
    if (event.button !== 0) return;
    event.stopPropagation();
    this.#dragging = true;
    this.bar.setPointerCapture(event.pointerId);
    this.#tell(event, false);
  }

  #move(event: PointerEvent): void {
    this.hovered = this.#fraction(event);
    if (this.#dragging) this.#tell(event, false);
  }

  #up(event: PointerEvent): void {
    if (!this.#dragging) return;
    this.#dragging = false;
    if (event.pointerType !== "mouse") this.hovered = null;
    this.#tell(event, true);
  }

  #tell(event: PointerEvent, done: boolean): void {
    const fraction = this.#fraction(event);
    const still = done ? this.#stillAt(fraction) : undefined;
    if (still) this.listener.barLook(still);
    else this.listener.barMoved(this.timeline.position(fraction), done);
  }

  /** The still whose tick was hit. */
  #stillAt(fraction: number): Piece | undefined {
    const reach = 6 / Math.max(1, this.bar.clientWidth);
    return this.stills.find(
      (still) => Math.abs(this.timeline.fraction(this.timeline.at(still.begin)) - fraction) < reach,
    );
  }

  #fraction(event: PointerEvent): number {
    const box = this.bar.getBoundingClientRect();
    const part = (event.clientX - box.left) / Math.max(1, box.width);
    const along = this.env.texts.direction === "rtl" ? 1 - part : part;
    return Math.min(1, Math.max(0, along));
  }
}

function percent(part: number): string {
  return `${(part * 100).toFixed(3)}%`;
}

function style() {
  return css`
    :host { display: block; touch-action: none; padding-inline: 12px; }
    .bar { position: relative; height: 44px; cursor: pointer; border-radius: 8px; }
    .bar:focus-visible { outline: 2px solid var(--accent); }
    .piece, .tick, .thumb { position: absolute; pointer-events: none; }
    .piece { inset-block: 18px; min-inline-size: 2px; border-radius: 3px; overflow: hidden; background: var(--line);
      box-shadow: inset 0 0 0 1px color-mix(in srgb, var(--text) 18%, transparent); }
    .piece:not(.track0) { inset-block: 20px; }
    .played { display: block; height: 100%; background: var(--accent); }
    .tick { inset-block: 12px; inline-size: 3px; margin-inline-start: -1.5px; border-radius: 2px; background: var(--text);
      box-shadow: 0 0 0 1px var(--surface); }
    .thumb { inset-block-start: 13px; inline-size: 18px; block-size: 18px; margin-inline-start: -9px; border-radius: 50%;
      background: var(--accent); box-shadow: 0 0 0 2px var(--surface), 0 1px 4px #0006; }
    .hovered { position: absolute; inset-block-end: 38px; display: grid; justify-items: center; gap: 4px; transform: translateX(-50%);
      pointer-events: none; z-index: 1; }
    .hovered:dir(rtl) { transform: translateX(50%); }
    output { padding: 2px 8px; border-radius: 6px; background: var(--text); color: var(--surface); font-size: 13px; white-space: nowrap; }
  `;
}

define("camvault-player-bar", Bar);
