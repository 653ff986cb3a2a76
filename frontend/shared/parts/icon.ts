import { svg, type TemplateResult } from "lit";

/** An icon of Material Design by its path, in the colour of the text around it; what it means is said beside it. */
export function icon(path: string, size = 24): TemplateResult {
  return svg`<svg viewBox="0 0 24 24" width=${size} height=${size} fill="currentColor" aria-hidden="true"><path d=${path}></path></svg>`;
}
