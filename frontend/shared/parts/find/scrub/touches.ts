/** What fingers on a scrubber mean. */
export interface Meant {
  /** Dragged to a place, 0 at the top and 1 at the bottom. */
  at(place: number): void;
  done(): void;
  cancelled(): void;
  /** Pinched or turned the wheel, towards more or less detail. */
  zoom(closer: boolean): void;
}

const PINCH_PX = 30;
const WHEEL_PX = 80;

/** One finger drags, two pinch, a wheel zooms. */
export class Touches {
  readonly #fingers = new Map<number, number>();
  #apart: number | null = null;
  #turned = 0;

  constructor(private readonly meant: Meant) {}

  readonly down = (event: PointerEvent) => {
    if (event.button !== 0) return;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.#fingers.set(event.pointerId, event.clientY);
    if (this.#fingers.size === 1) this.meant.at(place(event));
    if (this.#fingers.size === 2) {
      this.#apart = this.#distance();
      this.meant.cancelled();
    }
  };

  readonly move = (event: PointerEvent) => {
    if (!this.#fingers.has(event.pointerId)) return;
    this.#fingers.set(event.pointerId, event.clientY);
    if (this.#apart === null) return this.meant.at(place(event));
    const change = this.#distance() - this.#apart;
    if (Math.abs(change) < PINCH_PX) return;
    this.#apart += change;
    this.meant.zoom(change > 0);
  };

  readonly up = (event: PointerEvent) => {
    if (!this.#fingers.delete(event.pointerId) || this.#fingers.size > 0) return;
    if (this.#apart === null) this.meant.done();
    this.#apart = null;
  };

  readonly cancel = (event: PointerEvent) => {
    this.#fingers.delete(event.pointerId);
    if (this.#fingers.size === 0) this.#apart = null;
    this.meant.cancelled();
  };

  readonly wheel = (event: WheelEvent) => {
    event.preventDefault();
    this.#turned = Math.sign(event.deltaY) === Math.sign(this.#turned) ? this.#turned + event.deltaY : event.deltaY;
    if (Math.abs(this.#turned) < WHEEL_PX) return;
    this.meant.zoom(this.#turned < 0);
    this.#turned = 0;
  };

  #distance(): number {
    const [one = 0, other = 0] = this.#fingers.values();
    return Math.abs(one - other);
  }
}

function place(event: PointerEvent): number {
  const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
  return box.height > 0 ? (event.clientY - box.top) / box.height : 0;
}
