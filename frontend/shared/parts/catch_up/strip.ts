import type { Ref, Source } from "../../data/types";

const FRAME_PX = 160;

/** A clip's frames side by side, for a line that is too slow for the clip. */
export interface Strip {
  url: string;
  frames: number;
  /** Width by height of a frame. */
  shape: number;
}

/** Loads the frames of a clip; null where there are none. The address is to be revoked. */
export async function loadStrip(source: Source, capture: Ref): Promise<Strip | null> {
  const blob = await source.sprite(capture).catch(() => null);
  if (!blob) return null;
  const url = URL.createObjectURL(blob);
  const picture = new Image();
  picture.src = url;
  try {
    await picture.decode();
    const frames = Math.max(1, Math.round(picture.naturalWidth / FRAME_PX));
    return { url, frames, shape: picture.naturalWidth / frames / picture.naturalHeight };
  } catch {
    URL.revokeObjectURL(url);
    return null;
  }
}
