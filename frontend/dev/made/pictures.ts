import type { Event } from "../../shared/data/types";
import { hashOf, makeCaptures } from "./history";
import { cameraOf, type MadeCamera } from "./homes";
import { Chance } from "./random";

const FRAME = 160;

/** A drawn picture of an event, in the shape of its camera. */
export async function drawPicture(event: Event, capture: string, width: 320 | 640): Promise<Blob> {
  const camera = cameraOf(event);
  const scale = width / camera.width;
  const canvas = new OffscreenCanvas(width, Math.round(camera.height * scale));
  drawScene(canvas, canvas.width, 0, camera, event, hashOf(capture), 0.5);
  return canvas.convertToBlob({ type: "image/jpeg", quality: 0.7 });
}

/** Frames of a clip in one row, over its length. */
export async function drawSprite(event: Event, capture: string): Promise<Blob | null> {
  const clip = makeCaptures(event).find((one) => one.id === capture && one.kind === "clip");
  if (!clip) return null;
  const camera = cameraOf(event);
  const frames = Math.max(1, Math.min(16, Math.round(clip.duration_s ?? 1)));
  const canvas = new OffscreenCanvas(FRAME * frames, Math.round((FRAME * camera.height) / camera.width));
  for (let frame = 0; frame < frames; frame++) {
    drawScene(canvas, FRAME, frame * FRAME, camera, event, hashOf(capture), (frame + 0.5) / frames);
  }
  return canvas.convertToBlob({ type: "image/jpeg", quality: 0.5 });
}

/** A ground, a sky, something that walks through (`done` of its way), and which camera saw it when. */
function drawScene(
  canvas: OffscreenCanvas,
  wide: number,
  left: number,
  camera: MadeCamera,
  event: Event,
  seed: number,
  done: number,
): void {
  const pen = canvas.getContext("2d");
  if (!pen) return;
  const high = canvas.height;
  const hour = new Date(event.started_at).getHours();
  const light = hour < 6 || hour > 19 ? 14 : 46;
  const chance = new Chance(seed);
  pen.save();
  pen.beginPath();
  pen.rect(left, 0, wide, high);
  pen.clip();
  pen.fillStyle = `hsl(${camera.colour} 45% ${light + 18}%)`;
  pen.fillRect(left, 0, wide, high * 0.55);
  pen.fillStyle = `hsl(${camera.colour + 20} 30% ${light}%)`;
  pen.fillRect(left, high * 0.55, wide, high);
  for (let block = 0; block < 5; block++) {
    pen.fillStyle = `hsl(${camera.colour + chance.between(-30, 30)} 25% ${light + chance.between(2, 14)}%)`;
    const tall = high * (0.1 + chance.next() * 0.3);
    pen.fillRect(left + chance.next() * wide, high * 0.6 - tall, wide * 0.12, tall);
  }
  drawWalker(pen, left + wide * (0.15 + 0.7 * done), high, event.labels[0] ?? "");
  drawCaption(pen, left, high, wide, `${camera.name}  ${event.started_at.slice(11, 19)}`);
  pen.restore();
}

function drawWalker(pen: OffscreenCanvasRenderingContext2D, at: number, high: number, label: string): void {
  const wide = label === "vehicle" ? 0.4 : label === "animal" ? 0.22 : 0.13;
  const tall = label === "vehicle" ? 0.2 : label === "animal" ? 0.12 : 0.36;
  pen.fillStyle = label === "vehicle" ? "#c62828" : label === "animal" ? "#d2802f" : "#23395d";
  pen.beginPath();
  pen.roundRect(at - (high * wide) / 2, high * (0.86 - tall), high * wide, high * tall, high * 0.05);
  pen.fill();
}

function drawCaption(
  pen: OffscreenCanvasRenderingContext2D,
  left: number,
  high: number,
  wide: number,
  text: string,
): void {
  pen.fillStyle = "#fff";
  pen.font = `${Math.round(Math.min(wide, high * 2) / 28)}px sans-serif`;
  pen.fillText(text, left + 8, high - 8, wide - 16);
}
