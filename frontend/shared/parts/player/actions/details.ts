import { css, html, LitElement, nothing } from "lit";
import { property, query } from "lit/decorators.js";
import type { Capture } from "../../../data/types";
import { define } from "../../../define";
import type { Env } from "../../../env";
import type { Sheet } from "../../sheet";
import { CONTROLS, THEME } from "../../styles";
import { codecName } from "../stage/troubles";
import "../../sheet";

type Line = readonly [name: string, value: string | null, code?: boolean];

/** What is known of the capture that is shown: what proves it, where it lies, what it is. */
export class Details extends LitElement {
  static override styles = [
    THEME,
    CONTROLS,
    css`
      dl { margin: 0; }
      dt { color: var(--quiet); font-size: 13px; }
      dd { margin: 2px 0 12px; overflow-wrap: anywhere; user-select: text; }
      .code { font-family: ui-monospace, monospace; font-size: 13px; }
    `,
  ];
  @property({ attribute: false }) env!: Env;
  @property({ attribute: false }) capture: Capture | null = null;
  @query("camvault-sheet") private sheet!: Sheet;

  async show(): Promise<void> {
    await this.updateComplete;
    this.sheet.show();
  }

  override render() {
    const { texts } = this.env;
    return html`<camvault-sheet
      .heading=${texts.text("player.details.title")}
      .texts=${texts}
    >
      <dl>${this.capture ? linesOf(this.env, this.capture).map((line) => this.#renderLine(line)) : nothing}</dl>
    </camvault-sheet>`;
  }

  #renderLine([name, value, code]: Line) {
    if (!value) return nothing;
    return html`<dt>${this.env.texts.text(`player.details.${name}`)}</dt>
      <dd class=${code ? "code" : ""} dir=${code ? "ltr" : "auto"}>${value}</dd>`;
  }
}

/** Name and value of each line; a value that nobody knows is null. */
export function linesOf({ texts, format }: Env, capture: Capture): Line[] {
  const when = (moment: string) => `${format.day(moment)}, ${format.timeWithSeconds(moment)}`;
  const { width, height, duration_s, codecs } = capture;
  return [
    ["state", texts.text(`player.state.${capture.state}`)],
    ["condition", capture.condition === "complete" ? null : texts.text(`player.condition.${capture.condition}`)],
    ["captured", when(capture.captured_at)],
    ["received", when(capture.received_at)],
    ["length", duration_s === null ? null : format.length(duration_s)],
    ["size", format.size(capture.size)],
    ["resolution", width && height ? `${width} × ${height}` : null],
    ["codec", codecs ? `${codecName(codecs)} (${codecs})` : capture.content_type],
    ["path", capture.original_path, true],
    ["key", capture.archive_key, true],
    ["sha256", capture.sha256, true],
  ];
}

define("camvault-player-details", Details);
