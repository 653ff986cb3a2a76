import { $ as e, A as t, D as n, E as r, H as i, K as a, M as o, N as s, O as ee, P as te, Q as ne, R as re, U as ie, V as ae, W as oe, Y as se, Z as ce, _t as le, a as ue, at as de, ct as c, dt as fe, et as pe, ft as me, gt as he, ht as ge, i as _e, l as ve, lt as ye, m as be, nt as xe, o as Se, ot as Ce, p as we, pt as Te, r as l, rt as Ee, tt as De, ut as Oe, x as ke } from "./source-C5mtmyok.js";
import { A as u, C as d, D as f, E as p, O as Ae, T as m, _ as je, b as h, g as Me, h as Ne, k as g, p as Pe, v as _, w as v, x as y, y as b } from "./store-aCwOVgRX.js";
import { t as x } from "./define-vDvmFNnP.js";
import { n as S } from "./sheet-br9yNcoD.js";
// shared/parts/player/about.ts
function Fe(e, t, n, r) {
	let { texts: i } = e;
	return g`
    ${t.description ? g`<p dir="auto" class="description">${t.description}</p>` : f}
    <ul class="facts">
      ${Se(t.labels).map((e) => g`<li class="label">${y(_e(e), 18)}${ue(e, i)}</li>`)}
      ${Ie(t, n, r).map((e) => g`<li class="note">${i.text(`player.note.${e}`, { count: t.unarchived })}</li>`)}
    </ul>
  `;
}
function Ie(e, t, n) {
	return [
		["going_on", e.ended_at === null],
		["incomplete", t?.condition === "incomplete"],
		["waiting", e.unarchived > 0],
		["more", n]
	].filter(([, e]) => e).map(([e]) => e);
}
// shared/parts/player/keys.ts
var Le = {
	ArrowLeft: ["back", "on"],
	ArrowRight: ["on", "back"]
}, Re = {
	j: "older",
	ArrowDown: "older",
	k: "newer",
	ArrowUp: "newer",
	",": "frame-back",
	".": "frame-on",
	" ": "play",
	m: "mute",
	f: "fullscreen",
	p: "protect",
	d: "download",
	s: "share",
	u: "seen",
	z: "zoom",
	"<": "slower",
	">": "faster",
	Escape: "close"
}, ze = "input, textarea, select, [contenteditable=''], [contenteditable='true']", Be = "button, a[href], summary";
function Ve(e, t, n) {
	if (e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey || !He(e, t)) return null;
	let r = Le[e.key]?.[+!!n];
	if (r) return r;
	let i = e.key.length === 1 ? e.key.toLowerCase() : e.key, a = e.composedPath()[0];
	return i === " " && a instanceof Element && a.closest(Be) ? null : Re[i] ?? null;
}
function He(e, t) {
	let n = e.composedPath(), r = n[0];
	return r instanceof Element && r.closest(ze) || n.some((e) => e instanceof HTMLDialogElement && e.open) ? !1 : n.includes(t) || r === document.body || r === document.documentElement;
}
// shared/parts/player/preferences.ts
var C = [
	.5,
	1,
	1.5,
	2,
	4,
	8
], w = {
	muted: !0,
	speed: 1,
	autoplay: !1
}, T = "player";
async function Ue(e) {
	let t = await e.preference(T).catch(() => void 0), n = C.find((e) => e === t?.speed) ?? w.speed;
	return {
		muted: t?.muted !== !1,
		speed: n,
		autoplay: t?.autoplay === !0
	};
}
function We(e, t) {
	e.setPreference(T, t).catch(() => void 0);
}
// shared/parts/player/actor.ts
var Ge = 5, Ke = class {
	#e;
	#t = !1;
	#n = [];
	#r;
	constructor(e, t) {
		this.conductor = e, this.parts = t;
		let { director: n } = e;
		this.#r = {
			older: () => e.stepTo("older"),
			newer: () => e.stepTo("newer"),
			back: () => n.skip(-5),
			on: () => n.skip(Ge),
			"frame-back": () => n.step(-1),
			"frame-on": () => n.step(1),
			play: () => n.playing ? n.pause() : n.play(),
			mute: () => e.like({ muted: !e.liking.muted }),
			fullscreen: () => this.#s(),
			protect: () => t.actions()?.protect(),
			download: () => t.actions()?.download(),
			share: () => t.actions()?.share(),
			seen: () => e.toggleSeen(),
			slower: () => this.#o(-1),
			faster: () => this.#o(1),
			zoom: () => t.player.stage(0)?.stepZoom(),
			close: () => t.player.close()
		};
	}
	get canFill() {
		return document.fullscreenEnabled || "webkitEnterFullscreen" in HTMLVideoElement.prototype;
	}
	listen() {
		this.#e = new AbortController(), window.addEventListener("keydown", (e) => this.press(e), { signal: this.#e.signal });
	}
	deafen() {
		this.#e?.abort();
	}
	press(e) {
		let { player: t } = this.parts, n = Ve(e, t, t.env.texts.direction === "rtl");
		return !n || n === "close" && document.fullscreenElement ? !1 : (e.preventDefault(), e.stopPropagation(), this.command(n), !0);
	}
	command(e) {
		this.#r[e]();
	}
	liking(e) {
		this.conductor.like(e);
	}
	pictureInPicture() {
		let e = this.parts.player.stage(0)?.video;
		(document.pictureInPictureElement ? document.exitPictureInPicture() : e?.requestPictureInPicture())?.catch(() => this.parts.player.env.host.toast(this.parts.player.env.texts.text("player.failed.pip")));
	}
	barMoved(e, t) {
		let { director: n } = this.conductor;
		n.playing && (this.#t = !0, n.pause()), n.seek(e), t && this.#t && (this.#t = !1, n.play());
	}
	barLook(e) {
		this.#t = !1, this.conductor.director.look(e);
	}
	actionChanged(e) {
		this.conductor.session.put(e);
	}
	actionRemoving(e) {
		this.conductor.leave(e);
	}
	actionRestored(e) {
		this.parts.player.go(e);
	}
	actionSeen() {
		this.conductor.toggleSeen();
	}
	ofTrack(e) {
		return this.#n[e] ??= this.#i(e), this.#n[e];
	}
	#i(e) {
		let { conductor: t, parts: n } = this;
		return {
			stageEnded: () => t.director.ended(e),
			stageMeasured: (e, n) => t.director.measured(e, n),
			stageSilenced: () => t.silenced(),
			stageTapped: () => this.command("play"),
			stageDoubled: (e) => this.command(this.#a(e === "left", "back", "on")),
			stageSwiped: (e) => this.command(this.#a(e === "left", "older", "newer")),
			stageDownload: () => this.command("download"),
			stageSays: (e) => n.player.say(e)
		};
	}
	#a(e, t, n) {
		return e === (this.parts.player.env.texts.direction === "ltr") ? t : n;
	}
	#o(e) {
		let { speed: t } = this.conductor.liking, n = C.map(Number).indexOf(t) + e, r = C[Math.min(C.length - 1, Math.max(0, n))];
		r !== void 0 && this.conductor.like({ speed: r });
	}
	#s() {
		let e = this.parts.section();
		document.fullscreenElement ? document.exitFullscreen() : document.fullscreenEnabled ? e?.requestFullscreen().catch(() => void 0) : (this.parts.player.stage(0)?.video)?.webkitEnterFullscreen?.();
	}
};
// shared/parts/player/actions/message.ts
function E(e, t, n) {
	return t instanceof l && t.message ? t.message : e.texts.text(navigator.onLine ? n : "player.trouble.offline");
}
// shared/parts/player/seen.ts
var qe = class {
	#e = /* @__PURE__ */ new Map();
	async played(e, t) {
		if (!t || e.unseen === void 0 || this.#e.get(D(e)) === e.received_at) return !1;
		let n = !this.#e.has(D(e));
		if (this.leave(e), n && !e.unseen) return !1;
		try {
			return await t.markSeen({
				seen: !0,
				events: [{
					home: e.home,
					id: e.id
				}]
			}), !0;
		} catch {
			return !1;
		}
	}
	leave(e) {
		this.#e.set(D(e), e.received_at);
	}
	forget() {
		this.#e.clear();
	}
};
function D({ home: e, id: t }) {
	return `${e} ${t}`;
}
// shared/parts/player/session.ts
var Je = {
	home: "",
	id: ""
}, Ye = [], Xe = class {
	#e;
	#t;
	#n;
	constructor(e, t) {
		this.source = e, this.listener = t, this.homes = [], this.opened = [], this.beside = [], this.#t = 0, this.#n = !1;
	}
	get first() {
		return this.opened[0];
	}
	get tracks() {
		return this.opened.map(({ captures: e, nudge: t }) => ({
			captures: e,
			nudge: t
		}));
	}
	start() {
		this.#e ??= this.source().subscribe((e) => this.#i(e));
	}
	stop() {
		this.#e?.(), this.#e = void 0, this.#t += 1;
	}
	home(e) {
		return this.homes.find((t) => t.id === e.home);
	}
	camera(e) {
		return this.home(e)?.cameras.find((t) => t.id === e.camera);
	}
	features(e) {
		return this.home(e)?.features ?? Ye;
	}
	async open(e) {
		let t = ++this.#t;
		try {
			let n = await this.source().open(e);
			if (t !== this.#t) return;
			this.opened = [{
				...n,
				nudge: 0
			}], this.beside = [], this.listener.sessionChanged(!0);
		} catch (e) {
			t === this.#t && this.listener.sessionFailed(e);
		}
	}
	async add(e) {
		let t = this.#t, n = await this.source().open(e);
		t !== this.#t || this.opened.some(({ event: t }) => O(t, e)) || this.#r([...this.opened, {
			...n,
			nudge: 0
		}]);
	}
	drop(e) {
		this.#r(this.opened.filter(({ event: t }, n) => n === 0 || !O(t, e)));
	}
	nudge(e, t) {
		this.#r(this.opened.map((n) => O(n.event, e) ? {
			...n,
			nudge: n.nudge + t
		} : n));
	}
	put(e) {
		let t = (t) => ({
			...e,
			unseen: e.unseen ?? t.unseen ?? !1
		}), n = this.opened.map((n) => ({
			...n,
			event: O(n.event, e) ? t(n.event) : n.event,
			also: n.also.map((n) => O(n, e) ? t(n) : n)
		}));
		this.#r(n);
	}
	#r(e) {
		this.opened = e;
		let t = e.slice(1).map(({ event: e }) => e);
		(t.length !== this.beside.length || t.some((e, t) => !O(e, this.beside[t] ?? Je))) && (this.beside = t), this.listener.sessionChanged(!1);
	}
	#i(e) {
		e.type === "homes" ? (this.homes = e.homes, this.listener.sessionChanged(!1)) : e.type === "event" ? this.#a(e.event) && this.put(e.event) : e.type === "capture" ? this.#o(e.capture) : e.type === "event_removed" ? this.#s(e.event) : e.type === "connected" && this.#c(e.connected);
	}
	#a(e) {
		return this.opened.some(({ event: t, also: n }) => O(t, e) || n.some((t) => O(t, e)));
	}
	#o(e) {
		let t = this.opened.find(({ event: t }) => t.home === e.home && t.id === e.event);
		t && this.#r(this.opened.map((n) => n === t ? {
			...n,
			captures: Ze(n.captures, e)
		} : n));
	}
	#s(e) {
		let { first: t } = this;
		if (t && O(t.event, e)) this.listener.sessionRemoved();
		else if (this.#a(e)) {
			let t = this.opened.filter(({ event: t }) => !O(t, e));
			this.#r(t.map((t) => ({
				...t,
				also: t.also.filter((t) => !O(t, e))
			})));
		}
	}
	#c(e) {
		e && this.#n && (this.listener.sessionConnected(), this.#l()), this.#n = !e;
	}
	async #l() {
		let e = this.#t, t = await Promise.allSettled(this.opened.map(({ event: e }) => this.source().open(e)));
		e === this.#t && this.#r(this.opened.map((e, n) => {
			let r = t[n];
			return r?.status === "fulfilled" ? {
				...r.value,
				nudge: e.nudge
			} : e;
		}));
	}
};
function O(e, t) {
	return e.id === t.id && e.home === t.home;
}
function Ze(e, t) {
	let n = e.find((e) => e.id === t.id), r = {
		...t,
		picture: t.picture ?? n?.picture ?? null
	};
	return [...e.filter((e) => e.id !== t.id), r].sort((e, t) => e.captured_at.localeCompare(t.captured_at));
}
// shared/parts/player/time/clock.ts
var Qe = .8, $e = .06, et = .15;
function tt(e, t) {
	let n = Qe * Math.max(1, t);
	if (!(Math.abs(e) < n)) return { seek: !0 };
	if (Math.abs(e) < $e * t) return {
		seek: !1,
		rate: t
	};
	let r = Math.min(et, Math.abs(e) / 2);
	return {
		seek: !1,
		rate: t * (1 - Math.sign(e) * r)
	};
}
// shared/parts/player/time/follow.ts
function nt(e, t, n, r) {
	if (t && n || e.pause(), !t) return e.present(null, 0), !1;
	if (e.showing !== t.capture.id && e.present(t.capture, t.at), !e.ready || t.capture.kind === "snapshot") return e.ready && n;
	let i = tt(e.time - t.at, r);
	return (i.seek || !n) && e.present(t.capture, t.at), n ? (e.setRate(i.seek ? r : i.rate), e.play(), !0) : !1;
}
// shared/parts/player/time/pieces.ts
var k = 1.5, rt = 10, it = 10, at = .05;
function ot(e, t) {
	let n = [];
	return e.forEach((e, r) => {
		let i = ct(e, r, t), a = r === 0 ? i : i.flatMap((e) => ft(e, n));
		n.push(...a);
	}), e.forEach((e, t) => {
		n.push(...A(e, t).filter((e) => !dt(n, e.begin)));
	}), n.sort((e, t) => e.begin - t.begin || e.track - t.track);
}
function A(e, t) {
	return lt(e).filter((e) => e.kind === "snapshot").map((n) => ({
		track: t,
		capture: n,
		begin: ut(n, e),
		from: 0,
		length: k
	}));
}
function st(e, t, n) {
	let r = ct(e, 0, n).findLast((e) => dt([e], t));
	if (r) return {
		capture: r.capture,
		at: (t - r.begin) / 1e3
	};
	let i = A(e, 0).findLast((e) => e.begin <= t && t < e.begin + it * 1e3);
	return i ? {
		capture: i.capture,
		at: 0
	} : null;
}
function j(e) {
	return e.begin + e.length * 1e3;
}
function ct(e, t, n) {
	return lt(e).filter((e) => e.kind === "clip").map((r) => ({
		track: t,
		capture: r,
		begin: ut(r, e),
		from: 0,
		length: n.get(r.id) ?? (r.duration_s || rt)
	})).sort((e, t) => e.begin - t.begin);
}
function lt(e) {
	return e.captures.filter((e) => e.state !== "receiving" && e.condition !== "empty");
}
function ut(e, t) {
	return Date.parse(e.captured_at) + t.nudge * 1e3;
}
function dt(e, t) {
	return e.some((e) => e.begin <= t && t < j(e));
}
function ft(e, t) {
	return t.reduce((e, t) => e.flatMap((e) => pt(e, t)), [e]);
}
function pt(e, t) {
	return t.begin >= j(e) || j(t) <= e.begin ? [e] : [mt(e, e.begin, Math.min(j(e), t.begin)), mt(e, Math.max(e.begin, j(t)), j(e))].filter((e) => e.length > at);
}
function mt(e, t, n) {
	let r = (t - e.begin) / 1e3;
	return {
		...e,
		begin: t,
		from: e.from + r,
		length: (n - t) / 1e3
	};
}
// shared/parts/player/time/timeline.ts
var ht = .04, gt = .25, _t = class {
	constructor(e) {
		this.pieces = e, this.marks = yt(e);
	}
	get last() {
		return this.pieces.length - 1;
	}
	fraction({ index: e, offset: t }) {
		let n = this.marks[e], r = this.pieces[e];
		return !n || !r ? 0 : n.start + n.width * St(t / r.length);
	}
	position(e) {
		let t = this.marks.findIndex((t) => e < t.start + t.width), [n, r] = [this.marks[t], this.pieces[t]];
		return !n || !r ? this.#t() : {
			index: t,
			offset: St((e - n.start) / n.width) * r.length
		};
	}
	moment({ index: e, offset: t }) {
		let n = this.pieces[e];
		return n ? n.begin + t * 1e3 : NaN;
	}
	at(e) {
		let t = this.pieces.findIndex((t) => e < j(t)), n = this.pieces[t];
		return n ? {
			index: t,
			offset: Math.max(0, (e - n.begin) / 1e3)
		} : this.#t();
	}
	move(e, t) {
		let { index: n, offset: r } = e;
		for (r += t; r < 0 && n > 0;) --n, r += this.#e(n);
		for (; n < this.last && r >= this.#e(n);) r -= this.#e(n), n += 1;
		return {
			index: n,
			offset: Math.min(Math.max(0, r), this.#e(n))
		};
	}
	carry(e, t) {
		let n = t.pieces[e.index];
		if (!n) return {
			index: 0,
			offset: 0
		};
		let r = n.from + e.offset, i = this.pieces.map((e, t) => ({
			other: e,
			index: t
		})).filter(({ other: e }) => vt(e, n)), a = i.findLast(({ other: e }) => e.from <= r) ?? i[0];
		return a ? {
			index: a.index,
			offset: Math.min(Math.max(0, r - a.other.from), a.other.length)
		} : this.at(t.moment(e));
	}
	#e(e) {
		return this.pieces[e]?.length ?? 0;
	}
	#t() {
		return {
			index: Math.max(0, this.last),
			offset: this.#e(this.last)
		};
	}
};
function vt(e, t) {
	return e.track === t.track && e.capture.id === t.capture.id;
}
function yt(e) {
	let t = e.reduce((e, t) => e + bt(t), 0), n = Math.max(1, e.length - 1), r = t * Math.min(ht, gt / n), i = 0;
	return e.map((t, n) => {
		i += Math.min(xt(e, n), r);
		let a = {
			start: i,
			width: bt(t)
		};
		return i += a.width, a;
	}).map((e) => ({
		start: e.start / i,
		width: e.width / i
	}));
}
function bt(e) {
	return Math.max(e.length, k / 3);
}
function xt(e, t) {
	let n = e[t], r = e.slice(0, t);
	return !n || r.length === 0 ? 0 : Math.max(0, (n.begin - Math.max(...r.map(j))) / 1e3);
}
function St(e) {
	return Math.min(1, Math.max(0, e));
}
// shared/parts/player/time/director.ts
var Ct = 1, wt = 3, Tt = class {
	#e;
	#t;
	#n;
	#r;
	constructor(e, t) {
		this.screen = e, this.listener = t, this.timeline = new _t([]), this.position = {
			index: 0,
			offset: 0
		}, this.playing = !1, this.peek = null, this.#e = [], this.#t = 1, this.#n = /* @__PURE__ */ new Map(), this.#r = 0;
	}
	get piece() {
		return this.timeline.pieces[this.position.index];
	}
	get moment() {
		return this.peek ? Date.parse(this.peek.captured_at) : this.timeline.moment(this.position);
	}
	get finished() {
		let { index: e, offset: t } = this.position;
		return e >= this.timeline.last && t >= (this.piece?.length ?? 0) - .05;
	}
	get lengths() {
		return this.#n;
	}
	setTracks(e, t) {
		this.#e = e, this.#l(t), this.#d(t);
	}
	setRate(e) {
		this.#t = e;
		for (let t of this.#c()) t.setRate(e);
	}
	measured(e, t) {
		Math.abs((this.#n.get(e) ?? 0) - t) < .01 || (this.#n.set(e, t), this.#l(!1), this.listener.directorChanged());
	}
	play() {
		let e = this.finished;
		e && (this.position = {
			index: 0,
			offset: 0
		}), this.playing = !0, this.#d(e);
	}
	pause() {
		this.#u(), this.playing = !1, this.#d();
	}
	seek(e) {
		this.position = e, this.#d(!0);
	}
	skip(e) {
		this.seek(this.timeline.move(this.position, e));
	}
	step(e) {
		this.#u(), this.playing = !1;
		let t = this.screen(this.piece?.track ?? 0)?.frame ?? 0;
		this.skip(e * t + .001);
	}
	look(e) {
		let t = this.timeline.pieces.findIndex((t) => t.capture.id === e.id);
		this.playing = !1, t >= 0 ? this.seek({
			index: t,
			offset: 0
		}) : (this.#d(), this.peek = e, this.screen(0)?.present(e, 0), this.listener.directorChanged());
	}
	ended(e) {
		this.playing && this.piece?.track === e && this.piece.capture.kind === "clip" && this.#s();
	}
	tick(e) {
		let { piece: t } = this, n = t && this.screen(t.track);
		t && n && (this.playing ? (n.stuck ? this.#o(n, e) : t.capture.kind === "snapshot" ? this.#i(t, n, e) : this.#a(t, n), this.#p(), this.listener.directorChanged()) : this.#p());
	}
	#i(e, t, n) {
		if (!t.ready) return;
		let r = this.position.offset + n;
		r >= Ct && this.listener.directorSeen(e.track), this.position = {
			...this.position,
			offset: r
		}, r >= e.length && this.#s();
	}
	#a(e, t) {
		if (!t.ready) return;
		let n = t.time - e.from;
		n > this.position.offset && this.listener.directorSeen(e.track), this.position = {
			...this.position,
			offset: Math.max(0, Math.min(n, e.length))
		};
		let r = this.#n.get(e.capture.id) ?? Infinity;
		n >= e.length && e.from + e.length < r - .1 && this.#s();
	}
	#o(e, t) {
		e.stuck === "for good" && (this.#r += t, this.#r >= wt && this.#s());
	}
	#s() {
		if (this.position.index < this.timeline.last) this.position = {
			index: this.position.index + 1,
			offset: 0
		}, this.#d(!0);
		else {
			this.position = {
				index: this.timeline.last,
				offset: this.piece?.length ?? 0
			}, this.playing = !1;
			for (let e of this.#c()) e.pause();
			this.listener.directorChanged(), this.listener.directorFinished();
		}
	}
	#c() {
		return this.#e.map((e, t) => this.screen(t)).filter((e) => e !== void 0);
	}
	#l(e) {
		let t = this.timeline;
		this.timeline = new _t(ot(this.#e, this.#n)), this.position = e ? {
			index: 0,
			offset: 0
		} : this.timeline.carry(this.position, t);
	}
	#u() {
		let { piece: e } = this, t = e && this.screen(e.track);
		e?.capture.kind === "clip" && t?.ready && this.#a(e, t);
	}
	#d(e = !1) {
		this.peek = null, this.#r = 0;
		let { piece: t, position: n } = this, r = t && this.screen(t.track);
		if (t && r) {
			r.setRate(this.#t);
			let i = r.showing === t.capture.id;
			(e || !i) && r.present(t.capture, t.from + n.offset), this.playing ? r.play() : r.pause(), this.#f(t, r);
		}
		this.#p(), this.listener.directorChanged();
	}
	#f(e, t) {
		let n = this.timeline.pieces.slice(this.position.index + 1).find((t) => t.track === e.track), r = n && n.capture.id !== e.capture.id ? n : null;
		t.prepare(r?.capture ?? null, r?.from ?? 0);
	}
	#p() {
		let e = this.piece?.track;
		if (e === void 0) return;
		let t = this.playing && this.screen(e)?.ready === !0;
		this.#e.forEach((n, r) => {
			let i = this.screen(r);
			r !== e && i && nt(i, st(n, this.moment, this.#n), t, this.#t) && this.listener.directorSeen(r);
		});
	}
}, Et = 100, Dt = 200, Ot = class {
	#e;
	#t;
	#n;
	#r;
	#i;
	constructor(e) {
		this.podium = e, this.liking = w, this.stills = [], this.problem = null, this.#e = new qe(), this.#r = !1, this.#i = null, this.session = new Xe(() => e.env.source, this), this.director = new Tt((t) => e.stage(t), this);
	}
	get connected() {
		return this.#t !== void 0;
	}
	connect() {
		this.#n = new AbortController();
		let { signal: e } = this.#n;
		this.session.start(), document.addEventListener("visibilitychange", () => this.#s(), { signal: e }), window.addEventListener("online", () => this.#c(), { signal: e });
		let t = performance.now();
		this.#t = setInterval(() => {
			let e = performance.now();
			this.director.tick(Math.min(1, (e - t) / 1e3)), t = e;
		}, Et), this.#o();
	}
	disconnect() {
		clearInterval(this.#t), this.#t = void 0, this.#n?.abort(), this.session.stop(), this.director.playing = !1;
	}
	async open(e) {
		this.problem = null, this.#i = null, this.#e.forget(), this.director.playing = !document.hidden, this.#r = document.hidden, await this.session.open(e);
	}
	async stepTo(e) {
		let t = this.session.first?.event, n = t && await this.podium.step?.(t, e).catch(() => null);
		return n ? this.podium.go(n) : this.podium.env.host.toast(this.podium.env.texts.text(`player.no_${e}`)), !!n;
	}
	like(e) {
		this.liking = {
			...this.liking,
			...e
		}, this.director.setRate(this.liking.speed), We(this.podium.env.host, this.liking), this.podium.requestUpdate();
	}
	silenced() {
		this.liking = {
			...this.liking,
			muted: !0
		}, this.podium.requestUpdate();
	}
	async leave(e) {
		this.#i = e;
		for (let t of ["older", "newer"]) {
			let n = await this.podium.step?.(e, t).catch(() => null);
			if (n) {
				this.podium.go(n);
				return;
			}
		}
		this.podium.close();
	}
	async toggleSeen() {
		let { env: e } = this.podium, t = this.session.first?.event;
		if (!t || !e.source.actions || t.unseen === void 0) return;
		let n = t.unseen;
		this.#e.leave(t), this.session.put({
			...t,
			unseen: !n
		}), this.podium.say(e.texts.text(n ? "player.seen" : "player.unseen"));
		try {
			await e.source.actions.markSeen({
				seen: n,
				events: [{
					home: t.home,
					id: t.id
				}]
			});
		} catch (r) {
			this.session.put({
				...t,
				unseen: n
			}), e.host.toast(E(e, r, "player.failed.seen"));
		}
	}
	async add(e) {
		let { env: t } = this.podium;
		await this.session.add(e).catch((e) => t.host.toast(E(t, e, "player.failed.open")));
	}
	sessionChanged(e) {
		this.stills = this.session.tracks.flatMap((e, t) => A(e, t)), this.podium.requestUpdate(), this.podium.updateComplete.then(() => {
			document.hidden || this.director.setTracks(this.session.tracks, e), this.director.setRate(this.liking.speed);
		});
	}
	sessionRemoved() {
		let { first: e } = this.session;
		this.#i && e && O(this.#i, e.event) || this.podium.env.host.toast(this.podium.env.texts.text("player.removed")), this.podium.close();
	}
	sessionConnected() {
		this.#c(), this.problem && !this.session.first && this.podium.requestUpdate();
	}
	sessionFailed(e) {
		let t = e instanceof l && e.problem === "not_found", { env: n } = this.podium;
		this.problem = t ? n.texts.text("player.removed") : E(n, e, "player.failed.open"), this.session.opened = [], this.podium.say(this.problem), this.podium.requestUpdate();
	}
	directorChanged() {
		this.podium.requestUpdate();
	}
	directorSeen(e) {
		let t = this.session.opened[e]?.event;
		t && this.#e.played(t, this.podium.env.source.actions).then((e) => {
			e && this.session.put({
				...t,
				unseen: !1
			});
		});
	}
	directorFinished() {
		this.liking.autoplay && this.#a();
	}
	async #a() {
		let { step: e } = this.podium, t = this.session.first?.event ?? null, n = t;
		for (let r = 0; t && e && r < Dt; r += 1) {
			t = await e(t, "newer").catch(() => null);
			let r = this.session.first?.event;
			if (!n || !r || !O(n, r) || this.director.playing) return;
			if (t && t.unseen !== !1) {
				this.podium.go(t);
				return;
			}
		}
	}
	async #o() {
		this.liking = await Ue(this.podium.env.host), this.director.setRate(this.liking.speed), this.podium.requestUpdate();
	}
	#s() {
		if (document.hidden) {
			if (document.pictureInPictureElement) return;
			this.#r = this.director.playing, this.director.pause();
			for (let e of this.#l()) e.rest();
		} else this.director.playing = this.director.playing || this.#r, this.#r = !1, this.director.setTracks(this.session.tracks, !1);
	}
	#c() {
		for (let e of this.#l()) e.wake();
	}
	#l() {
		return this.session.opened.map((e, t) => this.podium.stage(t)).filter((e) => e !== void 0);
	}
}, kt = "button:not(:disabled), select, [tabindex='0']:not(.edge), a[href], textarea", At = class {
	#e = null;
	constructor(e) {
		this.player = e;
	}
	remember() {
		let e = Mt(document);
		this.#e = e instanceof HTMLElement && e !== document.body ? e : null;
	}
	enter() {
		this.player.shadowRoot?.querySelector("section")?.focus({ preventScroll: !0 });
	}
	giveBack() {
		this.#e?.isConnected && this.#e.focus({ preventScroll: !0 }), this.#e = null;
	}
	renderEdge(e) {
		return g`<div class="edge" tabindex="0" @focus=${() => this.#t(e)}></div>`;
	}
	#t(e) {
		(this.player.shadowRoot ? jt(this.player.shadowRoot) : []).at(e === "first" ? 0 : -1)?.focus();
	}
};
function jt(e) {
	return [...e.querySelectorAll("*")].flatMap((e) => {
		if (e.matches("dialog:not([open])")) return [];
		let t = e.shadowRoot ? jt(e.shadowRoot) : [];
		return e.matches(kt) && e.getClientRects().length ? [e, ...t] : t;
	});
}
function Mt(e) {
	let t = e.activeElement;
	return t?.shadowRoot && Mt(t.shadowRoot) || t;
}
// shared/parts/player/layout.ts
var Nt = u`
  :host { display: block; block-size: 100%; background: var(--surface); overflow: hidden; }
  section { display: flex; flex-direction: column; block-size: 100%; outline: none; background: var(--surface); container-type: inline-size; }
  section.narrow { padding-block: var(--safe-area-inset-top, 0px) var(--safe-area-inset-bottom, 0px); box-sizing: border-box; }
  header { display: flex; align-items: center; padding-inline: 4px; min-block-size: 56px; flex: none; }
  h2 { flex: 1; min-width: 0; margin: 0; padding-inline: 8px; font-size: 16px; font-weight: 600; line-height: 1.25;
    white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
  small { display: block; color: var(--quiet); font-size: 13px; font-weight: 400; overflow: hidden; text-overflow: ellipsis; }
  .turn:dir(rtl) { display: inline-grid; transform: scaleX(-1); }
  .stages { display: grid; gap: 2px; flex: none; background: #000; }
  camvault-stage { aspect-ratio: 16 / 9; max-block-size: 60vh; inline-size: 100%; }
  .n2 camvault-stage { max-block-size: 34vh; }
  .below { flex: 1; min-block-size: 0; overflow-y: auto; overscroll-behavior: contain; }
  .about { padding-inline: 16px; }
  .description { margin: 12px 0; white-space: pre-wrap; overflow-wrap: anywhere; }
  .facts { display: flex; flex-wrap: wrap; gap: 8px; margin: 8px 0; padding: 0; list-style: none; font-size: 14px; }
  .label { display: inline-flex; align-items: center; gap: 6px; padding: 2px 10px; border-radius: 12px; background: color-mix(in srgb, var(--text) 8%, transparent); }
  .note { color: var(--warn); }
  .clocks { margin: 8px 16px; color: var(--quiet); font-size: 13px; }
  .empty { flex: 1; display: grid; place-content: center; justify-items: center; gap: 16px; padding: 24px; text-align: center; }
  .again { min-block-size: 44px; padding-inline: 20px; border-radius: 22px; background: var(--accent); color: var(--on-accent); }
  .said, .edge { position: absolute; width: 1px; height: 1px; margin: 0; overflow: hidden; clip-path: inset(50%); }
  section:fullscreen .stages { flex: 1; min-block-size: 0; }
  section:fullscreen camvault-stage { aspect-ratio: auto; max-block-size: none; block-size: 100%; }
  section:fullscreen .below { flex: none; }
  section:fullscreen :is(camvault-player-actions, camvault-player-also, .about, .clocks) { display: none; }
  @container (min-width: 640px) {
    .n2, .n3, .n4 { grid-template-columns: 1fr 1fr; }
    .n2 camvault-stage, .n3 camvault-stage, .n4 camvault-stage { max-block-size: 34vh; }
  }
`, Pt = 4e3, M = class extends p {
	static {
		this.styles = [
			h,
			b,
			u`
      textarea { box-sizing: border-box; inline-size: 100%; min-block-size: 8em; padding: 12px; font: inherit; color: inherit;
        background: var(--page); border: 1px solid var(--line); border-radius: 8px; resize: vertical; }
      footer { display: flex; justify-content: end; gap: 8px; margin-block-start: 12px; }
      footer button { min-block-size: 44px; padding-inline: 20px; border-radius: 22px; }
      .save { background: var(--accent); color: var(--on-accent); }
    `
		];
	}
	async show() {
		await this.updateComplete, this.field.value = this.event.description ?? "", this.sheet.show(), await this.sheet.updateComplete, requestAnimationFrame(() => this.field.focus());
	}
	render() {
		let { texts: e } = this.env;
		return g`<camvault-sheet
      .heading=${e.text("player.describe")}
      .closing=${e.text("player.close")}
      .direction=${e.direction}
    >
      <textarea
        maxlength=${Pt}
        dir="auto"
        aria-label=${e.text("player.describe")}
        placeholder=${e.text("player.describe_hint")}
        @keydown=${this.#e}
      ></textarea>
      <footer>
        <button @click=${() => this.sheet.close()}>${e.text("player.cancel")}</button>
        <button class="save" @click=${this.#t}>${e.text("player.save")}</button>
      </footer>
    </camvault-sheet>`;
	}
	#e(e) {
		e.key === "Enter" && (e.ctrlKey || e.metaKey) && this.#t();
	}
	async #t() {
		let { env: e, event: t } = this, n = t.description, r = this.field.value.trim() || null;
		if (this.sheet.close(), r !== n) {
			this.changed({
				...t,
				description: r
			});
			try {
				let n = await e.source.actions?.describe({
					home: t.home,
					id: t.id
				}, r);
				n && this.changed(n);
			} catch (r) {
				this.changed({
					...t,
					description: n
				}), e.host.toast(E(e, r, "player.failed.describe"));
			}
		}
	}
};
_([m({ attribute: !1 })], M.prototype, "env", void 0), _([m({ attribute: !1 })], M.prototype, "event", void 0), _([m({ attribute: !1 })], M.prototype, "changed", void 0), _([d("camvault-sheet")], M.prototype, "sheet", void 0), _([d("textarea")], M.prototype, "field", void 0), x("camvault-player-describe", M);
// shared/parts/player/actions/copy.ts
async function Ft(e) {
	try {
		return await navigator.clipboard.writeText(e), !0;
	} catch {
		return It(e);
	}
}
function It(e) {
	let t = document.createElement("textarea");
	t.value = e, t.style.position = "fixed", t.style.opacity = "0", (Lt() ?? document.body).append(t), t.select();
	let n = document.execCommand("copy");
	return t.remove(), n;
}
function Lt() {
	let e = document.activeElement;
	for (; e?.shadowRoot?.activeElement;) e = e.shadowRoot.activeElement;
	return e?.closest("dialog, camvault-sheet") ?? null;
}
// shared/parts/player/actions/remove.ts
var Rt = 10;
function zt(e, t, n) {
	let { actions: r } = e.source;
	if (!r) return;
	let i = setTimeout(() => void Bt(e, t), Rt * 1e3);
	e.host.toast(e.texts.text("player.deleting", { count: Rt }), {
		text: e.texts.text("player.undo"),
		run: () => {
			clearTimeout(i), n();
		}
	});
}
async function Bt(e, { home: t, id: n }) {
	try {
		await e.source.actions?.remove([{
			home: t,
			id: n
		}]);
	} catch (t) {
		e.host.toast(E(e, t, "player.failed.delete"));
	}
}
// shared/parts/player/stage/troubles.ts
var Vt = {
	expired: "again",
	away: "again",
	preparing: "again",
	undecodable: "download",
	unreadable: "download",
	unplayable: "download",
	codec: "download",
	offline: null,
	gone: null,
	unauthorized: null
};
function N(e, t, n) {
	let r = t.again && t.what !== "preparing" && t.what !== "offline" ? "again" : t.what;
	return e.text(`player.trouble.${r}`, { codec: F(n?.codecs ?? null) });
}
function P(e) {
	return e.again ? null : Vt[e.what];
}
function F(e) {
	return e ? /hvc1|hev1|dvh/i.test(e) ? "H.265" : /avc/i.test(e) ? "H.264" : e.split(",")[0]?.trim() ?? e : "?";
}
// shared/parts/player/actions/details.ts
var I = class extends p {
	constructor(...e) {
		super(...e), this.capture = null;
	}
	static {
		this.styles = [
			h,
			b,
			u`
      dl { margin: 0; }
      dt { color: var(--quiet); font-size: 13px; }
      dd { margin: 2px 0 12px; overflow-wrap: anywhere; user-select: text; }
      .code { font-family: ui-monospace, monospace; font-size: 13px; }
    `
		];
	}
	async show() {
		await this.updateComplete, this.sheet.show();
	}
	render() {
		let { texts: e } = this.env;
		return g`<camvault-sheet
      .heading=${e.text("player.details.title")}
      .closing=${e.text("player.close")}
      .direction=${e.direction}
    >
      <dl>${this.capture ? Ht(this.env, this.capture).map((e) => this.#e(e)) : f}</dl>
    </camvault-sheet>`;
	}
	#e([e, t, n]) {
		return t ? g`<dt>${this.env.texts.text(`player.details.${e}`)}</dt>
      <dd class=${n ? "code" : ""} dir=${n ? "ltr" : "auto"}>${t}</dd>` : f;
	}
};
_([m({ attribute: !1 })], I.prototype, "env", void 0), _([m({ attribute: !1 })], I.prototype, "capture", void 0), _([d("camvault-sheet")], I.prototype, "sheet", void 0);
function Ht({ texts: e, format: t }, n) {
	let r = (e) => `${t.day(e)}, ${t.timeWithSeconds(e)}`, { width: i, height: a, duration_s: o, codecs: s } = n;
	return [
		["state", e.text(`player.state.${n.state}`)],
		["condition", n.condition === "complete" ? null : e.text(`player.condition.${n.condition}`)],
		["captured", r(n.captured_at)],
		["received", r(n.received_at)],
		["length", o === null ? null : t.length(o)],
		["size", t.size(n.size)],
		["resolution", i && a ? `${i} × ${a}` : null],
		["codec", s ? `${F(s)} (${s})` : n.content_type],
		[
			"path",
			n.original_path,
			!0
		],
		[
			"key",
			n.archive_key,
			!0
		],
		[
			"sha256",
			n.sha256,
			!0
		]
	];
}
x("camvault-player-details", I);
// shared/parts/player/actions/menu.ts
var L = class extends p {
	constructor(...e) {
		super(...e), this.capture = null, this.change = !1;
	}
	static {
		this.styles = [
			h,
			b,
			u`
      button { display: flex; align-items: center; gap: 16px; inline-size: 100%; min-block-size: 52px; text-align: start; }
      small { display: block; color: var(--quiet); }
      .delete { color: var(--bad); }
    `
		];
	}
	async show() {
		await this.updateComplete, this.sheet.show();
	}
	render() {
		let { env: e, event: t, camera: n } = this, { texts: r } = e, a = t.unseen !== void 0 && e.source.actions !== null;
		return g`<camvault-sheet
        .heading=${r.text("player.more")}
        .closing=${r.text("player.close")}
        .direction=${r.direction}
      >
        ${a ? this.#e(t.unseen ? "mark_seen" : "mark_unseen", t.unseen ? s : o, () => this.listener.actionSeen()) : f}
        ${this.#e("copy_event", i, () => void this.#r())}
        ${n?.device_id ? this.#e("to_camera", we, () => this.#i()) : f}
        ${this.capture ? this.#e("details.title", ae, () => void this.details.show()) : f}
        ${this.change ? this.#t() : f}
      </camvault-sheet>
      <camvault-player-details .env=${e} .capture=${this.capture}></camvault-player-details>`;
	}
	#e(e, t, n) {
		return g`<button
      @click=${() => {
			this.sheet.close(), n();
		}}
    >
      ${y(t)}<span>${this.env.texts.text(`player.${e}`)}</span>
    </button>`;
	}
	#t() {
		let { event: e, env: t } = this, r = e.protected ? "delete_protected" : e.ended_at === null ? "delete_going_on" : null;
		return g`<button class="delete" ?disabled=${r !== null} @click=${this.#n}>
      ${y(n)}
      <span>
        ${t.texts.text("player.delete")}
        ${r ? g`<small>${t.texts.text(`player.${r}`)}</small>` : f}
      </span>
    </button>`;
	}
	#n() {
		let { event: e, listener: t } = this;
		this.sheet.close(), zt(this.env, e, () => t.actionRestored(e)), t.actionRemoving(e);
	}
	async #r() {
		let { home: e, id: t } = this.event, n = `/camvault/event/${encodeURIComponent(e)}/${encodeURIComponent(t)}`, r = await Ft(new URL(n, location.origin).href);
		this.env.host.toast(this.env.texts.text(r ? "player.copied" : "player.failed.copy"));
	}
	#i() {
		this.env.host.navigate(`/config/devices/device/${this.camera?.device_id}`);
	}
};
_([m({ attribute: !1 })], L.prototype, "env", void 0), _([m({ attribute: !1 })], L.prototype, "event", void 0), _([m({ attribute: !1 })], L.prototype, "capture", void 0), _([m({ attribute: !1 })], L.prototype, "camera", void 0), _([m({ type: Boolean })], L.prototype, "change", void 0), _([m({ attribute: !1 })], L.prototype, "listener", void 0), _([d("camvault-sheet")], L.prototype, "sheet", void 0), _([d("camvault-player-details")], L.prototype, "details", void 0), x("camvault-player-menu", L);
// shared/parts/player/actions/share.ts
var R = class extends p {
	constructor(...e) {
		super(...e), this.shared = null, this.#e = "";
	}
	static {
		this.styles = [
			h,
			b,
			u`
      p { margin: 0 0 12px; }
      dt { color: var(--quiet); font-size: 13px; }
      dd { margin: 2px 0 12px; overflow-wrap: anywhere; user-select: text; }
      .hash { font-family: ui-monospace, monospace; font-size: 13px; }
      footer { display: flex; flex-wrap: wrap; gap: 8px; }
      footer button { display: inline-flex; align-items: center; gap: 8px; min-block-size: 44px; padding-inline: 20px;
        border-radius: 22px; background: var(--accent); color: var(--on-accent); }
    `
		];
	}
	#e;
	async show(e, t) {
		let { actions: n } = this.env.source;
		if (n) {
			this.#e = t;
			try {
				this.shared = await n.share({
					home: e.home,
					id: e.id
				});
			} catch (e) {
				this.env.host.toast(E(this.env, e, "player.failed.share"));
				return;
			}
			await this.updateComplete, this.sheet.show(), "share" in navigator ? await this.#n() : await this.#r();
		}
	}
	render() {
		let { shared: e } = this, { texts: t } = this.env;
		return g`<camvault-sheet
      .heading=${t.text("player.share")}
      .closing=${t.text("player.close")}
      .direction=${t.direction}
    >
      ${e ? this.#t(e) : f}
    </camvault-sheet>`;
	}
	#t({ url: e, expires_at: t, sha256: n }) {
		let { texts: i, format: a } = this.env, o = `${a.day(t)}, ${a.time(t)}`;
		return g`
      <p>${i.text("player.share_until", { until: o })}</p>
      <dl>
        <dt>${i.text("player.link")}</dt>
        <dd dir="ltr">${e}</dd>
        ${n ? g`<dt>${i.text("player.details.sha256")}</dt><dd class="hash" dir="ltr">${n}</dd>` : f}
      </dl>
      <footer>
        ${"share" in navigator ? g`<button @click=${this.#n}>${y(c, 20)}${i.text("player.share_by")}</button>` : f}
        <button @click=${this.#r}>${y(r, 20)}${i.text("player.copy_link")}</button>
      </footer>
    `;
	}
	async #n() {
		this.shared && await navigator.share({
			url: this.shared.url,
			title: this.#e
		}).catch(() => void 0);
	}
	async #r() {
		let e = this.shared !== null && await Ft(this.shared.url);
		this.env.host.toast(this.env.texts.text(e ? "player.copied" : "player.failed.copy"));
	}
};
_([m({ attribute: !1 })], R.prototype, "env", void 0), _([v()], R.prototype, "shared", void 0), _([d("camvault-sheet")], R.prototype, "sheet", void 0), x("camvault-player-share", R);
// shared/parts/player/actions/actions.ts
var Ut = {
	none: a,
	pending: oe,
	kept: ie
}, z = class extends p {
	constructor(...e) {
		super(...e), this.capture = null;
	}
	static {
		this.styles = [
			h,
			b,
			Wt()
		];
	}
	get #e() {
		return this.env.source.actions !== null && this.camera?.may_change === !0;
	}
	render() {
		let { env: e, event: n, capture: r, listener: i } = this, a = this.#e;
		return g`
      <div class="row" role="toolbar" aria-label=${e.texts.text("player.actions")}>
        ${this.#t("download", t, () => void this.download(), r === null)}
        ${a ? this.#t("share", c, () => void this.share(), r === null) : ""}
        ${a ? this.#n() : ""}
        ${a ? this.#t("describe", Te, () => void this.describing.show()) : ""}
        ${this.#t("more", ee, () => void this.menu.show())}
      </div>
      <camvault-player-share .env=${e}></camvault-player-share>
      <camvault-player-describe .env=${e} .event=${n} .changed=${(e) => i.actionChanged(e)}>
      </camvault-player-describe>
      <camvault-player-menu
        .env=${e} .event=${n} .capture=${r} .camera=${this.camera} .change=${a} .listener=${i}
      ></camvault-player-menu>
    `;
	}
	#t(e, t, n, r = !1) {
		return g`<button @click=${n} ?disabled=${r}>${y(t)}<span>${this.env.texts.text(`player.${e}`)}</span></button>`;
	}
	#n() {
		let { protection: e, protected: t } = this.event, n = t && e === "none" ? "pending" : e;
		return g`<button aria-pressed=${t} class=${n} @click=${() => void this.protect()}>
      ${y(Ut[n])}<span>${this.env.texts.text(`player.protection.${n}`)}</span>
    </button>`;
	}
	async download() {
		let { env: e, capture: t } = this;
		if (t) try {
			let n = document.createElement("a");
			n.href = await e.source.download({
				home: t.home,
				id: t.id
			}), n.download = "", this.renderRoot.append(n), n.click(), n.remove();
		} catch (t) {
			e.host.toast(E(e, t, "player.failed.download"));
		}
	}
	async share() {
		let { capture: e, camera: t, env: n } = this;
		e && this.#e && await this.sharing.show(e, `${t?.name ?? ""} ${n.format.timeWithSeconds(e.captured_at)}`.trim());
	}
	async protect() {
		let { env: e, event: t, listener: n } = this, { actions: r } = e.source;
		if (!r || !this.#e) return;
		let i = !t.protected;
		n.actionChanged({
			...t,
			protected: i,
			protection: i ? "pending" : "none"
		});
		try {
			let [e] = await r.protect([{
				home: t.home,
				id: t.id
			}], i);
			e && n.actionChanged(e);
		} catch (r) {
			n.actionChanged({
				...this.event,
				protected: t.protected,
				protection: t.protection
			}), e.host.toast(E(e, r, "player.failed.protect"));
		}
	}
};
_([m({ attribute: !1 })], z.prototype, "env", void 0), _([m({ attribute: !1 })], z.prototype, "event", void 0), _([m({ attribute: !1 })], z.prototype, "capture", void 0), _([m({ attribute: !1 })], z.prototype, "camera", void 0), _([m({ attribute: !1 })], z.prototype, "listener", void 0), _([d("camvault-player-share")], z.prototype, "sharing", void 0), _([d("camvault-player-describe")], z.prototype, "describing", void 0), _([d("camvault-player-menu")], z.prototype, "menu", void 0);
function Wt() {
	return u`
    :host { display: block; }
    .row { display: flex; justify-content: space-around; gap: 4px; padding-inline: 4px; }
    .row button { flex: 1; max-inline-size: 110px; min-inline-size: 0; min-block-size: 60px; display: grid; align-content: center; justify-items: center;
      gap: 4px; border-radius: 12px; font-size: 12px; }
    .row span { max-inline-size: 100%; overflow: hidden; text-overflow: ellipsis; }
    .row button:hover { background: color-mix(in srgb, var(--text) 8%, transparent); }
    .kept { color: var(--good); }
    .pending { color: var(--warn); }
  `;
}
x("camvault-player-actions", z);
// shared/parts/player/stage/pictures.ts
var Gt = 24, B = class {
	#e = /* @__PURE__ */ new Map();
	#t = !1;
	constructor(e) {
		this.source = e;
	}
	get(e, t) {
		return this.#n(`${e.home} ${e.id} ${t}`, () => this.source().picture(e, t));
	}
	sprite(e) {
		return this.#n(`${e.home} ${e.id} sprite`, () => this.source().sprite(e));
	}
	forget(e) {
		for (let t of [320, 640]) this.#i(`${e.home} ${e.id} ${t}`);
	}
	free() {
		this.#t = !0;
		for (let e of [...this.#e.keys()]) this.#i(e);
	}
	reopen() {
		this.#t = !1;
	}
	#n(e, t) {
		let n = this.#e.get(e) ?? this.#r(t);
		this.#e.delete(e), this.#e.set(e, n);
		let r = this.#e.keys().next().value;
		return this.#e.size > Gt && r !== void 0 && this.#i(r), n;
	}
	async #r(e) {
		let t = await e().catch(() => null);
		return t && !this.#t ? URL.createObjectURL(t) : null;
	}
	#i(e) {
		this.#e.get(e)?.then((e) => e && URL.revokeObjectURL(e)), this.#e.delete(e);
	}
}, V = class extends p {
	constructor(...e) {
		super(...e), this.events = [], this.chosen = [], this.full = !1, this.addresses = /* @__PURE__ */ new Map(), this.#e = new B(() => this.env.source);
	}
	static {
		this.styles = [
			h,
			b,
			Kt()
		];
	}
	#e;
	connectedCallback() {
		super.connectedCallback(), this.#e.reopen();
	}
	disconnectedCallback() {
		super.disconnectedCallback(), this.#e.free();
	}
	willUpdate(e) {
		let t = e.get("first");
		if (t && !O(t, this.first) && (this.#e.free(), this.#e.reopen(), this.addresses = /* @__PURE__ */ new Map()), e.has("events")) for (let e of this.events) this.#n(e);
	}
	render() {
		return this.events.length === 0 ? f : g`<h3>${this.env.texts.text("player.also")}</h3>
      <ul>${this.events.map((e) => this.#t(e))}</ul>`;
	}
	#t(e) {
		let t = this.chosen.some((t) => O(t, e)), n = this.addresses.get(`${e.home} ${e.picture}`);
		return g`<li>
      <button aria-pressed=${t} ?disabled=${this.full && !t} @click=${() => this.choose(e)}>
        <span class="picture">${n ? g`<img src=${n} alt="" />` : y(ge, 32)}${t ? g`<i>${y(be, 20)}</i>` : f}</span>
        <span class="name">${this.nameOf(e)}</span>
        <span class="time">${this.env.format.timeWithSeconds(e.started_at)}</span>
      </button>
    </li>`;
	}
	async #n({ home: e, picture: t }) {
		let n = t ? await this.#e.get({
			home: e,
			id: t
		}, 320) : null;
		n && (this.addresses = new Map([...this.addresses, [`${e} ${t}`, n]]));
	}
};
_([m({ attribute: !1 })], V.prototype, "env", void 0), _([m({ attribute: !1 })], V.prototype, "first", void 0), _([m({ attribute: !1 })], V.prototype, "events", void 0), _([m({ attribute: !1 })], V.prototype, "chosen", void 0), _([m({ type: Boolean })], V.prototype, "full", void 0), _([m({ attribute: !1 })], V.prototype, "nameOf", void 0), _([m({ attribute: !1 })], V.prototype, "choose", void 0), _([v()], V.prototype, "addresses", void 0);
function Kt() {
	return u`
    :host { display: block; }
    h3 { margin: 8px 16px; font-size: 14px; font-weight: 600; }
    ul { display: flex; gap: 8px; margin: 0; padding: 0 16px 16px; overflow-x: auto; list-style: none; overscroll-behavior-x: contain; }
    button { display: grid; inline-size: 132px; text-align: start; border-radius: 8px; }
    .picture { position: relative; display: grid; place-items: center; aspect-ratio: 16 / 9; border-radius: 8px; overflow: hidden;
      background: #000; color: #888; }
    [aria-pressed="true"] .picture { outline: 3px solid var(--accent); }
    img { width: 100%; height: 100%; object-fit: contain; }
    i { position: absolute; inset-block-start: 4px; inset-inline-end: 4px; display: grid; padding: 2px; border-radius: 50%;
      background: var(--accent); color: var(--on-accent); }
    .name { margin-block-start: 4px; font-size: 13px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
    .time { font-size: 12px; color: var(--quiet); }
  `;
}
x("camvault-player-also", V);
// node_modules/lit-html/directives/style-map.js
var H = "important", qt = " !" + H, U = Ne(class extends Me {
	constructor(e) {
		if (super(e), e.type !== je.ATTRIBUTE || e.name !== "style" || e.strings?.length > 2) throw Error("The `styleMap` directive must be used in the `style` attribute and must be the only part in the attribute.");
	}
	render(e) {
		return Object.keys(e).reduce((t, n) => {
			let r = e[n];
			return r == null ? t : t + `${n = n.includes("-") ? n : n.replace(/(?:^(webkit|moz|ms|o)|)(?=[A-Z])/g, "-$&").toLowerCase()}:${r};`;
		}, "");
	}
	update(e, [t]) {
		let { style: n } = e.element;
		if (this.ft === void 0) return this.ft = new Set(Object.keys(t)), this.render(t);
		for (let e of this.ft) t[e] ?? (this.ft.delete(e), e.includes("-") ? n.removeProperty(e) : n[e] = null);
		for (let e in t) {
			let r = t[e];
			if (r != null) {
				this.ft.add(e);
				let t = typeof r == "string" && r.endsWith(qt);
				e.includes("-") || t ? n.setProperty(e, t ? r.slice(0, -11) : r, t ? H : "") : n[e] = r;
			}
		}
		return Ae;
	}
}), W = class extends p {
	constructor(...e) {
		super(...e), this.stills = [], this.moment = 0, this.hovered = null, this.#e = !1;
	}
	static {
		this.styles = [h, Jt()];
	}
	#e;
	render() {
		let e = this.timeline.fraction(this.position), { format: t, texts: n } = this.env;
		return g`
      <div
        class="bar"
        role="slider"
        tabindex="0"
        aria-label=${n.text("player.bar")}
        aria-valuemin="0"
        aria-valuemax="1000"
        aria-valuenow=${Math.round(e * 1e3)}
        aria-valuetext=${this.#r()}
        @pointerdown=${this.#i}
        @pointermove=${this.#a}
        @pointerup=${this.#o}
        @pointercancel=${this.#o}
        @pointerleave=${() => {
			this.hovered = null;
		}}
      >
        ${this.timeline.pieces.map((t, n) => this.#t(t, n, e))}
        ${this.stills.map((e) => this.#n(e))}
        <i class="thumb" style=${U({ insetInlineStart: G(e) })}></i>
        ${this.hovered === null ? f : g`<output style=${U({ insetInlineStart: G(this.hovered) })}>
              ${t.timeWithSeconds(this.timeline.moment(this.timeline.position(this.hovered)))}
            </output>`}
      </div>
    `;
	}
	#t(e, t, n) {
		let r = this.timeline.marks[t];
		if (!r || e.capture.kind === "snapshot") return f;
		let i = Math.min(1, Math.max(0, (n - r.start) / r.width)), a = {
			insetInlineStart: G(r.start),
			inlineSize: G(r.width)
		};
		return g`<i class="piece track${e.track}" style=${U(a)}>
      <i class="played" style=${U({ inlineSize: G(i) })}></i>
    </i>`;
	}
	#n(e) {
		let t = this.timeline.fraction(this.timeline.at(e.begin));
		return g`<i class="tick" style=${U({ insetInlineStart: G(t) })}></i>`;
	}
	#r() {
		let e = this.timeline.pieces[this.position.index];
		if (!e) return "";
		let t = this.timeline.pieces.filter((t) => t.capture.kind === e.capture.kind);
		return this.env.texts.text(`player.at_${e.capture.kind}`, {
			time: this.env.format.timeWithSeconds(this.moment),
			index: t.indexOf(e) + 1,
			count: t.length
		});
	}
	#i(e) {
		e.button === 0 && (e.stopPropagation(), this.#e = !0, this.bar.setPointerCapture(e.pointerId), this.#s(e, !1));
	}
	#a(e) {
		this.hovered = this.#l(e), this.#e && this.#s(e, !1);
	}
	#o(e) {
		this.#e && (this.#e = !1, e.pointerType !== "mouse" && (this.hovered = null), this.#s(e, !0));
	}
	#s(e, t) {
		let n = this.#l(e), r = t ? this.#c(n) : void 0;
		r ? this.listener.barLook(r.capture) : this.listener.barMoved(this.timeline.position(n), t);
	}
	#c(e) {
		let t = 6 / Math.max(1, this.bar.clientWidth);
		return this.stills.find((n) => Math.abs(this.timeline.fraction(this.timeline.at(n.begin)) - e) < t);
	}
	#l(e) {
		let t = this.bar.getBoundingClientRect(), n = (e.clientX - t.left) / Math.max(1, t.width), r = this.env.texts.direction === "rtl" ? 1 - n : n;
		return Math.min(1, Math.max(0, r));
	}
};
_([m({ attribute: !1 })], W.prototype, "env", void 0), _([m({ attribute: !1 })], W.prototype, "listener", void 0), _([m({ attribute: !1 })], W.prototype, "timeline", void 0), _([m({ attribute: !1 })], W.prototype, "stills", void 0), _([m({ attribute: !1 })], W.prototype, "position", void 0), _([m({ attribute: !1 })], W.prototype, "moment", void 0), _([v()], W.prototype, "hovered", void 0), _([d(".bar")], W.prototype, "bar", void 0);
function G(e) {
	return `${(e * 100).toFixed(3)}%`;
}
function Jt() {
	return u`
    :host { display: block; touch-action: none; padding-inline: 12px; }
    .bar { position: relative; height: 44px; cursor: pointer; border-radius: 8px; }
    .bar:focus-visible { outline: 2px solid var(--accent); }
    .piece, .tick, .thumb { position: absolute; pointer-events: none; }
    .piece { inset-block: 18px; min-inline-size: 2px; border-radius: 3px; overflow: hidden; background: var(--line);
      box-shadow: inset 0 0 0 1px color-mix(in srgb, var(--text) 18%, transparent); }
    .piece:not(.track0) { inset-block: 20px; }
    .played { display: block; height: 100%; background: var(--accent); }
    .tick { inset-block: 12px; inline-size: 3px; margin-inline-start: -1.5px; border-radius: 2px; background: var(--text);
      box-shadow: 0 0 0 1px var(--surface); }
    .thumb { inset-block-start: 13px; inline-size: 18px; block-size: 18px; margin-inline-start: -9px; border-radius: 50%;
      background: var(--accent); box-shadow: 0 0 0 2px var(--surface), 0 1px 4px #0006; }
    output { position: absolute; inset-block-end: 38px; padding: 2px 8px; border-radius: 6px; background: var(--text);
      color: var(--surface); font-size: 13px; white-space: nowrap; transform: translateX(-50%); pointer-events: none; }
    :host(:dir(rtl)) output { transform: translateX(50%); }
  `;
}
x("camvault-player-bar", W);
// shared/parts/player/beside.ts
var Yt = .5, K = class extends p {
	constructor(...e) {
		super(...e), this.name = "", this.nudge = 0;
	}
	static {
		this.styles = [
			h,
			b,
			u`
      :host { position: absolute; inset-block-start: 0; inset-inline: 0; display: flex; align-items: center; color: #fff;
        background: linear-gradient(#000b, #0000); pointer-events: none; }
      b { flex: 1; min-width: 0; padding-inline: 12px; font-weight: 500; font-size: 14px; white-space: nowrap; overflow: hidden;
        text-overflow: ellipsis; }
      button { pointer-events: auto; }
      button.icon { min-width: 44px; min-height: 44px; }
      output { min-width: 3.5em; text-align: center; font-size: 13px; font-variant-numeric: tabular-nums; }
    `
		];
	}
	render() {
		let { format: e } = this.env, t = `${this.nudge > 0 ? "+" : this.nudge < 0 ? "−" : "±"}${e.number(Math.abs(this.nudge))} s`;
		return g`<b>${this.name}</b>
      ${this.#e("earlier", ce, () => this.nudged(-.5))}
      <output dir="ltr">${t}</output>
      ${this.#e("later", xe, () => this.nudged(Yt))} ${this.#e("drop", ke, () => this.dropped())}`;
	}
	#e(e, t, n) {
		let r = this.env.texts.text(`player.${e}`, { camera: this.name });
		return g`<button class="icon" aria-label=${r} title=${r} @pointerdown=${(e) => e.stopPropagation()} @click=${n}>${y(t, 20)}</button>`;
	}
};
_([m({ attribute: !1 })], K.prototype, "env", void 0), _([m()], K.prototype, "name", void 0), _([m({ type: Number })], K.prototype, "nudge", void 0), _([m({ attribute: !1 })], K.prototype, "nudged", void 0), _([m({ attribute: !1 })], K.prototype, "dropped", void 0), x("camvault-player-beside", K);
// shared/parts/player/controls.ts
var q = class extends p {
	constructor(...e) {
		super(...e), this.playing = !1, this.steps = !1, this.fullscreen = !1, this.pip = !1;
	}
	static {
		this.styles = [
			h,
			b,
			Xt()
		];
	}
	render() {
		let { liking: t, playing: n, listener: r } = this, i = this.env.texts.direction === "rtl", a = (e) => g`<span class=${i ? "turned" : ""}>${y(e)}</span>`;
		return g`
      <div class="row main">
        ${this.steps ? this.#e("older", a(Oe)) : f}
        ${this.#e("back", a(Ce))}
        <button class="icon play" aria-label=${this.#r(n ? "pause" : "play")} title=${this.#r(n ? "pause" : "play")}
          @click=${() => r.command("play")}>${y(n ? ne : pe, 32)}</button>
        ${this.#e("on", a(te))}
        ${this.steps ? this.#e("newer", a(ye)) : f}
      </div>
      <div class="row">
        <button class="icon" aria-pressed=${!t.muted} aria-label=${this.#r("sound")} title=${this.#r("sound")}
          @click=${() => r.command("mute")}>${y(t.muted ? le : he)}</button>
        ${this.#e("frame-back", a(fe))} ${this.#e("frame-on", a(me))}
        ${this.#t()}
        <button class="icon" aria-pressed=${t.autoplay} aria-label=${this.#r("autoplay")} title=${this.#r("autoplay")}
          @click=${() => r.liking({ autoplay: !t.autoplay })}>${y(De)}</button>
        ${this.#e("zoom", y(se))}
        ${this.pip ? g`<button class="icon" aria-label=${this.#r("pip")} title=${this.#r("pip")}
              @click=${() => r.pictureInPicture()}>${y(e)}</button>` : f}
        ${this.fullscreen ? this.#e("fullscreen", y(re)) : f}
      </div>
    `;
	}
	#e(e, t) {
		let n = this.#r(e);
		return g`<button class="icon" aria-label=${n} title=${n} @click=${() => this.listener.command(e)}>${t}</button>`;
	}
	#t() {
		let { speed: e } = this.liking;
		return g`<select aria-label=${this.#r("speed")} title=${this.#r("speed")} @change=${this.#n}>
      ${C.map((t) => g`<option value=${t} ?selected=${t === e} .selected=${t === e}>${this.env.format.number(t)}×</option>`)}
    </select>`;
	}
	#n(e) {
		let t = e.target;
		this.listener.liking({ speed: Number(t.value) }), t.blur();
	}
	#r(e) {
		return this.env.texts.text(`player.control.${e}`);
	}
};
_([m({ attribute: !1 })], q.prototype, "env", void 0), _([m({ attribute: !1 })], q.prototype, "listener", void 0), _([m({ attribute: !1 })], q.prototype, "liking", void 0), _([m({ type: Boolean })], q.prototype, "playing", void 0), _([m({ type: Boolean })], q.prototype, "steps", void 0), _([m({ type: Boolean })], q.prototype, "fullscreen", void 0), _([m({ type: Boolean })], q.prototype, "pip", void 0);
function Xt() {
	return u`
    :host { display: block; }
    .row { display: flex; justify-content: center; align-items: center; flex-wrap: wrap; }
    .main { gap: 8px; }
    .row button.icon { min-width: 44px; }
    .play { background: var(--accent); color: var(--on-accent); width: 56px; height: 56px; }
    .turned { display: inline-grid; transform: scaleX(-1); }
    [aria-pressed="true"] { color: var(--accent); }
    select { font: inherit; color: inherit; background: none; border: 0; min-height: 44px; padding-inline: 6px; border-radius: 22px; }
    option { color: #111; background: #fff; }
    @container (min-width: 640px) { :host { display: flex; justify-content: center; gap: 16px; } }
  `;
}
x("camvault-player-controls", q);
// shared/parts/player/stage/gestures.ts
var Zt = 24, J = 12, Qt = 64, $t = 260, en = 1 / 3, tn = class {
	#e = /* @__PURE__ */ new Map();
	#t = new AbortController();
	#n = "none";
	#r;
	constructor(e, t) {
		this.element = e, this.listener = t;
		let { signal: n } = this.#t, r = (t, r) => e.addEventListener(t, r, { signal: n });
		r("pointerdown", (e) => this.#i(e)), r("pointermove", (e) => this.#a(e)), r("pointerup", (e) => this.#c(e)), r("pointercancel", (e) => this.#l(e)), e.addEventListener("wheel", (e) => this.#d(e), {
			signal: n,
			passive: !1
		});
		for (let t of [
			"touchstart",
			"touchmove",
			"touchend"
		]) e.addEventListener(t, (e) => e.stopPropagation(), {
			signal: n,
			passive: !0
		});
	}
	dispose() {
		clearTimeout(this.#r?.timer), this.#t.abort();
	}
	#i(e) {
		if (e.button !== 0) return;
		e.stopPropagation();
		let t = {
			x: e.clientX,
			y: e.clientY
		}, n = e.pointerType === "touch" && (t.x < Zt || t.x > window.innerWidth - Zt);
		this.#e.set(e.pointerId, {
			start: t,
			at: t,
			edge: n
		}), this.#e.size === 2 && (this.listener.dragged(0), this.#n = "pinch");
	}
	#a(e) {
		let t = this.#e.get(e.pointerId);
		if (!t) return;
		let n = t.at, r = this.#f();
		t.at = {
			x: e.clientX,
			y: e.clientY
		}, this.#n === "none" && this.#o(e, t), this.#n === "pinch" && this.#s(r), this.#n === "pan" && this.listener.panned({
			x: t.at.x - n.x,
			y: t.at.y - n.y
		}), this.#n === "swipe" && this.listener.dragged(t.at.x - t.start.x);
	}
	#o(e, t) {
		let [n, r] = [Math.abs(t.at.x - t.start.x), Math.abs(t.at.y - t.start.y)];
		this.listener.enlarged() ? this.#n = Math.max(n, r) > J / 2 ? "pan" : "none" : !t.edge && n > J && n > r * 1.5 && (this.#n = "swipe"), this.#n !== "none" && this.element.setPointerCapture?.(e.pointerId);
	}
	#s(e) {
		let t = this.#f();
		e > 0 && t > 0 && this.listener.zoomed(t / e, this.#p());
	}
	#c(e) {
		let t = this.#e.get(e.pointerId);
		if (!t) return;
		this.#e.delete(e.pointerId);
		let n = t.at.x - t.start.x;
		this.#n === "swipe" ? (this.listener.dragged(0), Math.abs(n) >= Qt && this.listener.swiped(n < 0 ? "left" : "right")) : this.#n === "none" && Math.hypot(n, t.at.y - t.start.y) < J && this.#u(t.at), this.#e.size === 0 && (this.#n = "none");
	}
	#l(e) {
		this.#e.delete(e.pointerId), this.listener.dragged(0), this.#e.size === 0 && (this.#n = "none");
	}
	#u(e) {
		let t = this.element.getBoundingClientRect(), n = (e.x - t.left) / t.width, r = n < en ? "left" : n > .6666666666666667 ? "right" : "middle", i = this.#r;
		if (clearTimeout(i?.timer), this.#r = void 0, i?.place === r) {
			this.listener.doubled(r);
			return;
		}
		let a = setTimeout(() => {
			this.#r = void 0, this.listener.tapped();
		}, $t);
		this.#r = {
			timer: a,
			place: r
		};
	}
	#d(e) {
		let t = this.#m({
			x: e.clientX,
			y: e.clientY
		});
		e.preventDefault(), e.stopPropagation(), this.listener.zoomed(Math.exp(-e.deltaY / 400), t);
	}
	#f() {
		let [e, t] = [...this.#e.values()];
		return e && t ? Math.hypot(e.at.x - t.at.x, e.at.y - t.at.y) : 0;
	}
	#p() {
		let [e, t] = [...this.#e.values()];
		return !e || !t ? {
			x: 0,
			y: 0
		} : this.#m({
			x: (e.at.x + t.at.x) / 2,
			y: (e.at.y + t.at.y) / 2
		});
	}
	#m(e) {
		let t = this.element.getBoundingClientRect();
		return {
			x: e.x - t.left - t.width / 2,
			y: e.y - t.top - t.height / 2
		};
	}
}, nn = u`
    :host { display: block; position: relative; overflow: hidden; background: #000; color: #fff; touch-action: pan-y; user-select: none; }
    :host([enlarged]) { touch-action: none; cursor: move; }
    .view, img, video { position: absolute; inset: 0; width: 100%; height: 100%; }
    img, video { object-fit: contain; pointer-events: none; }
    [hidden] { display: none; }
    .words { position: absolute; inset: 0; display: grid; place-content: center; justify-items: center; gap: 12px; padding: 16px;
      text-align: center; background: #000a; text-wrap: pretty; }
    .words p { margin: 0; max-width: 46ch; }
    .quiet { margin: 0; color: #ccc; }
    .act { display: inline-flex; align-items: center; gap: 8px; min-height: 44px; padding-inline: 16px; border-radius: 22px;
      background: #fff; color: #111; }
    .small { position: absolute; inset-block-start: 8px; inset-inline-end: 8px; background: #000a; color: #fff; }
    .hint { position: absolute; inset-block: 0; margin: auto; height: fit-content; padding: 12px 16px; border-radius: 22px; background: #fff; color: #111; }
    .hint.left { left: 12px; }
    .hint.right { right: 12px; }
    .wait { position: absolute; inset: 0; margin: auto; width: 40px; height: 40px; border-radius: 50%;
      border: 4px solid #fff6; border-block-start-color: #fff; animation: turn 1s linear infinite; }
    @keyframes turn { to { rotate: 1turn; } }
  `, rn = 1.5, an = 200, on = /^(avc|hvc|hev|av0|vp0|vp8|vp9|mp4v|dvh)/i, sn = /* @__PURE__ */ new Map();
function cn(e) {
	let { codecs: t, width: n, height: r } = e;
	if (!t) return Promise.resolve(!0);
	let i = `${t} ${n} ${r}`, a = sn.get(i) ?? dn(t, n ?? 1920, r ?? 1080);
	return sn.set(i, a), a;
}
function ln(e, t, n, r) {
	let i = t.includes("small") && e.kind === "clip";
	return e.condition === "unreadable" ? "unreadable" : e.playback === "none" ? "unplayable" : n ? r && i ? "small" : "playback" : i ? "small" : "codec";
}
function un() {
	let { downlink: e = rn, rtt: t = 0, saveData: n } = navigator.connection ?? {};
	return n === !0 || e < rn && t >= an;
}
async function dn(e, t, n) {
	let r = e.split(",").find((e) => on.test(e.trim())), i = document.createElement("video").canPlayType(`video/mp4; codecs="${e}"`) !== "";
	if (!r || !navigator.mediaCapabilities) return i;
	let a = `video/mp4; codecs="${r.trim()}"`;
	try {
		let e = {
			contentType: a,
			width: t,
			height: n,
			bitrate: 4e6,
			framerate: 25
		};
		return (await navigator.mediaCapabilities.decodingInfo({
			type: "file",
			video: e
		})).supported;
	} catch {
		return i;
	}
}
// shared/parts/player/stage/frames.ts
var fn = .5, pn = .008, Y = 1 / 25, mn = class {
	#e = Y;
	#t = NaN;
	#n = 0;
	constructor(e) {
		this.video = e, this.#r();
	}
	get length() {
		return this.#e;
	}
	forget() {
		this.#e = Y, this.#t = NaN;
	}
	dispose() {
		this.video.cancelVideoFrameCallback?.(this.#n);
	}
	#r() {
		this.video.requestVideoFrameCallback && (this.#n = this.video.requestVideoFrameCallback((e, t) => {
			let n = t.mediaTime - this.#t;
			n > pn && n < fn && (this.#e = this.#e === Y ? n : Math.min(this.#e, n)), this.#t = t.mediaTime, this.#r();
		}));
	}
}, hn = {
	not_found: "gone",
	unauthorized: "unauthorized",
	offline: "offline",
	preparing: "preparing"
};
function gn(e) {
	return navigator.onLine ? {
		cause: (e instanceof l ? hn[e.problem] : void 0) ?? "away",
		after: null
	} : {
		cause: "offline",
		after: null
	};
}
async function _n(e) {
	if (!navigator.onLine) return {
		cause: "offline",
		after: null
	};
	try {
		let t = await fetch(e, {
			headers: { Range: "bytes=0-0" },
			cache: "no-store"
		}), n = vn(t);
		return await t.body?.cancel(), {
			cause: n,
			after: yn(t.headers.get("Retry-After"))
		};
	} catch {
		return {
			cause: navigator.onLine ? "away" : "offline",
			after: null
		};
	}
}
function vn(e) {
	return e.ok ? "undecodable" : e.status === 401 || e.status === 403 ? "expired" : e.status === 404 || e.status === 410 ? "gone" : e.status === 503 && e.headers.has("Retry-After") ? "preparing" : "away";
}
function yn(e) {
	let t = Number(e ?? NaN);
	return Number.isFinite(t) && t > 0 ? Math.min(t, 60) : null;
}
// shared/parts/player/stage/retries.ts
var X = [
	.2,
	1,
	2,
	4,
	8,
	15,
	20,
	30,
	30
], bn = {
	expired: X,
	away: X,
	preparing: Array(40).fill(2),
	undecodable: [.2]
}, xn = class {
	#e = /* @__PURE__ */ new Map();
	next({ cause: e, after: t }) {
		let n = this.#e.get(e) ?? 0;
		if (this.#e.set(e, n + 1), e === "offline") return "line";
		let r = bn[e]?.[n];
		return r === void 0 ? "stop" : { wait: t ?? r };
	}
	get noticed() {
		return (this.#e.get("expired") ?? 0) > 1 || this.#e.has("away") || this.#e.has("offline");
	}
	clear() {
		this.#e.clear();
	}
}, Sn = 4, Cn = 15, wn = class {
	#e;
	#t;
	constructor(e, t) {
		this.slow = e, this.dead = t;
	}
	watch() {
		this.#e === void 0 && (this.#e = setTimeout(this.slow, Sn * 1e3), this.#t = setTimeout(this.dead, Cn * 1e3));
	}
	calm() {
		clearTimeout(this.#e), clearTimeout(this.#t), this.#e = void 0, this.#t = void 0;
	}
}, Tn = .25, En = class {
	#e;
	#t;
	#n;
	#r;
	#i;
	#a;
	#o;
	#s;
	#c;
	#l;
	constructor(e, t, n) {
		this.video = e, this.source = t, this.listener = n, this.capture = null, this.rendition = "playback", this.#e = new xn(), this.#n = new AbortController(), this.#r = "", this.#i = 0, this.#a = -Infinity, this.#o = !1, this.#s = 0, this.#l = !1, this.#t = new wn(() => this.listener.reelSlow(this), () => this.#p()), this.#v();
	}
	get ready() {
		return this.capture !== null && this.video.readyState >= 2;
	}
	get time() {
		return this.video.readyState >= 1 && !this.#l ? this.video.currentTime : this.#i;
	}
	load(e, t, n) {
		this.#u(), this.capture = e, this.rendition = t, this.#i = n, this.#a = -Infinity, this.#e.clear(), this.#d();
	}
	seek(e) {
		this.#i = e, this.video.readyState >= 1 && (this.video.currentTime = this.#_(e));
	}
	play() {
		this.#o = !0, this.video.readyState >= 1 && this.#g();
	}
	pause() {
		this.#o = !1, this.#t.calm(), this.video.pause();
	}
	again() {
		this.capture && this.#l && (this.#e.clear(), this.#f());
	}
	clear() {
		this.#u(), this.capture = null;
	}
	dispose() {
		this.clear(), this.#n.abort();
	}
	#u() {
		this.#s += 1, this.#l = !1, this.#o = !1, clearTimeout(this.#c), this.#t.calm(), this.#r = "", this.video.pause(), this.video.removeAttribute("src"), this.video.load();
	}
	async #d() {
		let { capture: e } = this;
		if (!e) return;
		this.#s += 1;
		let t = this.#s;
		try {
			let n = await this.source().address({
				home: e.home,
				id: e.id
			}, this.rendition);
			if (t !== this.#s) return;
			this.#l = !1, this.#r = n, this.video.src = n, this.video.load();
		} catch (e) {
			t === this.#s && this.#h(gn(e));
		}
	}
	#f() {
		clearTimeout(this.#c), this.#d();
	}
	async #p() {
		if (!this.#r || this.#l) return;
		this.video.readyState >= 1 && (this.#i = this.video.currentTime), this.#a = this.#i, this.#l = !0, this.#t.calm();
		let e = this.#s, t = await _n(this.#r);
		e === this.#s && this.#h(this.#m(t));
	}
	#m(e) {
		return e.cause === "undecodable" && this.capture?.condition === "incomplete" && this.#i > 0 ? null : e;
	}
	#h(e) {
		if (!e) {
			this.listener.reelEnded(this);
			return;
		}
		this.#l = !0;
		let t = this.#e.next(e);
		(e.cause === "preparing" || this.#e.noticed || t === "stop") && this.listener.reelTrouble(this, e.cause, t !== "stop"), typeof t == "object" && (this.#c = setTimeout(() => this.#f(), t.wait * 1e3));
	}
	async #g() {
		try {
			await this.video.play();
		} catch (e) {
			if (!(e instanceof DOMException) || e.name !== "NotAllowedError" || this.video.muted) return;
			this.video.muted = !0, this.listener.reelSilenced(), await this.video.play().catch(() => void 0);
		}
	}
	#_(e) {
		let { duration: t } = this.video;
		return Number.isFinite(t) ? Math.min(e, Math.max(0, t - .04)) : e;
	}
	#v() {
		let e = (e, t) => this.video.addEventListener(e, t, { signal: this.#n.signal });
		e("loadedmetadata", () => this.#y()), e("loadeddata", () => this.#b()), e("playing", () => this.#b()), e("seeked", () => this.#b()), e("timeupdate", () => !this.video.paused && this.#b()), e("ended", () => this.listener.reelEnded(this)), e("error", () => void this.#p()), e("waiting", () => this.#o && this.#t.watch());
	}
	#y() {
		let { duration: e } = this.video;
		Number.isFinite(e) && e > 0 && this.listener.reelMeasured(this, e), this.#i > 0 && (this.video.currentTime = this.#_(this.#i)), this.#o && this.#g();
	}
	#b() {
		!this.capture || this.video.readyState < 2 || this.#l || (this.#t.calm(), this.video.currentTime > this.#a + Tn && this.#e.clear(), this.listener.reelTrouble(this, null, !1), this.listener.reelShown(this));
	}
}, Dn = class {
	#e;
	#t;
	constructor(e, t) {
		this.source = e, this.changed = t, this.poster = null, this.still = null, this.#t = 0, this.#e = new B(e);
	}
	get there() {
		return this.poster !== null || this.still !== null;
	}
	async show(e, t) {
		let n = ++this.#t, r = {
			home: e.home,
			id: e.id
		};
		if (await this.#n(n, this.#e.get(r, 320)), !t) return this.there;
		await this.#n(n, this.#e.get(r, 640));
		let i = await On(() => this.source().address(r, "playback"));
		return n !== this.#t || (this.still = i, this.changed(), this.there);
	}
	prepare(e) {
		this.#e.get({
			home: e.home,
			id: e.id
		}, e.kind === "snapshot" ? 640 : 320);
	}
	clear() {
		this.#t += 1, this.poster = null, this.still = null;
	}
	free() {
		this.clear(), this.#e.free(), this.#e.reopen();
	}
	async #n(e, t) {
		let n = await t;
		e === this.#t && n && (this.poster = n, this.changed());
	}
};
async function On(e) {
	try {
		let t = new Image();
		return t.src = await e(), await t.decode(), t.src;
	} catch {
		return null;
	}
}
// shared/parts/player/stage/projector.ts
var kn = class {
	#e;
	#t;
	#n;
	#r;
	#i;
	constructor(e, t) {
		this.listener = t, this.capture = null, this.trouble = null, this.features = [], this.#t = 0, this.#n = !1, this.#r = 0, this.#i = un();
		let [n, r] = [An(), An()];
		this.reels = [new En(n, e, this), new En(r, e, this)], this.#e = [new mn(n), new mn(r)], this.stills = new Dn(e, () => this.listener.projectorChanged());
	}
	get front() {
		return this.reels[this.#t];
	}
	get ready() {
		return this.capture?.kind === "snapshot" ? this.stills.there : this.capture !== null && this.front.capture?.id === this.capture.id && this.front.ready;
	}
	get time() {
		return this.capture?.kind === "clip" ? this.front.time : 0;
	}
	get frame() {
		return this.#e[this.#t].length;
	}
	get small() {
		return this.#i && this.capture?.kind === "clip" && this.front.rendition === "small" && this.trouble === null;
	}
	present(e, t) {
		e && this.capture?.id === e.id ? (this.capture = e, Math.abs(this.time - t) > .02 && this.front.seek(t)) : (this.#r += 1, this.capture = e, this.trouble = null, this.stills.clear(), e?.kind === "clip" ? this.#o(e, t) : this.front.clear(), e && this.#a(e), this.listener.projectorChanged());
	}
	prepare(e, t) {
		let n = this.reels[1 - this.#t];
		n && n.capture?.id !== e?.id && (e?.kind === "clip" ? this.#l(n, e, t) : n.clear(), e && this.stills.prepare(e));
	}
	play() {
		this.#n = !0, this.capture?.kind === "clip" && this.front.capture && this.front.play();
	}
	pause() {
		this.#n = !1, this.front.pause();
	}
	full() {
		this.#i = !1, this.#c();
	}
	again() {
		this.#c();
	}
	wake() {
		for (let e of this.reels) e.again();
		this.trouble?.again === !1 && this.trouble.what === "away" && this.#c();
	}
	rest() {
		this.#r += 1, this.capture = null, this.stills.free();
		for (let e of this.reels) e.clear();
	}
	dispose() {
		this.rest();
		for (let e of this.reels) e.dispose();
		for (let e of this.#e) e.dispose();
	}
	reelTrouble(e, t, n) {
		if (e !== this.front || t === "undecodable" && !n && this.#s()) return;
		let r = t ? {
			what: t,
			again: n
		} : null;
		(r !== null || this.trouble !== null) && (this.trouble = r, this.listener.projectorChanged());
	}
	reelShown(e) {
		e === this.front && this.listener.projectorChanged();
	}
	reelEnded(e) {
		e === this.front && this.listener.projectorEnded();
	}
	reelMeasured(e, t) {
		e.capture && this.listener.projectorMeasured(e.capture.id, t);
	}
	reelSlow(e) {
		this.#i = !0, e === this.front && this.#s();
	}
	reelSilenced() {
		this.listener.projectorSilenced();
	}
	#a(e) {
		let t = ln(e, this.features, !0, !1), n = t !== "playback" && t !== "small" && e.kind === "snapshot" ? t : null;
		n && (this.trouble = {
			what: n,
			again: !1
		}), this.stills.show(e, e.kind === "snapshot" && !n).then((t) => {
			t || n || this.capture !== e || e.kind === "clip" || (this.trouble = {
				what: navigator.onLine ? "away" : "offline",
				again: !1
			}, this.listener.projectorChanged());
		});
	}
	#o(e, t) {
		let n = this.reels[1 - this.#t], r = document.pictureInPictureElement === this.front.video;
		n?.capture?.id === e.id && !r ? (this.front.clear(), this.#t = +(this.#t === 0), Math.abs(n.time - t) > .02 && n.seek(t), this.#n && n.play()) : (r || this.front.clear(), this.#l(this.front, e, t)), this.#e[this.#t].forget();
	}
	#s() {
		let e = this.features.includes("small") && this.front.rendition !== "small" && this.capture?.kind === "clip";
		return e && this.capture && this.front.load(this.capture, "small", this.front.time), e && this.#n && this.front.play(), e;
	}
	#c() {
		let { capture: e, time: t } = this;
		if (e) {
			this.capture = null;
			for (let e of this.reels) e.clear();
			this.present(e, t);
		}
	}
	async #l(e, t, n) {
		let r = this.#r, i = ln(t, this.features, await cn(t), this.#i);
		if (r !== this.#r) return;
		let a = i === "playback" || i === "small";
		a && e.load(t, i, n), e === this.front && (a && this.#n && e.play(), a || (this.trouble = {
			what: i,
			again: !1
		}), a || this.listener.projectorChanged());
	}
};
function An() {
	let e = document.createElement("video");
	return e.playsInline = !0, e.preload = "auto", e.disableRemotePlayback = !0, e;
}
// shared/parts/player/stage/zoom.ts
var Z = {
	scale: 1,
	x: 0,
	y: 0
}, jn = 8, Mn = [
	1,
	2,
	4
];
function Nn(e, t, n, r) {
	let i = Math.min(jn, Math.max(1, e.scale * t)), a = i / e.scale;
	return In({
		scale: i,
		x: n.x - (n.x - e.x) * a,
		y: n.y - (n.y - e.y) * a
	}, r);
}
function Pn(e, t, n) {
	return In({
		scale: e.scale,
		x: e.x + t.x,
		y: e.y + t.y
	}, n);
}
function Fn(e, t) {
	let n = Mn.find((t) => t > e.scale + .01) ?? 1;
	return n === 1 ? Z : Nn(e, n / e.scale, {
		x: 0,
		y: 0
	}, t);
}
function In({ scale: e, x: t, y: n }, r) {
	let [i, a] = [(e - 1) * r.width / 2, (e - 1) * r.height / 2];
	return e <= 1.01 ? Z : {
		scale: e,
		x: Ln(t, i),
		y: Ln(n, a)
	};
}
function Ln(e, t) {
	return Math.min(t, Math.max(-t, e)) + 0;
}
// shared/parts/player/stage/stage.ts
var Q = class extends p {
	constructor(...e) {
		super(...e), this.features = [], this.muted = !0, this.steps = !1, this.view = Z, this.drag = 0, this.#e = new kn(() => this.env.source, this), this.#n = "";
	}
	static {
		this.styles = [
			h,
			b,
			nn
		];
	}
	#e;
	#t;
	#n;
	get showing() {
		return this.#e.capture?.id ?? null;
	}
	get ready() {
		return this.#e.ready;
	}
	get time() {
		return this.#e.time;
	}
	get frame() {
		return this.#e.frame;
	}
	get stuck() {
		let { trouble: e } = this.#e;
		return e ? !e.again && P(e) !== "again" && e.what !== "offline" ? "for good" : "for now" : null;
	}
	get video() {
		return this.#e.front.video;
	}
	present(e, t) {
		e?.id !== this.showing && (this.view = Z), this.#e.present(e, t);
	}
	prepare(e, t) {
		this.#e.prepare(e, t);
	}
	play() {
		this.#e.play();
	}
	pause() {
		this.#e.pause();
	}
	setRate(e) {
		for (let { video: t } of this.#e.reels) t.defaultPlaybackRate = e, t.playbackRate !== e && (t.playbackRate = e);
	}
	wake() {
		this.#e.wake();
	}
	rest() {
		this.#e.rest();
	}
	stepZoom() {
		this.view = Fn(this.view, this.getBoundingClientRect());
	}
	connectedCallback() {
		super.connectedCallback(), this.#t = new tn(this, this);
	}
	disconnectedCallback() {
		super.disconnectedCallback(), this.#t?.dispose(), this.#e.rest();
	}
	willUpdate(e) {
		if (this.#e.features = this.features, e.has("muted")) for (let { video: e } of this.#e.reels) e.muted = this.muted;
		this.toggleAttribute("enlarged", this.enlarged());
	}
	render() {
		let { reels: e, front: t, stills: n, ready: r } = this.#e, i = `translate(${this.view.x + this.drag}px, ${this.view.y}px) scale(${this.view.scale})`, a = this.#e.capture?.kind === "clip";
		return g`
      <div class="view" style=${U({ transform: i })}>
        ${n.poster ? g`<img src=${n.poster} alt="" draggable="false" />` : f}
        ${e.map((e) => (e.video.hidden = e !== t || !a || !r, e.video))}
        ${n.still ? g`<img src=${n.still} alt="" draggable="false" />` : f}
      </div>
      ${this.#r(r)} ${this.#e.small ? this.#o() : f}
      <slot></slot>
      ${this.drag ? this.#a() : f}
    `;
	}
	#r(e) {
		let { trouble: t, capture: n } = this.#e;
		return t ? this.#i() : n ? e ? f : g`<div class="wait" role="progressbar" aria-label=${this.env.texts.text("player.loading")}></div>` : g`<p class="words quiet">${this.env.texts.text("player.nothing_now")}</p>`;
	}
	#i() {
		let { trouble: e, capture: n } = this.#e;
		if (!e) return f;
		let r = P(e);
		return g`<div class="words">
      <p>${N(this.env.texts, e, n)}</p>
      ${r ? g`<button class="act" @pointerdown=${Rn} @click=${{
			again: () => this.#e.again(),
			download: () => this.listener.stageDownload()
		}[r]}>
            ${y(r === "again" ? de : t, 20)}${this.env.texts.text(`player.${r}`)}
          </button>` : f}
    </div>`;
	}
	#a() {
		let { texts: e } = this.env, t = this.drag < 0 == (e.direction === "ltr");
		return g`<p class="hint ${this.drag < 0 ? "right" : "left"}">${e.text(t ? "player.control.older" : "player.control.newer")}</p>`;
	}
	#o() {
		return g`<button class="act small" @pointerdown=${Rn} @click=${() => this.#e.full()}>
      ${y(Ee, 20)}${this.env.texts.text("player.full_quality")}
    </button>`;
	}
	projectorChanged() {
		this.requestUpdate();
		let { trouble: e, capture: t } = this.#e, n = e ? N(this.env.texts, e, t) : "";
		n && n !== this.#n && this.listener.stageSays(n), this.#n = n;
	}
	projectorEnded() {
		this.listener.stageEnded();
	}
	projectorMeasured(e, t) {
		this.listener.stageMeasured(e, t);
	}
	projectorSilenced() {
		this.listener.stageSilenced();
	}
	enlarged() {
		return this.view.scale > 1;
	}
	dragged(e) {
		this.drag = this.steps ? e : 0;
	}
	swiped(e) {
		this.steps && this.listener.stageSwiped(e);
	}
	tapped() {
		this.listener.stageTapped();
	}
	doubled(e) {
		e === "middle" ? this.view = Z : this.listener.stageDoubled(e);
	}
	zoomed(e, t) {
		this.view = Nn(this.view, e, t, this.getBoundingClientRect());
	}
	panned(e) {
		this.view = Pn(this.view, e, this.getBoundingClientRect());
	}
};
_([m({ attribute: !1 })], Q.prototype, "env", void 0), _([m({ attribute: !1 })], Q.prototype, "listener", void 0), _([m({ attribute: !1 })], Q.prototype, "features", void 0), _([m({ type: Boolean })], Q.prototype, "muted", void 0), _([m({ type: Boolean })], Q.prototype, "steps", void 0), _([v()], Q.prototype, "view", void 0), _([v()], Q.prototype, "drag", void 0);
function Rn(e) {
	e.stopPropagation();
}
x("camvault-stage", Q);
// shared/parts/player/player.ts
var zn = 4, Bn = 2, $ = class extends p {
	constructor(...e) {
		super(...e), this.event = null, this.said = "", this.#e = new Ot(this), this.#t = new Ke(this.#e, {
			actions: () => this.actions,
			section: () => this.section,
			player: this
		}), this.#n = new At(this), this.#r = null, this.#f = (e) => this.#e.session.camera(e)?.name ?? e.camera, this.#p = (e) => {
			let { session: t } = this.#e;
			t.opened.some((t, n) => n > 0 && O(t.event, e)) ? t.drop(e) : this.#e.add(e);
		};
	}
	static {
		this.styles = [
			h,
			b,
			Nt
		];
	}
	#e;
	#t;
	#n;
	#r;
	press(e) {
		return this.#t.press(e);
	}
	connectedCallback() {
		super.connectedCallback(), this.#n.remember(), this.#t.listen(), this.hasUpdated && this.#i();
	}
	firstUpdated() {
		this.#i(), this.#n.enter();
	}
	disconnectedCallback() {
		super.disconnectedCallback(), this.#t.deafen(), this.#e.disconnect(), this.#r = null, this.#n.giveBack();
	}
	updated(e) {
		e.has("event") && this.#e.connected && this.#a();
	}
	#i() {
		this.#e.connect(), this.#a();
	}
	#a() {
		!this.event || this.#r && O(this.#r, this.event) || (this.#r = this.event, this.#e.open(this.event));
	}
	stage(e) {
		return this.renderRoot.querySelectorAll("camvault-stage")[e];
	}
	go(e) {
		this.event = {
			home: e.home,
			id: e.id
		}, S(this, "camvault-open", this.event);
	}
	close() {
		S(this, "camvault-close", void 0);
	}
	say(e) {
		this.said = e;
	}
	render() {
		let { env: e } = this, { session: t, problem: n } = this.#e, { first: r } = t, { narrow: i } = e.host;
		return g`<section
      dir=${e.texts.direction}
      class=${i ? "narrow" : ""}
      role=${i ? "dialog" : "region"}
      aria-modal=${i ? "true" : f}
      aria-label=${e.texts.text("player.title")}
      tabindex="-1"
    >
      ${i ? this.#n.renderEdge("last") : f} ${this.#o(r)}
      ${n ? this.#c(n) : r ? this.#l(r) : g`<div class="empty"></div>`}
      <p class="said" role="status" aria-live="polite">${this.said}</p>
      ${i ? this.#n.renderEdge("first") : f}
    </section>`;
	}
	#o(e) {
		let { texts: t, format: n, host: r } = this.env, i = t.text("player.close"), { event: a } = e ?? {}, o = a?.unseen !== void 0 && this.env.source.actions !== null;
		return g`<header>
      <button class="icon" aria-label=${i} title=${i} @click=${this.close}>
        <span class="turn">${y(r.narrow ? ve : ke)}</span>
      </button>
      <h2>
        ${a ? this.#f(a) : f}
        ${a ? g`<small>${n.day(a.started_at)}, ${n.timeWithSeconds(this.#d(a))}</small>` : f}
      </h2>
      ${a && o ? this.#s(a) : f}
    </header>`;
	}
	#s(e) {
		let t = this.env.texts.text(e.unseen ? "player.mark_seen" : "player.mark_unseen");
		return g`<button class="icon" aria-label=${t} title=${t} @click=${() => this.#e.toggleSeen()}>
      ${y(e.unseen ? s : o)}
    </button>`;
	}
	#c(e) {
		return g`<div class="empty">
      <p>${e}</p>
      <button class="again" @click=${() => this.event && this.#e.open(this.event)}>${this.env.texts.text("player.again")}</button>
    </div>`;
	}
	#l(e) {
		let { session: t, director: n, stills: r, liking: i } = this.#e, { env: a } = this, o = n.peek ?? n.piece?.capture ?? null;
		return g`
      <div class="stages n${t.opened.length}">
        ${Pe(t.opened, (e, t) => t ? `${e.event.home} ${e.event.id}` : "", (e, t) => this.#u(e, t))}
      </div>
      <div class="below">
        ${n.timeline.pieces.length ? g`<camvault-player-bar
          .env=${a} .listener=${this.#t} .timeline=${n.timeline} .stills=${r}
          .position=${n.position} .moment=${n.moment}
        ></camvault-player-bar>` : f}
        <camvault-player-controls
          .env=${a} .listener=${this.#t} .liking=${i} .playing=${n.playing} .steps=${this.step !== void 0}
          .fullscreen=${this.#t.canFill} .pip=${document.pictureInPictureEnabled === !0}
        ></camvault-player-controls>
        <camvault-player-actions
          .env=${a} .event=${e.event} .capture=${o} .camera=${t.camera(e.event)} .listener=${this.#t}
        ></camvault-player-actions>
        <div class="about">${Fe(a, e.event, o, e.more)}</div>
        ${t.opened.length > 1 ? g`<p class="clocks">${a.texts.text("player.clocks")}</p>` : f}
        <camvault-player-also
          .env=${a} .first=${e.event} .events=${e.also} .chosen=${t.beside}
          .full=${t.opened.length >= (a.host.narrow ? Bn : zn)} .nameOf=${this.#f} .choose=${this.#p}
        ></camvault-player-also>
      </div>
    `;
	}
	#u({ event: e, nudge: t }, n) {
		let { session: r, liking: i } = this.#e;
		return g`<camvault-stage
      .env=${this.env}
      .listener=${this.#t.ofTrack(n)}
      .features=${r.features(e)}
      .muted=${i.muted || n > 0}
      .steps=${this.step !== void 0}
    >
      ${n > 0 ? g`<camvault-player-beside .env=${this.env} .name=${this.#f(e)} .nudge=${t}
            .nudged=${(t) => r.nudge(e, t)} .dropped=${() => r.drop(e)}
          ></camvault-player-beside>` : f}
    </camvault-stage>`;
	}
	#d(e) {
		let { moment: t } = this.#e.director;
		return Number.isNaN(t) ? Date.parse(e.started_at) : t;
	}
	#f;
	#p;
};
_([m({ attribute: !1 })], $.prototype, "env", void 0), _([m({ attribute: !1 })], $.prototype, "event", void 0), _([m({ attribute: !1 })], $.prototype, "step", void 0), _([v()], $.prototype, "said", void 0), _([d("section")], $.prototype, "section", void 0), _([d("camvault-player-actions")], $.prototype, "actions", void 0), x("camvault-player", $);
export { $ as Player };
