import type { Event } from "../../data/types";
import type { Actions } from "./actions/actions";
import type { ActionsListener } from "./actions/listener";
import type { BarListener } from "./bar";
import type { Conductor, Podium } from "./conductor";
import type { ControlsListener } from "./controls";
import { type Command, commandOf } from "./keys";
import { type Liking, SPEEDS } from "./preferences";
import type { StageListener } from "./stage/stage";
import type { Piece } from "./time/pieces";
import type { Position } from "./time/timeline";

/** One step on or back, in seconds. */
const SKIP_S = 5;

/** The parts of the page that commands reach. */
export interface Parts {
  readonly player: HTMLElement & Podium;
  actions(): Actions | null;
  section(): HTMLElement | null;
}

/** Does what buttons, keys and fingers ask for: each thing in one place, whoever asks. */
export class Actor implements BarListener, ControlsListener, ActionsListener {
  #ears: AbortController | undefined;
  #played = false;
  readonly #tracks: StageListener[] = [];
  readonly #commands: Record<Command, () => unknown>;

  constructor(
    private readonly conductor: Conductor,
    private readonly parts: Parts,
  ) {
    const { director } = conductor;
    this.#commands = {
      older: () => conductor.stepTo("older"),
      newer: () => conductor.stepTo("newer"),
      back: () => director.skip(-SKIP_S),
      on: () => director.skip(SKIP_S),
      "frame-back": () => director.step(-1),
      "frame-on": () => director.step(1),
      play: () => (director.playing ? director.pause() : director.play()),
      mute: () => conductor.like({ muted: !conductor.liking.muted }),
      fullscreen: () => this.#fill(),
      protect: () => parts.actions()?.protect(),
      download: () => parts.actions()?.download(),
      share: () => parts.actions()?.share(),
      seen: () => conductor.toggleSeen(),
      slower: () => this.#speed(-1),
      faster: () => this.#speed(1),
      zoom: () => parts.player.stage(0)?.stepZoom(),
      close: () => parts.player.close(),
    };
  }

  get canFill(): boolean {
    return document.fullscreenEnabled || "webkitEnterFullscreen" in HTMLVideoElement.prototype;
  }

  listen(): void {
    this.#ears = new AbortController();
    // Before the page around us, which has shortcuts of its own on some of these keys.
    window.addEventListener("keydown", (event) => this.#press(event), { signal: this.#ears.signal, capture: true });
  }

  deafen(): void {
    this.#ears?.abort();
  }

  command(command: Command): void {
    this.#commands[command]();
  }

  liking(changed: Partial<Liking>): void {
    this.conductor.like(changed);
  }

  pictureInPicture(): void {
    const video = this.parts.player.stage(0)?.video;
    const done = document.pictureInPictureElement ? document.exitPictureInPicture() : video?.requestPictureInPicture();
    done?.catch(() => this.parts.player.env.host.toast(this.parts.player.env.texts.text("player.failed.pip")));
  }

  barMoved(position: Position, done: boolean): void {
    const { director } = this.conductor;
    if (director.playing) {
      this.#played = true;
      director.pause();
    }
    director.seek(position);
    if (done && this.#played) {
      this.#played = false;
      director.play();
    }
  }

  barLook(still: Piece): void {
    this.#played = false;
    this.conductor.director.look(still);
  }

  actionChanged(event: Event): void {
    this.conductor.session.put(event);
  }

  actionRemoving(event: Event): void {
    void this.conductor.leave(event);
  }

  actionRestored(event: Event): void {
    this.parts.player.go(event);
  }

  actionSeen(): void {
    void this.conductor.toggleSeen();
  }

  /** Hears the stage of a track; the same object each time, so that nothing is drawn anew for it. */
  ofTrack(track: number): StageListener {
    this.#tracks[track] ??= this.#stageListener(track);
    return this.#tracks[track];
  }

  #stageListener(track: number): StageListener {
    const { conductor, parts } = this;
    return {
      stageEnded: () => conductor.director.ended(track),
      stageMeasured: (capture, seconds) => conductor.director.measured(capture, seconds),
      stageSilenced: () => conductor.silenced(),
      stageTapped: () => this.command("play"),
      stageDoubled: (place) => this.command(this.#sided(place === "left", "back", "on")),
      stageSwiped: (to) => this.command(this.#sided(to === "left", "older", "newer")),
      stageDownload: () => this.command("download"),
      stageSays: (what) => parts.player.say(what),
    };
  }

  /** What is on the left means the first of two, in languages that begin there. */
  #sided(left: boolean, first: Command, second: Command): Command {
    return left === (this.parts.player.env.texts.direction === "ltr") ? first : second;
  }

  #press(event: KeyboardEvent): void {
    const { player } = this.parts;
    const command = commandOf(event, player, player.env.texts.direction === "rtl");
    // While the picture fills the screen Escape is the browser's.
    if (!command || (command === "close" && document.fullscreenElement)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.command(command);
  }

  #speed(by: number): void {
    const { speed } = this.conductor.liking;
    const index = SPEEDS.map(Number).indexOf(speed) + by;
    const next = SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, index))];
    if (next !== undefined) this.conductor.like({ speed: next });
  }

  /** The player fills the screen; where only a video may, as on an iPhone, the video does. */
  #fill(): void {
    const section = this.parts.section();
    if (document.fullscreenElement) void document.exitFullscreen();
    else if (document.fullscreenEnabled) void section?.requestFullscreen().catch(() => undefined);
    else
      (
        this.parts.player.stage(0)?.video as { webkitEnterFullscreen?: () => void } | undefined
      )?.webkitEnterFullscreen?.();
  }
}
