/** What fingers on the picture mean. */
export interface CatchUpGestures {
  /** Tapped, `share` of the width away from where lines begin. */
  tapped(share: number): void;
  held(held: boolean): void;
  swiped(to: "up" | "down"): void;
}

const HOLD_MS = 250;
const TAP_PX = 12;
const SWIPE_PX = 60;

/** Tells a tap from a hold and a swipe. */
export class Gestures {
  #start: { x: number; y: number; id: number } | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #held = false;

  constructor(
    private readonly meant: CatchUpGestures,
    private readonly rightToLeft: () => boolean,
  ) {}

  readonly down = (event: PointerEvent) => {
    if (event.button !== 0 || this.#start) return;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.#start = { x: event.clientX, y: event.clientY, id: event.pointerId };
    this.#timer = setTimeout(() => {
      this.#held = true;
      this.meant.held(true);
    }, HOLD_MS);
  };

  readonly up = (event: PointerEvent) => {
    const start = this.#start;
    if (!start || start.id !== event.pointerId) return;
    const held = this.#held;
    this.#end();
    const [x, y] = [event.clientX - start.x, event.clientY - start.y];
    if (Math.abs(y) > SWIPE_PX && Math.abs(y) > Math.abs(x)) return this.meant.swiped(y < 0 ? "up" : "down");
    if (held || Math.hypot(x, y) > TAP_PX) return;
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const share = (event.clientX - box.left) / Math.max(1, box.width);
    this.meant.tapped(this.rightToLeft() ? 1 - share : share);
  };

  readonly cancel = () => this.#end();

  #end(): void {
    clearTimeout(this.#timer);
    this.#start = null;
    if (this.#held) this.meant.held(false);
    this.#held = false;
  }
}
