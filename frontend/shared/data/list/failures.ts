import { SourceError } from "../types";

/** What a source failed with: always one of its own, unless something in ours is wrong. */
export function asSourceError(failure: unknown): SourceError {
  return failure instanceof SourceError ? failure : new SourceError("failed", String(failure));
}
