import type { Host } from "../../env";

export const SPEEDS = [0.5, 1, 1.5, 2, 4, 8] as const;

/** How a person likes to play, on all devices. */
export interface Liking {
  readonly muted: boolean;
  readonly speed: number;
  /** Whether the next unseen event plays by itself. */
  readonly autoplay: boolean;
}

export const FIRST: Liking = { muted: true, speed: 1, autoplay: false };
const NAME = "player";

/** What is kept; what makes no sense is as at first. */
export async function load(host: Host): Promise<Liking> {
  const kept = await host.preference<Partial<Liking>>(NAME).catch(() => undefined);
  const speed = SPEEDS.find((known) => known === kept?.speed) ?? FIRST.speed;
  return { muted: kept?.muted !== false, speed, autoplay: kept?.autoplay === true };
}

export function keep(host: Host, liking: Liking): void {
  void host.setPreference(NAME, liking).catch(() => undefined);
}
