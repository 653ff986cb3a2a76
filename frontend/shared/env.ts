import type { Camera, Source } from "./data/types";
import type { Format } from "./format";
import type { Texts } from "./texts/texts";

/** What the page around us does for us: Home Assistant, or a page of our own. */
export interface Host {
  /** Whether the screen is as narrow as a phone's. */
  readonly narrow: boolean;
  /** Goes to a path of the page around, such as `/config/repairs`. */
  navigate(path: string): void;
  /** What goes to the page where gateways and cameras are set up; null for who may not. */
  toSettings(): (() => void) | null;
  /** What shows all that the page around knows of a camera, as far as this person may see it; null where that is nothing. */
  toCamera(camera: Camera): (() => void) | null;
  /** Says something in a line at the bottom, with a button to undo it. */
  toast(message: string, action?: { text: string; run: () => void }): void;
  /** Keeps a preference of this person, on all devices: speed, density, sound. */
  preference<T>(name: string): Promise<T | undefined>;
  setPreference(name: string, value: unknown): Promise<void>;
}

/** Handed to every element: where its data comes from, its words, its times and its page. A new one when language or clock change. */
export interface Env {
  readonly source: Source;
  readonly texts: Texts;
  readonly format: Format;
  readonly host: Host;
}
