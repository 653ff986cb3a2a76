import { mdiClose } from "@mdi/js";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { type Filter, FLAGS, type Home } from "../../data/types";
import { define } from "../../define";
import type { Env } from "../../env";
import { tell } from "../../events";
import { unseenOf } from "../homes";
import { icon } from "../icon";
import "../sheet";
import type { Sheet } from "../sheet";
import { CONTROLS, THEME } from "../styles";
import { chip, groupChips, labelChips } from "./chip";
import { CHIPS } from "./chip_styles";
import { hasCamera, partsOf, toggleCamera, toggleFlag, toggleHome } from "./filters";

/** All that the list can be narrowed to, and what it is narrowed to now, with a button that clears it. */
export class FilterSheet extends LitElement {
  static override styles = [
    THEME,
    CONTROLS,
    CHIPS,
    css`
      h3 {
        margin: 20px 0 4px;
        font-size: 0.875rem;
        font-weight: 500;
        color: var(--quiet);
      }
      h3:first-child {
        margin-block-start: 0;
      }
      .text {
        min-block-size: 44px;
        padding-inline: 12px;
        color: var(--link);
        font-weight: 500;
      }
      label {
        display: flex;
        align-items: center;
        gap: 12px;
        min-block-size: 44px;
        cursor: pointer;
      }
      input {
        flex: none;
        inline-size: 20px;
        block-size: 20px;
        accent-color: var(--accent);
      }
      .home {
        font-weight: 500;
      }
      .home ~ label {
        margin-inline-start: 24px;
      }
    `,
  ];

  @property({ attribute: false }) env!: Env;
  @property({ attribute: false }) homes: readonly Home[] = [];
  @property({ attribute: false }) filter: Filter = {};
  @state() private only: "cameras" | null = null;
  @query("camvault-sheet") private sheet!: Sheet;

  /** Shows it; only the cameras where those are meant. */
  show(only: "cameras" | null = null): void {
    this.only = only;
    this.sheet.show();
  }

  override render() {
    const { texts } = this.env;
    const all = this.only === null;
    return html`<camvault-sheet
      .heading=${texts.text(all ? "find.filter" : "find.cameras")}
      .texts=${texts}
    >
      <button slot="actions" class="text" @click=${this.#clear}>${texts.text("find.clear")}</button>
      <div dir=${texts.direction}>
        ${all ? this.#combined() : nothing} ${all ? this.#flags() : nothing} ${all ? this.#section("find.labels", labelChips(this)) : nothing}
        ${all ? this.#section("find.groups", groupChips(this)) : nothing} ${this.#cameras()}
      </div>
    </camvault-sheet>`;
  }

  #combined() {
    const { texts } = this.env;
    const parts = partsOf(this.filter, this.homes, texts);
    return this.#section(
      "find.combined",
      parts.map(
        ({ name, without }) => html`<button
          class="chip"
          aria-pressed="true"
          aria-label=${texts.text("find.without", { name })}
          @click=${() => this.#tell(without)}
        >
          ${name}${icon(mdiClose, 18)}
        </button>`,
      ),
    );
  }

  #flags() {
    const flags = FLAGS.filter((flag) => flag !== "unseen" || unseenOf(this.homes) !== null);
    const { texts } = this.env;
    return this.#section(
      "find.only",
      flags.map((flag) =>
        chip(this, texts.text(`find.${flag}`), this.filter[flag] ?? false, () => toggleFlag(this.filter, flag)),
      ),
    );
  }

  #cameras() {
    return html`${this.only === null ? html`<h3>${this.env.texts.text("find.cameras")}</h3>` : nothing}
    ${this.homes.map((home) => html`<div role="group" aria-label=${home.name}>${this.#homeCameras(home)}</div>`)}`;
  }

  #homeCameras(home: Home): TemplateResult {
    const taken = home.cameras.filter(({ id }) => hasCamera(this.filter, { home: home.id, id })).length;
    const box = (name: string, checked: boolean, some: boolean, change: () => Filter, kind: string) =>
      html`<label class=${kind}
        ><input type="checkbox" .checked=${checked} .indeterminate=${some} @change=${() => this.#tell(change())} />${name}</label
      >`;
    const all = taken === home.cameras.length && taken > 0;
    return html`${
      this.homes.length > 1
        ? box(home.name, all, taken > 0 && !all, () => toggleHome(this.filter, home), "home")
        : nothing
    }
    ${home.cameras.map((camera) => {
      const ref = { home: home.id, id: camera.id };
      return box(camera.name, hasCamera(this.filter, ref), false, () => toggleCamera(this.filter, ref), "camera");
    })}`;
  }

  #section(name: string, chips: TemplateResult[]): TemplateResult | typeof nothing {
    if (chips.length === 0) return nothing;
    const text = this.env.texts.text(name);
    return html`<h3>${text}</h3>
      <div class="row wrap" role="group" aria-label=${text}>${chips}</div>`;
  }

  readonly #clear = () => {
    if (this.only === null) return this.#tell({});
    const { cameras: _cameras, ...rest } = this.filter;
    this.#tell(rest);
  };

  #tell(filter: Filter): void {
    tell(this, "camvault-filter", filter);
  }
}

define("camvault-filter-sheet", FilterSheet);
