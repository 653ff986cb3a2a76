import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Feature, type Live, type OpenedEvent, type Source, SourceError } from "../../shared/data/types";
import { Session } from "../../shared/parts/player/session";
import { capture, event } from "./captures";

const REF = { home: "home", id: "event" };
const heard = { sessionChanged: vi.fn(), sessionRemoved: vi.fn(), sessionConnected: vi.fn(), sessionFailed: vi.fn() };
const open = vi.fn<(ref: { id: string }) => Promise<OpenedEvent>>();
let tell: (message: Live) => void;
let session: Session;

beforeEach(() => {
  vi.useFakeTimers();
  vi.resetAllMocks();
  open.mockImplementation(async ({ id }) => ({
    event: event(id),
    captures: [capture(`${id}.0`, "35:00")],
    more: false,
    also: [event("beside", { camera: "yard" })],
  }));
  const subscribe = (listener: typeof tell) => {
    tell = listener;
    return () => undefined;
  };
  vi.stubGlobal("navigator", { onLine: true });
  session = new Session(() => ({ open, subscribe }) as unknown as Source, heard);
  session.start();
});

afterEach(() => {
  session.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("what cannot be opened is tried again by itself, at once when the line is back; what is gone is not", async () => {
  open.mockRejectedValueOnce(new SourceError("unavailable", "away"));
  await session.open(REF);
  expect(heard.sessionFailed).toHaveBeenLastCalledWith(expect.anything(), true);
  session.wake();
  await vi.advanceTimersByTimeAsync(0);
  expect(session.first?.event.id).toBe("event");
  open.mockRejectedValueOnce(new SourceError("unavailable", "away"));
  await session.open(REF);
  await vi.advanceTimersByTimeAsync(2000);
  expect(session.first?.event.id).toBe("event");
  open.mockRejectedValue(new SourceError("not_found", "gone"));
  await session.open(REF);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(heard.sessionFailed).toHaveBeenLastCalledWith(expect.anything(), false);
  expect(open).toHaveBeenCalledTimes(5);
});

test("an answer that comes after another event was opened is not shown", async () => {
  let answer: (opened: OpenedEvent) => void = () => undefined;
  open.mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)));
  const late = session.open({ home: "home", id: "late" });
  await session.open(REF);
  answer({ event: event("late"), captures: [], more: false, also: [] });
  await late;
  expect(session.first?.event.id).toBe("event");
});

test("new captures are appended, changes are taken over, others' events do not matter", async () => {
  await session.open(REF);
  tell({ type: "capture", capture: capture("new", "36:00") });
  tell({ type: "capture", capture: capture("foreign", "36:00", { event: "other" }) });
  tell({ type: "capture", capture: capture("elsewhere", "36:00", { home: "second" }) });
  expect(session.first?.captures.map(({ id }) => id)).toEqual(["event.0", "new"]);
  const { unseen: _, ...unkept } = event("event", { description: "Red car" });
  tell({ type: "event", event: unkept });
  expect(session.first?.event).toMatchObject({ description: "Red car", unseen: true });
});

test("a deleted event is told when it is the one that is open; one beside it just leaves", async () => {
  await session.open(REF);
  await session.add({ home: "home", id: "beside" });
  expect(session.opened.length).toBe(2);
  tell({ type: "event_removed", event: { home: "home", id: "beside" } });
  expect([session.opened.length, session.first?.also.length]).toEqual([1, 0]);
  expect(heard.sessionRemoved).not.toHaveBeenCalled();
  tell({ type: "event_removed", event: REF });
  expect(heard.sessionRemoved).toHaveBeenCalledTimes(1);
});

test("after a lost connection it takes over what nobody told, and keeps a camera's clock as it was set", async () => {
  await session.open(REF);
  await session.add({ home: "home", id: "beside" });
  session.nudge({ home: "home", id: "beside" }, 0.5);
  tell({ type: "connected", connected: false });
  tell({ type: "connected", connected: true });
  await vi.advanceTimersByTimeAsync(0);
  expect(heard.sessionConnected).toHaveBeenCalledTimes(1);
  expect(open).toHaveBeenCalledTimes(4);
  expect(session.opened[1]?.nudge).toBe(0.5);
});

test("an event that was deleted while the connection was lost is told", async () => {
  await session.open(REF);
  tell({ type: "connected", connected: false });
  open.mockRejectedValue(new SourceError("not_found", "gone"));
  tell({ type: "connected", connected: true });
  await vi.advanceTimersByTimeAsync(0);
  expect(heard.sessionRemoved).toHaveBeenCalledTimes(1);
});

test("where seen is kept an event that comes without it counts as unseen, whichever comes first", async () => {
  const { unseen: _, ...unkept } = event();
  open.mockResolvedValue({ event: unkept, captures: [], more: false, also: [] });
  const home = (features: Feature[]) =>
    ({ type: "homes", homes: [{ id: "home", features, cameras: [] }] }) as unknown as Live;
  await session.open(REF);
  tell(home([]));
  expect(session.first?.event.unseen).toBeUndefined();
  tell(home(["seen"]));
  expect(session.first?.event.unseen).toBe(true);
  await session.open(REF);
  expect(session.first?.event.unseen).toBe(true);
});

test("an answer that comes after it was closed, such as of a mark as seen, opens nothing again", async () => {
  await session.open(REF);
  await session.add({ home: "home", id: "beside" });
  const late = session.add({ home: "home", id: "third" });
  session.stop();
  session.put(event());
  await late;
  expect([session.opened, session.beside, session.tracks]).toEqual([[], [], []]);
});
