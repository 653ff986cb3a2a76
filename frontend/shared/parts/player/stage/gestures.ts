import type { Box, Point } from "./zoom";

/** At both edges of the window a swipe belongs to the system and to Home Assistant's drawer, in pixels. */
const EDGE = 24;
/** From here on a touch is a swipe, and from here on it steps to another event, in pixels. */
const SWIPE = 12;
const STEP = 64;
/** A second tap within this time belongs to the first, in milliseconds. */
const DOUBLE_MS = 260;
/** A double tap within this part of the width at a side skips. */
const SIDE = 1 / 3;

export type Place = "left" | "middle" | "right";

/** What fingers and mouse mean on a picture. Distances are in pixels, points are seen from the box's middle. */
export interface GestureListener {
  /** Whether the picture is enlarged: then one finger moves it. */
  enlarged(): boolean;
  /** A finger drags the picture aside; 0 lets go of it. */
  dragged(by: number): void;
  swiped(to: "left" | "right"): void;
  tapped(): void;
  doubled(place: Place): void;
  zoomed(factor: number, around: Point): void;
  panned(by: Point): void;
}

interface Touch {
  readonly start: Point;
  at: Point;
  readonly edge: boolean;
}

/** Tells taps, swipes, pinches and the wheel apart. */
export class Gestures {
  readonly #touches = new Map<number, Touch>();
  readonly #ears = new AbortController();
  #mode: "none" | "swipe" | "pan" | "pinch" = "none";
  #tap: { timer: ReturnType<typeof setTimeout>; place: Place } | undefined;

  constructor(
    private readonly element: HTMLElement,
    private readonly listener: GestureListener,
  ) {
    const { signal } = this.#ears;
    const on = <Name extends keyof HTMLElementEventMap>(
      name: Name,
      heard: (event: HTMLElementEventMap[Name]) => void,
    ) => element.addEventListener(name, heard, { signal });
    on("pointerdown", (event) => this.#down(event));
    on("pointermove", (event) => this.#move(event));
    on("pointerup", (event) => this.#up(event));
    on("pointercancel", (event) => this.#cancel(event));
    element.addEventListener("wheel", (event) => this.#wheel(event), { signal, passive: false });
    // Add-ons that swipe through dashboards listen further up.
    for (const name of ["touchstart", "touchmove", "touchend"] as const) {
      element.addEventListener(name, (event) => event.stopPropagation(), { signal, passive: true });
    }
  }

  dispose(): void {
    clearTimeout(this.#tap?.timer);
    this.#ears.abort();
  }

  #down(event: PointerEvent): void {
    if (event.button !== 0) return;
    event.stopPropagation();
    const at = { x: event.clientX, y: event.clientY };
    const edge = event.pointerType === "touch" && (at.x < EDGE || at.x > window.innerWidth - EDGE);
    this.#touches.set(event.pointerId, { start: at, at, edge });
    if (this.#touches.size === 2) {
      this.listener.dragged(0);
      this.#mode = "pinch";
    }
  }

  #move(event: PointerEvent): void {
    const touch = this.#touches.get(event.pointerId);
    if (!touch) return;
    const former = touch.at;
    const before = this.#spread();
    touch.at = { x: event.clientX, y: event.clientY };
    if (this.#mode === "none") this.#begin(event, touch);
    if (this.#mode === "pinch") this.#pinch(before);
    if (this.#mode === "pan") this.listener.panned({ x: touch.at.x - former.x, y: touch.at.y - former.y });
    if (this.#mode === "swipe") this.listener.dragged(touch.at.x - touch.start.x);
  }

  #begin(event: PointerEvent, touch: Touch): void {
    const [x, y] = [Math.abs(touch.at.x - touch.start.x), Math.abs(touch.at.y - touch.start.y)];
    if (this.listener.enlarged()) this.#mode = Math.max(x, y) > SWIPE / 2 ? "pan" : "none";
    else if (!touch.edge && x > SWIPE && x > y * 1.5) this.#mode = "swipe";
    if (this.#mode !== "none") this.element.setPointerCapture?.(event.pointerId);
  }

  #pinch(before: number): void {
    const spread = this.#spread();
    if (before > 0 && spread > 0) this.listener.zoomed(spread / before, this.#middle());
  }

  #up(event: PointerEvent): void {
    const touch = this.#touches.get(event.pointerId);
    if (!touch) return;
    this.#touches.delete(event.pointerId);
    const by = touch.at.x - touch.start.x;
    if (this.#mode === "swipe") {
      this.listener.dragged(0);
      if (Math.abs(by) >= STEP) this.listener.swiped(by < 0 ? "left" : "right");
    } else if (this.#mode === "none" && Math.hypot(by, touch.at.y - touch.start.y) < SWIPE) {
      this.#tapAt(touch.at);
    }
    if (this.#touches.size === 0) this.#mode = "none";
  }

  #cancel(event: PointerEvent): void {
    this.#touches.delete(event.pointerId);
    this.listener.dragged(0);
    if (this.#touches.size === 0) this.#mode = "none";
  }

  #tapAt(at: Point): void {
    const box = this.element.getBoundingClientRect();
    const part = (at.x - box.left) / box.width;
    const place = part < SIDE ? "left" : part > 1 - SIDE ? "right" : "middle";
    const former = this.#tap;
    clearTimeout(former?.timer);
    this.#tap = undefined;
    if (former?.place === place) {
      this.listener.doubled(place);
      return;
    }
    const timer = setTimeout(() => {
      this.#tap = undefined;
      this.listener.tapped();
    }, DOUBLE_MS);
    this.#tap = { timer, place };
  }

  /** A wheel zooms; its page does not scroll while it is over the picture. */
  #wheel(event: WheelEvent): void {
    const inside = this.#seen({ x: event.clientX, y: event.clientY });
    event.preventDefault();
    event.stopPropagation();
    this.listener.zoomed(Math.exp(-event.deltaY / 400), inside);
  }

  #spread(): number {
    const [one, other] = [...this.#touches.values()];
    return one && other ? Math.hypot(one.at.x - other.at.x, one.at.y - other.at.y) : 0;
  }

  #middle(): Point {
    const [one, other] = [...this.#touches.values()];
    if (!one || !other) return { x: 0, y: 0 };
    return this.#seen({ x: (one.at.x + other.at.x) / 2, y: (one.at.y + other.at.y) / 2 });
  }

  #seen(point: Point): Point {
    const box: Box & { left: number; top: number } = this.element.getBoundingClientRect();
    return { x: point.x - box.left - box.width / 2, y: point.y - box.top - box.height / 2 };
  }
}
