// shared/zone.ts
var e = /* @__PURE__ */ new Map(), t = 36e5, n = 24 * t;
function r(e, t, r) {
	let i = p(e) + t * 6e4, a = i - h(i - n, r), o = [a, i - h(i + n, r)].filter((e) => e + h(e, r) === i);
	return o.length > 0 ? Math.min(...o) : a;
}
function i(e, t) {
	return r(e, 0, t);
}
function a(e, t) {
	return i(c(e, 1), t);
}
function o(e, t) {
	return m(e + h(e, t));
}
function s(e, t) {
	let r = e + h(e, t);
	return Math.floor((r % n + n) % n / 6e4);
}
function c(e, t) {
	return m(p(e) + t * n);
}
function l(e, t) {
	let r = new Date(p(e)), i = Date.UTC(r.getUTCFullYear(), r.getUTCMonth() + t, 1);
	return m(i + (Math.min(r.getUTCDate(), f(i)) - 1) * n);
}
function u(e) {
	return `${e.slice(0, 7)}-01`;
}
function d(e) {
	return new Date(p(e)).getUTCDay();
}
function f(e) {
	let t = new Date(e);
	return new Date(Date.UTC(t.getUTCFullYear(), t.getUTCMonth() + 1, 0)).getUTCDate();
}
function p(e) {
	return Date.parse(`${e}T00:00:00Z`);
}
function m(e) {
	return new Date(e).toISOString().slice(0, 10);
}
function h(e, t) {
	let n = g(t).formatToParts(new Date(e)), r = (e) => Number(n.find((t) => t.type === e)?.value);
	return Date.UTC(r("year"), r("month") - 1, r("day"), r("hour"), r("minute"), r("second")) - Math.floor(e / 1e3) * 1e3;
}
function g(t) {
	let n = e.get(t);
	if (!n) {
		let r = {
			year: "numeric",
			month: "numeric",
			day: "numeric"
		}, i = {
			hour: "numeric",
			minute: "numeric",
			second: "numeric",
			hourCycle: "h23"
		};
		n = new Intl.DateTimeFormat("en-US", {
			calendar: "iso8601",
			timeZone: t,
			...r,
			...i
		}), e.set(t, n);
	}
	return n;
}
export { a, u as c, o as i, i as l, c as n, s as o, l as r, r as s, t, d as u };
