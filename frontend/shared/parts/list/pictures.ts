import { keyOf } from "../../data/list/keys";
import { Listened } from "../../data/list/listened";
import type { Ref, Source } from "../../data/types";

/** So many pictures are kept that nobody looks at: about a megabyte. */
const MOST = 150;

/** A picture's address; null where there is none, undefined while it is on its way. */
export type Picture = string | null | undefined;
interface Entry {
  capture: Ref;
  url: Picture;
  /** Ends the request that is under way. */
  abort: AbortController | undefined;
}

/** The pictures of a list: fetched for what is near, kept for a while, and given back to the browser. */
export class Pictures extends Listened {
  readonly #entries = new Map<string, Entry>();
  #wanted: ReadonlySet<string> = new Set();

  constructor(
    private readonly source: Source,
    private readonly width: 320 | 640 = 320,
    private readonly most = MOST,
  ) {
    super();
  }

  /** Follows its source: a picture may be made, or the line come back, at any time. Returns what ends it and gives all back. */
  follow(changed: () => void): () => void {
    const ends = [
      this.listen(changed),
      this.source.subscribe((message) => {
        if (message.type === "capture" && message.capture.thumbnail) this.again(message.capture);
        if (message.type === "connected" && message.connected) this.allAgain();
      }),
    ];
    return () => {
      for (const end of ends) end();
      this.clear();
    };
  }

  get(capture: Ref): Picture {
    return this.#entries.get(keyOf(capture))?.url;
  }

  /** Fetches these, first things first, and no others any more. */
  want(captures: readonly Ref[]): void {
    this.#wanted = new Set(captures.map(keyOf));
    for (const [key, { abort }] of this.#entries) if (abort && !this.#wanted.has(key)) this.#abort(key);
    for (const capture of captures) this.#touch(capture);
    this.#trim();
  }

  /** Looks again for a picture that there was none of. */
  again(capture: Ref): void {
    const key = keyOf(capture);
    if (this.#entries.get(key)?.url === null) this.#entries.delete(key);
    if (this.#wanted.has(key)) this.#touch(capture);
  }

  /** Looks again for all that there were none of, such as after the line was down. */
  allAgain(): void {
    for (const { capture, url } of [...this.#entries.values()]) if (url === null) this.again(capture);
  }

  /** Gives all back. */
  clear(): void {
    for (const key of [...this.#entries.keys()]) this.#drop(key);
    this.#wanted = new Set();
  }

  #touch(capture: Ref): void {
    const key = keyOf(capture);
    const entry = this.#entries.get(key);
    if (!entry) return void this.#load(key, capture);
    // The latest are at the end.
    this.#entries.delete(key);
    this.#entries.set(key, entry);
  }

  async #load(key: string, capture: Ref): Promise<void> {
    const abort = new AbortController();
    const entry: Entry = { capture, url: undefined, abort };
    this.#entries.set(key, entry);
    try {
      const blob = await this.source.picture(capture, this.width, abort.signal);
      if (abort.signal.aborted) return;
      entry.url = blob && URL.createObjectURL(blob);
    } catch {
      if (abort.signal.aborted) return;
      entry.url = null;
    }
    entry.abort = undefined;
    this.tell();
  }

  #abort(key: string): void {
    this.#entries.get(key)?.abort?.abort();
    this.#entries.delete(key);
  }

  #drop(key: string): void {
    const url = this.#entries.get(key)?.url;
    this.#abort(key);
    if (url) URL.revokeObjectURL(url);
  }

  #trim(): void {
    for (const key of [...this.#entries.keys()]) {
      if (this.#entries.size <= this.most) return;
      if (!this.#wanted.has(key)) this.#drop(key);
    }
  }
}
