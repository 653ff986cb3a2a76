import type { Hass, HassConnection } from "../../../hass";
import { HomeAssistantSource } from "../source";

/** The one source of all that a page shows, so that panel and cards share a subscription; it uses the newest `hass` of any of them. */
export class SharedSource {
  readonly source: HomeAssistantSource;

  constructor(public hass: Hass) {
    this.source = new HomeAssistantSource(() => this.hass, localStorage);
  }
}

const SHARED = new WeakMap<HassConnection, SharedSource>();

/** The source of a connection; it has the newest `hass`. */
export function sharedSource(hass: Hass): SharedSource {
  const shared = SHARED.get(hass.connection) ?? new SharedSource(hass);
  shared.hass = hass;
  SHARED.set(hass.connection, shared);
  return shared;
}
