import type { Env } from "../../../env";
import { Format } from "../../../format";
import type { Hass } from "../../../hass";
import { loadTexts } from "../../../texts/texts";
import { HomeAssistantHost } from "../host";
import { localeOf, sameLocale } from "../locale";
import { type SharedSource, sharedSource } from "./shared";

/** Makes an element's env, and a new one only when words, clock or connection change: `hass` is new with every state of anything. */
export class Environment {
  #made: Hass | undefined;
  #shared: SharedSource | undefined;
  readonly #host: HomeAssistantHost;

  constructor(
    element: HTMLElement,
    narrow: () => boolean,
    private readonly ready: (env: Env) => void,
  ) {
    const hass = () => {
      if (!this.#shared) throw new Error("Home Assistant is not there yet");
      return this.#shared.hass;
    };
    this.#host = new HomeAssistantHost(() => element, hass, narrow);
  }

  async update(hass: Hass): Promise<void> {
    const shared = sharedSource(hass);
    this.#shared = shared;
    const known = this.#made;
    if (known && known.connection === hass.connection && sameLocale(known, hass)) return;
    this.#made = hass;
    const locale = localeOf(hass);
    const texts = await loadTexts(locale.language);
    // Another language may have been chosen meanwhile.
    if (this.#made !== hass) return;
    this.ready({ source: shared.source, texts, format: new Format(locale), host: this.#host });
  }
}
