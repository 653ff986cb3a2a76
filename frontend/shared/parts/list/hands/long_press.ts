const HOLD_MS = 450;
const SLACK_PX = 10;

/** A finger that stays in one place. The click that follows it is not one. */
export class LongPress {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #at = { x: 0, y: 0 };
  #held = false;

  constructor(private readonly held: (target: EventTarget | null) => void) {}

  down(event: PointerEvent): void {
    this.cancel();
    this.#held = false;
    if (event.pointerType === "mouse") return;
    this.#at = { x: event.clientX, y: event.clientY };
    const target = event.target;
    this.#timer = setTimeout(() => {
      this.#held = true;
      this.held(target);
    }, HOLD_MS);
  }

  move(event: PointerEvent): void {
    if (Math.hypot(event.clientX - this.#at.x, event.clientY - this.#at.y) > SLACK_PX) this.cancel();
  }

  cancel(): void {
    clearTimeout(this.#timer);
  }

  /** Whether a click is only the end of it; asked once for each click. */
  takesClick(): boolean {
    const held = this.#held;
    this.#held = false;
    return held;
  }
}
