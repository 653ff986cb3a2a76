import { expect, test } from "vitest";
import { type Place, readPlace, writePlace } from "../../panel/place";

const read = (address: string): Place => {
  const url = new URL(address, "http://home");
  return readPlace(url.pathname, url.search);
};

test("an address is read as it was written", () => {
  const place: Place = {
    filter: {
      home: "H",
      cameras: [
        { home: "H", id: "door" },
        { home: "H", id: "a:b" },
      ],
      group: { home: "H", id: "front & back" },
      labels: ["person", "red car"],
      text: "2:35 pm?",
      after: "2026-11-30T00:00:00.000Z",
      unseen: true,
      protected: true,
    },
    at: Date.parse("2026-11-30T14:35:00Z"),
    open: { home: "H", id: "e/1" },
    catchUp: false,
  };
  expect(read(writePlace(place))).toEqual(place);
  expect(writePlace({ filter: {}, at: undefined, open: undefined, catchUp: true })).toBe("/camvault/catchup");
  expect(writePlace({ filter: {}, at: undefined, open: undefined, catchUp: false })).toBe("/camvault");
});

test.each([
  ["/camvault", { filter: {}, at: undefined, open: undefined, catchUp: false }],
  ["/camvault/event/E/1/", { filter: {}, at: undefined, open: { home: "E", id: "1" }, catchUp: false }],
  ["/camvault/catchup?unseen=1", { filter: { unseen: true }, at: undefined, open: undefined, catchUp: true }],
  ["/camvault?at=yesterday&camera=&camera=x&group=:&label=&unseen=0&after=x", { filter: {} }],
  ["/camvault/event/E/%E0%A4%A", { open: undefined }],
  ["/camvault/event/E", { open: undefined }],
])("%s", (address, expected) => expect(read(address)).toMatchObject(expected));
