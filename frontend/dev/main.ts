import { ListStore } from "../shared/data/list/store";
import type { Event, Filter, Home, SafetyState } from "../shared/data/types";
import type { Env } from "../shared/env";
import type { Told } from "../shared/events";
import { type Made, MadeSource } from "./made/source";
import { pageEnv } from "./page";

/** Every element that there is, so that a part is shown by its name as soon as somebody has written it. */
const PARTS = import.meta.glob(["../shared/parts/**/*.ts", "../card/*.ts"]);

const TOLD: (keyof Told)[] = [
  "camvault-open",
  "camvault-close",
  "camvault-filter",
  "camvault-jump",
  "camvault-catch-up",
];

/** What parts of every kind are given; each takes what it knows. */
interface Part extends HTMLElement {
  env: Env;
  store: ListStore;
  homes: Home[];
  filter: Filter;
  moment: number;
  event: { home: string; id: string } | undefined;
  step: (from: Event, direction: "older" | "newer") => Promise<Event | null>;
}

const asked = new URLSearchParams(location.search);

function wishes(): Partial<Made> {
  const number = (name: string) => (asked.has(name) ? { [name]: Number(asked.get(name)) } : {});
  const numbers = ["events", "seed", "now", "live", "latency", "failures"].map(number);
  const safety = asked.get("safety");
  const rest = { offline: asked.has("offline"), readOnly: asked.has("readonly") };
  return Object.assign({}, ...numbers, rest, safety ? { safety: safety as SafetyState } : {});
}

async function show(): Promise<void> {
  document.documentElement.classList.toggle("dark", asked.get("theme") === "dark");
  const source = new MadeSource(wishes());
  const env = await pageEnv(asked, source);
  await Promise.all(Object.values(PARTS).map((load) => load()));
  const name = `camvault-${asked.get("part") ?? "list"}`;
  const part = document.createElement(name) as Part;
  if (!customElements.get(name)) part.textContent = `There is no element ${name}.`;
  await give(part, env, source);
  for (const told of TOLD) part.addEventListener(told, (event) => note(part, told, (event as CustomEvent).detail));
  document.querySelector("main")?.append(part);
  Object.assign(globalThis, { source, env, part });
}

async function give(part: Part, env: Env, source: MadeSource): Promise<void> {
  const { items } = await source.events({ limit: 30 }).catch(() => ({ items: [] }));
  const place = Number(asked.get("event") ?? 3);
  const filter: Filter = JSON.parse(asked.get("filter") ?? "{}");
  Object.assign(part, JSON.parse(asked.get("props") ?? "{}"));
  Object.assign(part, { env, filter, homes: [], moment: Date.now(), event: items[place], step: stepIn(source) });
  part.store = new ListStore(source);
  part.store.follow();
  part.store.show(filter, asked.has("at") ? Date.parse(asked.get("at") ?? "") : undefined);
  source.subscribe((message) => {
    if (message.type === "homes") part.homes = message.homes;
  });
}

/** The next event to either side, as the list has them. */
function stepIn(source: MadeSource): Part["step"] {
  return async (from, direction) => {
    const order = direction === "older" ? "desc" : "asc";
    const page = await source.events({ order, cursor: `next:${from.id}`, limit: 1 });
    return page.items[0] ?? null;
  };
}

/** Does what the page would do, as far as one part alone can show it. */
function note(part: Part, told: keyof Told, detail: unknown): void {
  console.info(told, JSON.stringify(detail));
  document.body.dataset.told = `${told} ${JSON.stringify(detail)}`;
  if (told === "camvault-open") part.event = detail as Part["event"];
  if (told === "camvault-filter") part.filter = detail as Filter;
  if (told === "camvault-jump") part.moment = (detail as Told["camvault-jump"]).moment;
}

void show();
