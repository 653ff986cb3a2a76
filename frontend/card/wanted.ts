import { same } from "../shared/data/list/keys";
import type { Filter, Home, Ref } from "../shared/data/types";
import type { CardConfig } from "./config";
import type { KnownEntities } from "./suggestion";

/** What a card shows: of which events, under which name, and where more of them are. */
export interface Wanted {
  /** Undefined where none of the entities is a camera of ours: then it shows nothing, and not everything. */
  filter: Filter | undefined;
  /** The name of its only camera or its group; undefined where it shows more. */
  name: string | undefined;
  path: string;
  /** Entities that are of none of our cameras. */
  unknown: string[];
}

/** Reads which cameras, group and labels a card is about. */
export function wantedBy(config: CardConfig, homes: readonly Home[], known: KnownEntities): Wanted {
  const found = (config.cameras ?? []).map((entity) => ({ entity, camera: cameraOf(entity, homes, known) }));
  const cameras = unique(found.flatMap(({ camera }) => camera ?? []));
  const group = config.group ? groupOf(config.group) : undefined;
  const filter: Filter = {
    ...(cameras.length ? { cameras } : {}),
    ...(group ? { group } : {}),
    ...(config.labels?.length ? { labels: config.labels } : {}),
    ...(config.unseen_only ? { unseen: true } : {}),
  };
  const unknown = found.filter(({ camera }) => !camera).map(({ entity }) => entity);
  const none = unknown.length > 0 && cameras.length === 0;
  return { filter: none ? undefined : filter, name: nameOf(cameras, group, homes), path: pathOf(filter), unknown };
}

/** Where the panel shows the same events. */
function pathOf({ cameras = [], group, labels = [], unseen }: Filter): string {
  const query = new URLSearchParams();
  for (const { home, id } of cameras) query.append("camera", `${home}:${id}`);
  if (group) query.append("group", `${group.home}:${group.id}`);
  for (const label of labels) query.append("label", label);
  if (unseen) query.append("unseen", "1");
  return query.size ? `/camvault?${query}` : "/camvault";
}

/** The camera that an entity is of: whichever entity of its device somebody chose. */
function cameraOf(entity: string, homes: readonly Home[], { entities }: KnownEntities): Ref | undefined {
  const device = entities?.[entity]?.device_id;
  for (const home of homes) {
    const camera = home.cameras.find(
      ({ entity_id, device_id }) => entity_id === entity || (device != null && device_id === device),
    );
    if (camera) return { home: home.id, id: camera.id };
  }
  return undefined;
}

function nameOf(cameras: Ref[], group: Ref | undefined, homes: readonly Home[]): string | undefined {
  const home = (ref: Ref) => homes.find(({ id }) => id === ref.home);
  const [only] = cameras;
  if (only && cameras.length === 1) return home(only)?.cameras.find(({ id }) => id === only.id)?.name;
  if (group && cameras.length === 0) return home(group)?.groups.find(({ id }) => id === group.id)?.name;
  return undefined;
}

function groupOf(written: string): Ref {
  const [home = "", id = ""] = written.split(/:(.*)/);
  return { home, id };
}

function unique(refs: Ref[]): Ref[] {
  return refs.filter((ref, place) => refs.findIndex((other) => same(other, ref)) === place);
}
