import type { Capture, Event } from "../../shared/data/types";
import { HOUR_MS } from "../../shared/zone";
import { CLIP_LENGTHS } from "./clips";
import { CAMERAS, labelsOf, type MadeCamera } from "./homes";
import { Chance } from "./random";

export const DAYS = 12;

/** How much happens in each hour of a day, from midnight on: nights are quiet. */
const BUSY = [2, 1, 1, 1, 2, 4, 12, 30, 34, 22, 18, 20, 26, 22, 18, 24, 34, 38, 36, 24, 16, 10, 7, 4];

const SAID = [
  "A courier puts a parcel on the step and rings",
  "The red car leaves",
  "A fox crosses the lawn from left to right",
  "Two children with bicycles come home",
];

/** Made-up events of the days before `now`, oldest first: always the same for the same seed, number and moment. */
export function makeEvents(number: number, now: number, seed: number): Event[] {
  const chance = new Chance(seed);
  const events: Event[] = [];
  while (events.length < number) {
    const at = someMoment(chance, now);
    const cameras = chance.happens(0.18) ? severalCameras(chance) : [someCamera(chance)];
    cameras.forEach((camera, place) => {
      if (events.length < number) events.push(makeEvent(chance, events.length, camera, at + place * 4_000, now));
    });
  }
  return events.sort((one, other) => one.started_at.localeCompare(other.started_at));
}

/** The captures of an event, oldest first: stills between clips that follow each other. */
export function makeCaptures(event: Event): Capture[] {
  const chance = new Chance(hashOf(event.id));
  const camera = CAMERAS.find((one) => one.id === event.camera && one.home === event.home);
  const start = Date.parse(event.started_at);
  const long = event.clips > 0 ? ((event.content_s ?? 0) - 2 * (event.clips - 1)) / event.clips : 0;
  const captures: Capture[] = [];
  for (let clip = 0; clip < event.clips; clip++) {
    captures.push(makeCapture(event, camera, captures.length, start + clip * (long + 2) * 1000, long));
  }
  for (let still = 0; still < event.snapshots; still++) {
    const at = start + chance.next() * (event.content_s ?? 0) * 1000;
    captures.push(makeCapture(event, camera, captures.length, at, null));
  }
  return captures.sort((one, other) => one.captured_at.localeCompare(other.captured_at));
}

/** One more event that begins now, of a camera by turns. */
export function eventNow(place: number, now: number, seed: number): Event {
  const chance = new Chance(seed + place);
  return { ...makeEvent(chance, place, someCamera(chance), now - 1_000, now), id: `live-${place}`, ended_at: null };
}

function makeEvent(chance: Chance, place: number, camera: MadeCamera, at: number, now: number): Event {
  const clips = chance.happens(0.88) ? chance.between(1, chance.happens(0.15) ? 6 : 2) : 0;
  const snapshots = clips === 0 ? chance.between(1, 3) : chance.between(0, 3);
  const content_s = clips === 0 ? 0 : clips * chance.pick(CLIP_LENGTHS) + 2 * (clips - 1);
  const captures = clips + snapshots;
  const waiting = now - at < 10 * 60_000 ? captures : 0;
  const started_at = new Date(at).toISOString();
  const id = `${camera.id}-${place}`;
  const kept = chance.happens(0.02);
  return {
    home: camera.home,
    id,
    camera: camera.id,
    started_at,
    ended_at: new Date(at + content_s * 1000 + 2_000).toISOString(),
    labels: someLabels(chance, camera),
    protected: kept,
    protection: kept ? "kept" : "none",
    captures,
    clips,
    snapshots,
    verified: captures - waiting,
    unarchived: waiting,
    incomplete: chance.happens(0.01) ? 1 : 0,
    unreadable: 0,
    size: clips * chance.between(200_000, 9_000_000) + snapshots * 90_000,
    content_s,
    playable: true,
    received_at: new Date(at + content_s * 1000 + 3_000).toISOString(),
    picture: `${id}.0`,
    description: chance.happens(0.06) ? chance.pick(SAID) : null,
  };
}

function makeCapture(
  event: Event,
  camera: MadeCamera | undefined,
  place: number,
  at: number,
  long: number | null,
): Capture {
  const captured_at = new Date(at).toISOString();
  const clip = long !== null;
  return {
    home: event.home,
    id: `${event.id}.${place}`,
    camera: event.camera,
    event: event.id,
    kind: clip ? "clip" : "snapshot",
    content_type: clip ? "video/mp4" : "image/jpeg",
    captured_at,
    received_at: new Date(at + (long ?? 0) * 1000 + 3_000).toISOString(),
    labels: event.labels,
    size: clip ? Math.round(event.size / Math.max(1, event.clips)) : 90_000,
    sha256: hashOf(`${event.id}.${place}`).toString(16).padStart(8, "0").repeat(8),
    state: event.unarchived > 0 ? "stored" : "verified",
    condition: event.incomplete > 0 && place === 0 ? "incomplete" : "complete",
    archive_key: event.unarchived > 0 ? null : `house/${event.camera}/${captured_at.slice(0, 10)}/${event.id}.${place}`,
    duration_s: long,
    picture: null,
    thumbnail: true,
    playback: "original",
    small: clip,
    codecs: clip ? "avc1.42E01E" : null,
    width: camera?.width ?? null,
    height: camera?.height ?? null,
    original_path: `/camvault/${event.camera}/${captured_at.slice(11, 19).replaceAll(":", ".")}.${clip ? "mp4" : "jpg"}`,
  };
}

function someMoment(chance: Chance, now: number): number {
  for (;;) {
    const at = now - chance.next() * DAYS * 24 * HOUR_MS - 20_000;
    const busy = BUSY[new Date(at).getHours()] ?? 0;
    if (chance.next() * 38 < busy) return Math.round(at);
  }
}

function someCamera(chance: Chance): MadeCamera {
  return chance.pick(CAMERAS.flatMap((camera) => Array<MadeCamera>(camera.weight).fill(camera)));
}

function severalCameras(chance: Chance): MadeCamera[] {
  const near = CAMERAS.filter((camera) => camera.home === CAMERAS[0]?.home);
  return near.slice(0, chance.between(2, near.length));
}

function someLabels(chance: Chance, camera: MadeCamera): string[] {
  const can = labelsOf(camera.id);
  if (chance.happens(0.12)) return [];
  return [...new Set([chance.pick(can), ...(chance.happens(0.15) ? [chance.pick(can)] : [])])].sort();
}

/** A number of 32 bits that stands for a text (FNV-1a). */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash;
}
