import type { Env } from "../shared/env";

/** Parts that the first look does not need, each a file of its own. */
const LATER = import.meta.glob([
  "../shared/parts/player/player.ts",
  "../shared/parts/find/calendar.ts",
  "../shared/parts/find/search.ts",
  "../shared/parts/find/help.ts",
  "../shared/parts/catch_up/catch_up.ts",
]);
export type Later = "player/player" | "find/calendar" | "find/search" | "find/help" | "catch_up/catch_up";

/** How long a part that could not be loaded is not tried again: the line may come back. */
const AGAIN_MS = 10_000;
const loading = new Map<Later, Promise<void>>();

/** Loads a part. After an update its file is gone: then the page says so, once, and offers to load itself anew. */
export function load(part: Later, { host, texts }: Env): Promise<void> {
  const begun = loading.get(part);
  if (begun) return begun;
  const loaded = Promise.resolve(LATER[`../shared/parts/${part}.ts`]?.()).then(
    () => undefined,
    () => {
      host.toast(texts.text("panel.notLoaded"), { text: texts.text("panel.reload"), run: () => location.reload() });
      setTimeout(() => loading.delete(part), AGAIN_MS);
    },
  );
  loading.set(part, loaded);
  return loaded;
}
