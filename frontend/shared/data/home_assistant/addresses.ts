import type { Asks } from "./lists/pages";

/** How long an address is asked for, and how much of that must be left of one that is handed out. */
const VALID_S = 6 * 3600;
const LEFT_MS = 2 * 3600 * 1000;
const MOST = 300;

interface Signed {
  path: Promise<string>;
  until: number;
}

/** Addresses that a browser may load without a token. Home Assistant signs them with a secret that is new after each restart. */
export class Addresses {
  readonly #signed = new Map<string, Signed>();

  constructor(
    private readonly ask: Asks,
    private readonly now: () => number = () => Date.now(),
  ) {}

  /** The address of a path, the same one while it is good for hours: a browser's cache goes by it. */
  of(path: string): Promise<string> {
    const known = this.#signed.get(path);
    if (known && known.until - this.now() > LEFT_MS) return known.path;
    const signed = { path: this.#sign(path), until: this.now() + VALID_S * 1000 };
    this.#signed.delete(path);
    this.#signed.set(path, signed);
    signed.path.catch(() => this.#signed.get(path) === signed && this.#signed.delete(path));
    if (this.#signed.size > MOST) this.#signed.delete(this.#signed.keys().next().value ?? "");
    return signed.path;
  }

  /** Forgets all: after a lost connection Home Assistant may be another one. */
  forget(): void {
    this.#signed.clear();
  }

  async #sign(path: string): Promise<string> {
    return (await this.ask<{ path: string }>({ type: "auth/sign_path", path, expires: VALID_S })).path;
  }
}
