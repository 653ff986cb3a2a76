import { html, LitElement } from "lit";
import { define } from "../shared/define";

/** The page in Home Assistant's sidebar. */
class CamVaultPanel extends LitElement {
  override render() {
    return html`<p>CamVault</p>`;
  }
}

define("camvault-panel", CamVaultPanel);
