import { HomeAssistantSource } from "../shared/data/home_assistant/source";
import { ListStore } from "../shared/data/list/store";
import type { Hass, HassConnection } from "../shared/hass";
import type { Texts } from "../shared/texts/texts";

/** What outlives the panel's element, which Home Assistant takes away after five minutes in the background. */
export class Session {
  readonly source: HomeAssistantSource;
  readonly store: ListStore;
  texts: Texts | undefined;
  /** Whether the list was asked for already. */
  started = false;

  constructor(public hass: Hass) {
    const text = (name: string) => this.texts?.text(name) ?? "";
    this.source = new HomeAssistantSource(() => this.hass, text, localStorage);
    this.store = new ListStore(this.source);
    window.addEventListener("pagehide", () => this.store.deletions.flush());
  }
}

const SESSIONS = new WeakMap<HassConnection, Session>();

/** The session of a connection; it has the newest `hass`. */
export function sessionOf(hass: Hass): Session {
  const session = SESSIONS.get(hass.connection) ?? new Session(hass);
  session.hass = hass;
  SESSIONS.set(hass.connection, session);
  return session;
}
