/** Defines an element once: a panel and a card may both bring it, and Home Assistant may load either twice. */
export function define(name: string, element: CustomElementConstructor): void {
  if (!customElements.get(name)) customElements.define(name, element);
}
