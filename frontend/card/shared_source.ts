import { HomeAssistantSource } from "../shared/data/home_assistant/source";
import type { Source } from "../shared/data/types";
import type { Hass, HassConnection } from "../shared/hass";
import type { Texts } from "../shared/texts/texts";

interface Kept {
  source: Source;
  hass: Hass;
  texts: Texts;
}

const KEPT = new WeakMap<HassConnection, Kept>();

/** The one source of all cards of a page, so that they share a subscription; it uses the newest `hass` that any of them has. */
export function sharedSource(hass: Hass, texts: Texts): Source {
  const kept = KEPT.get(hass.connection) ?? begin(hass, texts);
  Object.assign(kept, { hass, texts });
  return kept.source;
}

/** Tells the source the newest state of Home Assistant. */
export function renew(hass: Hass): void {
  const kept = KEPT.get(hass.connection);
  if (kept) kept.hass = hass;
}

function begin(hass: Hass, texts: Texts): Kept {
  const kept: Kept = {
    hass,
    texts,
    source: new HomeAssistantSource(
      () => kept.hass,
      (name) => kept.texts.text(name),
      localStorage,
    ),
  };
  KEPT.set(hass.connection, kept);
  return kept;
}
