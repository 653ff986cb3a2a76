import type { Capture } from "../../../data/types";
import { correction } from "./clock";
import type { Screen } from "./screen";

/** Brings one camera in step with the clock, which `runs` or stands; tells whether something of it plays. */
export function follow(
  screen: Screen,
  shown: { capture: Capture; at: number } | null,
  runs: boolean,
  rate: number,
): boolean {
  if (!shown || !runs) screen.pause();
  if (!shown) {
    screen.present(null, 0);
    return false;
  }
  if (screen.showing !== shown.capture.id) screen.present(shown.capture, shown.at);
  if (!screen.ready || shown.capture.kind === "snapshot") return screen.ready && runs;
  // While it seeks it is not ready, so that no seek is cut off by the next one.
  const step = correction(screen.time - shown.at, rate);
  if (step.seek || !runs) screen.present(shown.capture, shown.at);
  if (!runs) return false;
  screen.setRate(step.seek ? rate : step.rate);
  screen.play();
  return true;
}
