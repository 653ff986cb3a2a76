import { beforeEach, expect, test, vi } from "vitest";
import { answerError, toSourceError } from "../../shared/data/home_assistant/errors";
import { inWords } from "../../shared/parts/problem";
import english from "../../shared/texts/en.json";
import { Texts } from "../../shared/texts/texts";

beforeEach(() => vi.stubGlobal("navigator", { onLine: true }));

test.each([
  [{ code: "not_found", message: "The event is gone." }, "not_found"],
  [{ code: "unavailable", message: "Cannot connect to host 127.0.0.1:8888" }, "unavailable"],
  [{ code: "unknown_command", message: "Unknown command." }, "unavailable"],
  [{ code: "invalid_format", translation_key: "event_protected" }, "kept"],
  [{ code: "invalid_format", translation_key: "constructor" }, "invalid"],
  [{ code: "home_assistant_error", message: "Traceback" }, "failed"],
  [{ code: "constructor" }, "failed"],
  [{ code: 3 }, "offline"],
  [3, "offline"],
  [new TypeError("Failed to fetch"), "offline"],
  [undefined, "failed"],
  [null, "failed"],
])("what %j means is one of our problems, and its text is never what people read", (failure, problem) => {
  const error = toSourceError(failure);
  expect(error.problem).toBe(problem);
  const texts = new Texts("en", english);
  expect(inWords({ texts }, error)).toBe(texts.text(`list.problem.${problem}`));
  expect(texts.text(`list.problem.${problem}`)).not.toContain("list.problem");
});

test("what is not even an error of a source is said by what did not work", () => {
  const texts = new Texts("en", english);
  expect(inWords({ texts }, new Error("undefined is not a function"), "player.failed.share")).toBe(
    texts.text("player.failed.share"),
  );
});

test("a picture that is still made is not one whose gateway is away", () => {
  const answer = (status: number, headers = {}) => answerError(new Response(null, { status, headers })).problem;
  expect(answer(503, { "Retry-After": "2" })).toBe("preparing");
  expect([answer(503), answer(502), answer(404), answer(410), answer(403), answer(500)]).toEqual([
    "unavailable",
    "unavailable",
    "not_found",
    "not_found",
    "unauthorized",
    "failed",
  ]);
});
