import { html, type TemplateResult } from "lit";

const REACHABLE = "button:not(:disabled), select, [tabindex='0']:not(.edge), a[href], textarea";

/** Takes the keyboard's focus to the player, keeps it there while it covers the page, and gives it back. */
export class Focus {
  #before: HTMLElement | null = null;

  constructor(private readonly player: HTMLElement) {}

  /** Remembers what had the focus: the row that was opened. */
  remember(): void {
    const active = deepest(document);
    this.#before = active instanceof HTMLElement && active !== document.body ? active : null;
  }

  enter(): void {
    this.player.shadowRoot?.querySelector("section")?.focus({ preventScroll: true });
  }

  giveBack(): void {
    if (this.#before?.isConnected) this.#before.focus({ preventScroll: true });
    this.#before = null;
  }

  /** Where Tab leaves the player, which takes it to the other end. */
  renderEdge(to: "first" | "last"): TemplateResult {
    return html`<div class="edge" tabindex="0" @focus=${() => this.#reach(to)}></div>`;
  }

  #reach(to: "first" | "last"): void {
    const all = this.player.shadowRoot ? reachable(this.player.shadowRoot) : [];
    all.at(to === "first" ? 0 : -1)?.focus();
  }
}

/** All that Tab reaches, in order, through the shadow roots of parts. */
function reachable(root: ParentNode): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>("*")].flatMap((element) => {
    if (element.matches("dialog:not([open])")) return [];
    const inside = element.shadowRoot ? reachable(element.shadowRoot) : [];
    return element.matches(REACHABLE) && element.getClientRects().length ? [element, ...inside] : inside;
  });
}

/** What has the focus, through shadow roots. */
export function deepest(root: DocumentOrShadowRoot): Element | null {
  const active = root.activeElement;
  return (active?.shadowRoot && deepest(active.shadowRoot)) || active;
}
