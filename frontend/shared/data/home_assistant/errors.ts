import { type Problem, SourceError } from "../types";

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
/** What the integration refuses for a reason of its own. */
const BY_KEY: Readonly<Record<string, Problem>> = { event_protected: "kept", event_going_on: "kept" };
const BY_STATUS: Readonly<Record<number, Problem>> = {
  401: "unauthorized",
  403: "unauthorized",
  404: "not_found",
  410: "not_found",
  502: "unavailable",
  503: "unavailable",
  504: "unavailable",
};
/** What the library of Home Assistant's socket rejects with, instead of an answer. */
const LOST: ReadonlySet<unknown> = new Set([1, 3]);

/** What Home Assistant's socket or a fetch failed with. */
export function toSourceError(failure: unknown): SourceError {
  if (failure instanceof SourceError) return failure;
  const { code, message, translation_key } = (failure ?? {}) as Readonly<Record<string, unknown>>;
  const lost = LOST.has(failure) || LOST.has(code) || failure instanceof TypeError;
  const problem = lost ? "offline" : (known(BY_KEY, translation_key) ?? known(BY_CODE, code) ?? "failed");
  return new SourceError(problem, String(message ?? failure));
}

/** What an answer means that is no picture; one that will be there later says when. */
export function answerError({ status, headers }: Pick<Response, "status" | "headers">): SourceError {
  const later = status === 503 && headers.has("Retry-After");
  return new SourceError(later ? "preparing" : (BY_STATUS[status] ?? "failed"), `Status ${status}`);
}

function known(problems: Readonly<Record<string, Problem>>, name: unknown): Problem | undefined {
  return typeof name === "string" && Object.hasOwn(problems, name) ? problems[name] : undefined;
}
