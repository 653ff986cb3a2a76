/** The width of a frame in a sprite, in pixels. */
export const FRAME_PX = 160;

/** A clip's frames side by side. */
export interface Sprite {
  readonly url: string;
  readonly frames: number;
  /** Width by height of a frame. */
  readonly shape: number;
}

/** Reads how many frames there are; null where it is no picture. */
export async function spriteOf(url: string): Promise<Sprite | null> {
  const picture = new Image();
  picture.src = url;
  try {
    await picture.decode();
  } catch {
    return null;
  }
  const frames = Math.max(1, Math.round(picture.naturalWidth / FRAME_PX));
  return { url, frames, shape: picture.naturalWidth / frames / picture.naturalHeight };
}
