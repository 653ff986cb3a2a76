import type { Host } from "../../../env";

const NAME = "searches";
const KEPT = 6;
const LONGEST = 200;

/** What a person searched for last, newest first, on all devices. */
export class LastSearches {
  constructor(private readonly host: Host) {}

  /** Nothing where it cannot be read: it is only a help. */
  async all(): Promise<readonly string[]> {
    const kept = await this.host.preference<unknown>(NAME).catch(() => undefined);
    if (!Array.isArray(kept)) return [];
    return kept.filter((text): text is string => typeof text === "string" && text.length <= LONGEST).slice(0, KEPT);
  }

  async add(text: string): Promise<readonly string[]> {
    const others = (await this.all()).filter((other) => other.toLowerCase() !== text.toLowerCase());
    const texts = [text, ...others].slice(0, KEPT);
    await this.host.setPreference(NAME, texts).catch(() => undefined);
    return texts;
  }

  async clear(): Promise<void> {
    await this.host.setPreference(NAME, []).catch(() => undefined);
  }
}
