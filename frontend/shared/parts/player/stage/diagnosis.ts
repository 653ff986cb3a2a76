import { type Problem, SourceError } from "../../../data/types";

/**
 * Why a capture does not play. `expired`: its address is no longer good; `undecodable`: the bytes come, the browser cannot play
 * them; `absent`: there is no such rendition, or no such file.
 */
export type Cause = "expired" | "undecodable" | "preparing" | "offline" | "away" | "absent" | "gone" | "unauthorized";

export interface Diagnosis {
  readonly cause: Cause;
  /** When to ask again, in seconds, where the answer says so. */
  readonly after: number | null;
}

const CAUSES: Partial<Record<Problem, Cause>> = {
  not_found: "gone",
  unauthorized: "unauthorized",
  offline: "offline",
  preparing: "preparing",
};

/** Why a source gave no address. */
export function ofError(error: unknown): Diagnosis {
  if (!navigator.onLine) return { cause: "offline", after: null };
  const cause = error instanceof SourceError ? CAUSES[error.problem] : undefined;
  return { cause: cause ?? "away", after: null };
}

/** Why an address does not play: a media element tells nothing of an answer's status, so one byte is asked for. */
export async function ofAddress(address: string): Promise<Diagnosis> {
  if (!navigator.onLine) return { cause: "offline", after: null };
  try {
    const answer = await fetch(address, { headers: { Range: "bytes=0-0" }, cache: "no-store" });
    const cause = causeOf(answer);
    await answer.body?.cancel();
    return { cause, after: seconds(answer.headers.get("Retry-After")) };
  } catch {
    return { cause: navigator.onLine ? "away" : "offline", after: null };
  }
}

function causeOf(answer: Response): Cause {
  if (answer.ok) return "undecodable";
  if (answer.status === 401 || answer.status === 403) return "expired";
  if (answer.status === 404) return "absent";
  if (answer.status === 410) return "gone";
  return answer.status === 503 && answer.headers.has("Retry-After") ? "preparing" : "away";
}

function seconds(header: string | null): number | null {
  const told = Number(header ?? Number.NaN);
  return Number.isFinite(told) && told > 0 ? Math.min(told, 60) : null;
}
