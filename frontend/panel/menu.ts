import { html, type TemplateResult } from "lit";
import type { Texts } from "../shared/texts/texts";

export interface MenuItem {
  text: string;
  run: () => void;
}

/** A menu below its button. The arrow keys go through it, Escape and a tap beside it close it. */
export function menu(texts: Texts, items: readonly MenuItem[], close: () => void): TemplateResult {
  const chosen = (item: MenuItem) => () => {
    close();
    item.run();
  };
  const key = (event: KeyboardEvent) => {
    const buttons = [...(event.currentTarget as HTMLElement).querySelectorAll("button")];
    const at = buttons.indexOf(event.target as HTMLButtonElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) buttons[(at + step + buttons.length) % buttons.length]?.focus();
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return html`<div class="menu" role="menu" aria-label=${texts.text("panel.menu")} @keydown=${key}
    @focusout=${(event: FocusEvent) => {
      const menu = event.currentTarget as HTMLElement;
      if (!menu.contains(event.relatedTarget as Node | null)) close();
    }}>
    ${items.map((item) => html`<button role="menuitem" @click=${chosen(item)}>${item.text}</button>`)}
  </div>`;
}
