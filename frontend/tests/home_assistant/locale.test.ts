import { expect, test, vi } from "vitest";
import { zoneOf } from "../../shared/data/home_assistant/locale";
import type { HassLocale } from "../../shared/hass";

const HASS = { config: { time_zone: "Asia/Tokyo" }, locale: { time_zone: "local" } as HassLocale };

test.each(["", "+05:30", "Etc/Unknown", undefined])(
  "a device that tells %j does not know its time zone",
  (timeZone) => {
    const formats = { resolvedOptions: () => ({ timeZone }) } as Intl.DateTimeFormat;
    vi.spyOn(Intl, "DateTimeFormat").mockImplementation(function told() {
      return formats;
    });
    expect(zoneOf(HASS)).toBe("Asia/Tokyo");
  },
);
