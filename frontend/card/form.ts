import { sharedSource } from "../shared/data/home_assistant/page/shared";
import type { Home } from "../shared/data/types";
import type { Hass } from "../shared/hass";
import { groupName } from "../shared/parts/homes";
import { LABELS, labelName, sortLabels } from "../shared/parts/labels";
import { loadTexts, type Texts } from "../shared/texts/texts";
import { LAYOUTS, MOST_ROWS } from "./config";

interface App extends Element {
  hass?: Hass;
}

interface Option {
  value: string;
  label: string;
}

/** A form as Home Assistant's `ha-form` reads it. */
export interface Form {
  schema: { name: string; required?: boolean; selector: Record<string, unknown> }[];
  computeLabel: (field: { name: string }) => string;
  computeHelper: (field: { name: string }) => string | undefined;
}

const HELPED = new Set(["title", "rows", "cameras"]);
const PATIENCE_MS = 2000;

/** The form by which people set a card up, in their language. */
export async function cardForm(): Promise<Form> {
  const hass = document.querySelector<App>("home-assistant")?.hass;
  const texts = await loadTexts(hass?.language ?? "en");
  return formOf(texts, hass ? await homesNow(hass) : []);
}

export function formOf(texts: Texts, homes: readonly Home[]): Form {
  const groups = groupsOf(homes);
  const labels = sortLabels([...LABELS, ...homes.flatMap((home) => home.cameras.flatMap((camera) => camera.labels))]);
  const select = (options: Option[], more: Record<string, unknown> = {}) => ({ select: { options, ...more } });
  return {
    schema: [
      { name: "title", selector: { text: {} } },
      {
        name: "layout",
        selector: select(
          LAYOUTS.map((value) => ({ value, label: texts.text(`card.form.layouts.${value}`) })),
          { mode: "dropdown" },
        ),
      },
      {
        name: "cameras",
        selector: { entity: { multiple: true, filter: [{ integration: "camvault", domain: ["camera", "image"] }] } },
      },
      ...(groups.length > 0 ? [{ name: "group", selector: select(groups, { mode: "dropdown" }) }] : []),
      {
        name: "labels",
        selector: select(
          labels.map((value) => ({ value, label: labelName(value, texts) })),
          { multiple: true, custom_value: true },
        ),
      },
      { name: "unseen_only", selector: { boolean: {} } },
      { name: "rows", selector: { number: { min: 1, max: MOST_ROWS, mode: "box" } } },
    ],
    computeLabel: ({ name }) => texts.text(`card.form.${name}`),
    computeHelper: ({ name }) => (HELPED.has(name) ? texts.text(`card.form.${name}Help`) : undefined),
  };
}

function groupsOf(homes: readonly Home[]): Option[] {
  return homes.flatMap((home) =>
    home.groups.map(({ id, name }) => ({ value: `${home.id}:${id}`, label: groupName(homes, home, name) })),
  );
}

/** The homes, or none if they do not come soon: the form is of use without them. */
function homesNow(hass: Hass): Promise<readonly Home[]> {
  return new Promise((resolve) => {
    const done = (homes: readonly Home[]) => {
      clearTimeout(timer);
      // Not at once: the source may tell them before it has returned what ends it.
      queueMicrotask(() => end());
      resolve(homes);
    };
    const timer = setTimeout(() => done([]), PATIENCE_MS);
    const end = sharedSource(hass).source.subscribe((message) => {
      if (message.type === "homes") done(message.homes);
    });
  });
}
