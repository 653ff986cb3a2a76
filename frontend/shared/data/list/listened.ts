/** Something whose changes others follow. */
export class Listened {
  readonly #listeners = new Set<() => void>();

  /** Calls back after each change; returns what ends it. */
  listen(listener: () => void): () => void {
    const own = () => listener();
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }

  protected tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
