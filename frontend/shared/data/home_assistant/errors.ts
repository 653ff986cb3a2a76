import { type Problem, SourceError } from "../types";

/** Says a problem in words. */
export type Say = (problem: Problem) => string;

const BY_CODE: Readonly<Record<string, Problem>> = {
  not_found: "not_found",
  unauthorized: "unauthorized",
  unavailable: "unavailable",
  outdated: "outdated",
  invalid_format: "invalid",
  // Home Assistant knows the command only once the integration is set up.
  unknown_command: "unavailable",
  timeout: "offline",
};
const BY_STATUS: Readonly<Record<number, Problem>> = {
  401: "unauthorized",
  403: "unauthorized",
  404: "not_found",
  502: "unavailable",
  503: "preparing",
  504: "unavailable",
};
/** What the library of Home Assistant's socket rejects with, instead of an answer. */
const LOST: ReadonlySet<unknown> = new Set([1, 3]);

/** What Home Assistant's socket or a fetch failed with, as a problem with its words: the integration's own, or ours. */
export function toSourceError(failure: unknown, say: Say): SourceError {
  if (failure instanceof SourceError) return failure;
  if (LOST.has(failure) || failure instanceof TypeError) return new SourceError("offline", say("offline"));
  const { code, message } = (failure ?? {}) as { code?: unknown; message?: unknown };
  if (LOST.has(code)) return new SourceError("offline", say("offline"));
  const problem = (typeof code === "string" && BY_CODE[code]) || "failed";
  const told = code !== "unknown_command" && problem !== "failed" && typeof message === "string" && message;
  return new SourceError(problem, told || say(problem));
}

/** What an answer of a picture or a video means that is none. */
export function statusError(status: number, say: Say): SourceError {
  const problem = BY_STATUS[status] ?? "failed";
  return new SourceError(problem, say(problem));
}
