// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { HomeAssistantHost } from "../../shared/data/home_assistant/host";
import type { Camera } from "../../shared/data/types";
import type { Hass } from "../../shared/hass";

const CAMERA = { id: "door", device_id: "d1", entity_id: "event.door_activity" } as Camera;

function made(is_admin: boolean) {
  const element = document.createElement("div");
  const told: unknown[] = [];
  element.addEventListener("hass-more-info", (event) => told.push((event as CustomEvent).detail));
  const hass = { user: { id: "u", is_admin } } as Hass;
  const host = new HomeAssistantHost(
    () => element,
    () => hass,
    () => false,
  );
  return { host, told };
}

test("an administrator goes to the page of a camera's device", () => {
  const { host, told } = made(true);
  host.toCamera(CAMERA)?.();
  expect([location.pathname, told]).toEqual(["/config/devices/device/d1", []]);
});

test("all others, who may not see that page, get the dialog of its entity", () => {
  history.replaceState(null, "", "/camvault");
  const { host, told } = made(false);
  host.toCamera(CAMERA)?.();
  expect([location.pathname, told]).toEqual(["/camvault", [{ entityId: "event.door_activity" }]]);
});

test("a camera that Home Assistant knows nothing of leads nowhere", () => {
  expect(made(false).host.toCamera({ ...CAMERA, entity_id: null })).toBeNull();
  expect(made(true).host.toCamera({ ...CAMERA, device_id: null, entity_id: null })).toBeNull();
});

test("only an administrator is led to the settings", () => {
  expect(made(false).host.toSettings()).toBeNull();
  made(true).host.toSettings()?.();
  expect(location.pathname).toBe("/config/integrations/integration/camvault");
});
