import type { Host } from "../../env";
import type { Hass } from "../../hass";

const PREFERENCES = "camvault";
const TOAST_MS = 5000;
const TOAST_WITH_ACTION_MS = 10_000;

/** Home Assistant as the page around; `element` is ours in its document, `hass` and `narrow` give what is so now. */
export class HomeAssistantHost implements Host {
  #preferences: Promise<Record<string, unknown>> | undefined;

  constructor(
    private readonly element: () => HTMLElement,
    private readonly hass: () => Hass,
    private readonly isNarrow: () => boolean,
  ) {}

  get narrow(): boolean {
    return this.isNarrow();
  }

  navigate(path: string): void {
    goTo(path, false);
  }

  toast(message: string, action?: { text: string; run: () => void }): void {
    const detail = {
      message,
      duration: action ? TOAST_WITH_ACTION_MS : TOAST_MS,
      dismissable: true,
      ...(action ? { action: { text: action.text, action: action.run } } : {}),
    };
    this.element().dispatchEvent(new CustomEvent("hass-notification", { detail, bubbles: true, composed: true }));
  }

  async preference<T>(name: string): Promise<T | undefined> {
    return (await this.#kept())[name] as T | undefined;
  }

  async setPreference(name: string, value: unknown): Promise<void> {
    const kept = { ...(await this.#kept()), [name]: value };
    this.#preferences = Promise.resolve(kept);
    await this.hass().callWS({ type: "frontend/set_user_data", key: PREFERENCES, value: kept });
  }

  /** What this person keeps with Home Assistant; nothing while it cannot be had. */
  async #kept(): Promise<Record<string, unknown>> {
    this.#preferences ??= this.hass()
      .callWS<{ value: Record<string, unknown> | null }>({ type: "frontend/get_user_data", key: PREFERENCES })
      .then(({ value }) => value ?? {});
    try {
      return await this.#preferences;
    } catch {
      this.#preferences = undefined;
      return {};
    }
  }
}

/** Goes to a path as Home Assistant's own links do. */
export function goTo(path: string, replace: boolean, state: unknown = null): void {
  if (replace) history.replaceState(state, "", path);
  else history.pushState(state, "", path);
  window.dispatchEvent(new CustomEvent("location-changed", { detail: { replace } }));
}
