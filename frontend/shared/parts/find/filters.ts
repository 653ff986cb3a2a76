import { same } from "../../data/list/keys";
import { type Filter, FLAGS, type Flag, type Home, type Ref } from "../../data/types";
import type { Texts } from "../../texts/texts";
import { cameraName, groupName } from "../homes";
import { labelName, sortLabels } from "../labels";

/** One of the things that a filter combines: its name, and the filter without it. */
export interface Part {
  name: string;
  without: Filter;
}

export function toggleFlag(filter: Filter, flag: Flag): Filter {
  return filter[flag] ? drop(filter, flag) : { ...filter, [flag]: true };
}

export function toggleLabel(filter: Filter, label: string): Filter {
  const others = (filter.labels ?? []).filter((other) => other !== label);
  const labels = filter.labels?.includes(label) ? others : [...others, label];
  return labels.length > 0 ? { ...filter, labels } : drop(filter, "labels");
}

export function hasCamera(filter: Filter, camera: Ref): boolean {
  return filter.cameras?.some((other) => same(other, camera)) ?? false;
}

export function toggleCamera(filter: Filter, camera: Ref): Filter {
  const others = (filter.cameras ?? []).filter((other) => !same(other, camera));
  const cameras = hasCamera(filter, camera) ? others : [...others, camera];
  return cameras.length > 0 ? { ...filter, cameras } : drop(filter, "cameras");
}

/** Takes all cameras of a home, or none of them when they all are taken. */
export function toggleHome(filter: Filter, home: Home): Filter {
  const its = home.cameras.map(({ id }) => ({ home: home.id, id }));
  const others = (filter.cameras ?? []).filter((camera) => camera.home !== home.id);
  const cameras = its.every((camera) => hasCamera(filter, camera)) ? others : [...others, ...its];
  return cameras.length > 0 ? { ...filter, cameras } : drop(filter, "cameras");
}

/** A group is one at a time: it says the cameras already. */
export function toggleGroup(filter: Filter, group: Ref): Filter {
  return same(filter.group, group) ? drop(filter, "group") : { ...filter, group };
}

export function drop(filter: Filter, ...names: (keyof Filter)[]): Filter {
  const left = { ...filter };
  for (const name of names) delete left[name];
  return left;
}

/** The labels that cameras have, and those that the filter asks for anyway. */
export function labelsOf(homes: readonly Home[], filter: Filter): string[] {
  const known = homes.flatMap((home) => home.cameras.flatMap((camera) => camera.labels));
  return sortLabels([...known, ...(filter.labels ?? [])]);
}

/** What a filter combines, each with its name. */
export function partsOf(filter: Filter, homes: readonly Home[], texts: Texts): Part[] {
  const home = filter.home === undefined ? undefined : nameOf(homes, filter.home);
  const { group } = filter;
  const of = homes.find(({ id }) => id === group?.home);
  const found = of?.groups.find(({ id }) => id === group?.id);
  return [
    ...(home === undefined ? [] : [{ name: home, without: drop(filter, "home") }]),
    ...FLAGS.filter((flag) => filter[flag]).map((flag) => ({
      name: texts.text(`find.${flag}`),
      without: drop(filter, flag),
    })),
    ...(filter.labels ?? []).map((label) => ({ name: labelName(label, texts), without: toggleLabel(filter, label) })),
    ...(group
      ? [{ name: found && of ? groupName(homes, of, found.name) : group.id, without: drop(filter, "group") }]
      : []),
    ...(filter.cameras ?? []).map((camera) => ({
      name: cameraName(homes, camera),
      without: toggleCamera(filter, camera),
    })),
    ...(filter.text ? [{ name: `“${filter.text}”`, without: drop(filter, "text") }] : []),
    ...(filter.after || filter.before
      ? [{ name: texts.text("find.span"), without: drop(filter, "after", "before") }]
      : []),
  ];
}

function nameOf(homes: readonly Home[], id: string): string {
  return homes.find((home) => home.id === id)?.name ?? id;
}
