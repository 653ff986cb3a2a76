import { mdiAlert, mdiCloudUpload, mdiFileAlertOutline, mdiLock, mdiRecordCircleOutline } from "@mdi/js";
import type { Event, Home } from "../../../data/types";
import type { Env } from "../../../env";
import { labelName, sortLabels } from "../../labels";

/** An archive needs a moment: an event is waiting for it only when it is over for so long. */
const PATIENCE_MS = 2 * 60_000;

/** Something about an event that is not as always. */
export interface Badge {
  name: "live" | "waiting" | "incomplete" | "unreadable" | "protected";
  icon: string;
  tone: "live" | "warn" | "quiet";
}

const BADGES: Readonly<Record<Badge["name"], Badge>> = {
  live: { name: "live", icon: mdiRecordCircleOutline, tone: "live" },
  unreadable: { name: "unreadable", icon: mdiFileAlertOutline, tone: "warn" },
  incomplete: { name: "incomplete", icon: mdiAlert, tone: "warn" },
  waiting: { name: "waiting", icon: mdiCloudUpload, tone: "warn" },
  protected: { name: "protected", icon: mdiLock, tone: "quiet" },
};

/** What is to be said of an event besides what it always has, the most urgent first. */
export function badgesOf(event: Event, home: Home | undefined, now: number): Badge[] {
  const names: [Badge["name"], boolean][] = [
    ["live", event.ended_at === null],
    ["unreadable", event.unreadable > 0],
    ["incomplete", event.incomplete > 0],
    ["waiting", isWaiting(event, home, now)],
    ["protected", event.protected],
  ];
  return names.filter(([, holds]) => holds).map(([name]) => BADGES[name]);
}

function isWaiting(event: Event, home: Home | undefined, now: number): boolean {
  if (event.unarchived === 0 || event.ended_at === null || home?.safety.state === "none") return false;
  return now - Date.parse(event.received_at ?? event.ended_at) > PATIENCE_MS;
}

/** "20s"; of an event without a clip "3 pictures". */
export function extentOf(event: Event, { texts, format }: Env): string {
  if (event.clips > 0 && event.content_s !== null) return format.length(event.content_s);
  if (event.snapshots > 0) return texts.text("list.pictures", { count: event.snapshots });
  const end = event.ended_at === null ? undefined : Date.parse(event.ended_at) - Date.parse(event.started_at);
  return end === undefined ? "" : format.length(Math.max(1, end / 1000));
}

/** Everything that a row shows, for those who hear it. */
export function spokenOf(event: Event, camera: string, badges: readonly Badge[], env: Env): string {
  const { texts, format } = env;
  const said = badges.map(({ name, tone }) => ({ text: texts.text(`list.badge.${name}`), quiet: tone === "quiet" }));
  const worst = event.description ? undefined : said.find(({ quiet }) => !quiet);
  // What a row shows in words comes first and in its order: people say to their device what they read.
  const parts = [
    event.unseen ? texts.text("list.unseen") : "",
    format.time(event.started_at),
    camera,
    extentOf(event, env),
    event.description ?? worst?.text ?? "",
    sortLabels(event.labels)
      .map((label) => labelName(label, texts))
      .join(", "),
    ...said.filter((badge) => badge !== worst).map(({ text }) => text),
  ];
  return parts.filter((part) => part !== "").join(" · ");
}
