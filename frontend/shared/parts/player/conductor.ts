import { same } from "../../data/list/keys";
import { type Event, type Ref, SourceError } from "../../data/types";
import type { Env } from "../../env";
import { inWords } from "../problem";
import { FIRST, keep, type Liking, load } from "./preferences";
import { SeenMarks } from "./seen";
import { Session, type SessionListener } from "./session";
import type { Stage } from "./stage/stage";
import { Director, type DirectorListener } from "./time/director";
import { type Piece, stillsOf } from "./time/pieces";

export type Direction = "older" | "newer";
export type Step = (from: Event, direction: Direction) => Promise<Event | null>;

/** What the player's element does for its conductor. */
export interface Podium {
  readonly env: Env;
  readonly step: Step | undefined;
  readonly updateComplete: Promise<boolean>;
  requestUpdate(): void;
  stage(track: number): Stage | undefined;
  /** Goes to another event, and tells the page. */
  go(event: Ref): void;
  close(): void;
  say(what: string): void;
}

/** How often the bar moves and other cameras are brought in step, in milliseconds. */
const TICK_MS = 100;
/** So many events are looked at for one that is unseen. */
const MOST_STEPS = 200;

/** Joins what is open, what plays and what this person likes. */
export class Conductor implements SessionListener, DirectorListener {
  readonly session: Session;
  readonly director: Director;
  liking: Liking = FIRST;
  stills: readonly Piece[] = [];
  /** Why nothing is open, in words. */
  problem: string | null = null;
  readonly #seen = new SeenMarks();
  #timer: ReturnType<typeof setInterval> | undefined;
  #ears: AbortController | undefined;
  #starts = false;
  #resume = false;
  #removing: Ref | null = null;

  constructor(private readonly podium: Podium) {
    this.session = new Session(() => podium.env.source, this);
    this.director = new Director((track) => podium.stage(track), this);
  }

  get connected(): boolean {
    return this.#timer !== undefined;
  }

  connect(): void {
    this.#ears = new AbortController();
    const { signal } = this.#ears;
    this.session.start();
    document.addEventListener("visibilitychange", () => this.#visible(), { signal });
    window.addEventListener("online", () => this.#wake(), { signal });
    let last = performance.now();
    this.#timer = setInterval(() => {
      const now = performance.now();
      this.director.tick(Math.min(1, (now - last) / 1000));
      last = now;
    }, TICK_MS);
    void this.#like();
  }

  disconnect(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#ears?.abort();
    this.session.stop();
    this.director.playing = false;
  }

  async open(ref: Ref): Promise<void> {
    this.problem = null;
    this.#removing = null;
    this.#seen.forget();
    const { host, texts } = this.podium.env;
    if (!navigator.onLine) host.toast(texts.text("player.trouble.offline"));
    // What plays until the new one is there must not come to its end.
    this.director.pause();
    this.#starts = !document.hidden;
    this.#resume = document.hidden;
    await this.session.open(ref);
  }

  /** Opens nothing. */
  shut(): void {
    this.problem = null;
    this.director.playing = false;
    this.session.close();
  }

  /** Goes to the older or newer event. */
  async stepTo(direction: Direction): Promise<boolean> {
    const from = this.session.first?.event;
    const next = from && (await this.podium.step?.(from, direction).catch(() => null));
    if (next) this.podium.go(next);
    else this.podium.env.host.toast(this.podium.env.texts.text(`player.no_${direction}`));
    return Boolean(next);
  }

  like(changed: Partial<Liking>): void {
    this.liking = { ...this.liking, ...changed };
    this.director.setRate(this.liking.speed);
    keep(this.podium.env.host, this.liking);
    this.podium.requestUpdate();
  }

  /** The browser allows no sound yet: shows it, keeps the preference. */
  silenced(): void {
    this.liking = { ...this.liking, muted: true };
    this.podium.requestUpdate();
  }

  /** Leaves an event that will be deleted. */
  async leave(event: Event): Promise<void> {
    this.#removing = event;
    for (const direction of ["older", "newer"] as const) {
      const next = await this.podium.step?.(event, direction).catch(() => null);
      if (next) {
        this.podium.go(next);
        return;
      }
    }
    this.podium.close();
  }

  /** Marks the event as unseen, or as seen. */
  async toggleSeen(): Promise<void> {
    const { env } = this.podium;
    const event = this.session.first?.event;
    if (!event || !env.source.actions || event.unseen === undefined) return;
    const seen = event.unseen;
    this.#seen.leave(event);
    this.session.put({ ...event, unseen: !seen });
    this.podium.say(env.texts.text(seen ? "player.seen" : "player.unseen"));
    try {
      await env.source.actions.markSeen({ seen, events: [{ home: event.home, id: event.id }] });
    } catch (error) {
      this.session.put({ ...event, unseen: seen });
      env.host.toast(inWords(env, error, "player.failed.seen"));
    }
  }

  async add(ref: Ref): Promise<void> {
    const { env } = this.podium;
    await this.session.add(ref).catch((error) => env.host.toast(inWords(env, error, "player.failed.open")));
  }

  sessionChanged(anew: boolean): void {
    if (anew) this.problem = null;
    this.stills = this.session.tracks.flatMap((track, index) => stillsOf(track, index));
    this.podium.requestUpdate();
    // A new camera's stage is there only after the page was drawn.
    void this.podium.updateComplete.then(() => {
      if (anew) this.director.playing = this.#starts;
      if (!document.hidden) this.director.setTracks(this.session.tracks, anew);
      this.director.setRate(this.liking.speed);
    });
  }

  sessionRemoved(): void {
    const { first } = this.session;
    const own = this.#removing && first && same(this.#removing, first.event);
    if (!own) this.podium.env.host.toast(this.podium.env.texts.text("player.removed"));
    this.podium.close();
  }

  sessionConnected(): void {
    this.#wake();
  }

  sessionFailed(error: unknown, again: boolean): void {
    const gone = error instanceof SourceError && error.problem === "not_found";
    const { env } = this.podium;
    if (gone) this.problem = env.texts.text("player.removed");
    else if (again && navigator.onLine) this.problem = env.texts.text("player.trouble.again");
    else this.problem = inWords(env, error, "player.failed.open");
    this.podium.say(this.problem);
    this.podium.requestUpdate();
  }

  directorChanged(): void {
    this.podium.requestUpdate();
  }

  directorSeen(track: number): void {
    const event = this.session.opened[track]?.event;
    if (!event) return;
    void this.#seen.played(event, this.podium.env.source.actions).then((changed) => {
      if (changed) this.session.put({ ...event, unseen: false });
    });
  }

  directorFinished(): void {
    if (this.liking.autoplay) void this.#playOn();
  }

  /** Goes on with the next newer event that this person has not seen. */
  async #playOn(): Promise<void> {
    const { step } = this.podium;
    let from = this.session.first?.event ?? null;
    const begun = from;
    for (let steps = 0; from && step && steps < MOST_STEPS; steps += 1) {
      from = await step(from, "newer").catch(() => null);
      const now = this.session.first?.event;
      if (!begun || !now || !same(begun, now) || this.director.playing) return;
      if (from && from.unseen !== false) {
        this.podium.go(from);
        return;
      }
    }
  }

  async #like(): Promise<void> {
    this.liking = await load(this.podium.env.host);
    this.director.setRate(this.liking.speed);
    this.podium.requestUpdate();
  }

  /** Nothing is loaded for a page that nobody sees; it goes on where it was. */
  #visible(): void {
    if (document.hidden) {
      if (document.pictureInPictureElement) return;
      this.#resume = this.director.playing;
      this.director.pause();
      for (const stage of this.#stages()) stage.rest();
    } else {
      this.director.playing = this.director.playing || this.#resume;
      this.#resume = false;
      this.director.setTracks(this.session.tracks, false);
    }
  }

  #wake(): void {
    this.session.wake();
    for (const stage of this.#stages()) stage.wake();
  }

  #stages(): Stage[] {
    return this.session.opened.map((_one, index) => this.podium.stage(index)).filter((stage) => stage !== undefined);
  }
}
