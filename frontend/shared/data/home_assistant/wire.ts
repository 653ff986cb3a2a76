import type { Camera, Capture, Event, Feature, Group, Home, Safety } from "../types";

/** A gateway as the integration tells it; see `custom_components/camvault/timeline/`. */
export interface WireGateway {
  entry_id: string;
  name: string;
  available: boolean;
  version: string | null;
  time_zone: string | null;
  cameras: Camera[];
  groups: Group[];
  safety: Safety;
  unseen: number | null;
  features: Feature[];
}

/** An event in the gateway's own JSON: one from before the timeline lacks most counts. */
export type WireEvent = Pick<Event, "id" | "camera" | "started_at" | "ended_at" | "labels"> & Partial<Event>;
/** A capture of a gateway from before the timeline does not say whether it has a small rendition. */
export type WireCapture = Omit<Capture, "home" | "small"> & Partial<Pick<Capture, "small">>;

export type WireMessage =
  | { type: "state"; gateways: WireGateway[] }
  | { type: "gateway"; entry_id: string; gateway: WireGateway }
  | { type: "event"; entry_id: string; event: WireEvent }
  | { type: "event_removed"; entry_id: string; id: string; camera: string }
  | { type: "capture"; entry_id: string; capture: WireCapture }
  | { type: "seen"; entry_id: string; unseen: number };

/** What an event is where its gateway says nothing of it: nothing is known to be wrong. */
const UNTOLD = {
  protected: false,
  protection: "none",
  captures: 0,
  clips: 0,
  snapshots: 0,
  verified: 0,
  unarchived: 0,
  incomplete: 0,
  unreadable: 0,
  size: 0,
  content_s: null,
  received_at: null,
  picture: null,
  description: null,
} as const;

export function toEvent(home: string, wire: WireEvent): Event {
  return { ...UNTOLD, playable: (wire.captures ?? 0) > 0, ...wire, home };
}

export function toCapture(home: string, wire: WireCapture): Capture {
  return { small: false, ...wire, home };
}

export function toHome(wire: WireGateway): Home {
  const { entry_id, name, available, cameras, groups, safety, unseen, features } = wire;
  return {
    id: entry_id,
    name,
    available,
    time_zone: wire.time_zone ?? "UTC",
    cameras,
    groups,
    safety,
    unseen,
    features,
  };
}
