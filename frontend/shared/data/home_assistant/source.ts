import type { Hass } from "../../hass";
import type {
  Actions,
  Capture,
  DensityQuery,
  Event,
  Home,
  Live,
  OpenedEvent,
  Page,
  PageQuery,
  Ref,
  Rendition,
  Source,
  Span,
} from "../types";
import { HomeAssistantActions } from "./actions";
import { Addresses } from "./addresses";
import { toSourceError } from "./errors";
import { type Askable, KnownHomes } from "./known_homes";
import { answersOf } from "./lists/answers";
import { addSpans } from "./lists/density";
import { homesOf, wireFilter } from "./lists/filters";
import { Pages } from "./lists/pages";
import { LiveConnection } from "./live";
import { zoneOf } from "./locale";
import { capturePath, PictureRoom, renditionPath } from "./media";
import { toCapture, toEvent, toHome, type WireCapture, type WireEvent, type WireMessage } from "./wire";

type WireOpened = { event: WireEvent; captures: WireCapture[]; captures_next: string | null; also: WireEvent[] };

/** All gateways of one Home Assistant; `hass` gives the newest object. */
export class HomeAssistantSource implements Source {
  readonly actions: Actions;
  readonly #listeners = new Set<(message: Live) => void>();
  readonly #homes: KnownHomes;
  readonly #live: LiveConnection;
  readonly #pages: Pages;
  readonly #addresses: Addresses;
  readonly #pictures: PictureRoom;

  constructor(
    private readonly hass: () => Hass,
    storage?: Pick<Storage, "getItem" | "setItem">,
  ) {
    const ask = <T>(message: Record<string, unknown>) => this.#ask<T>(message);
    this.#homes = new KnownHomes(storage);
    const askable = () => this.#homes.askable();
    this.#pages = new Pages((message) => this.#ask(message.q ? this.#zoned(message) : message), askable);
    this.actions = new HomeAssistantActions(ask, askable, (query) => this.#pages.page(query));
    this.#addresses = new Addresses(ask);
    this.#pictures = new PictureRoom(hass);
    this.#live = new LiveConnection(hass, {
      message: (message) => this.#hear(message),
      connected: (connected) => this.#connected(connected),
      failed: (failure) => this.#homes.fail(toSourceError(failure)),
    });
  }

  subscribe(listener: (message: Live) => void): () => void {
    // Each listener is its own, even if two are the same function.
    const own = (message: Live) => listener(message);
    this.#listeners.add(own);
    this.#live.start();
    const homes = this.#homes.told;
    if (homes) own({ type: "homes", homes });
    return () => {
      this.#listeners.delete(own);
      if (this.#listeners.size === 0) this.#live.stop();
    };
  }

  async events(query: PageQuery): Promise<Page> {
    const asked = await this.#homes.askable();
    const page = this.#pages.page(query);
    // Which homes there were the last time may not be which there are: then neither answer nor failure counts.
    await page.catch(() => undefined);
    return (await this.#homes.still(asked)) ? page : this.#pages.page(query);
  }

  async density({ by, ...filter }: DensityQuery): Promise<Span[]> {
    const homes = homesOf(await this.#homes.askable(), filter).filter((home) => home.features.includes("timeline"));
    return addSpans(await answersOf(homes.map((home) => this.#spans(home, by, filter))));
  }

  async open(event: Ref): Promise<OpenedEvent> {
    const message = { type: "camvault/event", entry_id: event.home, event_id: event.id };
    const { event: wire, captures, captures_next, also } = await this.#ask<WireOpened>(message);
    return {
      event: toEvent(event.home, wire),
      captures: captures.map((capture): Capture => toCapture(event.home, capture)),
      more: captures_next !== null,
      also: also.map((other): Event => toEvent(event.home, other)),
    };
  }

  picture(capture: Ref, width: 320 | 640, signal?: AbortSignal): Promise<Blob | null> {
    return this.#pictures.thumbnail(capture, width, signal);
  }

  async sprite(capture: Ref): Promise<Blob | null> {
    const homes = await this.#homes.askable();
    const known = homes.find(({ id }) => id === capture.home)?.features.includes("sprite");
    return known ? this.#pictures.sprite(capture) : null;
  }

  address(capture: Ref, rendition: Rendition): Promise<string> {
    return this.#addresses.of(renditionPath(capture, rendition));
  }

  download(capture: Ref): Promise<string> {
    return this.#addresses.of(capturePath(capture, "download"));
  }

  #spans(home: Askable, by: DensityQuery["by"], filter: PageQuery): Promise<Span[]> {
    const { protected: _protected, unarchived: _unarchived, clips: _clips, text: _text, unseen: _, ...told } = filter;
    // Here it narrows nothing: what was not seen is counted beside the rest.
    const counted = home.features.includes("seen") ? { unseen: true } : {};
    const wire = { ...wireFilter(home.id, told), ...counted, by };
    const message = this.#zoned({ type: "camvault/density", ...wire });
    return this.#ask<{ items: Span[] }>(message).then(({ items }) => items);
  }

  /** "Yesterday", and a day, are those of whoever looks. */
  #zoned(message: Record<string, unknown>): Record<string, unknown> {
    return { ...message, time_zone: zoneOf(this.hass()) };
  }

  async #ask<T>(message: Record<string, unknown>): Promise<T> {
    try {
      return await this.hass().callWS<T>(message);
    } catch (failure) {
      throw toSourceError(failure);
    }
  }

  #connected(connected: boolean): void {
    if (connected) this.#addresses.forget();
    this.#tell({ type: "connected", connected });
  }

  #hear(message: WireMessage): void {
    if (message.type === "state") this.#tellHomes(message.gateways.map(toHome));
    else if (message.type === "gateway") this.#changeHome(message.entry_id, () => toHome(message.gateway));
    else this.#tell(this.#toLive(message));
  }

  #toLive(message: Exclude<WireMessage, { type: "state" | "gateway" }>): Live {
    const home = message.entry_id;
    switch (message.type) {
      case "event":
        return { type: "event", event: toEvent(home, message.event) };
      case "event_removed":
        return { type: "event_removed", event: { home, id: message.id } };
      case "capture":
        return { type: "capture", capture: toCapture(home, message.capture) };
      case "seen":
        this.#changeHome(home, (known) => known && { ...known, unseen: message.unseen });
        return { type: "seen", home, unseen: message.unseen };
    }
  }

  /** Puts a home in its place, or a new one at the end. */
  #changeHome(id: string, change: (home: Home | undefined) => Home | undefined): void {
    const homes = this.#homes.told ?? [];
    const changed = change(homes.find((home) => home.id === id));
    if (!changed) return;
    const known = homes.some((home) => home.id === id);
    this.#tellHomes(known ? homes.map((home) => (home.id === id ? changed : home)) : [...homes, changed]);
  }

  #tellHomes(homes: Home[]): void {
    this.#homes.tell(homes);
    this.#tell({ type: "homes", homes });
  }

  #tell(message: Live): void {
    for (const listener of [...this.#listeners]) listener(message);
  }
}
