import type { Host } from "../../env";
import type { Hass } from "../../hass";
import type { Camera } from "../types";

const PREFERENCES = "camvault";
const SETTINGS = "/config/integrations/integration/camvault";
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

  toSettings(): (() => void) | null {
    return this.#isAdmin ? () => this.navigate(SETTINGS) : null;
  }

  /** Its device's page; that is for administrators, all others get a dialog. */
  toCamera({ device_id, entity_id }: Camera): (() => void) | null {
    if (device_id && this.#isAdmin) return () => this.navigate(`/config/devices/device/${device_id}`);
    return entity_id ? () => this.#tell("hass-more-info", { entityId: entity_id }) : null;
  }

  toast(message: string, action?: { text: string; run: () => void }): void {
    const detail = {
      message,
      duration: action ? TOAST_WITH_ACTION_MS : TOAST_MS,
      dismissable: true,
      ...(action ? { action: { text: action.text, action: action.run } } : {}),
    };
    this.#tell("hass-notification", detail);
  }

  async preference<T>(name: string): Promise<T | undefined> {
    return (await this.#kept())[name] as T | undefined;
  }

  async setPreference(name: string, value: unknown): Promise<void> {
    const kept = { ...(await this.#kept()), [name]: value };
    this.#preferences = Promise.resolve(kept);
    await this.hass().callWS({ type: "frontend/set_user_data", key: PREFERENCES, value: kept });
  }

  get #isAdmin(): boolean {
    return this.hass().user?.is_admin ?? false;
  }

  #tell(name: string, detail: unknown): void {
    this.element().dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
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
