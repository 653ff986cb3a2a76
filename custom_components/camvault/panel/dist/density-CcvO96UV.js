// shared/parts/find/density.ts
var e = /* @__PURE__ */ new WeakMap(), t = class t {
	#e = /* @__PURE__ */ new Map();
	#t = /* @__PURE__ */ new Map();
	#n = /* @__PURE__ */ new Set();
	#r = null;
	#i;
	constructor(e) {
		this.source = e;
	}
	static of(n) {
		let r = e.get(n);
		return r || (r = new t(n), e.set(n, r)), r;
	}
	spans(e, t, r) {
		let i = n(e, t, r);
		if (!i) return Promise.resolve([]);
		let a = JSON.stringify(i), o = this.#e.get(a);
		if (o) return o.spans;
		let s = this.source.density(i);
		this.#e.set(a, {
			bounds: r,
			spans: s
		}), s.catch(() => this.#e.delete(a));
		let c = this.#e.keys().next().value;
		return this.#e.size > 64 && c !== void 0 && this.#e.delete(c), s;
	}
	watch(e) {
		return this.#n.add(e), this.#r ??= this.source.subscribe((e) => this.#a(e)), () => {
			this.#n.delete(e), this.#n.size > 0 || (this.#r?.(), this.#r = null, this.#e.clear(), clearTimeout(this.#i), this.#i = void 0);
		};
	}
	#a(e) {
		e.type === "event" ? this.#o(e.event) : (e.type === "event_removed" || e.type === "seen" || e.type === "connected" && e.connected) && this.#s(() => !0);
	}
	#o(e) {
		let t = `${e.home} ${e.id}`, n = `${e.unseen}`;
		if (this.#t.get(t) === n) return;
		this.#t.size > 500 && this.#t.clear(), this.#t.set(t, n);
		let r = Date.parse(e.started_at);
		this.#s(({ start: e, end: t }) => e <= r && r < t);
	}
	#s(e) {
		let t = !1;
		for (let [n, { bounds: r }] of this.#e) e(r) && (this.#e.delete(n), t = !0);
		t && this.#i === void 0 && (this.#i = setTimeout(() => {
			this.#i = void 0;
			for (let e of this.#n) e();
		}, 5e3));
	}
};
function n(e, t, n) {
	let { text: r, after: i, before: a, ...o } = e, s = Math.max(n.start, i ? Date.parse(i) : n.start), c = Math.min(n.end, a ? Date.parse(a) : n.end);
	return c <= s ? null : {
		...o,
		by: t,
		after: new Date(s).toISOString(),
		before: new Date(c).toISOString()
	};
}
export { t };
