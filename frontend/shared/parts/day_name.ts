import type { Env } from "../env";
import { addDays } from "../zone";

/** The day of a moment: "Today", "Yesterday", "Monday, November 23". */
export function dayName(
  moment: string | number,
  { texts, format }: Pick<Env, "texts" | "format">,
  now: number,
): string {
  const key = format.dayKey(moment);
  const today = format.dayKey(now);
  if (key === today) return texts.text("timeline.today");
  return key === addDays(today, -1) ? texts.text("timeline.yesterday") : format.day(moment);
}
