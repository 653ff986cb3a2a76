import type { Hass } from "../../hass";
import type { WireMessage } from "./wire";

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 15_000;

export interface Hears {
  message(message: WireMessage): void;
  connected(connected: boolean): void;
  failed(failure: unknown): void;
}

/**
 * What Home Assistant tells by itself. After a restart it answers before the integration is set up, when nobody knows the
 * command: so the subscription is renewed here, until it succeeds, and not by Home Assistant's library, which tries once.
 */
export class LiveConnection {
  #end: (() => void) | undefined;

  constructor(
    private readonly hass: () => Hass,
    private readonly hears: Hears,
  ) {}

  start(): void {
    if (this.#end) return;
    const { connection } = this.hass();
    let current = this.#subscribe();
    const ready = () => {
      current();
      this.hears.connected(true);
      current = this.#subscribe();
    };
    const lost = () => this.hears.connected(false);
    connection.addEventListener("ready", ready);
    connection.addEventListener("disconnected", lost);
    this.#end = () => {
      connection.removeEventListener("ready", ready);
      connection.removeEventListener("disconnected", lost);
      current();
    };
  }

  stop(): void {
    this.#end?.();
    this.#end = undefined;
  }

  /** Subscribes until it succeeds; returns what ends it. */
  #subscribe(): () => void {
    const attempt = { over: false, timer: undefined as ReturnType<typeof setTimeout> | undefined };
    let close: (() => Promise<void>) | undefined;
    const attend = async (wait: number) => {
      try {
        close = await this.#open(() => attempt.over);
        if (attempt.over) await close();
      } catch (failure) {
        if (attempt.over) return;
        this.hears.failed(failure);
        attempt.timer = setTimeout(() => void attend(Math.min(wait * 2, LONGEST_WAIT_MS)), wait);
      }
    };
    void attend(FIRST_WAIT_MS);
    return () => {
      attempt.over = true;
      clearTimeout(attempt.timer);
      // After a lost connection there is nothing left to close.
      close?.().catch(() => undefined);
    };
  }

  #open(over: () => boolean): Promise<() => Promise<void>> {
    const hear = (message: WireMessage) => {
      if (!over()) this.hears.message(message);
    };
    return this.hass().connection.subscribeMessage(hear, { type: "camvault/subscribe" }, { resubscribe: false });
  }
}
