import { A as e, C as t, E as n, T as r, b as i, k as a, v as o, y as s } from "./store-aCwOVgRX.js";
import { t as c } from "./define-vDvmFNnP.js";
import "./sheet-br9yNcoD.js";
// shared/parts/find/help.ts
var l = [
	["older", ["J", "↓"]],
	["newer", ["K", "↑"]],
	["back", ["←", "→"]],
	["frame", [",", "."]],
	["play", ["Space"]],
	["mute", ["M"]],
	["full", ["F"]],
	["protect", ["P"]],
	["download", ["D"]],
	["share", ["S"]],
	["seen", ["U"]],
	["go", ["G"]],
	["search", ["/"]],
	["help", ["?"]]
], u = class extends n {
	static {
		this.styles = [
			i,
			s,
			e`
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
    `
		];
	}
	show() {
		this.sheet.show();
	}
	render() {
		let { texts: e } = this.env;
		return a`<camvault-sheet
      .heading=${e.text("find.help")}
      .closing=${e.text("find.close")}
      .direction=${e.direction}
    >
      <dl dir=${e.direction}>
        ${l.map(([t, n]) => a`<dt>${n.map((t) => a`<kbd>${t === "Space" ? e.text("find.space") : t}</kbd>`)}</dt>
            <dd>${e.text(`find.keys.${t}`)}</dd>`)}
      </dl>
    </camvault-sheet>`;
	}
};
o([r({ attribute: !1 })], u.prototype, "env", void 0), o([t("camvault-sheet")], u.prototype, "sheet", void 0), c("camvault-help", u);
export { u as CamVaultHelp };
