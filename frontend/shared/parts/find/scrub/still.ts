import type { Event, Filter, Source } from "../../../data/types";

const WAIT_MS = 120;

/** The picture of the event that is nearest to a moment, while somebody drags over many of them. */
export class Still {
  readonly #urls = new Map<string, string>();
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `shown` gets the address of each picture, or null where there is none. */
  constructor(private readonly shown: (url: string | null) => void) {}

  /** Asks for a moment's picture as soon as the finger rests. */
  ask(source: Source, filter: Filter, moment: number): void {
    const asked = ++this.#asked;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#find(source, filter, moment).then(
        (url) => asked === this.#asked && this.shown(url),
        () => asked === this.#asked && this.shown(null),
      );
    }, WAIT_MS);
  }

  /** Forgets all pictures; what is still on its way is not shown. */
  end(): void {
    this.#asked++;
    clearTimeout(this.#timer);
    for (const url of this.#urls.values()) URL.revokeObjectURL(url);
    this.#urls.clear();
    this.shown(null);
  }

  async #find(source: Source, filter: Filter, moment: number): Promise<string | null> {
    const asked = this.#asked;
    const { items } = await source.events({ ...filter, around: new Date(moment).toISOString(), limit: 6 });
    const event = nearest(items, moment);
    if (!event?.picture) return null;
    const kept = this.#urls.get(event.picture);
    if (kept) return kept;
    const picture = await source.picture({ home: event.home, id: event.picture }, 320);
    if (!picture || asked !== this.#asked) return null;
    const url = URL.createObjectURL(picture);
    this.#urls.set(event.picture, url);
    return url;
  }
}

/** The event whose begin is nearest to a moment. */
function nearest(events: readonly Event[], moment: number): Event | undefined {
  const away = (event: Event) => Math.abs(Date.parse(event.started_at) - moment);
  return events.reduce<Event | undefined>(
    (best, event) => (!best || away(event) < away(best) ? event : best),
    undefined,
  );
}
