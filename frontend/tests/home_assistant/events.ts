import type { WireEvent } from "../../shared/data/home_assistant/wire";
import { toEvent } from "../../shared/data/home_assistant/wire";
import type { Event } from "../../shared/data/types";

const START = Date.parse("2026-11-30T12:00:00.000Z");

/** A wire event that begins so many seconds after noon. */
export function wireEvent(id: string, seconds: number, more: Partial<WireEvent> = {}): WireEvent {
  const started_at = new Date(START + seconds * 1000).toISOString();
  return { id, camera: "door", started_at, ended_at: started_at, labels: [], received_at: started_at, ...more };
}

export function anEvent(id: string, seconds: number, more: Partial<Event> = {}): Event {
  const { home = "h1", ...rest } = more;
  return toEvent(home, wireEvent(id, seconds, rest));
}

/** The same numbers each time: a test that fails by chance fails always. */
export function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
}
