import { css, LitElement } from "lit";
import { query } from "lit/decorators.js";

/** What every dialog looks like; how large it is, each says itself. */
export const DIALOG = css`
  dialog {
    max-inline-size: 100vw;
    box-sizing: border-box;
    padding: 0;
    border: 0;
    border-radius: var(--radius);
    color: var(--text);
  }
`;

/** An element around a modal dialog, which closes when somebody taps beside it, and when the element is taken away. */
export abstract class Modal extends LitElement {
  @query("dialog") protected readonly dialog!: HTMLDialogElement | null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.close();
  }

  get open(): boolean {
    return this.dialog?.open ?? false;
  }

  show(): void {
    void this.updateComplete.then(() => {
      if (this.isConnected && !this.open) this.dialog?.showModal();
    });
  }

  close(): void {
    this.dialog?.close();
  }

  protected readonly outside = (event: PointerEvent): void => {
    if (event.target !== this.dialog || !this.dialog) return;
    const { left, right, top, bottom } = this.dialog.getBoundingClientRect();
    const { clientX: x, clientY: y } = event;
    if (x < left || x > right || y < top || y > bottom) this.close();
  };
}
