import type { Capture, Event } from "../../shared/data/types";

const DAY = "2026-11-30T14:";

/** A capture at "35:07", minutes and seconds after two o'clock. */
export function capture(id: string, at: string, more: Partial<Capture> = {}): Capture {
  return {
    home: "home",
    id,
    camera: "door",
    event: "event",
    kind: "clip",
    content_type: "video/mp4",
    captured_at: `${DAY}${at}Z`,
    received_at: `${DAY}${at}Z`,
    labels: [],
    size: 1000,
    sha256: "ab",
    state: "verified",
    condition: "complete",
    archive_key: null,
    duration_s: 10,
    picture: null,
    thumbnail: true,
    playback: "original",
    small: true,
    codecs: null,
    width: 1280,
    height: 720,
    original_path: "/a.mp4",
    ...more,
  };
}

export function still(id: string, at: string, more: Partial<Capture> = {}): Capture {
  return capture(id, at, { kind: "snapshot", content_type: "image/jpeg", duration_s: null, small: false, ...more });
}

export function moment(at: string): number {
  return Date.parse(`${DAY}${at}Z`);
}

export function event(id = "event", more: Partial<Event> = {}): Event {
  return {
    home: "home",
    id,
    camera: "door",
    started_at: `${DAY}35:00Z`,
    ended_at: `${DAY}36:00Z`,
    labels: ["person"],
    protected: false,
    protection: "none",
    captures: 1,
    clips: 1,
    snapshots: 0,
    verified: 1,
    unarchived: 0,
    incomplete: 0,
    unreadable: 0,
    size: 1000,
    content_s: 10,
    playable: true,
    received_at: `${DAY}36:00Z`,
    picture: null,
    description: null,
    unseen: true,
    ...more,
  };
}
