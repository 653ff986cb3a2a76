/**
 * What people look at, wherever it comes from: Home Assistant, or later the bucket itself.
 * Times are RFC 3339 in UTC, as docs/openapi.yaml has them; lengths are seconds, sizes are bytes.
 */

/** Names something of one home; `home` is the id of a config entry, or of a site. */
export interface Ref {
  home: string;
  id: string;
}

export type Kind = "clip" | "snapshot";
export type CaptureState = "receiving" | "stored" | "archived" | "verified";
export type Condition = "pending" | "complete" | "incomplete" | "empty" | "unreadable";
export type Playback = "unknown" | "original" | "converted" | "none";
export type Protection = "none" | "pending" | "kept";

/** One episode of activity at one camera; it goes on while `ended_at` is null. */
export interface Event {
  home: string;
  id: string;
  camera: string;
  started_at: string;
  ended_at: string | null;
  labels: string[];
  protected: boolean;
  protection: Protection;
  captures: number;
  clips: number;
  snapshots: number;
  verified: number;
  unarchived: number;
  incomplete: number;
  unreadable: number;
  size: number;
  content_s: number | null;
  playable: boolean;
  received_at: string | null;
  picture: string | null;
  description: string | null;
  /** Whether this person has not seen it; undefined where nobody keeps that. */
  unseen?: boolean;
}

/** One file that a camera uploaded. */
export interface Capture {
  home: string;
  id: string;
  camera: string;
  event: string | null;
  kind: Kind;
  content_type: string;
  captured_at: string;
  received_at: string;
  labels: string[];
  size: number;
  sha256: string | null;
  state: CaptureState;
  condition: Condition;
  archive_key: string | null;
  duration_s: number | null;
  picture: string | null;
  thumbnail: boolean;
  playback: Playback;
  /** Whether there may be a small rendition, which also plays what no browser plays. */
  small: boolean;
  codecs: string | null;
  width: number | null;
  height: number | null;
  original_path: string;
}

export interface Camera {
  id: string;
  name: string;
  /** Whether this person may protect, describe, delete and share what it saw. */
  may_change: boolean;
  motion: boolean;
  labels: string[];
  device_id: string | null;
  area_id: string | null;
  entity_id: string | null;
}

export interface Group {
  id: string;
  name: string;
}

export type SafetyState = "none" | "safe" | "waiting" | "failing" | "away";

/** Whether everything is off-site, and if not, why. */
export interface Safety {
  state: SafetyState;
  /** Captures of today, and how many of them are proven to be in the archive. */
  today: number;
  today_safe: number;
  backlog: number;
  last_verified_at: string | null;
  failing_since: string | null;
  next_try_at: string | null;
  /** A code, and the same in words. */
  error: string | null;
  reason: string | null;
  /** Where in Home Assistant the cause can be mended. */
  cause: string | null;
}

/** What a source can do beyond lists and playing; an older gateway lacks some of it. */
export type Feature = "timeline" | "seen" | "sprite" | "small";

/** One gateway, or one site of a bucket. */
export interface Home {
  id: string;
  name: string;
  available: boolean;
  time_zone: string;
  cameras: Camera[];
  groups: Group[];
  safety: Safety;
  /** How many events this person has not seen, up to 1000. */
  unseen: number | null;
  features: Feature[];
}

export type Order = "desc" | "asc";

/** What of an event is either asked for or not. */
export const FLAGS = ["unseen", "protected", "unarchived", "clips"] as const;
export type Flag = (typeof FLAGS)[number];

/** Which events are wanted; what is left out does not matter. Those of all homes unless `home`, `cameras` or `group` say which. */
export interface Filter extends Partial<Record<Flag, boolean>> {
  home?: string;
  cameras?: Ref[];
  group?: Ref;
  labels?: string[];
  text?: string;
  after?: string;
  before?: string;
}

export interface PageQuery extends Filter {
  /** The page whose middle is this moment, instead of a cursor. */
  around?: string;
  cursor?: string;
  order?: Order;
  limit?: number;
}

/** How the words of a search were read. */
export interface Understood {
  words: string;
  after: string | null;
  before: string | null;
  moment: string | null;
}

/** A part of a list; `next` goes on in its order, `prev` against it, each null at an end. */
export interface Page {
  items: Event[];
  next: string | null;
  prev: string | null;
  understood: Understood | null;
}

export interface DensityQuery extends Filter {
  by: "quarter" | "hour" | "day";
}

/** How much there is in a quarter of an hour, an hour or a day. */
export interface Span {
  start: string;
  end: string;
  captures: number;
  events: number;
  unseen?: number;
}

/** An event with what belongs to it: its captures, oldest first, and what other cameras saw at that time. */
export interface OpenedEvent {
  event: Event;
  captures: Capture[];
  /** Whether it has more captures than these. */
  more: boolean;
  also: Event[];
}

export type Live =
  | { type: "homes"; homes: Home[] }
  | { type: "event"; event: Event }
  | { type: "event_removed"; event: Ref }
  | { type: "capture"; capture: Capture }
  | { type: "seen"; home: string; unseen: number }
  | { type: "connected"; connected: boolean };

/** Marks what somebody has seen, or takes the mark away: these events, or all that a filter has. */
export type SeenWanted = { seen: boolean; events: Ref[] } | { seen: boolean; filter: Filter };

/** What takes a change back, exactly. */
export type Undo = () => Promise<void>;

export interface Shared {
  url: string;
  expires_at: string;
  sha256: string | null;
}

/** What a person can do; a source that may only read has none of it. */
export interface Actions {
  markSeen(wanted: SeenWanted): Promise<Undo>;
  protect(events: Ref[], on: boolean): Promise<Event[]>;
  describe(event: Ref, text: string | null): Promise<Event>;
  remove(events: Ref[]): Promise<void>;
  share(capture: Ref, days?: number): Promise<Shared>;
}

/** How a capture is to be had: as a browser plays it, smaller for a slow line, or as the camera sent it. */
export type Rendition = "playback" | "small" | "original";

/** Why something cannot be had; `kept`: it is protected or goes on, and cannot be deleted. */
export type Problem =
  | "not_found"
  | "unauthorized"
  | "unavailable"
  | "outdated"
  | "invalid"
  | "offline"
  | "preparing"
  | "kept"
  | "failed";

/** What people read of it goes by its problem; its message is for those who look for the cause. */
export class SourceError extends Error {
  constructor(
    readonly problem: Problem,
    message: string = problem,
  ) {
    super(message);
  }
}

/** Where events and media come from. All that people look at gets its data through this, and nothing else. */
export interface Source {
  /** Tells the homes first, then each change; returns what ends it. */
  subscribe(listener: (message: Live) => void): () => void;
  events(query: PageQuery): Promise<Page>;
  density(query: DensityQuery): Promise<Span[]>;
  open(event: Ref): Promise<OpenedEvent>;
  /** A JPEG, of at least that width where there is one; null while there is none. `signal` ends a request that nobody waits for. */
  picture(capture: Ref, width: 320 | 640, signal?: AbortSignal): Promise<Blob | null>;
  /** A JPEG with frames of 160 px side by side; null where there is none. */
  sprite(capture: Ref): Promise<Blob | null>;
  /** An address that a video or img element can load for some hours. */
  address(capture: Ref, rendition: Rendition): Promise<string>;
  /** An address that a browser saves under a good name. */
  download(capture: Ref): Promise<string>;
  readonly actions: Actions | null;
}
