import type { Env, Host } from "../shared/env";
import { Format } from "../shared/format";
import { loadTexts } from "../shared/texts/texts";
import type { MadeSource } from "./made/source";

/** What a page of our own does for its parts: it says where they want to go, and keeps preferences in the browser. */
export function pageHost(): Host {
  const said = document.createElement("output");
  said.id = "said";
  document.body.append(said);
  return {
    get narrow() {
      return innerWidth < 870;
    },
    navigate: (path) => {
      said.textContent = `→ ${path}`;
    },
    toSettings: () => () => {
      said.textContent = "→ settings";
    },
    toCamera:
      ({ name }) =>
      () => {
        said.textContent = `→ ${name}`;
      },
    toast: (message, action) => {
      said.replaceChildren(message);
      if (!action) return;
      const button = document.createElement("button");
      button.textContent = action.text;
      button.onclick = action.run;
      said.append(" ", button);
    },
    preference: async <T>(name: string) => JSON.parse(localStorage.getItem(name) ?? "null") as T | undefined,
    setPreference: async (name, value) => localStorage.setItem(name, JSON.stringify(value)),
  };
}

/** The language, clock and direction that the address asks for. */
export async function pageEnv(asked: URLSearchParams, source: MadeSource): Promise<Env> {
  const language = asked.get("lang") ?? "en";
  const texts = await loadTexts(language);
  document.documentElement.lang = language;
  document.documentElement.dir = texts.direction;
  const format = new Format({
    language,
    hour12: asked.has("hour12") ? asked.get("hour12") === "1" : undefined,
    firstWeekday: Number(asked.get("weekday") ?? 1),
    timeZone: asked.get("zone") ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
  });
  return { source, texts, format, host: pageHost() };
}
