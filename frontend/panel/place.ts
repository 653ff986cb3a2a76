import { type Filter, FLAGS, type Ref } from "../shared/data/types";

/** Where Home Assistant has the panel. */
export const BASE = "/camvault";

/** What the panel shows, as its address says it. */
export interface Place {
  filter: Filter;
  /** The moment at which the list is; undefined at its top. */
  at: number | undefined;
  /** The event that is open. */
  open: Ref | undefined;
  catchUp: boolean;
}

const EVENT = /^\/event\/([^/]+)\/([^/]+)\/?$/;

/** Reads an address; what cannot be read does not count. */
export function readPlace(path: string, search: string): Place {
  const within = path.startsWith(BASE) ? path.slice(BASE.length) : path;
  const query = new URLSearchParams(search);
  const at = Date.parse(query.get("at") ?? "");
  const [, home, id] = EVENT.exec(within) ?? [];
  return {
    filter: readFilter(query),
    at: Number.isNaN(at) ? undefined : at,
    open: home && id ? decoded(home, id) : undefined,
    catchUp: /^\/catchup\/?$/.test(within),
  };
}

export function writePlace({ filter, at, open, catchUp }: Place): string {
  const query = writeFilter(filter);
  if (at !== undefined) query.set("at", new Date(at).toISOString());
  const event = open && `/event/${encodeURIComponent(open.home)}/${encodeURIComponent(open.id)}`;
  const text = query.toString();
  return `${BASE}${event ?? (catchUp ? "/catchup" : "")}${text ? `?${text}` : ""}`;
}

function readFilter(query: URLSearchParams): Filter {
  const some = <T>(list: T[]) => (list.length > 0 ? list : undefined);
  const bound = (name: string) => {
    const time = query.get(name);
    return time && !Number.isNaN(Date.parse(time)) ? time : undefined;
  };
  const read = {
    home: query.get("home") || undefined,
    cameras: some(query.getAll("camera").flatMap((text) => readRef(text) ?? [])),
    group: readRef(query.get("group") ?? ""),
    labels: some(query.getAll("label").filter((label) => label !== "")),
    text: query.get("q") || undefined,
    after: bound("after"),
    before: bound("before"),
    ...Object.fromEntries(FLAGS.map((flag) => [flag, query.get(flag) === "1" || undefined])),
  };
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
}

function writeFilter(filter: Filter): URLSearchParams {
  const query = new URLSearchParams();
  const set = (name: string, value: string | undefined) => {
    if (value) query.append(name, value);
  };
  set("home", filter.home);
  for (const camera of filter.cameras ?? []) set("camera", writeRef(camera));
  set("group", filter.group && writeRef(filter.group));
  for (const label of filter.labels ?? []) set("label", label);
  set("q", filter.text);
  for (const flag of FLAGS) set(flag, filter[flag] ? "1" : undefined);
  set("after", filter.after);
  set("before", filter.before);
  return query;
}

/** "ENTRY:ID"; a config entry's id has no colon. */
function readRef(text: string): Ref | undefined {
  const [home, ...rest] = text.split(":");
  const id = rest.join(":");
  return home && id ? { home, id } : undefined;
}

function writeRef({ home, id }: Ref): string {
  return `${home}:${id}`;
}

function decoded(home: string, id: string): Ref | undefined {
  try {
    return { home: decodeURIComponent(home), id: decodeURIComponent(id) };
  } catch {
    return undefined;
  }
}
