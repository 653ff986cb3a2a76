/** How far a camera may be off before it jumps, and below what it is in step, in seconds. */
const JUMP_S = 0.8;
const STEP_S = 0.06;
/** By how much of its speed one camera catches up with another at most. */
const CATCH_UP = 0.15;

/** What brings a camera back in step: a jump, or a speed. */
export type Correction = { readonly seek: true } | { readonly seek: false; readonly rate: number };

/** How a camera that is `drift` seconds ahead of the clock gets back to it, while all play at `rate`. */
export function correction(drift: number, rate: number): Correction {
  const jump = JUMP_S * Math.max(1, rate);
  if (!(Math.abs(drift) < jump)) return { seek: true };
  if (Math.abs(drift) < STEP_S * rate) return { seek: false, rate };
  const share = Math.min(CATCH_UP, Math.abs(drift) / 2);
  return { seek: false, rate: rate * (1 - Math.sign(drift) * share) };
}
