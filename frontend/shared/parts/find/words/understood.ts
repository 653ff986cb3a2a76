import type { Understood } from "../../../data/types";
import type { Format } from "../../../format";
import type { Texts } from "../../../texts/texts";
import { addDays, startOf } from "../../../zone";
import { dayName } from "../../day_name";

/** How a search was read: "person, yesterday 14:20 to 15:35"; empty when there is nothing to say. */
export function understoodAs(understood: Understood, texts: Texts, format: Format, now = Date.now()): string {
  const { words, after, before } = understood;
  const times = { after: after ? Date.parse(after) : null, before: before ? Date.parse(before) : null };
  return [words.trim(), timeOf(times, texts, format, now)].filter(Boolean).join(", ");
}

interface Times {
  after: number | null;
  before: number | null;
}

function timeOf({ after, before }: Times, texts: Texts, format: Format, now: number): string {
  const at = (moment: number) => `${dayName(moment, { texts, format }, now)} ${format.time(moment)}`;
  if (after === null) return before === null ? "" : texts.text("find.until", { to: at(before) });
  if (before === null) return texts.text("find.since", { from: at(after) });
  const day = format.dayKey(after);
  const { timeZone } = format.locale;
  if (after === startOf(day, timeZone) && Math.abs(before - startOf(addDays(day, 1), timeZone)) < 1001) {
    return dayName(after, { texts, format }, now);
  }
  const sameDay = format.dayKey(before) === day;
  return texts.text("find.fromTo", { from: at(after), to: sameDay ? format.time(before) : at(before) });
}
