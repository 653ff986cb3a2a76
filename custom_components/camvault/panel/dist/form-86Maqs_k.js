import { a as e, n as t } from "./source-C5mtmyok.js";
import { r as n } from "./config-Bjc0UrMp.js";
import { n as r } from "./shared_source-DnfBoZSC.js";
// card/form.ts
var i = /* @__PURE__ */ new Set([
	"title",
	"rows",
	"cameras"
]), a = [
	"person",
	"vehicle",
	"animal",
	"doorbell",
	"face",
	"intrusion",
	"line_crossing",
	"sound",
	"motion"
], o = 2e3;
async function s() {
	let e = document.querySelector("home-assistant")?.hass, n = await t(e?.language ?? "en");
	return c(n, e ? await u(e, n) : []);
}
function c(t, r) {
	let o = l(r), s = [.../* @__PURE__ */ new Set([...a, ...r.flatMap((e) => e.cameras.flatMap((e) => e.labels))])], c = (e, t = {}) => ({ select: {
		options: e,
		...t
	} });
	return {
		schema: [
			{
				name: "title",
				selector: { text: {} }
			},
			{
				name: "layout",
				selector: c(n.map((e) => ({
					value: e,
					label: t.text(`card.form.layouts.${e}`)
				})), { mode: "dropdown" })
			},
			{
				name: "cameras",
				selector: { entity: {
					multiple: !0,
					filter: [{
						integration: "camvault",
						domain: ["camera", "image"]
					}]
				} }
			},
			...o.length > 0 ? [{
				name: "group",
				selector: c(o, { mode: "dropdown" })
			}] : [],
			{
				name: "labels",
				selector: c(s.map((n) => ({
					value: n,
					label: e(n, t)
				})), {
					multiple: !0,
					custom_value: !0
				})
			},
			{
				name: "unseen_only",
				selector: { boolean: {} }
			},
			{
				name: "rows",
				selector: { number: {
					min: 1,
					max: 20,
					mode: "box"
				} }
			}
		],
		computeLabel: ({ name: e }) => t.text(`card.form.${e}`),
		computeHelper: ({ name: e }) => i.has(e) ? t.text(`card.form.${e}Help`) : void 0
	};
}
function l(e) {
	let t = e.length > 1;
	return e.flatMap((e) => e.groups.map((n) => ({
		value: `${e.id}:${n.id}`,
		label: t ? `${e.name} · ${n.name}` : n.name
	})));
}
function u(e, t) {
	return new Promise((n) => {
		let i = (e) => {
			clearTimeout(a), queueMicrotask(() => s()), n(e);
		}, a = setTimeout(() => i([]), o), s = r(e, t).subscribe((e) => {
			e.type === "homes" && i(e.homes);
		});
	});
}
export { s as cardForm };
