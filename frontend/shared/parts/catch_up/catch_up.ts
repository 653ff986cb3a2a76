import { html, LitElement, nothing } from "lit";
import { property, query } from "lit/decorators.js";
import type { Filter, Home } from "../../data/types";
import { define } from "../../define";
import type { Env } from "../../env";
import { tell } from "../../events";
import { unseenOf } from "../homes";
import { CONTROLS, THEME } from "../styles";
import { actions, type Commands, ending, heading, picture, segments } from "./faces";
import { Gestures } from "./gestures";
import { CATCH_UP } from "./look";
import { Show } from "./show";

/** A tap on this part of the picture, from where lines begin, leads back. */
const BACK_SHARE = 1 / 3;

/** Plays what this person has not seen, oldest first; it takes the whole screen. */
export class CamVaultCatchUp extends LitElement implements Commands {
  static override styles = [THEME, CONTROLS, CATCH_UP];

  @property({ attribute: false }) env!: Env;
  @property({ attribute: false }) filter: Filter = {};
  @property({ attribute: false }) homes: readonly Home[] = [];
  @query("dialog") private dialog!: HTMLDialogElement;
  @query(".now") private now!: HTMLElement | null;
  #show: Show | null = null;
  #frames = 0;
  #closed = false;
  readonly #gestures = new Gestures(
    {
      tapped: (share) => (share < BACK_SHARE ? this.previous() : this.next()),
      held: (held) => (held ? this.#show?.hold() : this.#show?.go()),
      swiped: (to) => (to === "up" ? void this.protect(true) : this.close()),
    },
    () => this.env.texts.direction === "rtl",
  );

  override connectedCallback(): void {
    super.connectedCallback();
    this.#closed = false;
    document.addEventListener("visibilitychange", this.#hidden);
    window.addEventListener("online", this.#online);
    if (this.hasUpdated) this.#begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("visibilitychange", this.#hidden);
    window.removeEventListener("online", this.#online);
    cancelAnimationFrame(this.#frames);
    this.#show?.stop();
    this.#show = null;
  }

  override firstUpdated(): void {
    this.#begin();
  }

  override render() {
    const { texts } = this.env;
    const show = this.#show;
    return html`<dialog
      dir=${texts.direction}
      aria-label=${texts.text("catchUp.title")}
      @cancel=${this.#cancelled}
      @keydown=${this.#key}
    >
      ${show ? this.#content(show) : nothing}
    </dialog>`;
  }

  next(): void {
    this.#show?.next();
  }

  previous(): void {
    this.#show?.previous();
  }

  pause(): void {
    if (this.#show?.paused) this.#show.go();
    else this.#show?.hold();
  }

  async protect(on: boolean): Promise<void> {
    const show = this.#show;
    const { texts, source } = this.env;
    if (!show?.event || !this.#mayProtect(show)) return;
    const { home, id } = show.event;
    try {
      const changed = (await source.actions?.protect([{ home, id }], on)) ?? [];
      for (const event of changed) show.supply.queue.update(event);
      show.notice.say(texts.text(on ? "catchUp.protected" : "catchUp.unprotected"));
    } catch {
      show.notice.say(texts.text("catchUp.notProtected"));
    }
  }

  async undo(): Promise<void> {
    const show = this.#show;
    if (!show) return;
    const count = show.marks.count;
    try {
      await show.marks.undo();
      show.notice.say(this.env.texts.text("catchUp.undone", { count }));
    } catch {
      show.notice.say(this.env.texts.text("catchUp.notUndone"));
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.dialog.close();
    tell(this, "camvault-close", undefined);
  }

  #begin(): void {
    this.dialog.close();
    this.dialog.showModal();
    this.#show = new Show(
      this.env,
      this.filter,
      () => this.homes,
      () => this.requestUpdate(),
    );
    this.#show.start();
    this.#tick();
    this.requestUpdate();
  }

  #content(show: Show) {
    const { env } = this;
    const total = this.#total(show);
    if (show.phase === "ended") {
      return html`${heading(env, this.homes, show, total, this)}${ending(env, show, this)}`;
    }
    return html`${segments(show, total)}${heading(env, this.homes, show, total, this)}
      <div
        class="stage"
        @pointerdown=${this.#gestures.down}
        @pointerup=${this.#gestures.up}
        @pointercancel=${this.#gestures.cancel}
      >
        ${picture(env, show)}
      </div>
      ${actions(env, show, this.#mayProtect(show), this)}`;
  }

  /** How many there are in all; those that were not fetched yet are known only without a filter. */
  #total(show: Show): number {
    const { queue, more } = show.supply;
    const narrowed = Object.keys(this.filter).some((name) => name !== "unseen");
    const counted = more && !narrowed ? (unseenOf(this.homes) ?? 0) + show.marks.told : 0;
    return Math.max(queue.length, counted);
  }

  #mayProtect({ event }: Show): boolean {
    const home = this.homes.find(({ id }) => id === event?.home);
    const camera = home?.cameras.find(({ id }) => id === event?.camera);
    return this.env.source.actions !== null && (camera?.may_change ?? false);
  }

  /** Moves the bar of the event without drawing all anew. */
  #tick(): void {
    this.now?.style.setProperty("--share", String(this.#show?.act.share ?? 0));
    if (this.#show?.act.strip) this.requestUpdate();
    this.#frames = requestAnimationFrame(() => this.#tick());
  }

  readonly #cancelled = (event: Event) => {
    event.preventDefault();
    this.close();
  };

  readonly #key = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const pressed =
      event.composedPath()[0] instanceof HTMLButtonElement && (event.key === " " || event.key === "Enter");
    const mirrored = this.env.texts.direction === "rtl";
    const commands: Record<string, () => void> = {
      ArrowRight: () => (mirrored ? this.previous() : this.next()),
      ArrowLeft: () => (mirrored ? this.next() : this.previous()),
      ArrowUp: () => void this.protect(true),
      p: () => void this.protect(!this.#show?.event?.protected),
      " ": () => this.pause(),
    };
    const command = Object.hasOwn(commands, event.key) ? commands[event.key] : undefined;
    if (!command || pressed) return;
    event.preventDefault();
    command();
  };

  /** Nobody sees what plays on a hidden page. */
  readonly #hidden = () => {
    if (!document.hidden) return;
    this.#show?.hold();
    void this.#show?.marks.flush();
  };

  readonly #online = () => this.#show?.wake();
}

define("camvault-catch-up", CamVaultCatchUp);
