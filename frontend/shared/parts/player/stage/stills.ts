import type { Capture, Ref, Source } from "../../../data/types";
import { Pictures } from "./pictures";

/** The picture of a capture: small while it loads, and of a snapshot then the whole one. */
export class Stills {
  poster: string | null = null;
  still: string | null = null;
  readonly #pictures: Pictures;
  #turn = 0;

  constructor(
    private readonly source: () => Source,
    private readonly changed: () => void,
  ) {
    this.#pictures = new Pictures(source);
  }

  get there(): boolean {
    return this.poster !== null || this.still !== null;
  }

  /** Shows a capture's picture, and `whole` what the camera sent; tells whether there is one. */
  async show(capture: Capture, whole: boolean): Promise<boolean> {
    const turn = ++this.#turn;
    const ref = { home: capture.home, id: capture.id };
    await this.#poster(turn, this.#pictures.get(ref, 320));
    if (!whole || turn !== this.#turn) return this.there;
    await this.#poster(turn, this.#pictures.get(ref, 640));
    const still = await decoded(() => this.source().address(ref, "playback"));
    if (turn !== this.#turn) return true;
    this.still = still;
    this.changed();
    return this.there;
  }

  /** Loads what will be shown next. */
  prepare(capture: Ref & Pick<Capture, "kind">): void {
    void this.#pictures.get({ home: capture.home, id: capture.id }, capture.kind === "snapshot" ? 640 : 320);
  }

  clear(): void {
    this.#turn += 1;
    this.poster = null;
    this.still = null;
  }

  free(): void {
    this.clear();
    this.#pictures.free();
  }

  async #poster(turn: number, loading: Promise<string | null>): Promise<void> {
    const address = await loading;
    if (turn !== this.#turn || !address) return;
    this.poster = address;
    this.changed();
  }
}

/** Loads a picture whole before it is shown, so that it does not build up line by line. */
async function decoded(address: () => Promise<string>): Promise<string | null> {
  try {
    const picture = new Image();
    picture.src = await address();
    await picture.decode();
    return picture.src;
  } catch {
    return null;
  }
}
