import type { Home, Ref } from "../data/types";

/** How many events of all homes were not seen; null where nobody counts them. */
export function unseenOf(homes: readonly Home[]): number | null {
  const counts = homes.map((home) => home.unseen).filter((count) => count !== null);
  return counts.length > 0 ? counts.reduce((sum, count) => sum + count, 0) : null;
}

/** The group's name, with its home's where there are several. */
export function groupName(homes: readonly Home[], home: Home, name: string): string {
  return homes.length > 1 ? `${home.name} · ${name}` : name;
}

/** The camera's name, with its home's where there are several; its id when it is not known (any more). */
export function cameraName(homes: readonly Home[], camera: Ref): string {
  const home = homes.find(({ id }) => id === camera.home);
  const name = home?.cameras.find(({ id }) => id === camera.id)?.name ?? camera.id;
  return home && homes.length > 1 ? `${home.name} · ${name}` : name;
}
