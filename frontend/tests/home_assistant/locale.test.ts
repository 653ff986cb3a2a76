import { expect, test, vi } from "vitest";
import { zoneOf } from "../../shared/data/home_assistant/locale";
import type { HassLocale } from "../../shared/hass";

const HASS = { config: { time_zone: "Asia/Tokyo" } };

test.each(["", "+05:30", "Etc/Unknown", undefined])(
  "a device that tells %j does not know its time zone",
  (timeZone) => {
    const formats = { resolvedOptions: () => ({ timeZone }) } as Intl.DateTimeFormat;
    vi.spyOn(Intl, "DateTimeFormat").mockImplementation(function told() {
      return formats;
    });
    const { hass, locale } = new FakeHass();
    locale.time_zone = "local";
    expect(zoneOf(hass)).toBe("Asia/Tokyo");
  },
);
