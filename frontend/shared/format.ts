/** What a person chose for dates and times: Home Assistant's `hass.locale`, with the time zone that applies. */
export interface Locale {
  language: string;
  hour12: boolean | undefined;
  /** 0 is Sunday. */
  firstWeekday: number;
  timeZone: string;
}

/** Dates, times, lengths and sizes in a person's own way. */
export class Format {
  readonly #time: Intl.DateTimeFormat;
  readonly #seconds: Intl.DateTimeFormat;
  readonly #day: Intl.DateTimeFormat;
  readonly #key: Intl.DateTimeFormat;

  constructor(readonly locale: Locale) {
    const { language, timeZone } = locale;
    const clock = locale.hour12 === undefined ? { timeZone } : { timeZone, hour12: locale.hour12 };
    this.#time = new Intl.DateTimeFormat(language, { ...clock, hour: "numeric", minute: "2-digit" });
    this.#seconds = new Intl.DateTimeFormat(language, { ...clock, timeStyle: "medium" });
    this.#day = new Intl.DateTimeFormat(language, { timeZone, weekday: "long", day: "numeric", month: "long" });
    this.#key = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  }

  /** "14:35" or "2:35 PM". */
  time(moment: string | number): string {
    return this.#time.format(new Date(moment));
  }

  /** "14:35:07". */
  timeWithSeconds(moment: string | number): string {
    return this.#seconds.format(new Date(moment));
  }

  /** "Monday, November 30". */
  day(moment: string | number): string {
    return this.#day.format(new Date(moment));
  }

  /** The day that a moment lies in, as "2026-11-30": equal for the same day, and in order. */
  dayKey(moment: string | number): string {
    return this.#key.format(new Date(moment));
  }
}
