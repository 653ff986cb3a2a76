import type { Hass } from "../../hass";
import type { Ref, Rendition } from "../types";
import { answerError, toSourceError } from "./errors";

const PATHS: Readonly<Record<Rendition, string>> = {
  playback: "playback",
  small: "playback?rendition=small",
  original: "content",
};

/** The path of something of a capture. */
export function capturePath(capture: Ref, part: string): string {
  return `/api/camvault/${encodeURIComponent(capture.home)}/captures/${encodeURIComponent(capture.id)}/${part}`;
}

export function renditionPath(capture: Ref, rendition: Rendition): string {
  return capturePath(capture, PATHS[rendition]);
}

/** Pictures by Home Assistant's own login: their address stays the same, so that a browser's cache has them for a day. */
export class PictureRoom {
  constructor(private readonly hass: () => Hass) {}

  /** A picture; null where there is none (yet). */
  thumbnail(capture: Ref, width: 320 | 640, signal?: AbortSignal): Promise<Blob | null> {
    const path = capturePath(capture, width === 640 ? "thumbnail?width=640" : "thumbnail");
    return this.#fetch(path, [404, 503], signal);
  }

  sprite(capture: Ref): Promise<Blob | null> {
    return this.#fetch(capturePath(capture, "sprite"), [404]);
  }

  async #fetch(path: string, none: readonly number[], signal?: AbortSignal): Promise<Blob | null> {
    try {
      const answer = await this.hass().fetchWithAuth(path, signal ? { signal } : {});
      if (answer.ok) return await answer.blob();
      if (none.includes(answer.status)) return null;
      throw answerError(answer);
    } catch (failure) {
      if (signal?.aborted) throw failure;
      throw toSourceError(failure);
    }
  }
}
