import { html, nothing, type TemplateResult } from "lit";
import { same } from "../../data/list/keys";
import type { Filter, Home } from "../../data/types";
import type { Env } from "../../env";
import { tell } from "../../events";
import { groupName } from "../homes";
import { icon } from "../icon";
import { labelIcon, labelName } from "../labels";
import { labelsOf, toggleGroup, toggleLabel } from "./filters";

/** What shows chips: each tells the filter that a tap on it makes. */
export interface Chips extends EventTarget {
  readonly env: Env;
  readonly homes: readonly Home[];
  readonly filter: Filter;
}

export function chip(from: Chips, name: string, pressed: boolean, change: () => Filter, path?: string): TemplateResult {
  return html`<button class="chip" aria-pressed=${pressed} @click=${() => tell(from, "camvault-filter", change())}>
    ${path ? icon(path, 18) : nothing}${name}
  </button>`;
}

/** A chip for each label that there is. */
export function labelChips(from: Chips): TemplateResult[] {
  const { env, homes, filter } = from;
  return labelsOf(homes, filter).map((label) => {
    const pressed = filter.labels?.includes(label) ?? false;
    return chip(from, labelName(label, env.texts), pressed, () => toggleLabel(filter, label), labelIcon(label));
  });
}

/** A chip for each group of each home. */
export function groupChips(from: Chips, path?: string): TemplateResult[] {
  const { homes, filter } = from;
  return homes.flatMap((home) =>
    home.groups.map(({ id, name }) => {
      const group = { home: home.id, id };
      return chip(
        from,
        groupName(homes, home, name),
        same(filter.group, group),
        () => toggleGroup(filter, group),
        path,
      );
    }),
  );
}
