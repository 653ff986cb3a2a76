/** What we use of the object that Home Assistant hands to panels and cards: a new one with each change of any state. */
export interface Hass {
  readonly language: string;
  readonly locale: HassLocale;
  readonly config: { readonly time_zone: string };
  readonly user?: { readonly id: string; readonly is_admin: boolean };
  readonly connection: HassConnection;
  callWS<T>(message: Record<string, unknown>): Promise<T>;
  fetchWithAuth(path: string, init?: RequestInit): Promise<Response>;
}

export interface HassLocale {
  readonly language: string;
  readonly time_format: "language" | "system" | "12" | "24";
  readonly time_zone: "local" | "server";
  readonly first_weekday:
    | "language"
    | "monday"
    | "tuesday"
    | "wednesday"
    | "thursday"
    | "friday"
    | "saturday"
    | "sunday";
}

export interface HassConnection {
  subscribeMessage<T>(
    callback: (message: T) => void,
    message: Record<string, unknown>,
    options?: { resubscribe: boolean },
  ): Promise<() => Promise<void>>;
  addEventListener(name: "ready" | "disconnected", listener: () => void): void;
  removeEventListener(name: "ready" | "disconnected", listener: () => void): void;
}
