import { t as e } from "./define-vDvmFNnP.js";
import { B as t, C as n, F as r, L as i, U as a, a as o, g as s, h as c, ht as l, i as u, it as d, o as f, r as p, s as m } from "./source-C5mtmyok.js";
// node_modules/@lit/reactive-element/css-tag.js
var h = globalThis, g = h.ShadowRoot && (h.ShadyCSS === void 0 || h.ShadyCSS.nativeShadow) && "adoptedStyleSheets" in Document.prototype && "replace" in CSSStyleSheet.prototype, ee = Symbol(), te = /* @__PURE__ */ new WeakMap(), ne = class {
	constructor(e, t, n) {
		if (this._$cssResult$ = !0, n !== ee) throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");
		this.cssText = e, this.t = t;
	}
	get styleSheet() {
		let e = this.o, t = this.t;
		if (g && e === void 0) {
			let n = t !== void 0 && t.length === 1;
			n && (e = te.get(t)), e === void 0 && ((this.o = e = new CSSStyleSheet()).replaceSync(this.cssText), n && te.set(t, e));
		}
		return e;
	}
	toString() {
		return this.cssText;
	}
}, re = (e) => new ne(typeof e == "string" ? e : e + "", void 0, ee), _ = (e, ...t) => new ne(e.length === 1 ? e[0] : t.reduce((t, n, r) => t + ((e) => {
	if (!0 === e._$cssResult$) return e.cssText;
	if (typeof e == "number") return e;
	throw Error("Value passed to 'css' function must be a 'css' function result: " + e + ". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.");
})(n) + e[r + 1], e[0]), e, ee), ie = (e, t) => {
	if (g) e.adoptedStyleSheets = t.map((e) => e instanceof CSSStyleSheet ? e : e.styleSheet);
	else for (let n of t) {
		let t = document.createElement("style"), r = h.litNonce;
		r !== void 0 && t.setAttribute("nonce", r), t.textContent = n.cssText, e.appendChild(t);
	}
}, ae = g ? (e) => e : (e) => e instanceof CSSStyleSheet ? ((e) => {
	let t = "";
	for (let n of e.cssRules) t += n.cssText;
	return re(t);
})(e) : e, { is: oe, defineProperty: se, getOwnPropertyDescriptor: ce, getOwnPropertyNames: le, getOwnPropertySymbols: ue, getPrototypeOf: de } = Object, v = globalThis, fe = v.trustedTypes, pe = fe ? fe.emptyScript : "", me = v.reactiveElementPolyfillSupport, y = (e, t) => e, b = {
	toAttribute(e, t) {
		switch (t) {
			case Boolean:
				e = e ? pe : null;
				break;
			case Object:
			case Array: e = e == null ? e : JSON.stringify(e);
		}
		return e;
	},
	fromAttribute(e, t) {
		let n = e;
		switch (t) {
			case Boolean:
				n = e !== null;
				break;
			case Number:
				n = e === null ? null : Number(e);
				break;
			case Object:
			case Array: try {
				n = JSON.parse(e);
			} catch {
				n = null;
			}
		}
		return n;
	}
}, x = (e, t) => !oe(e, t), he = {
	attribute: !0,
	type: String,
	converter: b,
	reflect: !1,
	useDefault: !1,
	hasChanged: x
};
Symbol.metadata ??= Symbol("metadata"), v.litPropertyMetadata ??= /* @__PURE__ */ new WeakMap();
var S = class extends HTMLElement {
	static addInitializer(e) {
		this._$Ei(), (this.l ??= []).push(e);
	}
	static get observedAttributes() {
		return this.finalize(), this._$Eh && [...this._$Eh.keys()];
	}
	static createProperty(e, t = he) {
		if (t.state && (t.attribute = !1), this._$Ei(), this.prototype.hasOwnProperty(e) && ((t = Object.create(t)).wrapped = !0), this.elementProperties.set(e, t), !t.noAccessor) {
			let n = Symbol(), r = this.getPropertyDescriptor(e, n, t);
			r !== void 0 && se(this.prototype, e, r);
		}
	}
	static getPropertyDescriptor(e, t, n) {
		let { get: r, set: i } = ce(this.prototype, e) ?? {
			get() {
				return this[t];
			},
			set(e) {
				this[t] = e;
			}
		};
		return {
			get: r,
			set(t) {
				let a = r?.call(this);
				i?.call(this, t), this.requestUpdate(e, a, n);
			},
			configurable: !0,
			enumerable: !0
		};
	}
	static getPropertyOptions(e) {
		return this.elementProperties.get(e) ?? he;
	}
	static _$Ei() {
		if (this.hasOwnProperty(y("elementProperties"))) return;
		let e = de(this);
		e.finalize(), e.l !== void 0 && (this.l = [...e.l]), this.elementProperties = new Map(e.elementProperties);
	}
	static finalize() {
		if (this.hasOwnProperty(y("finalized"))) return;
		if (this.finalized = !0, this._$Ei(), this.hasOwnProperty(y("properties"))) {
			let e = this.properties, t = [...le(e), ...ue(e)];
			for (let n of t) this.createProperty(n, e[n]);
		}
		let e = this[Symbol.metadata];
		if (e !== null) {
			let t = litPropertyMetadata.get(e);
			if (t !== void 0) for (let [e, n] of t) this.elementProperties.set(e, n);
		}
		this._$Eh = /* @__PURE__ */ new Map();
		for (let [e, t] of this.elementProperties) {
			let n = this._$Eu(e, t);
			n !== void 0 && this._$Eh.set(n, e);
		}
		this.elementStyles = this.finalizeStyles(this.styles);
	}
	static finalizeStyles(e) {
		let t = [];
		if (Array.isArray(e)) {
			let n = new Set(e.flat(1 / 0).reverse());
			for (let e of n) t.unshift(ae(e));
		} else e !== void 0 && t.push(ae(e));
		return t;
	}
	static _$Eu(e, t) {
		let n = t.attribute;
		return !1 === n ? void 0 : typeof n == "string" ? n : typeof e == "string" ? e.toLowerCase() : void 0;
	}
	constructor() {
		super(), this._$Ep = void 0, this.isUpdatePending = !1, this.hasUpdated = !1, this._$Em = null, this._$Ev();
	}
	_$Ev() {
		this._$ES = new Promise((e) => this.enableUpdating = e), this._$AL = /* @__PURE__ */ new Map(), this._$E_(), this.requestUpdate(), this.constructor.l?.forEach((e) => e(this));
	}
	addController(e) {
		(this._$EO ??= /* @__PURE__ */ new Set()).add(e), this.renderRoot !== void 0 && this.isConnected && e.hostConnected?.();
	}
	removeController(e) {
		this._$EO?.delete(e);
	}
	_$E_() {
		let e = /* @__PURE__ */ new Map(), t = this.constructor.elementProperties;
		for (let n of t.keys()) this.hasOwnProperty(n) && (e.set(n, this[n]), delete this[n]);
		e.size > 0 && (this._$Ep = e);
	}
	createRenderRoot() {
		let e = this.shadowRoot ?? this.attachShadow(this.constructor.shadowRootOptions);
		return ie(e, this.constructor.elementStyles), e;
	}
	connectedCallback() {
		this.renderRoot ??= this.createRenderRoot(), this.enableUpdating(!0), this._$EO?.forEach((e) => e.hostConnected?.());
	}
	enableUpdating(e) {}
	disconnectedCallback() {
		this._$EO?.forEach((e) => e.hostDisconnected?.());
	}
	attributeChangedCallback(e, t, n) {
		this._$AK(e, n);
	}
	_$ET(e, t) {
		let n = this.constructor.elementProperties.get(e), r = this.constructor._$Eu(e, n);
		if (r !== void 0 && !0 === n.reflect) {
			let i = (n.converter?.toAttribute === void 0 ? b : n.converter).toAttribute(t, n.type);
			this._$Em = e, i == null ? this.removeAttribute(r) : this.setAttribute(r, i), this._$Em = null;
		}
	}
	_$AK(e, t) {
		let n = this.constructor, r = n._$Eh.get(e);
		if (r !== void 0 && this._$Em !== r) {
			let e = n.getPropertyOptions(r), i = typeof e.converter == "function" ? { fromAttribute: e.converter } : e.converter?.fromAttribute === void 0 ? b : e.converter;
			this._$Em = r;
			let a = i.fromAttribute(t, e.type);
			this[r] = a ?? this._$Ej?.get(r) ?? a, this._$Em = null;
		}
	}
	requestUpdate(e, t, n, r = !1, i) {
		if (e !== void 0) {
			let a = this.constructor;
			if (!1 === r && (i = this[e]), n ??= a.getPropertyOptions(e), !((n.hasChanged ?? x)(i, t) || n.useDefault && n.reflect && i === this._$Ej?.get(e) && !this.hasAttribute(a._$Eu(e, n)))) return;
			this.C(e, t, n);
		}
		!1 === this.isUpdatePending && (this._$ES = this._$EP());
	}
	C(e, t, { useDefault: n, reflect: r, wrapped: i }, a) {
		n && !(this._$Ej ??= /* @__PURE__ */ new Map()).has(e) && (this._$Ej.set(e, a ?? t ?? this[e]), !0 !== i || a !== void 0) || (this._$AL.has(e) || (this.hasUpdated || n || (t = void 0), this._$AL.set(e, t)), !0 === r && this._$Em !== e && (this._$Eq ??= /* @__PURE__ */ new Set()).add(e));
	}
	async _$EP() {
		this.isUpdatePending = !0;
		try {
			await this._$ES;
		} catch (e) {
			Promise.reject(e);
		}
		let e = this.scheduleUpdate();
		return e != null && await e, !this.isUpdatePending;
	}
	scheduleUpdate() {
		return this.performUpdate();
	}
	performUpdate() {
		if (!this.isUpdatePending) return;
		if (!this.hasUpdated) {
			if (this.renderRoot ??= this.createRenderRoot(), this._$Ep) {
				for (let [e, t] of this._$Ep) this[e] = t;
				this._$Ep = void 0;
			}
			let e = this.constructor.elementProperties;
			if (e.size > 0) for (let [t, n] of e) {
				let { wrapped: e } = n, r = this[t];
				!0 !== e || this._$AL.has(t) || r === void 0 || this.C(t, void 0, n, r);
			}
		}
		let e = !1, t = this._$AL;
		try {
			e = this.shouldUpdate(t), e ? (this.willUpdate(t), this._$EO?.forEach((e) => e.hostUpdate?.()), this.update(t)) : this._$EM();
		} catch (t) {
			throw e = !1, this._$EM(), t;
		}
		e && this._$AE(t);
	}
	willUpdate(e) {}
	_$AE(e) {
		this._$EO?.forEach((e) => e.hostUpdated?.()), this.hasUpdated || (this.hasUpdated = !0, this.firstUpdated(e)), this.updated(e);
	}
	_$EM() {
		this._$AL = /* @__PURE__ */ new Map(), this.isUpdatePending = !1;
	}
	get updateComplete() {
		return this.getUpdateComplete();
	}
	getUpdateComplete() {
		return this._$ES;
	}
	shouldUpdate(e) {
		return !0;
	}
	update(e) {
		this._$Eq &&= this._$Eq.forEach((e) => this._$ET(e, this[e])), this._$EM();
	}
	updated(e) {}
	firstUpdated(e) {}
};
S.elementStyles = [], S.shadowRootOptions = { mode: "open" }, S[y("elementProperties")] = /* @__PURE__ */ new Map(), S[y("finalized")] = /* @__PURE__ */ new Map(), me?.({ ReactiveElement: S }), (v.reactiveElementVersions ??= []).push("2.1.2");
// node_modules/lit-html/lit-html.js
var C = globalThis, ge = (e) => e, w = C.trustedTypes, _e = w ? w.createPolicy("lit-html", { createHTML: (e) => e }) : void 0, T = "$lit$", E = `lit$${Math.random().toFixed(9).slice(2)}$`, D = "?" + E, ve = `<${D}>`, O = document, k = () => O.createComment(""), A = (e) => e === null || typeof e != "object" && typeof e != "function", ye = Array.isArray, be = (e) => ye(e) || typeof e?.[Symbol.iterator] == "function", xe = "[ 	\n\f\r]", j = /<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g, Se = /-->/g, Ce = />/g, M = RegExp(`>|${xe}(?:([^\\s"'>=/]+)(${xe}*=${xe}*(?:[^ \t\n\f\r"'\`<>=]|("|')|))|$)`, "g"), we = /'/g, Te = /"/g, Ee = /^(?:script|style|textarea|title)$/i, De = (e) => (t, ...n) => ({
	_$litType$: e,
	strings: t,
	values: n
}), N = De(1), Oe = De(2), P = Symbol.for("lit-noChange"), F = Symbol.for("lit-nothing"), ke = /* @__PURE__ */ new WeakMap(), I = O.createTreeWalker(O, 129);
function Ae(e, t) {
	if (!ye(e) || !e.hasOwnProperty("raw")) throw Error("invalid template strings array");
	return _e === void 0 ? t : _e.createHTML(t);
}
var je = (e, t) => {
	let n = e.length - 1, r = [], i, a = t === 2 ? "<svg>" : t === 3 ? "<math>" : "", o = j;
	for (let t = 0; t < n; t++) {
		let n = e[t], s, c, l = -1, u = 0;
		for (; u < n.length && (o.lastIndex = u, c = o.exec(n), c !== null);) u = o.lastIndex, o === j ? c[1] === "!--" ? o = Se : c[1] === void 0 ? c[2] === void 0 ? c[3] !== void 0 && (o = M) : (Ee.test(c[2]) && (i = RegExp("</" + c[2], "g")), o = M) : o = Ce : o === M ? c[0] === ">" ? (o = i ?? j, l = -1) : c[1] === void 0 ? l = -2 : (l = o.lastIndex - c[2].length, s = c[1], o = c[3] === void 0 ? M : c[3] === "\"" ? Te : we) : o === Te || o === we ? o = M : o === Se || o === Ce ? o = j : (o = M, i = void 0);
		let d = o === M && e[t + 1].startsWith("/>") ? " " : "";
		a += o === j ? n + ve : l >= 0 ? (r.push(s), n.slice(0, l) + T + n.slice(l) + E + d) : n + E + (l === -2 ? t : d);
	}
	return [Ae(e, a + (e[n] || "<?>") + (t === 2 ? "</svg>" : t === 3 ? "</math>" : "")), r];
}, L = class e {
	constructor({ strings: t, _$litType$: n }, r) {
		let i;
		this.parts = [];
		let a = 0, o = 0, s = t.length - 1, c = this.parts, [l, u] = je(t, n);
		if (this.el = e.createElement(l, r), I.currentNode = this.el.content, n === 2 || n === 3) {
			let e = this.el.content.firstChild;
			e.replaceWith(...e.childNodes);
		}
		for (; (i = I.nextNode()) !== null && c.length < s;) {
			if (i.nodeType === 1) {
				if (i.hasAttributes()) for (let e of i.getAttributeNames()) if (e.endsWith(T)) {
					let t = u[o++], n = i.getAttribute(e).split(E), r = /([.?@])?(.*)/.exec(t);
					c.push({
						type: 1,
						index: a,
						name: r[2],
						strings: n,
						ctor: r[1] === "." ? Ne : r[1] === "?" ? Pe : r[1] === "@" ? Fe : B
					}), i.removeAttribute(e);
				} else e.startsWith(E) && (c.push({
					type: 6,
					index: a
				}), i.removeAttribute(e));
				if (Ee.test(i.tagName)) {
					let e = i.textContent.split(E), t = e.length - 1;
					if (t > 0) {
						i.textContent = w ? w.emptyScript : "";
						for (let n = 0; n < t; n++) i.append(e[n], k()), I.nextNode(), c.push({
							type: 2,
							index: ++a
						});
						i.append(e[t], k());
					}
				}
			} else if (i.nodeType === 8) {
				if (i.data === D) c.push({
					type: 2,
					index: a
				});
				else {
					let e = -1;
					for (; (e = i.data.indexOf(E, e + 1)) !== -1;) c.push({
						type: 7,
						index: a
					}), e += E.length - 1;
				}
			}
			a++;
		}
	}
	static createElement(e, t) {
		let n = O.createElement("template");
		return n.innerHTML = e, n;
	}
};
function R(e, t, n = e, r) {
	if (t === P) return t;
	let i = r === void 0 ? n._$Cl : n._$Co?.[r], a = A(t) ? void 0 : t._$litDirective$;
	return i?.constructor !== a && (i?._$AO?.(!1), a === void 0 ? i = void 0 : (i = new a(e), i._$AT(e, n, r)), r === void 0 ? n._$Cl = i : (n._$Co ??= [])[r] = i), i !== void 0 && (t = R(e, i._$AS(e, t.values), i, r)), t;
}
var Me = class {
	constructor(e, t) {
		this._$AV = [], this._$AN = void 0, this._$AD = e, this._$AM = t;
	}
	get parentNode() {
		return this._$AM.parentNode;
	}
	get _$AU() {
		return this._$AM._$AU;
	}
	u(e) {
		let { el: { content: t }, parts: n } = this._$AD, r = (e?.creationScope ?? O).importNode(t, !0);
		I.currentNode = r;
		let i = I.nextNode(), a = 0, o = 0, s = n[0];
		for (; s !== void 0;) {
			if (a === s.index) {
				let t;
				s.type === 2 ? t = new z(i, i.nextSibling, this, e) : s.type === 1 ? t = new s.ctor(i, s.name, s.strings, this, e) : s.type === 6 && (t = new Ie(i, this, e)), this._$AV.push(t), s = n[++o];
			}
			a !== s?.index && (i = I.nextNode(), a++);
		}
		return I.currentNode = O, r;
	}
	p(e) {
		let t = 0;
		for (let n of this._$AV) n !== void 0 && (n.strings === void 0 ? n._$AI(e[t]) : (n._$AI(e, n, t), t += n.strings.length - 2)), t++;
	}
}, z = class e {
	get _$AU() {
		return this._$AM?._$AU ?? this._$Cv;
	}
	constructor(e, t, n, r) {
		this.type = 2, this._$AH = F, this._$AN = void 0, this._$AA = e, this._$AB = t, this._$AM = n, this.options = r, this._$Cv = r?.isConnected ?? !0;
	}
	get parentNode() {
		let e = this._$AA.parentNode, t = this._$AM;
		return t !== void 0 && e?.nodeType === 11 && (e = t.parentNode), e;
	}
	get startNode() {
		return this._$AA;
	}
	get endNode() {
		return this._$AB;
	}
	_$AI(e, t = this) {
		e = R(this, e, t), A(e) ? e === F || e == null || e === "" ? (this._$AH !== F && this._$AR(), this._$AH = F) : e !== this._$AH && e !== P && this._(e) : e._$litType$ === void 0 ? e.nodeType === void 0 ? be(e) ? this.k(e) : this._(e) : this.T(e) : this.$(e);
	}
	O(e) {
		return this._$AA.parentNode.insertBefore(e, this._$AB);
	}
	T(e) {
		this._$AH !== e && (this._$AR(), this._$AH = this.O(e));
	}
	_(e) {
		this._$AH !== F && A(this._$AH) ? this._$AA.nextSibling.data = e : this.T(O.createTextNode(e)), this._$AH = e;
	}
	$(e) {
		let { values: t, _$litType$: n } = e, r = typeof n == "number" ? this._$AC(e) : (n.el === void 0 && (n.el = L.createElement(Ae(n.h, n.h[0]), this.options)), n);
		if (this._$AH?._$AD === r) this._$AH.p(t);
		else {
			let e = new Me(r, this), n = e.u(this.options);
			e.p(t), this.T(n), this._$AH = e;
		}
	}
	_$AC(e) {
		let t = ke.get(e.strings);
		return t === void 0 && ke.set(e.strings, t = new L(e)), t;
	}
	k(t) {
		ye(this._$AH) || (this._$AH = [], this._$AR());
		let n = this._$AH, r, i = 0;
		for (let a of t) i === n.length ? n.push(r = new e(this.O(k()), this.O(k()), this, this.options)) : r = n[i], r._$AI(a), i++;
		i < n.length && (this._$AR(r && r._$AB.nextSibling, i), n.length = i);
	}
	_$AR(e = this._$AA.nextSibling, t) {
		for (this._$AP?.(!1, !0, t); e !== this._$AB;) {
			let t = ge(e).nextSibling;
			ge(e).remove(), e = t;
		}
	}
	setConnected(e) {
		this._$AM === void 0 && (this._$Cv = e, this._$AP?.(e));
	}
}, B = class {
	get tagName() {
		return this.element.tagName;
	}
	get _$AU() {
		return this._$AM._$AU;
	}
	constructor(e, t, n, r, i) {
		this.type = 1, this._$AH = F, this._$AN = void 0, this.element = e, this.name = t, this._$AM = r, this.options = i, n.length > 2 || n[0] !== "" || n[1] !== "" ? (this._$AH = Array(n.length - 1).fill(/* @__PURE__ */ new String()), this.strings = n) : this._$AH = F;
	}
	_$AI(e, t = this, n, r) {
		let i = this.strings, a = !1;
		if (i === void 0) e = R(this, e, t, 0), a = !A(e) || e !== this._$AH && e !== P, a && (this._$AH = e);
		else {
			let r = e, o, s;
			for (e = i[0], o = 0; o < i.length - 1; o++) s = R(this, r[n + o], t, o), s === P && (s = this._$AH[o]), a ||= !A(s) || s !== this._$AH[o], s === F ? e = F : e !== F && (e += (s ?? "") + i[o + 1]), this._$AH[o] = s;
		}
		a && !r && this.j(e);
	}
	j(e) {
		e === F ? this.element.removeAttribute(this.name) : this.element.setAttribute(this.name, e ?? "");
	}
}, Ne = class extends B {
	constructor() {
		super(...arguments), this.type = 3;
	}
	j(e) {
		this.element[this.name] = e === F ? void 0 : e;
	}
}, Pe = class extends B {
	constructor() {
		super(...arguments), this.type = 4;
	}
	j(e) {
		this.element.toggleAttribute(this.name, !!e && e !== F);
	}
}, Fe = class extends B {
	constructor(e, t, n, r, i) {
		super(e, t, n, r, i), this.type = 5;
	}
	_$AI(e, t = this) {
		if ((e = R(this, e, t, 0) ?? F) === P) return;
		let n = this._$AH, r = e === F && n !== F || e.capture !== n.capture || e.once !== n.once || e.passive !== n.passive, i = e !== F && (n === F || r);
		r && this.element.removeEventListener(this.name, this, n), i && this.element.addEventListener(this.name, this, e), this._$AH = e;
	}
	handleEvent(e) {
		typeof this._$AH == "function" ? this._$AH.call(this.options?.host ?? this.element, e) : this._$AH.handleEvent(e);
	}
}, Ie = class {
	constructor(e, t, n) {
		this.element = e, this.type = 6, this._$AN = void 0, this._$AM = t, this.options = n;
	}
	get _$AU() {
		return this._$AM._$AU;
	}
	_$AI(e) {
		R(this, e);
	}
}, Le = {
	M: T,
	P: E,
	A: D,
	C: 1,
	L: je,
	R: Me,
	D: be,
	V: R,
	I: z,
	H: B,
	N: Pe,
	U: Fe,
	B: Ne,
	F: Ie
}, Re = C.litHtmlPolyfillSupport;
Re?.(L, z), (C.litHtmlVersions ??= []).push("3.3.3");
var ze = (e, t, n) => {
	let r = n?.renderBefore ?? t, i = r._$litPart$;
	if (i === void 0) {
		let e = n?.renderBefore ?? null;
		r._$litPart$ = i = new z(t.insertBefore(k(), e), e, void 0, n ?? {});
	}
	return i._$AI(e), i;
}, V = globalThis, H = class extends S {
	constructor() {
		super(...arguments), this.renderOptions = { host: this }, this._$Do = void 0;
	}
	createRenderRoot() {
		let e = super.createRenderRoot();
		return this.renderOptions.renderBefore ??= e.firstChild, e;
	}
	update(e) {
		let t = this.render();
		this.hasUpdated || (this.renderOptions.isConnected = this.isConnected), super.update(e), this._$Do = ze(t, this.renderRoot, this.renderOptions);
	}
	connectedCallback() {
		super.connectedCallback(), this._$Do?.setConnected(!0);
	}
	disconnectedCallback() {
		super.disconnectedCallback(), this._$Do?.setConnected(!1);
	}
	render() {
		return P;
	}
};
H._$litElement$ = !0, H.finalized = !0, V.litElementHydrateSupport?.({ LitElement: H });
var Be = V.litElementPolyfillSupport;
Be?.({ LitElement: H }), (V.litElementVersions ??= []).push("4.2.2");
// node_modules/@lit/reactive-element/decorators/property.js
var Ve = {
	attribute: !0,
	type: String,
	converter: b,
	reflect: !1,
	hasChanged: x
}, He = (e = Ve, t, n) => {
	let { kind: r, metadata: i } = n, a = globalThis.litPropertyMetadata.get(i);
	if (a === void 0 && globalThis.litPropertyMetadata.set(i, a = /* @__PURE__ */ new Map()), r === "setter" && ((e = Object.create(e)).wrapped = !0), a.set(n.name, e), r === "accessor") {
		let { name: r } = n;
		return {
			set(n) {
				let i = t.get.call(this);
				t.set.call(this, n), this.requestUpdate(r, i, e, !0, n);
			},
			init(t) {
				return t !== void 0 && this.C(r, void 0, e, t), t;
			}
		};
	}
	if (r === "setter") {
		let { name: r } = n;
		return function(n) {
			let i = this[r];
			t.call(this, n), this.requestUpdate(r, i, e, !0, n);
		};
	}
	throw Error("Unsupported decorator location: " + r);
};
function U(e) {
	return (t, n) => typeof n == "object" ? He(e, t, n) : ((e, t, n) => {
		let r = t.hasOwnProperty(n);
		return t.constructor.createProperty(n, e), r ? Object.getOwnPropertyDescriptor(t, n) : void 0;
	})(e, t, n);
}
// node_modules/@lit/reactive-element/decorators/state.js
function Ue(e) {
	return U({
		...e,
		state: !0,
		attribute: !1
	});
}
// node_modules/@lit/reactive-element/decorators/base.js
var We = (e, t, n) => (n.configurable = !0, n.enumerable = !0, Reflect.decorate && typeof t != "object" && Object.defineProperty(e, t, n), n);
// node_modules/@lit/reactive-element/decorators/query.js
function Ge(e, t) {
	return (n, r, i) => {
		let a = (t) => t.renderRoot?.querySelector(e) ?? null;
		if (t) {
			let { get: e, set: t } = typeof r == "object" ? n : i ?? (() => {
				let e = Symbol();
				return {
					get() {
						return this[e];
					},
					set(t) {
						this[e] = t;
					}
				};
			})();
			return We(n, r, { get() {
				let n = e.call(this);
				return n === void 0 && (n = a(this), (n !== null || this.hasUpdated) && t.call(this, n)), n;
			} });
		}
		return We(n, r, { get() {
			return a(this);
		} });
	};
}
// shared/data/list/matching.ts
function Ke(e, t) {
	let n = qe.every((n) => n(e, t));
	return n && (e.group || e.text) ? e.group && e.group.home !== t.home ? !1 : void 0 : n;
}
var qe = [
	({ home: e }, t) => e === void 0 || e === t.home,
	({ cameras: e }, t) => !e || e.some(({ home: e, id: n }) => e === t.home && n === t.camera),
	({ labels: e }, t) => !e || e.length === 0 || e.some((e) => t.labels.includes(e)),
	(e, t) => !e.protected || t.protected,
	(e, t) => !e.unseen || t.unseen !== !1,
	(e, t) => !e.unarchived || t.unarchived > 0,
	(e, t) => !e.clips || t.clips > 0,
	({ after: e }, t) => e === void 0 || Date.parse(t.started_at) >= Date.parse(e),
	({ before: e }, t) => e === void 0 || Date.parse(t.started_at) < Date.parse(e)
];
function Je(e, t) {
	return JSON.stringify(Ye(e)) === JSON.stringify(Ye(t));
}
function Ye(e) {
	return Object.entries(e).filter(([, e]) => e !== void 0 && e !== !1 && e !== "" && !(Array.isArray(e) && !e.length)).sort(([e], [t]) => e < t ? -1 : 1);
}
// shared/parts/icon.ts
function W(e, t = 24) {
	return Oe`<svg viewBox="0 0 24 24" width=${t} height=${t} fill="currentColor" aria-hidden="true"><path d=${e}></path></svg>`;
}
// shared/parts/styles.ts
var Xe = _`
  :host {
    --page: var(--primary-background-color, #fafafa);
    --surface: var(--card-background-color, #fff);
    --text: var(--primary-text-color, #212121);
    --quiet: var(--secondary-text-color, #5f6368);
    --line: var(--divider-color, #e0e0e0);
    --accent: var(--primary-color, #0288a8);
    --on-accent: var(--text-primary-color, #fff);
    --good: var(--success-color, #2e7d32);
    --warn: var(--warning-color, #b26a00);
    --bad: var(--error-color, #c62828);
    --radius: 12px;
    --font: var(--ha-font-family-body, system-ui, sans-serif);
    font-family: var(--font);
    color: var(--text);
  }
`, Ze = _`
  button {
    font: inherit;
    color: inherit;
    background: none;
    border: 0;
    padding: 0;
    cursor: pointer;
    touch-action: manipulation;
  }
  button.icon {
    display: inline-grid;
    place-items: center;
    min-width: 48px;
    min-height: 48px;
    border-radius: 50%;
  }
  button:disabled {
    opacity: 0.4;
    cursor: default;
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      animation: none !important;
      transition: none !important;
    }
  }
`;
// \0@oxc-project+runtime@0.156.0/helpers/esm/decorate.js
function G(e, t, n, r) {
	var i = arguments.length, a = i < 3 ? t : r === null ? r = Object.getOwnPropertyDescriptor(t, n) : r, o;
	if (typeof Reflect == "object" && typeof Reflect.decorate == "function") a = Reflect.decorate(e, t, n, r);
	else for (var s = e.length - 1; s >= 0; s--) (o = e[s]) && (a = (i < 3 ? o(a) : i > 3 ? o(t, n, a) : o(t, n)) || a);
	return i > 3 && a && Object.defineProperty(t, n, a), a;
}
// node_modules/lit-html/directive.js
var Qe = {
	ATTRIBUTE: 1,
	CHILD: 2,
	PROPERTY: 3,
	BOOLEAN_ATTRIBUTE: 4,
	EVENT: 5,
	ELEMENT: 6
}, $e = (e) => (...t) => ({
	_$litDirective$: e,
	values: t
}), et = class {
	constructor(e) {}
	get _$AU() {
		return this._$AM._$AU;
	}
	_$AT(e, t, n) {
		this._$Ct = e, this._$AM = t, this._$Ci = n;
	}
	_$AS(e, t) {
		return this.update(e, t);
	}
	update(e, t) {
		return this.render(...t);
	}
}, { I: tt } = Le, nt = (e) => e, rt = () => document.createComment(""), K = (e, t, n) => {
	let r = e._$AA.parentNode, i = t === void 0 ? e._$AB : t._$AA;
	if (n === void 0) n = new tt(r.insertBefore(rt(), i), r.insertBefore(rt(), i), e, e.options);
	else {
		let t = n._$AB.nextSibling, a = n._$AM, o = a !== e;
		if (o) {
			let t;
			n._$AQ?.(e), n._$AM = e, n._$AP !== void 0 && (t = e._$AU) !== a._$AU && n._$AP(t);
		}
		if (t !== i || o) {
			let e = n._$AA;
			for (; e !== t;) {
				let t = nt(e).nextSibling;
				nt(r).insertBefore(e, i), e = t;
			}
		}
	}
	return n;
}, q = (e, t, n = e) => (e._$AI(t, n), e), it = {}, at = (e, t = it) => e._$AH = t, ot = (e) => e._$AH, J = (e) => {
	e._$AR(), e._$AA.remove();
}, st = (e, t, n) => {
	let r = /* @__PURE__ */ new Map();
	for (let i = t; i <= n; i++) r.set(e[i], i);
	return r;
}, ct = $e(class extends et {
	constructor(e) {
		if (super(e), e.type !== Qe.CHILD) throw Error("repeat() can only be used in text expressions");
	}
	dt(e, t, n) {
		let r;
		n === void 0 ? n = t : t !== void 0 && (r = t);
		let i = [], a = [], o = 0;
		for (let t of e) i[o] = r ? r(t, o) : o, a[o] = n(t, o), o++;
		return {
			values: a,
			keys: i
		};
	}
	render(e, t, n) {
		return this.dt(e, t, n).values;
	}
	update(e, [t, n, r]) {
		let i = ot(e), { values: a, keys: o } = this.dt(t, n, r);
		if (!Array.isArray(i)) return this.ut = o, a;
		let s = this.ut ??= [], c = [], l, u, d = 0, f = i.length - 1, p = 0, m = a.length - 1;
		for (; d <= f && p <= m;) if (i[d] === null) d++;
		else if (i[f] === null) f--;
		else if (s[d] === o[p]) c[p] = q(i[d], a[p]), d++, p++;
		else if (s[f] === o[m]) c[m] = q(i[f], a[m]), f--, m--;
		else if (s[d] === o[m]) c[m] = q(i[d], a[m]), K(e, c[m + 1], i[d]), d++, m--;
		else if (s[f] === o[p]) c[p] = q(i[f], a[p]), K(e, i[d], i[f]), f--, p++;
		else if (l === void 0 && (l = st(o, p, m), u = st(s, d, f)), l.has(s[d])) {
			if (l.has(s[f])) {
				let t = u.get(o[p]), n = t === void 0 ? null : i[t];
				if (n === null) {
					let t = K(e, i[d]);
					q(t, a[p]), c[p] = t;
				} else c[p] = q(n, a[p]), K(e, i[d], n), i[t] = null;
				p++;
			} else J(i[f]), f--;
		} else J(i[d]), d++;
		for (; p <= m;) {
			let t = K(e, c[m + 1]);
			q(t, a[p]), c[p++] = t;
		}
		for (; d <= f;) {
			let e = i[d++];
			e !== null && J(e);
		}
		return this.ut = o, at(e, c), P;
	}
});
// shared/data/list/keys.ts
function Y({ home: e, id: t }) {
	return `${e}/${t}`;
}
function X(e, t) {
	let n = Date.parse(t.started_at) - Date.parse(e.started_at);
	if (n !== 0) return n;
	let [r, i] = [Y(e), Y(t)];
	return r < i ? 1 : r > i ? -1 : 0;
}
// shared/data/list/failures.ts
function lt(e) {
	return e instanceof p ? e : new p("failed", String(e));
}
// shared/data/list/listened.ts
var ut = class {
	#e = /* @__PURE__ */ new Set();
	listen(e) {
		let t = () => e();
		return this.#e.add(t), () => this.#e.delete(t);
	}
	tell() {
		for (let e of [...this.#e]) e();
	}
}, dt = 150, ft = class extends ut {
	#e = /* @__PURE__ */ new Map();
	#t = /* @__PURE__ */ new Set();
	constructor(e) {
		super(), this.source = e;
	}
	get(e) {
		return this.#e.get(Y(e))?.url;
	}
	want(e) {
		this.#t = new Set(e.map(Y));
		for (let [e, { abort: t }] of this.#e) t && !this.#t.has(e) && this.#i(e);
		for (let t of e) this.#n(t);
		this.#o();
	}
	again(e) {
		let t = Y(e);
		this.#e.get(t)?.url === null && this.#e.delete(t), this.#t.has(t) && this.#n(e);
	}
	allAgain() {
		for (let { capture: e, url: t } of [...this.#e.values()]) t === null && this.again(e);
	}
	clear() {
		for (let e of [...this.#e.keys()]) this.#a(e);
		this.#t = /* @__PURE__ */ new Set();
	}
	#n(e) {
		let t = Y(e), n = this.#e.get(t);
		if (!n) return void this.#r(t, e);
		this.#e.delete(t), this.#e.set(t, n);
	}
	async #r(e, t) {
		let n = new AbortController(), r = {
			capture: t,
			url: void 0,
			abort: n
		};
		this.#e.set(e, r);
		try {
			let e = await this.source.picture(t, 320, n.signal);
			if (n.signal.aborted) return;
			r.url = e && URL.createObjectURL(e);
		} catch {
			if (n.signal.aborted) return;
			r.url = null;
		}
		r.abort = void 0, this.tell();
	}
	#i(e) {
		this.#e.get(e)?.abort?.abort(), this.#e.delete(e);
	}
	#a(e) {
		let t = this.#e.get(e)?.url;
		this.#i(e), t && URL.revokeObjectURL(t);
	}
	#o() {
		for (let e of [...this.#e.keys()]) {
			if (this.#e.size <= dt) return;
			this.#t.has(e) || this.#a(e);
		}
	}
}, pt = 12e4, mt = {
	live: {
		name: "live",
		icon: d,
		tone: "live"
	},
	unreadable: {
		name: "unreadable",
		icon: r,
		tone: "warn"
	},
	incomplete: {
		name: "incomplete",
		icon: m,
		tone: "warn"
	},
	waiting: {
		name: "waiting",
		icon: n,
		tone: "warn"
	},
	protected: {
		name: "protected",
		icon: a,
		tone: "quiet"
	}
};
function ht(e, t, n) {
	return [
		["live", e.ended_at === null],
		["unreadable", e.unreadable > 0],
		["incomplete", e.incomplete > 0],
		["waiting", gt(e, t, n)],
		["protected", e.protected]
	].filter(([, e]) => e).map(([e]) => mt[e]);
}
function gt(e, t, n) {
	return e.unarchived === 0 || e.ended_at === null || t?.safety.state === "none" ? !1 : n - Date.parse(e.received_at ?? e.ended_at) > pt;
}
function _t(e, { texts: t, format: n }) {
	if (e.clips > 0 && e.content_s !== null) return n.length(e.content_s);
	if (e.snapshots > 0) return t.text("list.pictures", { count: e.snapshots });
	let r = e.ended_at === null ? void 0 : Date.parse(e.ended_at) - Date.parse(e.started_at);
	return r === void 0 ? "" : n.length(Math.max(1, r / 1e3));
}
function vt(e, t, n, r) {
	let { texts: i, format: a } = r;
	return [
		e.unseen ? i.text("list.unseen") : "",
		a.time(e.started_at),
		t,
		f(e.labels).map((e) => o(e, i)).join(", "),
		_t(e, r),
		...n.map(({ name: e }) => i.text(`list.badge.${e}`)),
		e.description ?? ""
	].filter((e) => e !== "").join(" · ");
}
// shared/parts/list/row/row_styles.ts
var yt = _`
  :host {
    display: block;
    block-size: 70px;
    position: absolute;
    inset-block-start: 0;
    inset-inline: 0;
    contain: strict;
  }
  button {
    display: grid;
    grid-template-columns: 124px minmax(0, 1fr);
    gap: 12px;
    inline-size: 100%;
    block-size: 70px;
    padding-inline: 12px 8px;
    text-align: start;
    -webkit-touch-callout: none;
    user-select: none;
  }
  button:focus-visible {
    outline-offset: -2px;
    border-radius: var(--radius);
  }
  :host([current]) button {
    background: color-mix(in srgb, var(--accent) 14%, transparent);
    border-radius: var(--radius);
  }
  :host([picked]) button {
    background: color-mix(in srgb, var(--accent) 22%, transparent);
    border-radius: var(--radius);
  }
  @media (hover: hover) {
    button:hover {
      background: color-mix(in srgb, var(--text) 6%, transparent);
      border-radius: var(--radius);
    }
  }
  .picture {
    position: relative;
    display: grid;
    place-items: center;
    inline-size: 124px;
    block-size: 70px;
    border-radius: 10px;
    overflow: hidden;
    background: color-mix(in srgb, var(--text) 10%, var(--page));
    color: var(--quiet);
  }
  .picture.loaded {
    background: #16181a;
  }
  .picture.loading {
    animation: wait 1.4s ease-in-out infinite alternate;
  }
  @keyframes wait {
    to {
      background: color-mix(in srgb, var(--text) 4%, var(--page));
    }
  }
  img {
    inline-size: 100%;
    block-size: 100%;
    object-fit: contain;
  }
  .check {
    position: absolute;
    inset-block-start: 4px;
    inset-inline-start: 4px;
    display: grid;
    border-radius: 50%;
    background: var(--surface);
    color: var(--accent);
  }
  .text {
    align-self: center;
    min-inline-size: 0;
  }
  .first {
    display: flex;
    align-items: center;
    gap: 6px;
    font-size: 0.95rem;
    font-weight: 500;
    white-space: nowrap;
  }
  .labels,
  .badges {
    display: inline-flex;
    gap: 2px;
    overflow: hidden;
  }
  .badges {
    margin-inline-start: auto;
    flex: none;
  }
  .warn {
    color: var(--warn);
  }
  .live {
    color: var(--bad);
  }
  .quiet {
    color: var(--quiet);
  }
  .dot {
    flex: none;
    inline-size: 10px;
    block-size: 10px;
    border-radius: 50%;
    background: var(--accent);
  }
  .line {
    display: block;
    font-size: 0.82rem;
    line-height: 1.3;
    color: var(--quiet);
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .line bdi {
    unicode-bidi: isolate;
  }
`, bt = 4, Z = class extends H {
	constructor(...e) {
		super(...e), this.now = 0, this.selecting = !1, this.picked = !1, this.current = !1, this.stop = !1;
	}
	static {
		this.styles = [
			Xe,
			Ze,
			yt
		];
	}
	focus(e) {
		this.button?.focus(e);
	}
	render() {
		let { event: e, env: t } = this, n = this.home?.cameras.find(({ id: t }) => t === e.camera)?.name ?? e.camera, r = ht(e, this.home, this.now);
		return N`<button
      dir=${t.texts.direction}
      tabindex=${this.stop ? 0 : -1}
      role=${this.selecting ? "checkbox" : F}
      aria-current=${this.current ? "true" : F}
      aria-checked=${this.selecting ? String(this.picked) : F}
      aria-label=${vt(e, n, r, t)}
    >
      ${this.#e()}
      <span class="text">
        <span class="first">
          ${e.unseen ? N`<span class="dot"></span>` : F}${t.format.time(e.started_at)}
          <span class="labels">${this.#n()}</span>
          <span class="badges">${r.map((e) => this.#r(e))}</span>
        </span>
        <span class="line"><bdi>${n}</bdi> · ${_t(e, t)}</span>
        ${this.#i(r)}
      </span>
    </button>`;
	}
	#e() {
		let { picture: e, event: n } = this, r = e === void 0 && (n.picture !== null || n.ended_at === null), a = n.clips > 0 ? n.playable ? l : i : t, o = e ? N`<img src=${e} alt="" decoding="async" draggable="false" />` : r ? F : W(a, 28);
		return N`<span class="picture ${e ? "loaded" : r ? "loading" : ""}">${o}${this.#t()}</span>`;
	}
	#t() {
		return this.selecting ? N`<span class="check">${W(this.picked ? c : s, 28)}</span>` : F;
	}
	#n() {
		let { texts: e } = this.env;
		return f(this.event.labels).slice(0, bt).map((t) => N`<span title=${o(t, e)}>${W(u(t), 20)}</span>`);
	}
	#r({ name: e, icon: t, tone: n }) {
		return N`<span class=${n} title=${this.env.texts.text(`list.badge.${e}`)}>${W(t, 18)}</span>`;
	}
	#i(e) {
		let { description: t } = this.event, n = e.find(({ tone: e }) => e !== "quiet");
		if (t) return N`<span class="line"><bdi>${t}</bdi></span>`;
		if (!n) return F;
		let r = this.env.texts.text(`list.badge.${n.name}`);
		return N`<span class="line ${n.tone}">${r}</span>`;
	}
};
G([U({ attribute: !1 })], Z.prototype, "env", void 0), G([U({ attribute: !1 })], Z.prototype, "event", void 0), G([U({ attribute: !1 })], Z.prototype, "home", void 0), G([U({ attribute: !1 })], Z.prototype, "picture", void 0), G([U({ attribute: !1 })], Z.prototype, "now", void 0), G([U({ type: Boolean })], Z.prototype, "selecting", void 0), G([U({
	type: Boolean,
	reflect: !0
})], Z.prototype, "picked", void 0), G([U({
	type: Boolean,
	reflect: !0
})], Z.prototype, "current", void 0), G([U({ type: Boolean })], Z.prototype, "stop", void 0), G([Ge("button")], Z.prototype, "button", void 0), e("camvault-row", Z);
// shared/data/home_assistant/host.ts
var xt = "camvault", St = 5e3, Ct = 1e4, wt = class {
	#e;
	constructor(e, t, n) {
		this.element = e, this.hass = t, this.isNarrow = n;
	}
	get narrow() {
		return this.isNarrow();
	}
	navigate(e) {
		Tt(e, !1);
	}
	toast(e, t) {
		let n = {
			message: e,
			duration: t ? Ct : St,
			dismissable: !0,
			...t ? { action: {
				text: t.text,
				action: t.run
			} } : {}
		};
		this.element().dispatchEvent(new CustomEvent("hass-notification", {
			detail: n,
			bubbles: !0,
			composed: !0
		}));
	}
	async preference(e) {
		return (await this.#t())[e];
	}
	async setPreference(e, t) {
		let n = {
			...await this.#t(),
			[e]: t
		};
		this.#e = Promise.resolve(n), await this.hass().callWS({
			type: "frontend/set_user_data",
			key: xt,
			value: n
		});
	}
	async #t() {
		this.#e ??= this.hass().callWS({
			type: "frontend/get_user_data",
			key: xt
		}).then(({ value: e }) => e ?? {});
		try {
			return await this.#e;
		} catch {
			return this.#e = void 0, {};
		}
	}
};
function Tt(e, t, n = null) {
	t ? history.replaceState(n, "", e) : history.pushState(n, "", e), window.dispatchEvent(new CustomEvent("location-changed", { detail: { replace: t } }));
}
// shared/data/home_assistant/locale.ts
var Et = [
	"sunday",
	"monday",
	"tuesday",
	"wednesday",
	"thursday",
	"friday",
	"saturday"
];
function Dt(e) {
	let { locale: t } = e, n = t.language || e.language || "en";
	return {
		language: n,
		hour12: {
			12: !0,
			24: !1,
			language: void 0,
			system: kt()
		}[t.time_format],
		firstWeekday: jt(t.first_weekday, n),
		timeZone: t.time_zone === "server" ? e.config.time_zone : At(e.config.time_zone)
	};
}
function Ot(e, t) {
	return e.language === t.language && e.config.time_zone === t.config.time_zone && [
		"language",
		"time_format",
		"time_zone",
		"first_weekday"
	].every((n) => e.locale[n] === t.locale[n]);
}
function kt() {
	return new Intl.DateTimeFormat(void 0, { hour: "numeric" }).resolvedOptions().hour12;
}
function At(e) {
	return Intl.DateTimeFormat().resolvedOptions().timeZone || e;
}
function jt(e, t) {
	let n = Et.indexOf(e);
	if (n >= 0) return n;
	let r = new Intl.Locale(t), { firstDay: i } = r.getWeekInfo?.() ?? r.weekInfo ?? { firstDay: 1 };
	return i % 7;
}
// shared/format.ts
var Q = 60, $ = 3600, Mt = [
	["day", 24 * $],
	["hour", $],
	["minute", Q],
	["second", 1]
], Nt = [
	["gigabyte", 1e9],
	["megabyte", 1e6],
	["kilobyte", 1e3],
	["byte", 1]
], Pt = class {
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
	constructor(e) {
		this.locale = e;
		let { language: t, timeZone: n } = e, r = e.hour12 === void 0 ? { timeZone: n } : {
			timeZone: n,
			hourCycle: e.hour12 ? "h12" : "h23"
		};
		this.#e = new Intl.DateTimeFormat(t, {
			...r,
			hour: "numeric",
			minute: "2-digit"
		}), this.#t = new Intl.DateTimeFormat(t, {
			...r,
			timeStyle: "medium"
		}), this.#n = new Intl.DateTimeFormat(t, {
			...r,
			hour: "numeric"
		}), this.#r = new Intl.DateTimeFormat(t, {
			timeZone: n,
			weekday: "long",
			day: "numeric",
			month: "long"
		}), this.#i = new Intl.DateTimeFormat(t, {
			...r,
			day: "numeric",
			month: "short",
			hour: "numeric",
			minute: "2-digit"
		}), this.#a = new Intl.DateTimeFormat(t, {
			timeZone: n,
			month: "long",
			year: "numeric"
		}), this.#o = new Intl.DateTimeFormat("en-CA", {
			timeZone: n,
			year: "numeric",
			month: "2-digit",
			day: "2-digit"
		}), this.#s = new Intl.RelativeTimeFormat(t, {
			style: "narrow",
			numeric: "auto"
		}), this.#c = new Intl.NumberFormat(t), this.#l = new Intl.NumberFormat(t, {
			minimumIntegerDigits: 2,
			useGrouping: !1
		});
	}
	time(e) {
		return this.#e.format(new Date(e));
	}
	timeWithSeconds(e) {
		return this.#t.format(new Date(e));
	}
	hour(e) {
		return this.#n.format(new Date(e));
	}
	day(e) {
		return this.#r.format(new Date(e));
	}
	month(e) {
		return this.#a.format(new Date(e));
	}
	monthName(e) {
		return this.#u(e, { month: "long" });
	}
	weekday(e, t) {
		return this.#u(e, { weekday: t });
	}
	dayKey(e) {
		return this.#o.format(new Date(e));
	}
	moment(e, t) {
		return this.dayKey(e) === this.dayKey(t) ? this.time(e) : this.#i.format(new Date(e));
	}
	relative(e, t) {
		let n = Math.round((new Date(e).getTime() - t) / 1e3), [r, i] = Mt.find(([, e]) => Math.abs(n) >= e) ?? ["second", 1];
		return this.#s.format(Math.trunc(n / i), r);
	}
	length(e) {
		let t = Math.max(0, Math.round(e));
		if (t < Q) return this.#d(t, "second", "narrow", 0);
		let n = this.#l.format(t % Q), r = Math.floor(t % $ / Q);
		return t < $ ? `${this.#c.format(r)}:${n}` : `${this.#c.format(Math.floor(t / $))}:${this.#l.format(r)}:${n}`;
	}
	size(e) {
		let [t, n] = Nt.find(([, t]) => e >= t) ?? ["byte", 1];
		return this.#d(e / n, t, "short", +(n >= 1e6 && e < n * 100));
	}
	number(e) {
		return this.#c.format(e);
	}
	#u(e, t) {
		let { language: n, timeZone: r } = this.locale;
		return new Intl.DateTimeFormat(n, {
			timeZone: r,
			...t
		}).format(new Date(e));
	}
	#d(e, t, n, r) {
		let i = {
			style: "unit",
			unit: t,
			unitDisplay: n,
			maximumFractionDigits: r
		};
		return new Intl.NumberFormat(this.locale.language, i).format(e);
	}
}, Ft = class {
	#e = [];
	#t;
	#n = /* @__PURE__ */ new Map();
	#r = 0;
	constructor(e = 3e3) {
		this.most = e;
	}
	get events() {
		return this.#t ??= this.#e.flatMap(({ items: e }) => e), this.#t;
	}
	get base() {
		return this.#r;
	}
	cursor(e) {
		return e === "newer" ? this.#e[0]?.newer : this.#e.at(-1)?.older;
	}
	get(e) {
		return this.#n.get(Y(e));
	}
	reset(e) {
		this.#e = [], this.#n.clear(), this.#r = 0, this.#i("older", e);
	}
	add(e, t) {
		let n = this.#i(e, t);
		for (e === "newer" && (this.#r -= n); this.#e.length > 2 && this.#n.size > this.most;) this.#a(e === "newer" ? "older" : "newer");
	}
	put(e) {
		let t = this.get(e);
		if (t && t.started_at === e.started_at) return this.#o(t, e);
		t && this.remove(e);
		let n = this.#s(e);
		return n ? (n.chunk.items.splice(n.at, 0, e), this.#n.set(Y(e), e), --this.#r, this.#t = void 0, !0) : t !== void 0;
	}
	remove(e) {
		let t = this.get(e), n = t && this.#e.find(({ items: e }) => e.includes(t));
		if (t && n) return n.items.splice(n.items.indexOf(t), 1), this.#n.delete(Y(e)), this.#r += 1, this.#t = void 0, t;
	}
	indexOf(e) {
		let { events: t } = this, n = this.get(e);
		if (n) return t.indexOf(n);
		let r = t.findIndex((t) => X(e, t) < 0);
		return r < 0 ? t.length : r;
	}
	#i(e, { items: t, next: n, prev: r }) {
		let i = t.filter((e) => !this.#n.has(Y(e)));
		for (let e of i) this.#n.set(Y(e), e);
		let a = {
			items: i,
			newer: r,
			older: n
		};
		return e === "newer" ? this.#e.unshift(a) : this.#e.push(a), this.#t = void 0, i.length;
	}
	#a(e) {
		let t = e === "newer" ? this.#e.shift() : this.#e.pop();
		for (let e of t?.items ?? []) this.#n.delete(Y(e));
		e === "newer" && (this.#r += t?.items.length ?? 0), this.#t = void 0;
	}
	#o(e, t) {
		let n = this.#e.find(({ items: t }) => t.includes(e));
		return n?.items.splice(n.items.indexOf(e), 1, t), this.#n.set(Y(t), t), this.#t = void 0, !0;
	}
	#s(e) {
		let t = this.#e[0], n = this.#e.at(-1);
		if (t && n) {
			for (let n of this.#e) {
				let r = n.items.findIndex((t) => X(e, t) < 0);
				if (!(r < 0)) return n === t && r === 0 && t.newer !== null ? void 0 : {
					chunk: n,
					at: r
				};
			}
			return n.older === null ? {
				chunk: n,
				at: n.items.length
			} : void 0;
		}
	}
}, It = 200, Lt = class {
	#e;
	#t;
	#n;
	#r;
	constructor(e) {
		this.#t = /* @__PURE__ */ new Set(), this.#n = [], this.#r = /* @__PURE__ */ new Set(), this.open = !0, this.#e = new Ft(e);
	}
	get events() {
		return this.#e.events;
	}
	get base() {
		return this.#e.base;
	}
	get held() {
		return this.#n.length;
	}
	get(e) {
		return this.#e.get(e);
	}
	indexOf(e) {
		return this.#e.indexOf(e);
	}
	cursor(e) {
		return this.#e.cursor(e) ?? null;
	}
	meet(e) {
		this.#r = new Set(e.filter(({ features: e }) => e.includes("seen")).map(({ id: e }) => e));
	}
	begin(e) {
		this.#n = [], this.#e.reset(this.#l(e));
	}
	add(e, t) {
		this.#e.add(e, this.#l(t));
	}
	arrive(e, t, n = !1) {
		if (this.#t.has(Y(e))) return "ignored";
		let r = this.#e.get(e), i = this.#i(e, r ?? this.#s(e)), a = r !== void 0 || n || Ke(t, i);
		return a ? r ? this.#o(i) : this.#a(i) : a === void 0 ? "unknown" : "ignored";
	}
	release() {
		let e = this.#n.splice(0);
		for (let t of e) this.#e.put(t);
		return e.length > 0 && e.length < It;
	}
	remove(e) {
		let t = this.#n.length;
		return this.#n = this.#n.filter((t) => Y(t) !== Y(e)), this.#e.remove(e) !== void 0 || this.#n.length < t;
	}
	update(e) {
		for (let t of e) this.#t.has(Y(t)) || this.#e.put(this.#i(t, this.get(t)));
	}
	hide(e) {
		for (let t of e) this.#t.add(Y(t));
		let t = e.flatMap((e) => this.get(e) ?? []);
		for (let t of e) this.remove(t);
		return t;
	}
	unhide(e, t) {
		for (let t of e) this.#t.delete(Y(t));
		this.update(t);
	}
	mark(e) {
		for (let t of [...this.events]) {
			let n = e(t);
			n !== void 0 && n !== t.unseen && this.#r.has(t.home) && this.#e.put({
				...t,
				unseen: n
			});
		}
	}
	#i(e, t) {
		if (e.unseen !== void 0 || !this.#r.has(e.home)) return e;
		let n = t?.unseen !== void 0 && t.received_at === e.received_at;
		return {
			...e,
			unseen: n ? t.unseen ?? !0 : !0
		};
	}
	#a(e) {
		let t = this.events[0];
		return t !== void 0 && X(t, e) < 0 || this.open ? this.#o(e) : (this.#c(e), "held");
	}
	#o(e) {
		return this.#e.put(e) ? "shown" : "ignored";
	}
	#s(e) {
		return this.#n.find((t) => Y(t) === Y(e));
	}
	#c(e) {
		this.#n = this.#n.filter((t) => Y(t) !== Y(e)), this.#n.length < It && this.#n.push(e);
	}
	#l(e) {
		return {
			...e,
			items: e.items.filter((e) => !this.#t.has(Y(e)))
		};
	}
}, Rt = 1e4, zt = class {
	#e = /* @__PURE__ */ new Set();
	constructor(e, t) {
		this.source = e, this.hide = t;
	}
	add(e, t) {
		let n = {
			refs: [...e],
			show: this.hide(e),
			timer: setTimeout(() => void this.#t(n), Rt),
			failed: t
		};
		return this.#e.add(n), () => {
			this.#e.delete(n) && (clearTimeout(n.timer), n.show());
		};
	}
	flush() {
		for (let e of [...this.#e]) this.#t(e);
	}
	async #t(e) {
		if (!this.#e.delete(e)) return;
		clearTimeout(e.timer);
		let t = await this.#n(e.refs);
		if (t.size !== 0) {
			e.show(t);
			for (let n of new Set(t.values())) e.failed(n);
		}
	}
	async #n(e) {
		let t = await this.#r(e);
		if (!t || t.problem === "not_found" && e.length === 1) return /* @__PURE__ */ new Map();
		if (t.problem !== "not_found") return new Map(e.map((e) => [Y(e), t]));
		let n = await Promise.all(e.map((e) => this.#n([e])));
		return new Map(n.flatMap((e) => [...e]));
	}
	async #r(e) {
		try {
			await this.source.actions?.remove(e);
			return;
		} catch (e) {
			return lt(e);
		}
	}
}, Bt = 20, Vt = 500;
async function Ht(e, t) {
	return (await e.events({
		...t,
		limit: Bt
	}).catch(() => void 0))?.items ?? [];
}
async function Ut(e, t, n) {
	let [r, i] = [n[0], n.at(-1)];
	if (!r || !i) return;
	let a = new Date(Date.parse(r.started_at) + 1).toISOString(), o = {
		after: i.started_at,
		before: a,
		unseen: !0,
		limit: Vt
	}, s = await e.events({
		...t,
		...o
	}).catch(() => void 0);
	if (!s) return;
	let c = new Set(s.items.map(Y)), l = s.next === null ? void 0 : s.items.at(-1);
	return (e) => c.has(Y(e)) || (l && X(l, e) < 0 ? void 0 : !1);
}
async function Wt(e, t, n, r) {
	let { items: i } = await e.events({
		...t,
		around: n.started_at,
		limit: 10
	}), a = i.filter((e) => Y(e) !== Y(n));
	return r === "older" ? a.find((e) => X(n, e) < 0) ?? null : a.filter((e) => X(e, n) < 0).at(-1) ?? null;
}
// shared/data/list/timers.ts
var Gt = class {
	#e = /* @__PURE__ */ new Map();
	after(e, t, n) {
		if (this.#e.has(e)) return;
		let r = setTimeout(() => {
			this.#e.delete(e), n();
		}, t);
		this.#e.set(e, r);
	}
	clear() {
		for (let e of this.#e.values()) clearTimeout(e);
		this.#e.clear();
	}
}, Kt = 50, qt = 100, Jt = 300, Yt = 1e3, Xt = 5e3, Zt = class extends ut {
	#e;
	#t;
	#n;
	#r;
	#i;
	#a;
	#o;
	constructor(e, t) {
		super(), this.source = e, this.status = "loading", this.connected = !0, this.filter = {}, this.understood = null, this.edges = {
			older: "more",
			newer: "end"
		}, this.#t = new Gt(), this.#i = [], this.#a = 0, this.#o = !1, this.#e = new Lt(t), this.deletions = new zt(e, (e) => this.hide(e));
	}
	get events() {
		return this.#e.events;
	}
	get base() {
		return this.#e.base;
	}
	get fresh() {
		return this.#e.held;
	}
	follow() {
		let e = this.source.subscribe((e) => this.#d(e));
		return () => {
			e(), this.#t.clear(), this.#o = !0;
		};
	}
	show(e, t) {
		this.filter = e, this.load(t);
	}
	jump(e) {
		if (!this.#u(e)) return void this.load(e);
		this.#n = { moment: e }, this.tell();
	}
	toNewest() {
		if (this.edges.newer !== "end" || this.fresh !== 0 && !this.#e.release()) return void this.load();
		this.#n = "top", this.tell();
	}
	takeTarget() {
		let e = this.#n;
		return this.#n = void 0, e;
	}
	async load(e, t = !1) {
		let n = ++this.#a;
		t || Object.assign(this, {
			status: "loading",
			error: void 0
		}), this.#i = [], this.tell();
		try {
			let r = e === void 0 ? {} : { around: new Date(e).toISOString() }, i = await this.source.events({
				...this.filter,
				...r,
				limit: Kt
			});
			if (n !== this.#a) return;
			this.#s(i), t || (this.#n = e === void 0 ? "top" : { moment: e });
		} catch (e) {
			if (n !== this.#a) return;
			this.#c(e, t);
		}
		this.tell();
	}
	retry() {
		this.load(this.#r);
	}
	async more(e) {
		let t = this.#e.cursor(e);
		if (this.status !== "ready" || this.edges[e] === "loading" || !t) return;
		let n = this.#a;
		this.edges[e] = "loading", this.tell();
		try {
			let r = await this.source.events({
				...this.filter,
				cursor: t,
				limit: qt
			});
			if (n !== this.#a) return;
			this.#e.add(e, r), this.#l();
		} catch {
			if (n !== this.#a) return;
			this.edges[e] = "failed", this.#t.after(e, Xt, () => void this.more(e));
		}
		this.tell();
	}
	at(e, t) {
		this.#r = t ? void 0 : e, this.#e.open = t && this.edges.newer === "end", this.#e.open && this.fresh !== 0 && (this.#e.release() ? this.tell() : this.load(void 0, !0));
	}
	async step(e, t) {
		let n = this.#e.get(e);
		if (!n) return Wt(this.source, this.filter, e, t);
		t === "newer" && this.edges.newer === "end" && this.#e.release() && this.tell();
		let r = () => this.events[this.#e.indexOf(n) + (t === "older" ? 1 : -1)];
		return r() || await this.more(t), r() ?? null;
	}
	update(e) {
		this.#e.update(e), this.tell();
	}
	mark(e) {
		this.#e.mark(e), this.tell();
	}
	hide(e) {
		let t = this.#e.hide(e);
		return this.tell(), (n) => {
			this.#e.unhide(e, t.filter((e) => !n || n.has(Y(e)))), this.tell();
		};
	}
	#s(e) {
		this.#e.begin(e);
		for (let e of this.#i.splice(0)) this.#p(e);
		Object.assign(this, {
			status: "ready",
			error: void 0,
			understood: e.understood
		}), this.#l(), this.#e.open = this.#r === void 0 && this.edges.newer === "end";
	}
	#c(e, t) {
		this.error = lt(e), this.status = t && this.events.length > 0 ? "ready" : "failed", this.#t.after("load", Xt, () => void this.load(this.#r, t || this.events.length > 0));
	}
	#l() {
		for (let e of ["older", "newer"]) this.edges[e] = this.#e.cursor(e) === null ? "end" : "more";
	}
	#u(e) {
		let [t, n] = [this.events[0], this.events.at(-1)];
		return this.status !== "ready" || !t || !n ? !1 : (this.edges.newer === "end" || Date.parse(t.started_at) >= e) && (this.edges.older === "end" || Date.parse(n.started_at) <= e);
	}
	#d(e) {
		switch (e.type) {
			case "homes":
				this.#f(e.homes);
				break;
			case "connected":
				this.connected = e.connected, this.#o = !0;
				break;
			case "event":
				this.#p(e.event);
				break;
			case "event_removed":
				this.#e.remove(e.event);
				break;
			case "seen": this.#t.after("seen", Jt, () => void this.#h());
		}
		e.type !== "capture" && this.tell();
	}
	#f(e) {
		let t = (e) => e?.map((e) => e.available && e.id).join(), n = this.homes !== void 0 && t(this.homes) !== t(e);
		this.homes = e, this.#e.meet(e), (n || this.#o || this.status === "failed") && (this.#o = !1, this.load(this.#r, this.status === "ready"));
	}
	#p(e) {
		this.status === "loading" ? this.#i.push(e) : this.#e.arrive(e, this.filter) === "unknown" && this.#t.after("peek", Yt, () => void this.#m());
	}
	async #m() {
		let e = this.#a, t = await Ht(this.source, this.filter);
		if (e === this.#a) {
			for (let e of t.toReversed()) this.#e.arrive(e, this.filter, !0);
			this.tell();
		}
	}
	async #h() {
		let e = await Ut(this.source, this.filter, this.events);
		e && this.mark(e);
	}
};
export { _ as A, Ge as C, F as D, H as E, P as O, Je as S, U as T, Qe as _, wt as a, Xe as b, ht as c, lt as d, Y as f, et as g, $e as h, Ot as i, N as k, vt as l, at as m, Pt as n, Tt as o, ct as p, Dt as r, Z as s, Zt as t, ft as u, G as v, Ue as w, W as x, Ze as y };
