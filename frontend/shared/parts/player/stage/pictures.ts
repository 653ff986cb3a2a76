import { keyOf } from "../../../data/list/keys";
import type { Ref, Source } from "../../../data/types";

/** So many pictures are kept at hand. */
const KEPT = 24;

/** Pictures as addresses for an img element, kept while they are used and freed together. */
export class Pictures {
  readonly #kept = new Map<string, Promise<string | null>>();
  #turn = 0;

  constructor(private readonly source: () => Source) {}

  /** The address of a picture of that width; null while there is none. */
  get(capture: Ref, width: 320 | 640): Promise<string | null> {
    return this.#keep(`${keyOf(capture)} ${width}`, () => this.source().picture(capture, width));
  }

  /** The address of a clip's strip of frames; null where there is none. */
  sprite(capture: Ref): Promise<string | null> {
    return this.#keep(`${keyOf(capture)} sprite`, () => this.source().sprite(capture));
  }

  /** Gives all back; what is still on its way comes as null. */
  free(): void {
    this.#turn += 1;
    for (const key of [...this.#kept.keys()]) this.#drop(key);
  }

  #keep(key: string, load: () => Promise<Blob | null>): Promise<string | null> {
    const kept = this.#kept.get(key) ?? this.#load(load);
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    const oldest = this.#kept.keys().next().value;
    if (this.#kept.size > KEPT && oldest !== undefined) this.#drop(oldest);
    return kept;
  }

  async #load(load: () => Promise<Blob | null>): Promise<string | null> {
    const turn = this.#turn;
    const blob = await load().catch(() => null);
    return blob && turn === this.#turn ? URL.createObjectURL(blob) : null;
  }

  #drop(key: string): void {
    void this.#kept.get(key)?.then((address) => address && URL.revokeObjectURL(address));
    this.#kept.delete(key);
  }
}
