/** Parts that the first look does not need, each a file of its own. */
const LATER = import.meta.glob([
  "../shared/parts/player/player.ts",
  "../shared/parts/find/calendar.ts",
  "../shared/parts/find/search.ts",
  "../shared/parts/find/help.ts",
  "../shared/parts/catch_up/catch_up.ts",
]);
export type Later = "player/player" | "find/calendar" | "find/search" | "find/help" | "catch_up/catch_up";

/** Loads a part. */
export async function load(part: Later): Promise<void> {
  await LATER[`../shared/parts/${part}.ts`]?.();
}
