import { keyOf } from "../../../data/list/keys";
import type { Event, Ref } from "../../../data/types";
import type { Bulk } from "../bulk";
import { type Act, type Command, commandOf } from "./keyboard";
import { LongPress } from "./long_press";
import { Selection } from "./selection";

/** What a list does for those who use it. */
export interface Listing {
  events(): readonly Event[];
  /** The event of a row that was hit. */
  eventAt(target: EventTarget | null): Event | undefined;
  bulk(): Bulk;
  open(event: Event): void;
  /** Scrolls to the row of the active event, and puts the keyboard there. */
  reach(index: number): void;
  changed(): void;
}

/** What fingers, mouse and keyboard do in a list: which event is the active one, and which are picked. */
export class Hands {
  selection = Selection.NONE;
  /** Whether a tap picks, and does not open. */
  selecting = false;
  active: Ref | undefined;
  readonly #press = new LongPress((target) => this.pick(this.listing.eventAt(target)));

  constructor(private readonly listing: Listing) {}

  readonly down = (event: PointerEvent): void => this.#press.down(event);
  readonly move = (event: PointerEvent): void => this.#press.move(event);
  readonly up = (): void => this.#press.cancel();
  /** A finger's long press picks; the mouse has its own menu. */
  readonly menu = (event: MouseEvent): void => {
    if ((event as PointerEvent).pointerType !== "mouse") event.preventDefault();
  };

  readonly click = (click: MouseEvent): void => {
    const event = this.listing.eventAt(click.target);
    if (!event || this.#press.takesClick()) return;
    this.active = event;
    if (click.shiftKey && this.selection.size > 0) this.select(this.selection.extend(event, this.listing.events()));
    else if (click.ctrlKey || click.metaKey || this.selecting) this.pick(event);
    else this.listing.open(event);
  };

  readonly key = (event: KeyboardEvent): void => {
    const command = commandOf(event);
    const button = (event.composedPath()[0] as HTMLElement).closest?.("button");
    // A button's own key is its own, unless it is a row's.
    const own = button && !this.listing.eventAt(event.composedPath()[0] ?? null);
    if (!command || (own && "act" in command && command.act === "open")) return;
    if ("act" in command && command.act === "clear" && !this.selecting) return;
    event.preventDefault();
    event.stopPropagation();
    this.#obey(command);
  };

  /** Picks an event, or lets it go. */
  pick(event: Event | undefined): void {
    if (!event) return;
    this.active = event;
    this.select(this.selection.toggle(event));
  }

  select(selection: Selection): void {
    this.selection = selection;
    this.selecting = selection.size > 0;
    this.listing.changed();
  }

  /** The place of the active event; -1 when it is not in the list. */
  place(): number {
    const { active } = this;
    return active ? this.listing.events().findIndex((event) => keyOf(event) === keyOf(active)) : -1;
  }

  #obey(command: Command): void {
    if ("move" in command) this.#go(command.move === "by" ? this.place() + command.rows : command.end);
    else this.#act(command.act);
  }

  #act(act: Act): void {
    const events = this.listing.events();
    const active = events[this.place()];
    if (act === "clear") this.select(Selection.NONE);
    else if (act === "pickAll") this.select(Selection.all(events));
    else if (act === "pick" || (act === "open" && this.selecting)) this.pick(active);
    else if (act === "open") this.#open(active);
    else this.#change(act, this.#chosen(active));
  }

  #open(active: Event | undefined): void {
    if (active) this.listing.open(active);
  }

  /** The picked ones; without any the active one. */
  #chosen(active: Event | undefined): Event[] {
    if (this.selection.size > 0) return this.selection.of(this.listing.events());
    return active ? [active] : [];
  }

  #change(act: "remove" | "protect" | "seen", events: readonly Event[]): void {
    if (events.length === 0) return;
    const bulk = this.listing.bulk();
    if (act === "seen")
      return void bulk.mark(
        events,
        events.some(({ unseen }) => unseen),
      );
    if (!bulk.may(events)) return;
    if (act === "protect")
      return void bulk.protect(
        events,
        events.some((event) => !event.protected),
      );
    bulk.remove(events);
    this.select(Selection.NONE);
  }

  #go(to: number | "first" | "last"): void {
    const events = this.listing.events();
    const last = events.length - 1;
    const wanted = to === "first" ? 0 : to === "last" ? last : Math.min(Math.max(to, 0), last);
    this.active = events[wanted];
    if (this.active) this.listing.reach(wanted);
  }
}
