import type { Event } from "../../../data/types";

/** What the row of actions tells the player. */
export interface ActionsListener {
  /** The event is now like this: at once, and again when the source has answered. */
  actionChanged(event: Event): void;
  /** The event is to be deleted, or was brought back. */
  actionRemoving(event: Event): void;
  actionRestored(event: Event): void;
  actionSeen(): void;
}
