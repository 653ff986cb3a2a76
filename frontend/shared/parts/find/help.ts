import { css, html, LitElement, type TemplateResult } from "lit";
import { property, query } from "lit/decorators.js";
import { define } from "../../define";
import type { Env } from "../../env";
import "../sheet";
import type { Sheet } from "../sheet";
import { CONTROLS, THEME } from "../styles";

/** Keys that have a name of their own in each language; `find.named` has them. */
const NAMED: ReadonlySet<string> = new Set(["space", "delete", "all"]);
/** The keys by what they do; `find.keys` has the words. */
const KEYS: readonly [string, readonly string[]][] = [
  ["older", ["J", "↓"]],
  ["newer", ["K", "↑"]],
  ["back", ["←", "→"]],
  ["frame", [",", "."]],
  ["play", ["space"]],
  ["speed", ["<", ">"]],
  ["mute", ["M"]],
  ["zoom", ["Z"]],
  ["full", ["F"]],
  ["protect", ["P"]],
  ["download", ["D"]],
  ["share", ["S"]],
  ["seen", ["U"]],
  ["select", ["X"]],
  ["selectAll", ["all"]],
  ["delete", ["delete"]],
  ["go", ["G"]],
  ["search", ["/"]],
  ["help", ["?"]],
];

/** What the keys do; it is a dialog, opened by `show`. */
export class CamVaultHelp extends LitElement {
  static override styles = [
    THEME,
    CONTROLS,
    css`
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 10px 20px;
        margin: 0;
        align-items: center;
      }
      dt {
        display: flex;
        gap: 6px;
      }
      dd {
        margin: 0;
      }
      kbd {
        min-inline-size: 1.4em;
        padding: 3px 8px;
        border: 1px solid var(--line);
        border-block-end-width: 2px;
        border-radius: 6px;
        font: inherit;
        font-size: 0.875rem;
        text-align: center;
      }
    `,
  ];

  @property({ attribute: false }) env!: Env;
  @query("camvault-sheet") private sheet!: Sheet;

  show(): void {
    this.sheet.show();
  }

  override render() {
    const { texts } = this.env;
    return html`<camvault-sheet
      .heading=${texts.text("find.help")}
      .texts=${texts}
    >
      <dl dir=${texts.direction}>
        ${KEYS.map(
          ([name, keys]) => html`<dt>${keys.map((key) => this.#key(key))}</dt>
            <dd>${texts.text(`find.keys.${name}`)}</dd>`,
        )}
      </dl>
    </camvault-sheet>`;
  }

  #key(key: string): TemplateResult {
    return html`<kbd>${NAMED.has(key) ? this.env.texts.text(`find.named.${key}`) : key}</kbd>`;
  }
}

define("camvault-help", CamVaultHelp);
