import type { Home, Safety } from "../../shared/data/types";
import { Format } from "../../shared/format";

export const NOW = Date.parse("2026-11-30T12:00:00Z");
export const FORMAT = new Format({ language: "en", hour12: false, firstWeekday: 1, timeZone: "Europe/Berlin" });

const SAFE: Safety = {
  state: "safe",
  today: 412,
  today_safe: 412,
  backlog: 0,
  last_verified_at: "2026-11-30T11:59:46Z",
  failing_since: null,
  next_try_at: null,
  error: null,
  reason: null,
  cause: null,
};

/** A home with two cameras whose archive is in the state that is said. */
export function home(id: string, safety: Partial<Safety> = {}, more: Partial<Home> = {}): Home {
  const camera = { may_change: true, motion: false, device_id: null, area_id: null, entity_id: null };
  return {
    id,
    name: id.toUpperCase(),
    available: true,
    time_zone: "Europe/Berlin",
    cameras: [
      { ...camera, id: "door", name: "Front door", labels: ["person", "parcel"] },
      { ...camera, id: "garden", name: "Garden", labels: ["animal", "person"] },
    ],
    groups: [{ id: "front", name: "Front of house" }],
    safety: { ...SAFE, ...safety },
    unseen: 23,
    features: ["timeline", "seen"],
    ...more,
  };
}
