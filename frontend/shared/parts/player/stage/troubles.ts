import type { Capture } from "../../../data/types";
import type { Texts } from "../../../texts/texts";
import type { Trouble } from "./projector";

/** What a person can do about a trouble. */
export type Remedy = "again" | "download";

const REMEDIES: Record<Trouble["what"], Remedy | null> = {
  expired: "again",
  away: "again",
  preparing: "again",
  undecodable: "download",
  unreadable: "download",
  unplayable: "download",
  codec: "download",
  offline: null,
  gone: null,
  unauthorized: null,
};

/** A trouble in words: what is, and what to do. */
export function words(texts: Texts, trouble: Trouble, capture: Capture | null): string {
  const name = trouble.again && trouble.what !== "preparing" && trouble.what !== "offline" ? "again" : trouble.what;
  const codecs = capture?.codecs ?? null;
  const unnamed = name === "codec" && !codecs;
  return texts.text(`player.trouble.${unnamed ? "undecodable" : name}`, { codec: codecName(codecs) });
}

export function remedy(trouble: Trouble): Remedy | null {
  return trouble.again ? null : REMEDIES[trouble.what];
}

/** A codec as people and cameras call it. */
export function codecName(codecs: string | null): string {
  if (!codecs) return "?";
  if (/hvc1|hev1|dvh/i.test(codecs)) return "H.265";
  if (/avc/i.test(codecs)) return "H.264";
  return codecs.split(",")[0]?.trim() ?? codecs;
}
