import { A as e, C as t, D as n, E as r, S as i, T as a, a as o, b as s, c, f as l, g as u, h as d, i as f, k as p, l as m, m as h, n as g, p as _, r as ee, t as te, u as v, v as y, w as b, x, y as S } from "./store-aCwOVgRX.js";
import { t as C } from "./define-vDvmFNnP.js";
import { B as w, a as T, et as E, ht as D, i as O, n as k, o as A, y as j } from "./source-C5mtmyok.js";
import { n as M, t as N } from "./config-Bjc0UrMp.js";
import { n as P, t as F } from "./shared_source-DnfBoZSC.js";
// card/wanted.ts
function I(e, t, n) {
	let r = (e.cameras ?? []).map((e) => ({
		entity: e,
		camera: R(e, t, n)
	})), i = V(r.flatMap(({ camera: e }) => e ?? [])), a = e.group ? B(e.group) : void 0, o = {
		...i.length ? { cameras: i } : {},
		...a ? { group: a } : {},
		...e.labels?.length ? { labels: e.labels } : {},
		...e.unseen_only ? { unseen: !0 } : {}
	}, s = r.filter(({ camera: e }) => !e).map(({ entity: e }) => e);
	return {
		filter: s.length > 0 && i.length === 0 ? void 0 : o,
		name: z(i, a, t),
		path: L(o),
		unknown: s
	};
}
function L({ cameras: e = [], group: t, labels: n = [], unseen: r }) {
	let i = new URLSearchParams();
	for (let { home: t, id: n } of e) i.append("camera", `${t}:${n}`);
	t && i.append("group", `${t.home}:${t.id}`);
	for (let e of n) i.append("label", e);
	return r && i.append("unseen", "1"), i.size ? `/camvault?${i}` : "/camvault";
}
function R(e, t, { entities: n }) {
	let r = n?.[e]?.device_id;
	for (let n of t) {
		let t = n.cameras.find(({ entity_id: t, device_id: n }) => t === e || r != null && n === r);
		if (t) return {
			home: n.id,
			id: t.id
		};
	}
}
function z(e, t, n) {
	let r = (e) => n.find(({ id: t }) => t === e.home), [i] = e;
	if (i && e.length === 1) return r(i)?.cameras.find(({ id: e }) => e === i.id)?.name;
	if (t && e.length === 0) return r(t)?.groups.find(({ id: e }) => e === t.id)?.name;
}
function B(e) {
	let [t = "", n = ""] = e.split(/:(.*)/);
	return {
		home: t,
		id: n
	};
}
function V(e) {
	return e.filter((t, n) => e.findIndex((e) => e.home === t.home && e.id === t.id) === n);
}
// node_modules/lit-html/directives/keyed.js
var ne = d(class extends u {
	constructor() {
		super(...arguments), this.key = n;
	}
	render(e, t) {
		return this.key = e, t;
	}
	update(e, [t, n]) {
		return t !== this.key && (h(e), this.key = t), n;
	}
}), H = class extends r {
	constructor(...e) {
		super(...e), this.state = "loading", this.#n = () => {
			this.dialog?.close();
		}, this.#r = () => {
			this.event = void 0;
		}, this.#i = (e) => {
			e.stopPropagation(), this.event = e.detail;
		}, this.#a = (e) => {
			if (e.target !== this.dialog || !this.dialog) return;
			let t = this.dialog.getBoundingClientRect();
			(e.clientX < t.left || e.clientX > t.right || e.clientY < t.top || e.clientY > t.bottom) && this.#n();
		};
	}
	static {
		this.styles = [
			s,
			S,
			e`
      dialog {
        inline-size: min(1100px, 94vw);
        block-size: min(860px, 92dvh);
        max-inline-size: 100vw;
        max-block-size: 100dvh;
        box-sizing: border-box;
        padding: 0;
        border: 0;
        border-radius: var(--radius);
        overflow: hidden;
        background: var(--page);
        color: var(--text);
      }
      dialog::backdrop {
        background: #000a;
      }
      @media (max-width: 599px), (max-height: 499px) {
        dialog {
          inline-size: 100vw;
          block-size: 100dvh;
          border-radius: 0;
          padding: var(--safe-area-inset-top, env(safe-area-inset-top, 0)) 0
            var(--safe-area-inset-bottom, env(safe-area-inset-bottom, 0));
        }
      }
      camvault-player {
        block-size: 100%;
      }
      p {
        padding: 24px;
      }
    `
		];
	}
	open(e) {
		this.event = {
			home: e.home,
			id: e.id
		}, this.#t(), this.updateComplete.then(() => {
			this.isConnected && !this.dialog?.open && this.dialog?.showModal();
		});
	}
	render() {
		return this.event ? p`<dialog
      dir=${this.env.texts.direction}
      aria-label=${this.env.texts.text("card.player")}
      @close=${this.#r}
      @camvault-close=${this.#n}
      @camvault-open=${this.#i}
      @pointerdown=${this.#a}
      @keydown=${(e) => e.stopPropagation()}
    >
      ${this.#e()}
    </dialog>` : n;
	}
	#e() {
		if (this.state === "ready") return p`<camvault-player .env=${this.env} .event=${this.event} .step=${this.step}></camvault-player>`;
		let { texts: e } = this.env;
		return this.state === "loading" ? p`<p role="status">${e.text("card.loading")}</p>` : p`<p role="alert">${e.text("card.noPlayer")}</p>
      <button class="icon" @click=${this.#n}>${e.text("card.close")}</button>`;
	}
	async #t() {
		if (this.state !== "ready") {
			this.state = "loading";
			try {
				await import("./player-Dh5O7hEy.js"), this.state = "ready";
			} catch {
				this.state = "failed";
			}
		}
	}
	#n;
	#r;
	#i;
	#a;
};
y([a({ attribute: !1 })], H.prototype, "env", void 0), y([a({ attribute: !1 })], H.prototype, "step", void 0), y([b()], H.prototype, "event", void 0), y([b()], H.prototype, "state", void 0), y([t("dialog")], H.prototype, "dialog", void 0), C("camvault-card-player", H);
// card/caption.ts
var U = 2;
function W(e, { texts: t, format: r }, i = "") {
	let a = A(e.labels).slice(0, U);
	return p`<span class="caption">
    ${e.unseen ? p`<span class="dot"></span>` : n}
    <span class="time">${r.moment(e.started_at, Date.now())}</span>
    ${a.map((e) => p`<span title=${T(e, t)}>${x(O(e), 16)}</span>`)}
    ${i && p`<bdi>${i}</bdi>`}
  </span>`;
}
function G(e, t) {
	return t?.cameras.find(({ id: t }) => t === e.camera)?.name ?? e.camera;
}
// card/pictured_styles.ts
var K = e`
  :host {
    display: block;
    min-inline-size: 0;
    min-block-size: 0;
  }
  button {
    position: relative;
    display: grid;
    place-items: center;
    inline-size: 100%;
    block-size: 100%;
    overflow: hidden;
    border-radius: 8px;
    background: #16181a;
    color: #c4c7c9;
  }
  button:focus-visible {
    outline-offset: -3px;
  }
  img {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: contain;
  }
  .caption {
    position: absolute;
    inset-inline: 0;
    inset-block-end: 0;
    display: flex;
    align-items: center;
    gap: 4px;
    padding: 12px 8px 4px;
    background: linear-gradient(transparent, #000c);
    color: #fff;
    font-size: 0.78rem;
    line-height: 1.3;
    white-space: nowrap;
  }
  .caption span {
    display: inline-flex;
    flex: none;
  }
  .caption bdi {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .caption .dot {
    flex: none;
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: var(--accent);
  }
  .play {
    position: absolute;
    display: grid;
    place-items: center;
    inline-size: 56px;
    block-size: 56px;
    border-radius: 50%;
    background: #0009;
    color: #fff;
  }
`, q = class extends r {
	constructor(...e) {
		super(...e), this.named = !1;
	}
	static {
		this.styles = [
			s,
			S,
			K
		];
	}
	#e;
	disconnectedCallback() {
		super.disconnectedCallback(), this.#n(void 0), this.#e = void 0;
	}
	willUpdate(e) {
		let { home: t, picture: n } = this.event;
		n !== null && n !== this.#e && (this.#e = n, this.#t({
			home: t,
			id: n
		}));
	}
	render() {
		let { event: e, env: t } = this, r = G(e, this.home), i = c(e, this.home, Date.now());
		return p`<button dir=${t.texts.direction} aria-label=${m(e, r, i, t)}>
      ${this.url ? p`<img src=${this.url} alt="" draggable="false" />` : n}
      ${e.playable && e.clips > 0 ? p`<span class="play">${x(E, 32)}</span>` : n}
      ${W(e, t, this.named ? r : "")}
    </button>`;
	}
	async #t(e) {
		let t = await this.env.source.picture(e, 640).catch(() => null);
		this.#e === e.id && (t ? this.#n(URL.createObjectURL(t)) : this.#e = void 0);
	}
	#n(e) {
		this.url && URL.revokeObjectURL(this.url), this.url = e;
	}
};
y([a({ attribute: !1 })], q.prototype, "env", void 0), y([a({ attribute: !1 })], q.prototype, "event", void 0), y([a({ attribute: !1 })], q.prototype, "home", void 0), y([a({ type: Boolean })], q.prototype, "named", void 0), y([b()], q.prototype, "url", void 0), C("camvault-poster", q);
// card/notes.ts
function J({ store: e, homes: t, late: n, unknown: r, filter: i }) {
	let [a] = r;
	return a === void 0 ? !t || !e ? {
		text: n ? "card.late" : "card.loading",
		values: {}
	} : e.connected ? Y(t, i) ?? X(e, t, i) : {
		text: "card.offline",
		values: {}
	} : {
		text: "card.unknown",
		values: { entity: a }
	};
}
function Y(e, t) {
	let n = new Set([...t?.cameras ?? [], ...t?.group ? [t.group] : []].map(({ home: e }) => e)), r = e.find((e) => !e.available && (n.size === 0 || n.has(e.id)));
	return r && {
		text: "card.away",
		values: { name: r.name }
	};
}
function X(e, t, n) {
	if (!(e.events.length > 0)) return e.status === "loading" ? {
		text: "card.loading",
		values: {}
	} : e.status === "failed" ? {
		text: "card.failed",
		values: { reason: e.error?.message ?? "" },
		remedy: "retry"
	} : t.every((e) => e.cameras.length === 0) ? {
		text: "card.noCamera",
		values: {},
		remedy: "add"
	} : {
		text: n?.unseen ? "card.allSeen" : "card.nothing",
		values: {}
	};
}
// card/tile.ts
var Z = class extends r {
	constructor(...e) {
		super(...e), this.named = !1;
	}
	static {
		this.styles = [
			s,
			S,
			K
		];
	}
	render() {
		let { event: e, env: t, picture: r } = this, i = G(e, this.home), a = c(e, this.home, Date.now()), o = e.clips > 0 ? D : w, s = r === void 0 && e.picture !== null;
		return p`<button dir=${t.texts.direction} aria-label=${m(e, i, a, t)}>
      ${r ? p`<img src=${r} alt="" decoding="async" draggable="false" />` : s ? n : x(o, 28)}
      ${W(e, t, this.named ? i : "")}
    </button>`;
	}
};
y([a({ attribute: !1 })], Z.prototype, "env", void 0), y([a({ attribute: !1 })], Z.prototype, "event", void 0), y([a({ attribute: !1 })], Z.prototype, "home", void 0), y([a({ type: Boolean })], Z.prototype, "named", void 0), y([a({ attribute: !1 })], Z.prototype, "picture", void 0), C("camvault-tile", Z);
// card/view_styles.ts
var re = e`
  :host {
    display: block;
    block-size: 100%;
    container-type: inline-size;
    --columns: 2;
  }
  ha-card {
    display: flex;
    flex-direction: column;
    block-size: 100%;
    box-sizing: border-box;
    overflow: hidden;
  }
  .title {
    display: flex;
    align-items: center;
    gap: 4px;
    flex: none;
    min-block-size: 44px;
    padding-inline: 16px 8px;
    color: var(--text);
    text-decoration: none;
  }
  .title svg {
    flex: none;
    color: var(--quiet);
  }
  .title:focus-visible {
    outline-offset: -3px;
    border-radius: var(--radius);
  }
  [dir="rtl"] .title svg {
    transform: scaleX(-1);
  }
  h2 {
    flex: 1;
    margin: 0;
    font-size: 1rem;
    font-weight: 500;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  h3 {
    margin: 0;
    padding: 8px 12px 4px;
    font-size: 0.82rem;
    font-weight: 500;
    color: var(--quiet);
  }
  .note {
    margin: 0;
    padding: 8px 16px 12px;
    color: var(--quiet);
    font-size: 0.9rem;
  }
  .note button {
    min-block-size: 44px;
    padding-inline: 12px;
    color: var(--accent);
    font-weight: 500;
  }
  .list,
  .grid {
    min-block-size: 0;
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
  }
  .list {
    flex: 1 1 calc(var(--rows) * 78px);
    padding-block-end: 8px;
  }
  camvault-row {
    position: relative;
    margin-block-end: 8px;
  }
  .grid {
    --gap: 4px;
    flex: 1 1 calc(var(--rows) * (100cqi / var(--columns) * 9 / 16));
    display: grid;
    grid-template-columns: repeat(var(--columns), minmax(0, 1fr));
    align-content: start;
    gap: var(--gap);
    padding: 0 8px 8px;
  }
  .grid > div {
    aspect-ratio: 16 / 9;
  }
  camvault-tile {
    block-size: 100%;
  }
  .strip {
    display: flex;
    flex: 1 1 140px;
    gap: 8px;
    min-block-size: 64px;
    padding: 0 12px 12px;
    overflow: auto hidden;
    overscroll-behavior-inline: contain;
    scroll-snap-type: inline proximity;
    scroll-padding-inline: 12px;
    scrollbar-width: none;
    touch-action: pan-x pan-y;
  }
  .strip > div {
    flex: none;
    block-size: 100%;
    aspect-ratio: 16 / 9;
    scroll-snap-align: start;
  }
  camvault-poster {
    flex: 1 1 auto;
    block-size: calc((100cqi - 24px) * 9 / 16);
    margin-inline: 12px;
  }
  :host([layout="camera"]) .strip {
    flex: none;
    block-size: 76px;
    padding-block-start: 8px;
  }
  @container (min-width: 480px) {
    ha-card {
      --columns: 3;
    }
  }
  @container (min-width: 760px) {
    ha-card {
      --columns: 4;
    }
  }
`, ie = 30, Q = class extends r {
	constructor(...e) {
		super(...e), this.late = !1, this.unknown = [], this.path = "/camvault", this.heading = "", this.layout = N, this.rows = 1, this.#n = [], this.#p = async (e, t) => await this.#e?.step(e, t) ?? null, this.#m = (e) => {
			e.ctrlKey || e.metaKey || e.shiftKey || e.button !== 0 || (e.preventDefault(), this.env.host.navigate(this.path));
		};
	}
	static {
		this.styles = [
			s,
			S,
			re
		];
	}
	#e;
	#t;
	#n;
	connectedCallback() {
		super.connectedCallback(), this.#e && this.#g();
	}
	disconnectedCallback() {
		super.disconnectedCallback(), this.#v(), this.#t?.clear();
	}
	willUpdate(e) {
		let { filter: t } = this;
		if (!t) return;
		this.#e?.source !== this.env.source && this.#h(this.env.source);
		let n = e.get("filter");
		!e.has("filter") || n && i(n, t) || this.#e?.show(t);
	}
	updated() {
		let e = this.#u().filter((e) => e.picture !== null);
		this.#t?.want(e.map((e) => ({
			home: e.home,
			id: e.picture ?? ""
		})));
	}
	render() {
		let { homes: e, late: t, unknown: r, filter: i } = this, a = J({
			store: this.#e,
			homes: e,
			late: t,
			unknown: r,
			filter: i
		});
		return p`<ha-card dir=${this.env.texts.direction} style="--rows:${this.rows}">
        ${this.#r()}
        ${a ? p`<p class="note" role="status">${this.env.texts.text(a.text, a.values)}${this.#i(a.remedy)}</p>` : n}
        ${this.#u().length > 0 ? this.#a() : n}
      </ha-card>
      <camvault-card-player .env=${this.env} .step=${this.#p}></camvault-card-player>`;
	}
	#r() {
		return this.heading === "" ? n : p`<a class="title" href=${this.path} @click=${this.#m}>
      <h2><bdi>${this.heading}</bdi></h2>
      ${x(j)}
    </a>`;
	}
	#i(e) {
		let { texts: t, host: r } = this.env;
		return e === "retry" ? p`<button @click=${() => this.#e?.retry()}>${t.text("card.retry")}</button>` : e === "add" ? p`<button @click=${() => r.navigate("/config/integrations/integration/camvault")}>${t.text("card.add")}</button>` : n;
	}
	#a() {
		if (this.layout === "list") return p`<div class="list" role="list">${this.#o()}</div>`;
		let [e] = this.#u(), t = e && this.layout === "camera" ? this.#c(e) : n;
		return p`${t}
      <div class=${this.layout === "grid" ? "grid" : "strip"} role="list">
        ${_(this.#u(), l, (e) => this.#s(e))}
      </div>`;
	}
	#o() {
		let e = Date.now(), t = this.env.format.dayKey(e);
		return _(this.#u(), l, (r) => {
			let i = this.env.format.dayKey(r.started_at), a = i === t ? n : p`<h3>${this.#l(r, e)}</h3>`;
			return t = i, p`${a}<div role="listitem"><camvault-row
            .env=${this.env}
            .event=${r}
            .home=${this.homes?.find(({ id: e }) => e === r.home)}
            .picture=${this.#d(r)}
            .now=${e}
            .stop=${!0}
            @click=${() => this.#f(r)}
          ></camvault-row></div>`;
		});
	}
	#s(e) {
		return p`<div role="listitem"><camvault-tile
        .env=${this.env}
        .event=${e}
        .home=${this.homes?.find(({ id: t }) => t === e.home)}
        .named=${this.filter?.cameras?.length !== 1}
        .picture=${this.#d(e)}
        @click=${() => this.#f(e)}
      ></camvault-tile></div>`;
	}
	#c(e) {
		return ne(e.home, p`<camvault-poster
        .env=${this.env}
        .event=${e}
        .home=${this.homes?.find(({ id: t }) => t === e.home)}
        .named=${this.filter?.cameras?.length !== 1}
        @click=${() => this.#f(e)}
      ></camvault-poster>`);
	}
	#l(e, t) {
		let { format: n, texts: r } = this.env;
		return n.dayKey(e.started_at) === n.dayKey(t - 864e5) ? r.text("timeline.yesterday") : n.day(e.started_at);
	}
	#u() {
		return this.#e?.events.slice(0, ie) ?? [];
	}
	#d(e) {
		return e.picture === null ? null : this.#t?.get({
			home: e.home,
			id: e.picture
		});
	}
	#f(e) {
		this.player.open(e);
	}
	#p;
	#m;
	#h(e) {
		this.#v(), this.#t?.clear(), this.#e = new te(e), this.#t = new v(e), this.filter && this.#e.show(this.filter), this.isConnected && this.#g();
	}
	#g() {
		let [e, t] = [this.#e, this.#t];
		if (!e || !t || this.#n.length > 0) return;
		let n = () => this.requestUpdate();
		this.#n = [
			e.listen(n),
			t.listen(n),
			e.follow(),
			this.#_()
		];
	}
	#_() {
		return this.env.source.subscribe((e) => {
			e.type === "capture" && e.capture.thumbnail && this.#t?.again(e.capture), e.type === "connected" && e.connected && this.#t?.allAgain();
		});
	}
	#v() {
		for (let e of this.#n.splice(0)) e();
	}
};
y([a({ attribute: !1 })], Q.prototype, "env", void 0), y([a({ attribute: !1 })], Q.prototype, "homes", void 0), y([a({ type: Boolean })], Q.prototype, "late", void 0), y([a({ attribute: !1 })], Q.prototype, "filter", void 0), y([a({ attribute: !1 })], Q.prototype, "unknown", void 0), y([a()], Q.prototype, "path", void 0), y([a()], Q.prototype, "heading", void 0), y([a({ reflect: !0 })], Q.prototype, "layout", void 0), y([a({ type: Number })], Q.prototype, "rows", void 0), y([t("camvault-card-player")], Q.prototype, "player", void 0), C("camvault-card-view", Q);
// card/timeline_card.ts
var ae = 600, oe = 5e3, $ = class extends r {
	constructor(...e) {
		super(...e), this.late = !1;
	}
	static {
		this.styles = e`
    :host,
    camvault-card-view {
      display: block;
      block-size: 100%;
    }
  `;
	}
	#e;
	#t;
	#n;
	set hass(e) {
		let t = this.#t;
		this.#t = e, F(e);
		let n = t?.connection !== e.connection;
		!n && t && f(t, e) || this.#r(e, n), t?.entities !== e.entities && this.#a();
	}
	connectedCallback() {
		super.connectedCallback(), this.#e = setTimeout(() => {
			this.late = !0;
		}, oe), this.#i();
	}
	disconnectedCallback() {
		super.disconnectedCallback(), clearTimeout(this.#e), this.#n?.(), this.#n = void 0;
	}
	willUpdate(e) {
		e.has("config") && this.#a();
	}
	render() {
		let { env: e, config: t, wanted: r } = this;
		if (!e || !t) return n;
		let i = t.layout ?? "list";
		return p`<camvault-card-view
      .env=${e}
      .homes=${this.homes}
      .late=${this.late}
      .filter=${r?.filter}
      .unknown=${r?.unknown ?? []}
      .path=${r?.path ?? "/camvault"}
      .heading=${t.title ?? r?.name ?? e.texts.text("card.title")}
      .layout=${i}
      .rows=${t.rows ?? M[i]}
    ></camvault-card-view>`;
	}
	async #r(e, t) {
		let n = await k(e.language);
		if (this.#t && !f(this.#t, e)) return;
		let r = new o(() => this, () => this.#t ?? e, () => innerWidth < ae);
		this.env = {
			source: P(this.#t ?? e, n),
			texts: n,
			format: new g(ee(e)),
			host: r
		}, t && (this.#n?.(), this.#n = void 0, this.#i());
	}
	#i() {
		this.env && this.isConnected && (this.#n ??= this.env.source.subscribe((e) => {
			e.type === "homes" && (this.homes = e.homes, this.#a());
		}));
	}
	#a() {
		this.config && this.homes && this.#t && (this.wanted = I(this.config, this.homes, this.#t));
	}
};
y([a({ attribute: !1 })], $.prototype, "config", void 0), y([b()], $.prototype, "env", void 0), y([b()], $.prototype, "homes", void 0), y([b()], $.prototype, "wanted", void 0), y([b()], $.prototype, "late", void 0), C("camvault-card", $);
