import type { Capture, Feature } from "../../../data/types";

/** What stands in the way of showing a capture, whatever the line does. */
export type Obstacle = "unreadable" | "unplayable" | "codec";

/** Below this downlink the small rendition comes first, in Mbit/s. */
const SLOW_MBIT = 1.5;
/** A shorter round trip, in milliseconds, is no slow line: before it has measured, Chrome guesses 1.3 Mbit/s at 100 ms. */
const SLOW_MS = 200;
const VIDEO_CODEC = /^(avc|hvc|hev|av0|vp0|vp8|vp9|mp4v|dvh)/i;

const known = new Map<string, Promise<boolean>>();

/** Whether this browser plays a clip; asked once for each set of codecs. What nobody knows is tried. */
export function canPlay(capture: Capture): Promise<boolean> {
  const { codecs, width, height } = capture;
  if (!codecs) return Promise.resolve(true);
  const key = `${codecs} ${width} ${height}`;
  const asked = known.get(key) ?? ask(codecs, width ?? 1920, height ?? 1080);
  known.set(key, asked);
  return asked;
}

/** Which rendition is shown first, or why none can be. */
export function choose(
  capture: Capture,
  features: readonly Feature[],
  able: boolean,
  slow: boolean,
): "playback" | "small" | Obstacle {
  const small = hasSmall(capture, features);
  if (capture.condition === "unreadable") return "unreadable";
  if (capture.playback === "none") return small ? "small" : "unplayable";
  if (!able) return small ? "small" : "codec";
  return slow && small ? "small" : "playback";
}

/** Whether there may be a smaller clip, made anew: it also plays what no browser plays. */
export function hasSmall(capture: Capture, features: readonly Feature[]): boolean {
  return features.includes("small") && capture.kind === "clip" && capture.small;
}

/** What browsers tell of the line; not all do. */
interface Connection {
  readonly downlink?: number;
  readonly rtt?: number;
  readonly saveData?: boolean;
}

/** Whether the line is known to be slow, or somebody pays for each byte. */
export function slowLine(): boolean {
  const line: Connection = (navigator as Navigator & { connection?: Connection }).connection ?? {};
  const { downlink = SLOW_MBIT, rtt = 0, saveData } = line;
  return saveData === true || (downlink < SLOW_MBIT && rtt >= SLOW_MS);
}

async function ask(codecs: string, width: number, height: number): Promise<boolean> {
  const video = codecs.split(",").find((codec) => VIDEO_CODEC.test(codec.trim()));
  const whole = document.createElement("video").canPlayType(`video/mp4; codecs="${codecs}"`) !== "";
  if (!video || !navigator.mediaCapabilities) return whole;
  const contentType = `video/mp4; codecs="${video.trim()}"`;
  try {
    const about = { contentType, width, height, bitrate: 4_000_000, framerate: 25 };
    return (await navigator.mediaCapabilities.decodingInfo({ type: "file", video: about })).supported;
  } catch {
    return whole;
  }
}
