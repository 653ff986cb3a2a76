// card/config.ts
var e = [
	"list",
	"strip",
	"grid",
	"camera"
], t = "list", n = {
	list: 4,
	strip: 1,
	grid: 2,
	camera: 1
}, r = 20, i = {
	layout: [(t) => e.some((e) => e === t), `one of ${e.join(", ")}`],
	title: [(e) => typeof e == "string", "a text"],
	cameras: [s, "a list of entities"],
	group: [(e) => typeof e == "string" && e.includes(":"), "a group as HOME:ID"],
	labels: [s, "a list of labels"],
	unseen_only: [(e) => typeof e == "boolean", "true or false"],
	rows: [c, `a whole number from 1 to ${r}`]
};
function a(e) {
	if (typeof e != "object" || !e) throw Error("A card needs a configuration");
	let t = { ...e };
	for (let [e, [n, r]] of Object.entries(i)) if (t[e] === null || t[e] === void 0 || t[e] === "" && e !== "title") delete t[e];
	else if (!n(t[e])) throw Error(`"${e}" must be ${r}`);
	return t;
}
function o({ layout: e = t, rows: r = n[e] }) {
	let i = {
		list: 1.4,
		strip: 3,
		grid: 2.4,
		camera: 5
	}[e];
	return Math.ceil(1 + i * r);
}
function s(e) {
	return Array.isArray(e) && e.every((e) => typeof e == "string");
}
function c(e) {
	return Number.isInteger(e) && Number(e) >= 1 && Number(e) <= r;
}
export { o as a, a as i, n, e as r, t };
