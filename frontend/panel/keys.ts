const WRITES = "input, textarea, select, [contenteditable=''], [contenteditable='true']";

/** Whether a key means the page: it was pressed in it or nowhere, and not where somebody writes, nor in a dialog or menu. */
export function isFor(page: HTMLElement, event: KeyboardEvent): boolean {
  const path = event.composedPath().filter((target) => target instanceof HTMLElement);
  const [target] = path;
  if (event.defaultPrevented || !target || target.matches(WRITES)) return false;
  return (target === document.body || path.includes(page)) && !path.some(isAbove);
}

function isAbove(element: HTMLElement): boolean {
  return (element instanceof HTMLDialogElement && element.open) || element.matches("[role='menu']");
}
