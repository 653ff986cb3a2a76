import { type SharedSource, sharedSource } from "../shared/data/home_assistant/page/shared";
import { ListStore } from "../shared/data/list/store";
import type { Source } from "../shared/data/types";
import type { Hass } from "../shared/hass";

/** What outlives the panel's element, which Home Assistant takes away after five minutes in the background. */
export class Session {
  readonly store: ListStore;
  /** Whether the list was asked for already. */
  started = false;

  constructor(private readonly shared: SharedSource) {
    this.store = new ListStore(shared.source);
  }

  get source(): Source {
    return this.shared.source;
  }

  /** Home Assistant as it is now. */
  get hass(): Hass {
    return this.shared.hass;
  }
}

const SESSIONS = new WeakMap<SharedSource, Session>();

/** The session of a connection. */
export function sessionOf(hass: Hass): Session {
  const shared = sharedSource(hass);
  const session = SESSIONS.get(shared) ?? new Session(shared);
  SESSIONS.set(shared, session);
  return session;
}
