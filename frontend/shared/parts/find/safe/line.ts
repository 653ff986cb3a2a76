import type { Home, Safety, SafetyState } from "../../../data/types";
import type { Format } from "../../../format";
import type { Texts } from "../../../texts/texts";

/** How much it matters, which is its colour, too. */
export type Tone = "good" | "quiet" | "warn" | "bad";

/** What the safety line of a home says. */
export interface SafetyLine {
  home: string;
  tone: Tone;
  /** What holds until something happens. */
  text: string;
  /** What changes by itself, such as "14s ago"; empty without it. */
  ticking: string;
  /** Where the cause can be mended. */
  cause: string | null;
}

const WORST_FIRST: readonly SafetyState[] = ["failing", "away", "none", "waiting", "safe"];

/** The homes whose safety is worst first; of two alike the one with more that waits. */
export function worstFirst(homes: readonly Home[]): Home[] {
  const place = (home: Home) => WORST_FIRST.indexOf(home.safety.state);
  return [...homes].sort((a, b) => place(a) - place(b) || b.safety.backlog - a.safety.backlog);
}

/** The one line of several homes that are all safe; null when any of them is not. */
export function allSafe(homes: readonly Home[]): Home | null {
  const [first] = homes;
  if (!first || homes.some(({ safety }) => safety.state !== "safe")) return null;
  const sum = (name: "today" | "today_safe") => homes.reduce((total, { safety }) => total + safety[name], 0);
  const proofs = homes.map(({ safety }) => safety.last_verified_at).filter((time) => time !== null);
  const last_verified_at = proofs.sort().at(-1) ?? null;
  return {
    ...first,
    safety: { ...first.safety, today: sum("today"), today_safe: sum("today_safe"), last_verified_at },
  };
}

/** The line of a home at a moment. */
export function safetyLine(home: Home, texts: Texts, format: Format, now: number): SafetyLine {
  const said = SAY[home.safety.state](home.safety, { texts, format, now });
  return { home: home.name, cause: home.safety.cause, ...said };
}

/** Milliseconds until the line of these homes reads otherwise by itself; infinite when it never does. */
export function nextTick(homes: readonly Home[], now: number): number {
  const distances = homes
    .flatMap(({ safety }) => [safety.last_verified_at, safety.next_try_at])
    .filter((time) => time !== null)
    .map((time) => Math.abs(Date.parse(time) - now));
  const nearest = Math.min(...distances);
  if (!Number.isFinite(nearest)) return nearest;
  return nearest < 90_000 ? 1000 : 20_000;
}

interface Around {
  texts: Texts;
  format: Format;
  now: number;
}
type Said = Pick<SafetyLine, "tone" | "text" | "ticking">;

const SAY: Readonly<Record<SafetyState, (safety: Safety, around: Around) => Said>> = {
  none: (_safety, { texts }) => ({ tone: "warn", text: texts.text("find.safety.none"), ticking: "" }),
  safe: (safety, around) => {
    const text = around.texts.text(`find.safety.${safety.today > 0 ? "safe" : "nothing"}`, { count: safety.today });
    return { tone: "good", text, ticking: ago(safety.last_verified_at, around) };
  },
  waiting: (safety, around) => {
    const values = { safe: safety.today_safe, today: safety.today, count: safety.backlog };
    return { tone: "quiet", text: around.texts.text("find.safety.waiting", values), ticking: "" };
  },
  failing: (safety, around) => {
    const parts = [
      around.texts.text(`find.safety.failing${safety.failing_since ? "Since" : ""}`, {
        count: safety.backlog,
        since: safety.failing_since ? around.format.moment(safety.failing_since, around.now) : "",
      }),
      safety.reason ?? around.texts.text("find.safety.unknown"),
    ];
    return { tone: "bad", text: parts.join(" · "), ticking: nextTry(safety.next_try_at, around) };
  },
  away: ({ failing_since, last_verified_at }, { texts, format, now }) => {
    const name = failing_since ? "awaySince" : last_verified_at ? "awayLast" : "away";
    const since = failing_since ?? last_verified_at;
    const text = texts.text(`find.safety.${name}`, { since: since ? format.moment(since, now) : "" });
    return { tone: "bad", text, ticking: "" };
  },
};

function ago(time: string | null, { format, now }: Around): string {
  return time ? format.relative(Math.min(Date.parse(time), now), now) : "";
}

function nextTry(time: string | null, { texts, format, now }: Around): string {
  if (!time) return "";
  const moment = Date.parse(time);
  if (moment <= now) return texts.text("find.safety.trying");
  return texts.text("find.safety.nextTry", { when: format.relative(moment, now) });
}
