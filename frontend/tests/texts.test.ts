import { expect, test } from "vitest";
import { loadTexts, Texts } from "../shared/texts/texts";

test("a text has its values, in the language's own numbers", async () => {
  const english = await loadTexts("en-GB");
  expect(english.text("timeline.events", { count: 1 })).toBe("1 event");
  expect(english.text("timeline.events", { count: 1200 })).toBe("1,200 events");
});

test("a language that lacks a text shows it in English, and one without a name shows the name", () => {
  const some = new Texts("de", { timeline: { today: "Heute" } });
  expect(some.text("timeline.today")).toBe("Heute");
  expect(some.text("timeline.yesterday")).toBe("Yesterday");
  expect(some.text("timeline.nothing")).toBe("timeline.nothing");
});

test("languages are read from the side they are written from", () => {
  expect(new Texts("he", {}).direction).toBe("rtl");
  expect(new Texts("de-CH", {}).direction).toBe("ltr");
});
