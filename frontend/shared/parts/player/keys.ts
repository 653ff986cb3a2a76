/** What a key does in the player. */
export type Command =
  | "older"
  | "newer"
  | "back"
  | "on"
  | "frame-back"
  | "frame-on"
  | "play"
  | "mute"
  | "fullscreen"
  | "protect"
  | "download"
  | "share"
  | "seen"
  | "slower"
  | "faster"
  | "zoom"
  | "close";

/** Right-to-left languages have later on the left. */
const SIDES: Record<string, readonly [Command, Command]> = {
  ArrowLeft: ["back", "on"],
  ArrowRight: ["on", "back"],
};

const KEYS: Record<string, Command> = {
  j: "older",
  ArrowDown: "older",
  k: "newer",
  ArrowUp: "newer",
  ",": "frame-back",
  ".": "frame-on",
  " ": "play",
  m: "mute",
  f: "fullscreen",
  p: "protect",
  d: "download",
  s: "share",
  u: "seen",
  z: "zoom",
  "<": "slower",
  ">": "faster",
  Escape: "close",
};

const WRITES = "input, textarea, select, [contenteditable=''], [contenteditable='true']";
/** Elements for which the space bar and Enter mean themselves. */
const PRESSES = "button, a[href], summary";

/** What a key press means to the player; null where it is meant for something else. */
export function commandOf(event: KeyboardEvent, player: HTMLElement, rtl: boolean): Command | null {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !hasFloor(event, player)) return null;
  const side = SIDES[event.key]?.[rtl ? 1 : 0];
  if (side) return side;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const target = event.composedPath()[0];
  if (key === " " && target instanceof Element && target.closest(PRESSES)) return null;
  return KEYS[key] ?? null;
}

/** Whether keys are for the player: they come from inside it or from nowhere, and nobody writes or has a sheet of it open. */
function hasFloor(event: KeyboardEvent, player: HTMLElement): boolean {
  const path = event.composedPath();
  const target = path[0];
  if (target instanceof Element && target.closest(WRITES)) return false;
  // A dialog around the player is its room, and no sheet.
  const inside = path.slice(0, Math.max(0, path.indexOf(player)));
  if (inside.some((element) => element instanceof HTMLDialogElement && element.open)) return false;
  return path.includes(player) || target === document.body || target === document.documentElement;
}
