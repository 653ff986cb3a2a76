import {
  mdiAccount,
  mdiBell,
  mdiCar,
  mdiFaceRecognition,
  mdiFence,
  mdiPaw,
  mdiRun,
  mdiTagOutline,
  mdiVectorLine,
  mdiVolumeHigh,
} from "@mdi/js";
import type { Texts } from "../texts/texts";

/** The labels that gateways give, the most telling first, each with its icon; a camera may have others. */
const ICONS: Readonly<Record<string, string>> = {
  person: mdiAccount,
  vehicle: mdiCar,
  animal: mdiPaw,
  doorbell: mdiBell,
  face: mdiFaceRecognition,
  intrusion: mdiFence,
  line_crossing: mdiVectorLine,
  sound: mdiVolumeHigh,
  motion: mdiRun,
};
export const LABELS: readonly string[] = Object.keys(ICONS);

/** The icon's path of a label. */
export function labelIcon(label: string): string {
  return Object.hasOwn(ICONS, label) ? (ICONS[label] ?? mdiTagOutline) : mdiTagOutline;
}

/** "Person"; a label that we do not know by its own words. */
export function labelName(label: string, texts: Texts): string {
  if (Object.hasOwn(ICONS, label)) return texts.text(`labels.${label}`);
  const words = label.replaceAll("_", " ");
  return words.charAt(0).toLocaleUpperCase(texts.language) + words.slice(1);
}

/** Each label once, the most telling first, those we do not know last and by name. */
export function sortLabels(labels: Iterable<string>): string[] {
  const place = (label: string) => (LABELS.includes(label) ? LABELS.indexOf(label) : LABELS.length);
  return [...new Set(labels)].sort((a, b) => place(a) - place(b) || a.localeCompare(b));
}
