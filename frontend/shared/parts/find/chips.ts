import {
  mdiCctv,
  mdiChevronDown,
  mdiCloudUpload,
  mdiFilmstrip,
  mdiLock,
  mdiPlay,
  mdiSelectGroup,
  mdiTune,
} from "@mdi/js";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query } from "lit/decorators.js";
import { sameFilter } from "../../data/list/matching";
import type { Filter, Flag, Home } from "../../data/types";
import { define } from "../../define";
import type { Env } from "../../env";
import { tell } from "../../events";
import { unseenOf } from "../homes";
import { icon } from "../icon";
import { CONTROLS, THEME } from "../styles";
import { chip, groupChips, labelChips } from "./chip";
import { CHIPS } from "./chip_styles";
import "./filter_sheet";
import type { FilterSheet } from "./filter_sheet";
import { partsOf, toggleFlag } from "./filters";

const FLAG_ICONS: Readonly<Record<Exclude<Flag, "unseen">, string>> = {
  protected: mdiLock,
  unarchived: mdiCloudUpload,
  clips: mdiFilmstrip,
};
const MOST = 999;

/** What the list is narrowed to, in one row that scrolls sideways. */
export class CamVaultChips extends LitElement {
  static override styles = [THEME, CONTROLS, CHIPS];

  @property({ attribute: false }) env!: Env;
  @property({ attribute: false }) homes: readonly Home[] = [];
  @property({ attribute: false }) filter: Filter = {};
  @query("camvault-filter-sheet") private sheet!: FilterSheet;

  override render() {
    const { texts } = this.env;
    const combined = partsOf(this.filter, this.homes, texts).length;
    const more = texts.text("find.filters", { count: combined });
    return html`<div class="bar" dir=${texts.direction}>
        <div class="row" role="group" aria-label=${texts.text("find.show")}>
          ${this.#unseen()}${chip(this, texts.text("find.all"), sameFilter(this.filter, {}), () => ({}))}
          ${labelChips(this)} ${groupChips(this, mdiSelectGroup)} ${this.#cameras()}
          ${this.#flag("protected")} ${this.#flag("unarchived")}
        </div>
        <button class="icon tune" aria-haspopup="dialog" aria-label=${more} title=${more} @click=${() => this.sheet.show()}>
          ${icon(mdiTune)}${combined > 0 ? html`<span class="count" aria-hidden="true">${combined}</span>` : nothing}
        </button>
      </div>
      <camvault-filter-sheet .env=${this.env} .homes=${this.homes} .filter=${this.filter}></camvault-filter-sheet>`;
  }

  #unseen(): TemplateResult | typeof nothing {
    const { texts, format } = this.env;
    const count = unseenOf(this.homes);
    if (count === null) return nothing;
    const shown = count > MOST ? `${format.number(MOST)}+` : format.number(count);
    const play = texts.text("find.catchUp", { count });
    return html`<span class="pair">
      <button class="chip" aria-pressed=${this.filter.unseen ?? false} @click=${() => tell(this, "camvault-filter", toggleFlag(this.filter, "unseen"))}>
        ${texts.text("find.unseen")}${count > 0 ? html` <b>${shown}</b>` : nothing}
      </button>
      ${
        count > 0
          ? html`<button class="chip play" aria-label=${play} title=${play} @click=${() => tell(this, "camvault-catch-up", undefined)}>
            ${icon(mdiPlay, 20)}
          </button>`
          : nothing
      }
    </span>`;
  }

  #cameras(): TemplateResult | typeof nothing {
    if (this.homes.every((home) => home.cameras.length === 0)) return nothing;
    const { texts } = this.env;
    const count = this.filter.cameras?.length ?? 0;
    return html`<button class="chip" aria-haspopup="dialog" aria-pressed=${count > 0} @click=${() => this.sheet.show("cameras")}>
      ${icon(mdiCctv, 18)}${count > 0 ? texts.text("find.someCameras", { count }) : texts.text("find.cameras")}${icon(mdiChevronDown, 18)}
    </button>`;
  }

  #flag(flag: Exclude<Flag, "unseen">): TemplateResult {
    const change = () => toggleFlag(this.filter, flag);
    return chip(this, this.env.texts.text(`find.${flag}`), this.filter[flag] ?? false, change, FLAG_ICONS[flag]);
  }
}

define("camvault-chips", CamVaultChips);
