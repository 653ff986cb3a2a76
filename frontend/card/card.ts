import { html, LitElement } from "lit";
import { define } from "../shared/define";

/** The card for a dashboard. */
class CamVaultTimelineCard extends LitElement {
  setConfig(): void {}

  override render() {
    return html`<ha-card>CamVault</ha-card>`;
  }
}

define("camvault-timeline-card", CamVaultTimelineCard);
