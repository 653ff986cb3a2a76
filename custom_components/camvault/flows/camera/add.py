"""The flow that adds a camera, shows its login, and waits for its first upload."""

import asyncio
from typing import Any, Final, override

from homeassistant.config_entries import SOURCE_RECONFIGURE, ConfigEntryState, SubentryFlowResult
from homeassistant.const import CONF_URL
from homeassistant.core import CALLBACK_TYPE
from homeassistant.helpers.selector import BooleanSelector, SelectSelectorMode, TextSelector
import probatio

from ...api.models import Camera
from ...const import DOMAIN
from ...coordinator import CamVaultCoordinator
from ...ids import subentry_ids
from ..base import INVALID_NAME, LONGEST_NAME, NO_LOGIN, Refusable, form_errors, select
from .hints import BRANDS, OTHER, clock_text, hint, kind_title
from .login import async_own_login, async_shared_login
from .stream import StreamStep
from .watch import CameraWatch, Stage

NAME: Final = "name"
BRAND: Final = "brand"
SHARED: Final = "shared"
CAMERA_SCHEMA: Final = probatio.Schema(
    {
        probatio.Required(NAME): TextSelector(),
        probatio.Optional(BRAND): select([*BRANDS, OTHER], translation_key=BRAND, mode=SelectSelectorMode.DROPDOWN),
        probatio.Required(SHARED, default=False): BooleanSelector(),
    }
)
NO_SHARED_LOGIN: Final = "no_shared_login"
PATIENCE_S: Final = 120
_NEXT: Final = {
    Stage.NOTHING: "silent",
    Stage.REFUSED: "login_refused",
    Stage.LOGGED_IN: "nothing_sent",
    Stage.TESTED: "test_arrived",
    Stage.ARRIVED: "arrived",
}


class CameraFlow(Refusable, StreamStep):
    """Add a camera, or give one a new login or its live stream."""

    _camera: Camera | None = None
    _brand: str = OTHER
    _login: dict[str, str]
    _watch: CameraWatch
    _waiting: asyncio.Task[None] | None = None
    _end_watch: CALLBACK_TYPE | None = None

    async def async_step_user(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask for the camera's name, and add it."""
        if (coordinator := self._coordinator) is None:
            return self._end("cannot_connect")
        errors: dict[str, str] = {}
        if user_input is not None:
            self._brand = user_input.get(BRAND, OTHER)
            if not (errors := await self._async_add(coordinator, user_input[NAME].strip(), shared=user_input[SHARED])):
                return await (self.async_step_shared_login() if self._watch.shared else self.async_step_login())
        schema = self.add_suggested_values_to_schema(CAMERA_SCHEMA, user_input)
        return self.async_show_form(
            step_id="user", data_schema=schema, errors=errors, description_placeholders={"reason": self._reason}
        )

    async def async_step_new_login(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Explain the consequences of a new login, then make it."""
        if (coordinator := self._coordinator) is None:
            return self._end("cannot_connect")
        if (camera := self._camera_of(coordinator)) is None:
            return self._end("camera_gone")
        errors: dict[str, str] = {}
        if user_input is not None and not (errors := await self._async_make_login(coordinator, camera)):
            return await self.async_step_login()
        placeholders = {"camera": camera.name}
        return self.async_show_form(step_id="new_login", errors=errors, description_placeholders=placeholders)

    async def async_step_login(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Show the login to type into the camera."""
        if user_input is not None:
            return await self.async_step_wait()
        return self._show_login("login")

    async def async_step_shared_login(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Show the shared login, without its password, and the camera's folder."""
        if user_input is not None:
            return await self.async_step_wait()
        return self._show_login("shared_login")

    async def async_step_wait(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Wait for the camera's upload, and show the progress."""
        if self._waiting is None:
            self._waiting = self.hass.async_create_background_task(
                self._async_watch(), f"{DOMAIN} wait for a camera", eager_start=False
            )
        if self._waiting.done():
            self._waiting = None
            silent = self._watch.shared and self._watch.stage is Stage.NOTHING
            return self.async_show_progress_done(next_step_id="nothing_arrived" if silent else _NEXT[self._watch.stage])
        return self.async_show_progress(
            step_id="wait",
            progress_action="logged_in" if self._watch.stage is Stage.LOGGED_IN else "wait",
            description_placeholders=self._login,
            progress_task=self._waiting,
        )

    async def async_step_arrived(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Show the file that arrived."""
        capture = self._watch.capture
        if user_input is not None or capture is None:
            return await self.async_step_finish()
        cameras = coordinator.data.cameras if (coordinator := self._coordinator) else {}
        camera = cameras.get(capture.camera, self._watch.before)
        placeholders = {"file": capture.original_path, "size": f"{capture.size:,}"}
        placeholders |= {"kind": kind_title(self.hass, capture), "clock": clock_text(self.hass, camera)}
        return self.async_show_form(step_id="arrived", description_placeholders=placeholders)

    async def async_step_test_arrived(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Say that the camera's test works."""
        if user_input is not None:
            return await self.async_step_finish()
        return self.async_show_form(step_id="test_arrived")

    async def async_step_silent(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Show what to check when no login was seen."""
        return self._ask("silent")

    async def async_step_nothing_arrived(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Show what to check when nothing arrived in the camera's folder."""
        return self._ask("nothing_arrived")

    async def async_step_login_refused(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Show what to check when a login was refused."""
        return self._ask("login_refused")

    async def async_step_nothing_sent(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Show what to check when the camera logged in and sent nothing."""
        return self._ask("nothing_sent")

    async def async_step_finish(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """End."""
        if self.source == SOURCE_RECONFIGURE or self._camera is None:
            return self._end("new_login")
        if (entry := self._known_entry) is None:
            return self._end("cannot_connect")
        if self._camera.id in subentry_ids(entry):
            return self._end("added", camera=self._camera.name)
        return self.async_create_entry(title=self._camera.name, data={}, unique_id=self._camera.id)

    @override
    def async_remove(self) -> None:
        """Stop watching, and end the camera's reservation."""
        if self._waiting:
            self._waiting.cancel()
        if self._end_watch:
            self._end_watch()
        if self._camera and (coordinator := self._coordinator):
            coordinator.reserved.async_release(self._camera.id)

    @property
    def _coordinator(self) -> CamVaultCoordinator | None:
        """Return the coordinator, or None while the entry is not loaded or was deleted."""
        entry = self._known_entry
        return entry.runtime_data if entry and entry.state is ConfigEntryState.LOADED else None

    def _camera_of(self, coordinator: CamVaultCoordinator) -> Camera | None:
        """Return the camera that gets a new login, or None if it was removed."""
        subentry = coordinator.config_entry.subentries.get(self._reconfigure_subentry_id)
        return coordinator.data.cameras.get(str(subentry.unique_id)) if subentry else None

    def _show_login(self, step: str) -> SubentryFlowResult:
        """Show the login and the hint for the camera's brand."""
        placeholders = self._login | {"hint": hint(self.hass, self._brand)}
        return self.async_show_form(step_id=step, description_placeholders=placeholders)

    def _ask(self, step: str) -> SubentryFlowResult:
        """Show a menu to wait on or to finish."""
        return self.async_show_menu(step_id=step, menu_options=["wait", "finish"], description_placeholders=self._login)

    async def _async_watch(self) -> None:
        """Watch until the camera's upload arrives or patience ends, and show each step of it."""
        while await self._watch.async_wait(PATIENCE_S):
            self.async_notify_flow_changed()

    async def _async_add(self, coordinator: CamVaultCoordinator, name: str, *, shared: bool) -> dict[str, str]:
        """Add the camera, once, and find or make its login; return the form's errors."""
        if not 0 < len(name) <= LONGEST_NAME:
            return {NAME: INVALID_NAME}
        errors: dict[str, str] = {}
        # A camera that was added without its folder on the shared account gets a login of its own.
        shared = shared and self._camera is None
        if shared:
            errors |= await self._async_find_shared_login(coordinator)
        if self._camera is None and not errors:
            errors |= await self._async_make_camera(coordinator, name, shared=shared)
        if errors or self._camera is None:
            return errors
        if not shared:
            return await self._async_make_login(coordinator, self._camera)
        self._watch_from_now(self._camera, shared=True)
        return {}

    async def _async_make_camera(self, coordinator: CamVaultCoordinator, name: str, *, shared: bool) -> dict[str, str]:
        """Have the gateway add the camera; return the form's errors."""
        with self._change_errors() as errors, coordinator.reserved.hold_new():
            self._camera = await coordinator.client.add_camera(name, shared=shared)
            coordinator.reserved.async_reserve(self._camera.id)
        return errors

    async def _async_find_shared_login(self, coordinator: CamVaultCoordinator) -> dict[str, str]:
        """Look up the login that all cameras share; return the form's errors."""
        with form_errors() as errors:
            url = coordinator.config_entry.data[CONF_URL]
            login = await async_shared_login(self.hass, coordinator.client, url)
            if login is None:
                return {SHARED: NO_SHARED_LOGIN}
            self._login = login
        return errors

    async def _async_make_login(self, coordinator: CamVaultCoordinator, camera: Camera) -> dict[str, str]:
        """Make a camera's own login with a new password; return the form's errors."""
        with form_errors(NO_LOGIN) as errors:
            client, url = coordinator.client, coordinator.config_entry.data[CONF_URL]
            self._login = await async_own_login(self.hass, client, url, camera.id)
            self._watch_from_now(camera, shared=False)
        return errors

    def _watch_from_now(self, camera: Camera, *, shared: bool) -> None:
        """Watch the camera from before its login is shown: its test may be pressed at any time."""
        self._login |= {"camera": camera.name, "folder": camera.id}
        self._watch = CameraWatch(self.hass, self._entry_id, camera, self._login["username"], shared=shared)
        self._end_watch = self._watch.async_begin()
