export const LAYOUTS = ["list", "strip", "grid", "camera"] as const;
export type Layout = (typeof LAYOUTS)[number];

/** A card as a dashboard has it written down. */
export interface CardConfig {
  type: string;
  layout?: Layout;
  /** Above the events; empty for none. */
  title?: string;
  /** Any entities of cameras; all cameras where there are none. */
  cameras?: string[];
  /** A group as `HOME:ID`. */
  group?: string;
  labels?: string[];
  unseen_only?: boolean;
  /** How many rows of events it is high, where the dashboard leaves that to it. */
  rows?: number;
}

export const DEFAULT_LAYOUT: Layout = "list";
export const DEFAULT_ROWS: Readonly<Record<Layout, number>> = { list: 4, strip: 1, grid: 2, camera: 1 };
export const MOST_ROWS = 20;

type Rule = [holds: (value: unknown) => boolean, wanted: string];

const RULES: Readonly<Record<string, Rule>> = {
  layout: [(value) => LAYOUTS.some((layout) => layout === value), `one of ${LAYOUTS.join(", ")}`],
  title: [(value) => typeof value === "string", "a text"],
  cameras: [isTexts, "a list of entities"],
  group: [(value) => typeof value === "string" && value.includes(":"), "a group as HOME:ID"],
  labels: [isTexts, "a list of labels"],
  unseen_only: [(value) => typeof value === "boolean", "true or false"],
  rows: [isRows, `a whole number from 1 to ${MOST_ROWS}`],
};

/** Reads what a dashboard has; throws in words where somebody wrote what cannot be meant. */
export function readConfig(written: unknown): CardConfig {
  if (typeof written !== "object" || written === null) throw new Error("A card needs a configuration");
  const config = { ...written } as Record<string, unknown>;
  for (const [name, [holds, wanted]] of Object.entries(RULES)) {
    // The editor leaves what was emptied as null or as an empty text.
    if (config[name] === null || config[name] === undefined || (config[name] === "" && name !== "title")) {
      delete config[name];
    } else if (!holds(config[name])) throw new Error(`"${name}" must be ${wanted}`);
  }
  return config as unknown as CardConfig;
}

/** How high the card is, in Home Assistant's units of 50 px. */
export function sizeOf({ layout = DEFAULT_LAYOUT, rows = DEFAULT_ROWS[layout] }: CardConfig): number {
  const each = { list: 1.4, strip: 3, grid: 2.4, camera: 5 }[layout];
  return Math.ceil(1 + each * rows);
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}

function isRows(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MOST_ROWS;
}
