import { n as e, r as t, t as n } from "./define-D5a3zjQT.js";
n("camvault-timeline-card", class extends e {
	setConfig() {}
	render() {
		return t`<ha-card>CamVault</ha-card>`;
	}
});
