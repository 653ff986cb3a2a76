import type { Capture, Event } from "../../shared/data/types";

/** An unseen event that began so many minutes after noon. */
export function event(id: string, minute = 0, more: Partial<Event> = {}): Event {
  const started_at = new Date(Date.parse("2026-11-30T12:00:00Z") + minute * 60_000).toISOString();
  return {
    home: "a",
    id,
    camera: "door",
    started_at,
    ended_at: started_at,
    labels: [],
    protected: false,
    protection: "none",
    captures: 1,
    clips: 1,
    snapshots: 0,
    verified: 0,
    unarchived: 1,
    incomplete: 0,
    unreadable: 0,
    size: 1,
    content_s: 10,
    playable: true,
    received_at: started_at,
    picture: null,
    description: null,
    unseen: true,
    ...more,
  };
}

/** A capture that began so many seconds after noon: a clip of that length, or a still without one. */
export function capture(id: string, second: number, length: number | null, more: Partial<Capture> = {}): Capture {
  const captured_at = new Date(Date.parse("2026-11-30T12:00:00Z") + second * 1000).toISOString();
  return {
    home: "a",
    id,
    camera: "door",
    event: "e",
    kind: length === null ? "snapshot" : "clip",
    content_type: length === null ? "image/jpeg" : "video/mp4",
    captured_at,
    received_at: captured_at,
    labels: [],
    size: 1,
    sha256: null,
    state: "stored",
    condition: "complete",
    archive_key: null,
    duration_s: length,
    picture: null,
    thumbnail: true,
    playback: "original",
    small: true,
    codecs: null,
    width: null,
    height: null,
    original_path: id,
    ...more,
  };
}
