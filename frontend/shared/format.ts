/** What a person chose for dates and times: Home Assistant's `hass.locale`, with the time zone that applies. */
export interface Locale {
  language: string;
  hour12: boolean | undefined;
  /** 0 is Sunday. */
  firstWeekday: number;
  timeZone: string;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", DAY],
  ["hour", HOUR],
  ["minute", MINUTE],
  ["second", 1],
];
const SIZES: readonly [string, number][] = [
  ["gigabyte", 1e9],
  ["megabyte", 1e6],
  ["kilobyte", 1e3],
  ["byte", 1],
];

/** Dates, times, lengths and sizes in a person's own way. */
export class Format {
  readonly #time: Intl.DateTimeFormat;
  readonly #seconds: Intl.DateTimeFormat;
  readonly #hour: Intl.DateTimeFormat;
  readonly #day: Intl.DateTimeFormat;
  readonly #dateTime: Intl.DateTimeFormat;
  readonly #month: Intl.DateTimeFormat;
  readonly #key: Intl.DateTimeFormat;
  readonly #relative: Intl.RelativeTimeFormat;
  readonly #number: Intl.NumberFormat;
  readonly #two: Intl.NumberFormat;
  readonly #units = new Map<string, Intl.NumberFormat>();

  constructor(readonly locale: Locale) {
    const { language, timeZone } = locale;
    // `hour12: false` writes midnight as 24:05 in some languages.
    const clock =
      locale.hour12 === undefined ? { timeZone } : ({ timeZone, hourCycle: locale.hour12 ? "h12" : "h23" } as const);
    this.#time = new Intl.DateTimeFormat(language, { ...clock, hour: "numeric", minute: "2-digit" });
    this.#seconds = new Intl.DateTimeFormat(language, { ...clock, timeStyle: "medium" });
    this.#hour = new Intl.DateTimeFormat(language, { ...clock, hour: "numeric" });
    this.#day = new Intl.DateTimeFormat(language, { timeZone, weekday: "long", day: "numeric", month: "long" });
    this.#dateTime = new Intl.DateTimeFormat(language, {
      ...clock,
      ...({ day: "numeric", month: "short", hour: "numeric", minute: "2-digit" } as const),
    });
    this.#month = new Intl.DateTimeFormat(language, { timeZone, month: "long", year: "numeric" });
    this.#key = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
    this.#relative = new Intl.RelativeTimeFormat(language, { style: "narrow", numeric: "auto" });
    this.#number = new Intl.NumberFormat(language);
    this.#two = new Intl.NumberFormat(language, { minimumIntegerDigits: 2, useGrouping: false });
  }

  /** "14:35" or "2:35 PM". */
  time(moment: string | number): string {
    return this.#time.format(new Date(moment));
  }

  /** "14:35:07". */
  timeWithSeconds(moment: string | number): string {
    return this.#seconds.format(new Date(moment));
  }

  /** "14" or "2 PM". */
  hour(moment: string | number): string {
    return this.#hour.format(new Date(moment));
  }

  /** "Monday, November 30". */
  day(moment: string | number): string {
    return this.#day.format(new Date(moment));
  }

  /** "November 2026". */
  month(moment: string | number): string {
    return this.#month.format(new Date(moment));
  }

  /** "March". */
  monthName(moment: string | number): string {
    return this.#part(moment, { month: "long" });
  }

  /** "Sunday", or "S". */
  weekday(moment: string | number, style: "long" | "narrow"): string {
    return this.#part(moment, { weekday: style });
  }

  /** The day that a moment lies in, as "2026-11-30": equal for the same day, and in order. */
  dayKey(moment: string | number): string {
    return this.#key.format(new Date(moment));
  }

  /** A moment as short as it is clear: "11:24" of today, "Nov 29, 11:24" of another day. */
  moment(moment: string | number, now: number): string {
    const today = this.dayKey(moment) === this.dayKey(now);
    return today ? this.time(moment) : this.#dateTime.format(new Date(moment));
  }

  /** "14s ago", "in 40s", "yesterday". */
  relative(moment: string | number, now: number): string {
    const seconds = Math.round((new Date(moment).getTime() - now) / 1000);
    const [unit, length] = STEPS.find(([, step]) => Math.abs(seconds) >= step) ?? ["second", 1];
    return this.#relative.format(Math.trunc(seconds / length), unit as Intl.RelativeTimeFormatUnit);
  }

  /** A length of seconds: "12s", "1:05", "1:02:03". */
  length(seconds: number): string {
    const whole = Math.max(0, Math.round(seconds));
    if (whole < MINUTE) return this.#unit(whole, "second", "narrow", 0);
    const rest = this.#two.format(whole % MINUTE);
    const minutes = Math.floor((whole % HOUR) / MINUTE);
    if (whole < HOUR) return `${this.#number.format(minutes)}:${rest}`;
    return `${this.#number.format(Math.floor(whole / HOUR))}:${this.#two.format(minutes)}:${rest}`;
  }

  /** A size of bytes: "850 kB", "12.3 MB". */
  size(bytes: number): string {
    const [unit, of] = SIZES.find(([, step]) => bytes >= step) ?? ["byte", 1];
    return this.#unit(bytes / of, unit, "short", of >= 1e6 && bytes < of * 100 ? 1 : 0);
  }

  /** A number with a person's own digits and separators. */
  number(value: number): string {
    return this.#number.format(value);
  }

  #part(moment: string | number, part: Intl.DateTimeFormatOptions): string {
    const { language, timeZone } = this.locale;
    return new Intl.DateTimeFormat(language, { timeZone, ...part }).format(new Date(moment));
  }

  #unit(value: number, unit: string, unitDisplay: "short" | "narrow", digits: number): string {
    const name = `${unit} ${unitDisplay} ${digits}`;
    const options = { style: "unit", unit, unitDisplay, maximumFractionDigits: digits } as const;
    // A list writes one for each of its rows: making the formatter takes longer than all else of a row.
    const format = this.#units.get(name) ?? new Intl.NumberFormat(this.locale.language, options);
    this.#units.set(name, format);
    return format.format(value);
  }
}
