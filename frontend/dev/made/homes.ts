import type { Camera, Home, Ref, Safety, SafetyState } from "../../shared/data/types";

/** A camera of a made-up home, and the shape of what it films. */
export interface MadeCamera extends Camera {
  home: string;
  width: number;
  height: number;
  /** How much of all that happens is here. */
  weight: number;
  colour: number;
}

export const HOUSE = "house";
export const CABIN = "cabin";

const NOBODYS = { device_id: null, area_id: null, entity_id: null };

export const CAMERAS: readonly MadeCamera[] = [
  made(HOUSE, "front-door", "Front door", { width: 640, height: 360, weight: 5, colour: 205 }),
  made(HOUSE, "driveway", "Driveway", { width: 640, height: 360, weight: 4, colour: 150 }),
  made(HOUSE, "garden", "Garden", { width: 640, height: 480, weight: 3, colour: 95 }),
  made(HOUSE, "doorbell", "Doorbell with quite a long name at the side gate", {
    width: 360,
    height: 640,
    weight: 2,
    colour: 25,
  }),
  made(CABIN, "jetty", "Jetty", { width: 960, height: 270, weight: 1, colour: 185 }),
  made(CABIN, "woodshed", "Woodshed", { width: 640, height: 360, weight: 1, colour: 35, may_change: false }),
];

const LABELS: Record<string, string[]> = {
  "front-door": ["person", "package", "face"],
  driveway: ["person", "vehicle"],
  garden: ["person", "animal"],
  doorbell: ["person", "visitor"],
  jetty: ["person", "animal"],
  woodshed: ["animal"],
};

type Shape = Pick<MadeCamera, "width" | "height" | "weight" | "colour"> & Partial<Camera>;

function made(home: string, id: string, name: string, shape: Shape): MadeCamera {
  return { home, id, name, may_change: true, motion: false, labels: [], ...NOBODYS, ...shape };
}

export function labelsOf(camera: string): readonly string[] {
  return LABELS[camera] ?? [];
}

export function cameraOf(of: { home: string; camera: string }): MadeCamera {
  const found = CAMERAS.find((camera) => camera.home === of.home && camera.id === of.camera);
  if (!found) throw new Error(`No camera ${of.camera}`);
  return found;
}

/** Which cameras a group has. */
export function groupHas(group: Ref, camera: { home: string; camera: string }): boolean {
  const outside = ["driveway", "garden", "jetty", "woodshed"];
  return group.home === camera.home && (group.id === "outside") === outside.includes(camera.camera);
}

const SAFETY: Record<SafetyState, Partial<Safety>> = {
  none: { today: 12, today_safe: 0, last_verified_at: null },
  safe: {},
  waiting: { today_safe: 385, backlog: 27 },
  failing: {
    today_safe: 385,
    backlog: 27,
    error: "access_denied",
    reason: "The bucket refuses the access key",
    cause: "/config/integrations/integration/camvault",
  },
  away: {},
};

/** Both homes as they are at a moment. */
export function homesAt(now: number, safety: SafetyState, unseen: (home: string) => number): Home[] {
  const before = (minutes: number) => new Date(now - minutes * 60_000).toISOString();
  const times = safety === "failing" ? { failing_since: before(9), next_try_at: before(-2) } : {};
  const calm: Safety = {
    state: "safe",
    today: 412,
    today_safe: 412,
    backlog: 0,
    last_verified_at: before(0.23),
    failing_since: null,
    next_try_at: null,
    error: null,
    reason: null,
    cause: null,
  };
  const home = (id: string, name: string, state: SafetyState): Home => ({
    id,
    name,
    available: state !== "away",
    time_zone: "Europe/Berlin",
    cameras: CAMERAS.filter((camera) => camera.home === id).map((camera) => ({
      ...camera,
      labels: [...labelsOf(camera.id)],
    })),
    groups: [
      { id: "outside", name: "Outside" },
      { id: "entrance", name: "Entrance" },
    ],
    safety: { ...calm, ...SAFETY[state], ...(state === safety ? times : {}), state },
    unseen: unseen(id),
    features: ["timeline", "seen", "sprite", "small"],
  });
  return [home(HOUSE, "House", safety), home(CABIN, "Cabin", "safe")];
}
