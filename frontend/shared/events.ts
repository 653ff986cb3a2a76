import type { Filter, Ref } from "./data/types";

/** What parts tell the page around them; each crosses shadow roots. */
export interface Told {
  /** Somebody wants to look at this event. */
  "camvault-open": Ref;
  "camvault-close": undefined;
  /** Other events are wanted in the list. */
  "camvault-filter": Filter;
  /** The list is to show this moment, in milliseconds. */
  "camvault-jump": { moment: number };
  /** The list shows this moment, in milliseconds. */
  "camvault-moment": { moment: number };
  "camvault-catch-up": undefined;
}

/** Tells the page around an element. */
export function tell<Name extends keyof Told>(from: EventTarget, name: Name, detail: Told[Name]): void {
  from.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}

/** Listens to what a part tells; returns what ends it. */
export function hear<Name extends keyof Told>(
  from: EventTarget,
  name: Name,
  listener: (detail: Told[Name]) => void,
): () => void {
  const heard = (event: Event) => listener((event as CustomEvent<Told[Name]>).detail);
  from.addEventListener(name, heard);
  return () => from.removeEventListener(name, heard);
}
