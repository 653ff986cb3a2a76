import type { CardConfig, Layout } from "./config";

export const CARD = "camvault-timeline-card";
const PLATFORM = "camvault";

/** What Home Assistant knows of entities, as far as a suggestion needs it. */
export interface KnownEntities {
  readonly entities?: Readonly<Record<string, { readonly platform?: string; readonly device_id?: string | null }>>;
  readonly states?: Readonly<Record<string, { readonly attributes: Readonly<Record<string, unknown>> }>>;
}

const LAYOUT_OF: Readonly<Record<string, Layout>> = { camera: "camera", image: "camera", event: "list" };
const MOTION = new Set(["motion", "occupancy"]);

/** The card for an entity that somebody adds to a dashboard; null for what is not one of our cameras. */
export function suggestFor(hass: KnownEntities, entityId: string): { config: CardConfig } | null {
  if (hass.entities?.[entityId]?.platform !== PLATFORM) return null;
  const [domain = ""] = entityId.split(".");
  const layout = domain === "binary_sensor" ? motionLayout(hass, entityId) : LAYOUT_OF[domain];
  return layout ? { config: { type: `custom:${CARD}`, layout, cameras: [entityId] } } : null;
}

function motionLayout(hass: KnownEntities, entityId: string): Layout | undefined {
  const kind = hass.states?.[entityId]?.attributes.device_class;
  return typeof kind === "string" && MOTION.has(kind) ? "list" : undefined;
}
