// shared/define.ts
function e(e, t) {
	customElements.get(e) || customElements.define(e, t);
}
export { e as t };
