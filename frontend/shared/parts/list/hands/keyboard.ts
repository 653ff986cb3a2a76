export type Act = "open" | "pick" | "pickAll" | "clear" | "remove" | "protect" | "seen";
/** What a key asks a list to do. */
export type Command = { move: "by"; rows: number } | { move: "to"; end: "first" | "last" } | { act: Act };

const KEYS: Readonly<Record<string, Command>> = {
  j: { move: "by", rows: 1 },
  ArrowDown: { move: "by", rows: 1 },
  k: { move: "by", rows: -1 },
  ArrowUp: { move: "by", rows: -1 },
  PageDown: { move: "by", rows: 6 },
  PageUp: { move: "by", rows: -6 },
  Home: { move: "to", end: "first" },
  End: { move: "to", end: "last" },
  Enter: { act: "open" },
  x: { act: "pick" },
  Escape: { act: "clear" },
  Delete: { act: "remove" },
  p: { act: "protect" },
  u: { act: "seen" },
};

/** The command of a key; undefined for one that is the browser's. */
export function commandOf(event: KeyboardEvent): Command | undefined {
  const { key, ctrlKey, metaKey, altKey } = event;
  if (altKey) return undefined;
  if (ctrlKey || metaKey) return key === "a" ? { act: "pickAll" } : undefined;
  // Letters in capitals are the same keys.
  return KEYS[key.length === 1 ? key.toLowerCase() : key];
}
