/** How far a picture is enlarged and moved, in pixels of its box; {1, 0, 0} shows all of it. */
export interface View {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box {
  readonly width: number;
  readonly height: number;
}

export const WHOLE: View = { scale: 1, x: 0, y: 0 };
const MOST = 8;
/** What the button steps through. */
const STEPS = [1, 2, 4];

/** Enlarges by a factor so that what is under a point, seen from the box's middle, stays there. */
export function zoomed(view: View, factor: number, around: Point, box: Box): View {
  const scale = Math.min(MOST, Math.max(1, view.scale * factor));
  const grown = scale / view.scale;
  const x = around.x - (around.x - view.x) * grown;
  const y = around.y - (around.y - view.y) * grown;
  return held({ scale, x, y }, box);
}

export function moved(view: View, by: Point, box: Box): View {
  return held({ scale: view.scale, x: view.x + by.x, y: view.y + by.y }, box);
}

/** The next step of the button: larger, and after the largest the whole picture. */
export function stepped(view: View, box: Box): View {
  const next = STEPS.find((step) => step > view.scale + 0.01) ?? 1;
  return next === 1 ? WHOLE : zoomed(view, next / view.scale, { x: 0, y: 0 }, box);
}

/** No edge of the picture comes into the box. */
function held({ scale, x, y }: View, box: Box): View {
  const [wide, high] = [((scale - 1) * box.width) / 2, ((scale - 1) * box.height) / 2];
  return scale <= 1.01 ? WHOLE : { scale, x: clamp(x, wide), y: clamp(y, high) };
}

function clamp(value: number, most: number): number {
  return Math.min(most, Math.max(-most, value)) + 0;
}
