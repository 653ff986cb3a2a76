import { mdiArrowLeft, mdiClose, mdiHistory, mdiMagnify } from "@mdi/js";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { Filter, Understood } from "../../data/types";
import { define } from "../../define";
import type { Env } from "../../env";
import { tell } from "../../events";
import { icon } from "../icon";
import { CONTROLS, THEME } from "../styles";
import { drop } from "./filters";
import { LastSearches } from "./words/last_searches";
import { SEARCH } from "./words/styles";
import { understoodAs } from "./words/understood";

const EXAMPLES = ["one", "two", "three", "four"] as const;

/** A field that opens in the bar: its words go to the gateway, which says how it read them. */
export class CamVaultSearch extends LitElement {
  static override styles = [THEME, CONTROLS, SEARCH];

  @property({ attribute: false }) env!: Env;
  @property({ attribute: false }) filter: Filter = {};
  /** How the words of the filter were read, as the page of events said. */
  @property({ attribute: false }) understood: Understood | null = null;
  /** Whether the field takes the bar. */
  @property({ type: Boolean, reflect: true }) open = false;
  @state() private last: readonly string[] = [];
  @query("input") private field!: HTMLInputElement | null;
  #searches: LastSearches | null = null;

  /** Opens the field with the keyboard in it. */
  show(): void {
    this.open = true;
    void this.updateComplete.then(() => this.field?.select());
    void this.#stored.all().then((last) => {
      this.last = last;
    });
  }

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has("env")) this.#searches = null;
    if (changed.has("filter") && this.filter.text) this.open = true;
  }

  override render() {
    const { texts } = this.env;
    if (!this.open) {
      const name = texts.text("find.search");
      return html`<button class="icon" aria-label=${name} title=${name} @click=${this.show}>${icon(mdiMagnify)}</button>`;
    }
    return html`<search dir=${texts.direction} @focusout=${this.#left} @keydown=${this.#key}>
      <form @submit=${this.#submit}>${this.#field()}</form>
      ${this.#read()} ${this.#suggestions()}
    </search>`;
  }

  #field(): TemplateResult {
    const { texts } = this.env;
    const button = (name: string, path: string, run: () => void, kind = "") => html`<button
      type="button"
      class="icon ${kind}"
      aria-label=${texts.text(name)}
      title=${texts.text(name)}
      @click=${run}
    >
      ${icon(path)}
    </button>`;
    return html`${button("find.endSearch", mdiArrowLeft, this.#end, "back")}
      <input
        type="search"
        name="q"
        dir="auto"
        maxlength="200"
        enterkeyhint="search"
        autocomplete="off"
        aria-label=${texts.text("find.search")}
        placeholder=${texts.text("find.searchFor")}
        .value=${this.filter.text ?? ""}
      />
      ${this.filter.text ? button("find.clear", mdiClose, this.#clear) : nothing}`;
  }

  /** How the words were read: a tap takes them away. */
  #read() {
    const { texts, format } = this.env;
    if (!this.filter.text || !this.understood) return nothing;
    const words = understoodAs(this.understood, texts, format);
    if (words === "") return nothing;
    return html`<p role="status">
      <span>${texts.text("find.understood")}</span>
      <button class="read" aria-label=${texts.text("find.without", { name: words })} @click=${this.#end}>
        ${words}${icon(mdiClose, 16)}
      </button>
    </p>`;
  }

  #suggestions() {
    if (this.filter.text) return nothing;
    const { texts } = this.env;
    const row = (text: string, path: string) => html`<li>
      <button @click=${() => this.#search(text)}>${icon(path, 20)}<bdi>${text}</bdi></button>
    </li>`;
    const examples = EXAMPLES.map((name) => texts.text(`find.examples.${name}`));
    return html`<div class="suggestions">
      ${
        this.last.length > 0
          ? html`<div class="heading">
              ${texts.text("find.lastSearches")}<button class="text" @click=${this.#forget}>${texts.text("find.forget")}</button>
            </div>
            <ul>
              ${this.last.map((text) => row(text, mdiHistory))}
            </ul>`
          : nothing
      }
      <div class="heading">${texts.text("find.forExample")}</div>
      <ul>
        ${examples.map((text) => row(text, mdiMagnify))}
      </ul>
    </div>`;
  }

  readonly #submit = (event: Event) => {
    event.preventDefault();
    const text = this.field?.value.trim() ?? "";
    if (text === "") this.#clear();
    else this.#search(text);
  };

  #search(text: string): void {
    this.field?.blur();
    tell(this, "camvault-filter", { ...this.filter, text });
    void this.#stored.add(text).then((last) => {
      this.last = last;
    });
  }

  /** Takes the words away and leaves the field. */
  readonly #end = () => {
    this.open = false;
    if (this.filter.text !== undefined) tell(this, "camvault-filter", drop(this.filter, "text"));
  };

  /** Takes the words away and waits for others. */
  readonly #clear = () => {
    if (this.filter.text !== undefined) tell(this, "camvault-filter", drop(this.filter, "text"));
    if (this.field) this.field.value = "";
    this.show();
  };

  readonly #key = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Escape") this.#end();
  };

  /** An empty field that nobody is in takes no room. */
  readonly #left = (event: FocusEvent) => {
    const within = event.relatedTarget instanceof Node && this.renderRoot.contains(event.relatedTarget);
    if (!within && event.relatedTarget && !this.filter.text && !this.field?.value) this.open = false;
  };

  readonly #forget = () => {
    this.last = [];
    void this.#stored.clear();
  };

  get #stored(): LastSearches {
    this.#searches ??= new LastSearches(this.env.host);
    return this.#searches;
  }
}

define("camvault-search", CamVaultSearch);
