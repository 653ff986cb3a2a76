import { t as e } from "./source-C5mtmyok.js";
// card/shared_source.ts
var t = /* @__PURE__ */ new WeakMap();
function n(e, n) {
	let r = t.get(e.connection) ?? i(e, n);
	return Object.assign(r, {
		hass: e,
		texts: n
	}), r.source;
}
function r(e) {
	let n = t.get(e.connection);
	n && (n.hass = e);
}
function i(n, r) {
	let i = {
		hass: n,
		texts: r,
		source: new e(() => i.hass, (e) => i.texts.text(e), localStorage)
	};
	return t.set(n.connection, i), i;
}
export { n, r as t };
