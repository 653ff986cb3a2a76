import { n as e, r as t, t as n } from "./define-D5a3zjQT.js";
n("camvault-panel", class extends e {
	render() {
		return t`<p>CamVault</p>`;
	}
});
