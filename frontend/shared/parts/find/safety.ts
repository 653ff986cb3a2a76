import { mdiAlert, mdiAlertCircle, mdiChevronDown, mdiChevronRight, mdiCloudCheck, mdiCloudUpload } from "@mdi/js";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import type { Home } from "../../data/types";
import { define } from "../../define";
import type { Env } from "../../env";
import { icon } from "../icon";
import { CONTROLS, THEME } from "../styles";
import { allSafe, nextTick, type SafetyLine, safetyLine, type Tone, worstFirst } from "./safe/line";
import { SAFETY } from "./safe/styles";

const ICONS: Readonly<Record<Tone, string>> = {
  good: mdiCloudCheck,
  quiet: mdiCloudUpload,
  warn: mdiAlertCircle,
  bad: mdiAlert,
};

/** One line: everything is off-site, or since when not and why, with a tap to the cause. */
export class CamVaultSafety extends LitElement {
  static override styles = [THEME, CONTROLS, SAFETY];

  @property({ attribute: false }) env!: Env;
  @property({ attribute: false }) homes: readonly Home[] = [];
  @state() private open = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("visibilitychange", this.#seen);
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("visibilitychange", this.#seen);
    clearTimeout(this.#timer);
  }

  override updated(): void {
    clearTimeout(this.#timer);
    const wait = nextTick(this.homes, Date.now());
    if (this.isConnected && !document.hidden && Number.isFinite(wait)) {
      this.#timer = setTimeout(() => this.requestUpdate(), wait);
    }
  }

  override render() {
    const { texts, format } = this.env;
    const lines = worstFirst(this.homes).map((home) => safetyLine(home, texts, format, Date.now()));
    const [worst] = lines;
    if (!worst) return nothing;
    const several = lines.length > 1;
    return html`<div role="status" dir=${texts.direction}>${several ? this.#first(worst) : this.#line(worst, false)}</div>
      ${
        this.open && several
          ? html`<ul dir=${texts.direction}>${lines.map((line) => html`<li>${this.#line(line, true)}</li>`)}</ul>`
          : nothing
      }`;
  }

  /** The worst of several homes, or all of them when they are all safe: a tap opens each. */
  #first(worst: SafetyLine): TemplateResult {
    const whole = allSafe(this.homes);
    const line = whole ? safetyLine(whole, this.env.texts, this.env.format, Date.now()) : worst;
    return html`<button class=${line.tone} aria-expanded=${this.open} @click=${() => (this.open = !this.open)}>
      ${this.#words(line, !whole)}<span class=${this.open ? "turn up" : "turn"}>${icon(mdiChevronDown, 20)}</span>
    </button>`;
  }

  #line(line: SafetyLine, named: boolean): TemplateResult {
    const { cause } = line;
    if (cause === null) return html`<div class="line ${line.tone}">${this.#words(line, named)}</div>`;
    return html`<button class=${line.tone} @click=${() => this.env.host.navigate(cause)}>
      ${this.#words(line, named)}<span class="on">${icon(mdiChevronRight, 20)}</span>
    </button>`;
  }

  #words({ home, tone, text, ticking }: SafetyLine, named: boolean): TemplateResult {
    return html`<span class="tone">${icon(ICONS[tone], 20)}</span><span class="words"
        >${named ? html`<b>${home}</b>: ` : nothing}${text}<span aria-live="off">${ticking ? ` · ${ticking}` : nothing}</span></span
      >`;
  }

  readonly #seen = () => {
    if (!document.hidden) this.requestUpdate();
  };
}

define("camvault-safety", CamVaultSafety);
