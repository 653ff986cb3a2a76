import type { Locale } from "../../format";
import type { Hass } from "../../hass";

const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

/** What a person chose in their profile, as our dates and times need it. */
export function localeOf(hass: Pick<Hass, "locale" | "language" | "config">): Locale {
  const { locale } = hass;
  const language = locale.language || hass.language || "en";
  return {
    language,
    hour12: { "12": true, "24": false, language: undefined, system: systemHour12() }[locale.time_format],
    firstWeekday: firstWeekday(locale.first_weekday, language),
    timeZone: zoneOf(hass),
  };
}

/** The time zone that a person chose: Home Assistant's, or that of the device, if it knows by name where it is. */
export function zoneOf({ locale, config }: Pick<Hass, "locale" | "config">): string {
  if (locale.time_zone === "server") return config.time_zone;
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
  return /^[A-Z]/i.test(own) && own !== "Etc/Unknown" ? own : config.time_zone;
}

/** Whether two states of Home Assistant ask for the same words and times. */
export function sameLocale(one: Hass, other: Hass): boolean {
  return (
    one.language === other.language &&
    one.config.time_zone === other.config.time_zone &&
    (["language", "time_format", "time_zone", "first_weekday"] as const).every(
      (name) => one.locale[name] === other.locale[name],
    )
  );
}

/** What the device's own language says, whatever language was chosen here. */
function systemHour12(): boolean | undefined {
  return new Intl.DateTimeFormat(undefined, { hour: "numeric" }).resolvedOptions().hour12;
}

function firstWeekday(chosen: string, language: string): number {
  const named = WEEKDAYS.indexOf(chosen);
  if (named >= 0) return named;
  const locale = new Intl.Locale(language) as {
    getWeekInfo?: () => { firstDay: number };
    weekInfo?: { firstDay: number };
  };
  // Firefox knows neither.
  const { firstDay } = locale.getWeekInfo?.() ?? locale.weekInfo ?? { firstDay: 1 };
  return firstDay % 7;
}
