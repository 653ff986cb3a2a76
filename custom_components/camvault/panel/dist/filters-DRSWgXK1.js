import { a as e, o as t } from "./source-C5mtmyok.js";
// shared/parts/find/filters.ts
var n = [
	"unseen",
	"protected",
	"unarchived",
	"clips"
];
function r(e) {
	return Object.keys(e).length === 0;
}
function i(e, t) {
	return e?.home === t?.home && e?.id === t?.id;
}
function a(e, t) {
	return e[t] ? d(e, t) : {
		...e,
		[t]: !0
	};
}
function o(e, t) {
	let n = (e.labels ?? []).filter((e) => e !== t), r = e.labels?.includes(t) ? n : [...n, t];
	return r.length > 0 ? {
		...e,
		labels: r
	} : d(e, "labels");
}
function s(e, t) {
	return e.cameras?.some((e) => i(e, t)) ?? !1;
}
function c(e, t) {
	let n = (e.cameras ?? []).filter((e) => !i(e, t)), r = s(e, t) ? n : [...n, t];
	return r.length > 0 ? {
		...e,
		cameras: r
	} : d(e, "cameras");
}
function l(e, t) {
	let n = t.cameras.map(({ id: e }) => ({
		home: t.id,
		id: e
	})), r = (e.cameras ?? []).filter((e) => e.home !== t.id), i = n.every((t) => s(e, t)) ? r : [...r, ...n];
	return i.length > 0 ? {
		...e,
		cameras: i
	} : d(e, "cameras");
}
function u(e, t) {
	return i(e.group, t) ? d(e, "group") : {
		...e,
		group: t
	};
}
function d(e, ...t) {
	let n = { ...e };
	for (let e of t) delete n[e];
	return n;
}
function f(e, n) {
	let r = e.flatMap((e) => e.cameras.flatMap((e) => e.labels));
	return t([...r, ...n.labels ?? []]);
}
function p(e) {
	let t = e.map((e) => e.unseen).filter((e) => e !== null);
	return t.length > 0 ? t.reduce((e, t) => e + t, 0) : null;
}
function m(t, r, i) {
	let a = t.home === void 0 ? void 0 : _(r, t.home), { group: s } = t, l = r.find(({ id: e }) => e === s?.home), u = l?.groups.find(({ id: e }) => e === s?.id);
	return [
		...a === void 0 ? [] : [{
			name: a,
			without: d(t, "home")
		}],
		...n.filter((e) => t[e]).map((e) => ({
			name: i.text(`find.${e}`),
			without: d(t, e)
		})),
		...(t.labels ?? []).map((n) => ({
			name: e(n, i),
			without: o(t, n)
		})),
		...s ? [{
			name: u && l ? h(r, l, u.name) : s.id,
			without: d(t, "group")
		}] : [],
		...(t.cameras ?? []).map((e) => ({
			name: g(r, e),
			without: c(t, e)
		})),
		...t.text ? [{
			name: `“${t.text}”`,
			without: d(t, "text")
		}] : [],
		...t.after || t.before ? [{
			name: i.text("find.span"),
			without: d(t, "after", "before")
		}] : []
	];
}
function h(e, t, n) {
	return e.length > 1 ? `${t.name} · ${n}` : n;
}
function g(e, t) {
	let n = e.find(({ id: e }) => e === t.home), r = n?.cameras.find(({ id: e }) => e === t.id)?.name ?? t.id;
	return n && e.length > 1 ? `${n.name} · ${r}` : r;
}
function _(e, t) {
	return e.find((e) => e.id === t)?.name ?? t;
}
export { r as a, i as c, u as d, l as f, s as i, c as l, p as m, d as n, f as o, o as p, h as r, m as s, n as t, a as u };
