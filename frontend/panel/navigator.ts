import { goTo } from "../shared/data/home_assistant/host";
import { BASE, type Place, readPlace, writePlace } from "./place";

/** What we keep beside an address in the browser's history: how many of its entries before this one are ours. */
interface Kept {
  camvaultDepth?: number;
}

/** The panel's address. What covers the list is an entry of its own, so that Back uncovers it; all else replaces the entry. */
export class Navigator {
  place: Place = readPlace(location.pathname, location.search);

  /** `changed` is called after each move, with the place before it. */
  constructor(private readonly changed: (before: Place) => void) {}

  start(): () => void {
    const moved = () => this.#read();
    window.addEventListener("location-changed", moved);
    window.addEventListener("popstate", moved);
    this.#read();
    return () => {
      window.removeEventListener("location-changed", moved);
      window.removeEventListener("popstate", moved);
    };
  }

  /** Changes something about the list, or what covers it from one thing to another. */
  replace(change: Partial<Place>): void {
    this.#go({ ...this.place, ...change }, true, this.#depth);
  }

  /** Keeps in the address where the list is; nobody needs to hear of it. */
  note(at: number | undefined): void {
    if (at === this.place.at || !isOurs()) return;
    this.place = { ...this.place, at };
    history.replaceState(history.state, "", writePlace(this.place));
  }

  /** Covers the list. */
  cover(change: Pick<Place, "open" | "catchUp">): void {
    const covered = this.place.open !== undefined || this.place.catchUp;
    this.#go({ ...this.place, ...change }, covered, covered ? this.#depth : this.#depth + 1);
  }

  /** Uncovers the list: by going back where one came from it, else in place. */
  uncover(): void {
    if (this.#depth > 0) history.back();
    else this.replace({ open: undefined, catchUp: false });
  }

  get #depth(): number {
    return (history.state as Kept | null)?.camvaultDepth ?? 0;
  }

  #go(place: Place, replace: boolean, depth: number): void {
    const path = writePlace(place);
    if (path === location.pathname + location.search) return;
    goTo(path, replace, { ...(replace ? (history.state as object | null) : {}), camvaultDepth: depth });
  }

  #read(): void {
    if (!isOurs()) return;
    const before = this.place;
    this.place = readPlace(location.pathname, location.search);
    this.changed(before);
  }
}

/** Whether the page shows us: somewhere else in Home Assistant the address is not ours. */
function isOurs(): boolean {
  return location.pathname === BASE || location.pathname.startsWith(`${BASE}/`);
}
