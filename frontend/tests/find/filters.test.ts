import { expect, test } from "vitest";
import { sameFilter } from "../../shared/data/list/matching";
import type { Filter } from "../../shared/data/types";
import {
  labelsOf,
  partsOf,
  toggleCamera,
  toggleFlag,
  toggleGroup,
  toggleHome,
  toggleLabel,
} from "../../shared/parts/find/filters";
import { unseenOf } from "../../shared/parts/homes";
import { loadTexts } from "../../shared/texts/texts";
import { home } from "./homes";

const texts = await loadTexts("en");
const DOOR = { home: "a", id: "door" };
const GARDEN = { home: "a", id: "garden" };

test("each change is taken back by the same change, and leaves nothing behind", () => {
  const changes: ((filter: Filter) => Filter)[] = [
    (filter) => toggleFlag(filter, "unseen"),
    (filter) => toggleLabel(filter, "person"),
    (filter) => toggleCamera(filter, DOOR),
    (filter) => toggleGroup(filter, { home: "a", id: "front" }),
    (filter) => toggleHome(filter, home("a")),
  ];
  for (const change of changes) {
    expect(sameFilter(change({}), {})).toBe(false);
    expect(sameFilter(change(change({})), {})).toBe(true);
    expect(change(change({ text: "red car" }))).toEqual({ text: "red car" });
  }
});

test("what asks for nothing is empty", () => {
  expect(sameFilter({ unseen: false, labels: [], text: "" }, {})).toBe(true);
  expect(sameFilter({ after: "2026-11-30T00:00:00Z" }, {})).toBe(false);
});

test("cameras of two homes with one id are two cameras", () => {
  const both = toggleCamera(toggleCamera({}, DOOR), { home: "b", id: "door" });
  expect(toggleCamera(both, DOOR)).toEqual({ cameras: [{ home: "b", id: "door" }] });
});

test("a home takes those of its cameras that are missing, and gives back all", () => {
  expect(toggleHome({ cameras: [DOOR] }, home("a"))).toEqual({ cameras: [DOOR, GARDEN] });
  expect(toggleHome({ cameras: [GARDEN, DOOR, { home: "b", id: "door" }] }, home("a"))).toEqual({
    cameras: [{ home: "b", id: "door" }],
  });
});

test("labels are those that cameras have, and those that an address asked for", () => {
  expect(labelsOf([home("a")], { labels: ["vehicle", "constructor"] })).toEqual([
    "person",
    "vehicle",
    "animal",
    "constructor",
    "parcel",
  ]);
});

test("what is combined has its names, also what is not known any more, and each part can go", () => {
  const filter: Filter = {
    unseen: true,
    labels: ["person", "constructor"],
    cameras: [DOOR, { home: "gone", id: "old" }],
    group: { home: "b", id: "front" },
    text: "courier",
    before: "2026-11-30T00:00:00Z",
  };
  const parts = partsOf(filter, [home("a"), home("b")], texts);
  expect(parts.map(({ name }) => name)).toEqual([
    "Unseen",
    "Person",
    "Constructor",
    "B · Front of house",
    "A · Front door",
    "old",
    "“courier”",
    "Selected time",
  ]);
  const left = parts.reduce<Filter>((at, { name }) => {
    const part = partsOf(at, [home("a"), home("b")], texts).find((found) => found.name === name);
    return part?.without ?? at;
  }, filter);
  expect(left).toEqual({});
});

test("unseen events are counted over all homes that count them", () => {
  expect(unseenOf([home("a"), home("b", {}, { unseen: null })])).toBe(23);
  expect(unseenOf([home("a", {}, { unseen: null })])).toBeNull();
});
