/** Things to be done a little later, each once, however often somebody asks for it. */
export class Timers {
  readonly #running = new Map<string, ReturnType<typeof setTimeout>>();

  after(name: string, ms: number, run: () => void): void {
    if (this.#running.has(name)) return;
    const timer = setTimeout(() => {
      this.#running.delete(name);
      run();
    }, ms);
    this.#running.set(name, timer);
  }

  clear(): void {
    for (const timer of this.#running.values()) clearTimeout(timer);
    this.#running.clear();
  }
}
