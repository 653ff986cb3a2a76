import { HomeAssistantHost } from "../shared/data/home_assistant/host";
import { localeOf, sameLocale } from "../shared/data/home_assistant/locale";
import type { Env } from "../shared/env";
import { Format } from "../shared/format";
import type { Hass } from "../shared/hass";
import { loadTexts } from "../shared/texts/texts";
import type { Session } from "./session";

/** Makes the panel's env, and a new one only when words or clock change: `hass` is new with every state of anything. */
export class Environment {
  #made: Hass | undefined;
  readonly #host: HomeAssistantHost;

  constructor(
    private readonly session: Session,
    element: HTMLElement,
    narrow: () => boolean,
    private readonly ready: (env: Env) => void,
  ) {
    this.#host = new HomeAssistantHost(
      () => element,
      () => session.hass,
      narrow,
    );
  }

  async update(hass: Hass): Promise<void> {
    if (this.#made && sameLocale(this.#made, hass)) return;
    this.#made = hass;
    const locale = localeOf(hass);
    const texts = await loadTexts(locale.language);
    // Another language may have been chosen meanwhile.
    if (this.#made !== hass) return;
    this.session.texts = texts;
    this.ready({ source: this.session.source, texts, format: new Format(locale), host: this.#host });
  }
}
