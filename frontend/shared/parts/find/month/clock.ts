/** Hours, minutes where there are any, and which half of the day. */
const TIME = /^(\d{1,2})(?:\s*[:.,h]\s*(\d{2})|(\d{2}))?\s*(?:([ap])\.?\s?m?\.?|uhr|h)?$/iu;
const DIGIT_ZEROS = [0x0660, 0x06f0, 0x0966];

/** Minutes since midnight of a time as people type it: "14:35", "2:35 pm", "1435", "2 pm"; null when it is none. */
export function parseTime(typed: string): number | null {
  const found = TIME.exec(latin(typed).trim());
  if (!found) return null;
  const hour = Number(found[1]);
  const minute = Number(found[2] ?? found[3] ?? 0);
  const half = found[4]?.toLowerCase();
  if (minute > 59 || hour > 23 || (half && (hour < 1 || hour > 12))) return null;
  return (half ? (hour % 12) + (half === "p" ? 12 : 0) : hour) * 60 + minute;
}

/** The same with digits of other scripts as 0 to 9. */
function latin(typed: string): string {
  return typed.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    const zero = DIGIT_ZEROS.find((start) => code >= start && code < start + 10);
    return zero === undefined ? digit : String(code - zero);
  });
}
