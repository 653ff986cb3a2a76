import { beforeAll, describe, expect, test } from "vitest";
import { readConfig, sizeOf } from "../card/config";
import { formOf } from "../card/form";
import { type Note, noteOf } from "../card/notes";
import { CARD, suggestFor } from "../card/suggestion";
import { wantedBy } from "../card/wanted";
import { homesAt } from "../dev/made/homes";
import type { Event, Home } from "../shared/data/types";
import { loadTexts, type Texts } from "../shared/texts/texts";

const NOW = Date.parse("2026-11-30T12:00:00Z");
const KNOWN = {
  entities: {
    "camera.front": { platform: "camvault", device_id: "d1" },
    "image.front_last": { platform: "camvault", device_id: "d1" },
    "event.front_activity": { platform: "camvault", device_id: "d1" },
    "binary_sensor.front_motion": { platform: "camvault", device_id: "d1" },
    "binary_sensor.archive": { platform: "camvault", device_id: "gateway" },
    "camera.other": { platform: "generic", device_id: "d2" },
  },
  states: {
    "binary_sensor.front_motion": { attributes: { device_class: "motion" } },
    "binary_sensor.archive": { attributes: { device_class: "connectivity" } },
  },
};

function homes(): Home[] {
  return homesAt(NOW, "safe", () => 0).map((home) => ({
    ...home,
    cameras: home.cameras.map((camera) => (camera.id === "front-door" ? { ...camera, device_id: "d1" } : camera)),
  }));
}

describe("what a dashboard has written down", () => {
  test("is taken where it can be meant, and emptied fields are as if nobody had written them", () => {
    const read = readConfig({ type: `custom:${CARD}`, layout: "", cameras: null, rows: 3, title: "" });
    expect(read).toEqual({ type: `custom:${CARD}`, rows: 3, title: "" });
  });

  test.each([
    [{ layout: "circle" }, "layout"],
    [{ cameras: "camera.front" }, "cameras"],
    [{ group: "outside" }, "group"],
    [{ rows: 2.5 }, "rows"],
    [{ rows: 0 }, "rows"],
    [{ labels: [1] }, "labels"],
    [{ unseen_only: "yes" }, "unseen_only"],
  ])("%o is refused by its name", (config, name) => {
    expect(() => readConfig({ type: "x", ...config })).toThrow(`"${name}" must be`);
  });

  test("makes a card higher with each row", () => {
    expect(sizeOf({ type: "x", rows: 8 })).toBeGreaterThan(sizeOf({ type: "x", rows: 2 }));
  });
});

describe("a suggestion", () => {
  test.each([
    ["camera.front", "camera"],
    ["image.front_last", "camera"],
    ["event.front_activity", "list"],
    ["binary_sensor.front_motion", "list"],
  ])("is made for %s", (entity, layout) => {
    expect(suggestFor(KNOWN, entity)).toEqual({ config: { type: `custom:${CARD}`, layout, cameras: [entity] } });
  });

  test.each(["binary_sensor.archive", "camera.other", "camera.gone"])("is not made for %s", (entity) => {
    expect(suggestFor(KNOWN, entity)).toBeNull();
  });
});

describe("a card", () => {
  test("is of the camera whose entities were chosen, and leads to it in the panel", () => {
    const wanted = wantedBy(
      { type: "x", cameras: ["camera.front", "image.front_last"], labels: ["person"] },
      homes(),
      KNOWN,
    );
    expect(wanted.filter).toEqual({ cameras: [{ home: "house", id: "front-door" }], labels: ["person"] });
    expect(wanted.name).toBe("Front door");
    expect(wanted.path).toBe("/camvault?camera=house%3Afront-door&label=person");
    expect(wanted.unknown).toEqual([]);
  });

  test("says which entity is none of our cameras, and does not show all instead", () => {
    const wanted = wantedBy({ type: "x", cameras: ["camera.other"] }, homes(), KNOWN);
    expect(wanted.unknown).toEqual(["camera.other"]);
    expect(wanted.filter).toBeUndefined();
    expect(note({ unknown: wanted.unknown })).toMatchObject({
      text: "card.unknown",
      values: { entity: "camera.other" },
    });
  });

  test("is of a group by its home", () => {
    const wanted = wantedBy({ type: "x", group: "cabin:outside" }, homes(), KNOWN);
    expect(wanted).toMatchObject({ filter: { group: { home: "cabin", id: "outside" } }, name: "Outside" });
  });
});

function note(by: Partial<Parameters<typeof noteOf>[0]>): Note | undefined {
  const store = { status: "ready" as const, error: undefined, events: [], connected: true };
  return noteOf({ store, homes: homes(), late: false, unknown: [], filter: {}, ...by });
}

describe("what a card says in words", () => {
  const store = { status: "ready" as const, error: undefined, events: [] as Event[], connected: true };

  test("is why it is empty", () => {
    expect(note({})?.text).toBe("card.nothing");
    expect(note({ filter: { unseen: true } })?.text).toBe("card.allSeen");
    expect(note({ homes: homes().map((home) => ({ ...home, cameras: [] })) })).toMatchObject({ remedy: "add" });
    expect(note({ store: { ...store, status: "failed" } })).toMatchObject({ text: "card.failed", remedy: "retry" });
  });

  test("is that what it shows may be old", () => {
    expect(note({ store: { ...store, connected: false } })?.text).toBe("card.offline");
    const away = homes().map((home) => ({ ...home, available: home.id !== "cabin" }));
    expect(note({ homes: away })).toMatchObject({ text: "card.away", values: { name: "Cabin" } });
    expect(note({ homes: away, filter: { cameras: [{ home: "house", id: "garden" }] } })?.text).toBe("card.nothing");
  });

  test("is that Home Assistant may be starting when nothing comes", () => {
    expect(note({ homes: undefined })?.text).toBe("card.loading");
    expect(note({ homes: undefined, late: true })?.text).toBe("card.late");
  });
});

describe("the form", () => {
  let english: Texts;
  let german: Texts;

  beforeAll(async () => {
    english = await loadTexts("en");
    german = await loadTexts("de");
  });

  test("has a label for each field, in each language", () => {
    for (const texts of [english, german]) {
      const form = formOf(texts, homes());
      for (const field of form.schema) expect(form.computeLabel(field)).not.toContain("card.form");
    }
    expect(formOf(german, []).computeLabel({ name: "unseen_only" })).not.toBe(
      formOf(english, []).computeLabel({ name: "unseen_only" }),
    );
  });

  test("offers the groups of all homes, and none where there is no group", () => {
    const groups = (list: Home[]) => formOf(english, list).schema.find(({ name }) => name === "group");
    expect(JSON.stringify(groups(homes()))).toContain("cabin:outside");
    expect(groups([])).toBeUndefined();
  });
});
