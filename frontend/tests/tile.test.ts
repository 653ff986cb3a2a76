// @vitest-environment happy-dom
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { CamVaultTile } from "../card/tile";
import { homesAt } from "../dev/made/homes";
import type { Capture, Live, Source } from "../shared/data/types";
import type { Env } from "../shared/env";
import { Format } from "../shared/format";
import { Pictures } from "../shared/parts/list/pictures";
import { loadTexts, type Texts } from "../shared/texts/texts";
import { event } from "./player/captures";

const HOMES = homesAt(Date.parse("2026-11-30T12:00:00Z"), "safe", () => 0);
const FRONT = event("one", { home: "house", camera: "front-door", picture: "p" });
const format = new Format({ language: "en", hour12: false, firstWeekday: 1, timeZone: "UTC" });
let texts: Texts;

beforeAll(async () => {
  texts = await loadTexts("en");
});
beforeEach(() => vi.stubGlobal("URL", { createObjectURL: vi.fn(() => "blob:1"), revokeObjectURL: vi.fn() }));
afterEach(() => {
  document.body.replaceChildren();
  vi.unstubAllGlobals();
});

async function tile(more: Partial<CamVaultTile>): Promise<CamVaultTile> {
  const made = new CamVaultTile();
  Object.assign(made, { env: { texts, format } as unknown as Env, event: FRONT, homes: HOMES, ...more });
  document.body.append(made);
  await made.updateComplete;
  return made;
}

const image = (of: CamVaultTile) => of.renderRoot.querySelector("img")?.getAttribute("src");

test("a camera is named with its home where there are several", async () => {
  const name = (of: CamVaultTile) => of.renderRoot.querySelector("bdi")?.textContent;
  expect(name(await tile({ named: true }))).toBe("House · Front door");
  expect(name(await tile({ named: true, homes: HOMES.slice(0, 1) }))).toBe("Front door");
  expect(name(await tile({}))).toBeUndefined();
});

test("in large the picture before stays until the next is there, in small it does not", async () => {
  const [large, small] = [await tile({ large: true, picture: "blob:a" }), await tile({ picture: "blob:a" })];
  for (const one of [large, small]) {
    Object.assign(one, { event: { ...FRONT, id: "two", picture: "q" }, picture: undefined });
    await one.updateComplete;
  }
  expect([image(large), image(small)]).toEqual(["blob:a", undefined]);
  large.picture = "blob:b";
  await large.updateComplete;
  expect(image(large)).toBe("blob:b");
});

test("pictures are asked for in their width, looked for again when they were made, and given back at the end", async () => {
  let tell: (message: Live) => void = () => undefined;
  const picture = vi.fn<Source["picture"]>(async () => null);
  const subscribe = (listener: typeof tell) => {
    tell = listener;
    return () => undefined;
  };
  const pictures = new Pictures({ picture, subscribe } as unknown as Source, 640, 2);
  const end = pictures.follow(() => undefined);
  const capture = { home: "house", id: "p" };
  pictures.want([capture]);
  await vi.waitFor(() => expect(pictures.get(capture)).toBeNull());
  picture.mockResolvedValue(new Blob(["jpeg"]));
  tell({ type: "capture", capture: { ...capture, thumbnail: true } as Capture });
  await vi.waitFor(() => expect(pictures.get(capture)).toBe("blob:1"));
  expect(picture.mock.calls.map(([, width]) => width)).toEqual([640, 640]);
  end();
  expect(URL.revokeObjectURL).toHaveBeenCalledWith("blob:1");
});
