import { t as e } from "./define-vDvmFNnP.js";
import { a as t, i as n } from "./config-Bjc0UrMp.js";
// card/suggestion.ts
var r = "camvault-timeline-card", i = "camvault", a = {
	camera: "camera",
	image: "camera",
	event: "list"
}, o = /* @__PURE__ */ new Set(["motion", "occupancy"]);
function s(e, t) {
	if (e.entities?.[t]?.platform !== i) return null;
	let [n = ""] = t.split("."), o = n === "binary_sensor" ? c(e, t) : a[n];
	return o ? { config: {
		type: `custom:${r}`,
		layout: o,
		cameras: [t]
	} } : null;
}
function c(e, t) {
	let n = e.states?.[t]?.attributes.device_class;
	return typeof n == "string" && o.has(n) ? "list" : void 0;
}
// card/about.ts
var l = {
	en: "The latest events of your cameras, to play in place",
	de: "Die letzten Ereignisse deiner Kameras, direkt abspielbar",
	he: "האירועים האחרונים של המצלמות שלך, לצפייה במקום"
};
function u(e) {
	if (e.customCards ??= [], e.customCards.some(({ type: e }) => e === "camvault-timeline-card")) return;
	let t = {
		type: r,
		name: "CamVault",
		preview: !0,
		get description() {
			return l[(document.querySelector("home-assistant")?.hass?.language ?? "en").split("-")[0] ?? "en"] ?? l.en;
		},
		getEntitySuggestion: s
	};
	e.customCards.push(t);
}
// card/card.ts
var d = 5e3;
e(r, class extends HTMLElement {
	static getStubConfig() {
		return { layout: "list" };
	}
	static async getConfigForm() {
		let { cardForm: e } = await import("./form-86Maqs_k.js");
		return e();
	}
	#e;
	#t;
	#n;
	#r;
	#i;
	constructor() {
		super(), this.#e = this.attachShadow({ mode: "open" }), this.#e.innerHTML = "<style>:host{display:block;block-size:100%}</style>";
	}
	setConfig(e) {
		this.#t = n(e), this.#o();
	}
	set hass(e) {
		this.#n = e, this.#o();
	}
	getCardSize() {
		return t(this.#t ?? { type: "camvault-timeline-card" });
	}
	getGridOptions() {
		return {
			columns: 12,
			rows: 4,
			min_columns: 6,
			min_rows: 2
		};
	}
	connectedCallback() {
		this.#a();
	}
	disconnectedCallback() {
		clearTimeout(this.#i);
	}
	async #a() {
		if (!this.#r) {
			try {
				await import("./timeline_card-CvtzAzYI.js");
			} catch {
				this.isConnected && (this.#i = setTimeout(() => void this.#a(), d));
				return;
			}
			this.#r ??= document.createElement("camvault-card"), this.#e.append(this.#r), this.#o();
		}
	}
	#o() {
		this.#r && this.#t && this.#n && (this.#r.config = this.#t, this.#r.hass = this.#n);
	}
}), u(window);
