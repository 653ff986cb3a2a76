import { cameraOf } from "./homes";

const FILES = import.meta.glob<string>("../clips/*.mp4", { query: "?url", import: "default", eager: true });

/** How long the clips are that there are files of, in seconds. */
export const CLIP_LENGTHS = [6, 12, 20] as const;

/** A small clip of that length, as wide or as tall as its camera films; it shows its own seconds. */
export function clipOf(from: { home: string; camera: string }, long: number): string {
  const camera = cameraOf(from);
  const found = FILES[`../clips/${camera.height > camera.width ? "tall" : "wide"}-${long}.mp4`];
  if (!found) throw new Error(`No clip of ${long} s`);
  return found;
}
