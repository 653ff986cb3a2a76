"""Steps of the options flow that merge cameras and reassign captures."""

from typing import Any, Final

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.helpers.selector import SelectSelector, SelectSelectorMode
import probatio

from ..api.models import Camera, Source
from ..const import UNASSIGNED
from .base import INVALID_NAME, LONGEST_NAME, OptionsSteps, form_errors, select

CAMERA: Final = "camera"
NAME: Final = "name"
INTO: Final = "into"
SOURCE: Final = "source"


class CameraSteps(OptionsSteps):
    """Choose a camera, then merge it into another or reassign its captures."""

    _cameras: dict[str, Camera]
    _sources: dict[str, Source]
    _chosen: Camera
    _into: str
    _source: Source

    async def async_step_cameras(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for the camera."""
        if user_input is not None and user_input[CAMERA] in self._cameras:
            self._chosen = self._cameras[user_input[CAMERA]]
            return await self.async_step_camera()
        with form_errors() as errors:
            self._cameras = {camera.id: camera for camera in await self._client.cameras()}
        if errors:
            return self._give_up(errors)
        if not self._cameras:
            return self._end("no_cameras")
        return self.async_show_form(step_id="cameras", data_schema=_schema({CAMERA: _of(self._cameras)}))

    async def async_step_camera(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask whether to merge or to reassign, if both are possible."""
        if self._chosen.id == UNASSIGNED or not self._others:
            return await self.async_step_assign_source()
        return self.async_show_menu(
            step_id="camera", menu_options=["merge_camera", "assign_source"], description_placeholders=self._shown
        )

    async def async_step_merge_camera(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask which camera it becomes part of."""
        if user_input is not None:
            self._into = user_input[INTO]
            return await self.async_step_confirm_merge()
        return self._show("merge_camera", _schema({INTO: _of(self._others)}), {})

    async def async_step_confirm_merge(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Explain the consequences, then do it."""
        errors: dict[str, str] = {}
        if user_input is not None:
            with self._change_errors() as errors:
                await self._client.merge_camera(self._chosen.id, self._into)
            if not errors:
                return self._end("camera_merged", **self._shown)
        return self._show("confirm_merge", None, errors)

    async def async_step_assign_source(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask which of its captures belong to which camera."""
        errors: dict[str, str] = {}
        if user_input is not None:
            self._source, self._into = self._sources[user_input[SOURCE]], user_input[INTO].strip()
            if not (errors := {} if 0 < len(self._into) <= LONGEST_NAME else {INTO: INVALID_NAME}):
                return await self.async_step_confirm_assign()
        else:
            with form_errors() as failures:
                self._sources = {each.source: each for each in await self._client.sources(self._chosen.id)}
            if failures:
                return self._give_up(failures)
            if not self._sources:
                return self._end("no_sources")
        sources = {each.source: f"{each.example} ({each.captures})" for each in self._sources.values()}
        schema = _schema({SOURCE: _choice(sources), INTO: _of(self._others, custom=True)})
        return self._show("assign_source", self.add_suggested_values_to_schema(schema, user_input or {}), errors)

    async def async_step_confirm_assign(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Explain the consequences, then do it."""
        errors: dict[str, str] = {}
        if user_input is not None:
            camera = {INTO if self._into in self._cameras else NAME: self._into}
            with self._change_errors() as errors:
                await self._client.assign_source(self._chosen.id, self._source.source, **camera)
            if not errors:
                return self._end("source_assigned", **self._shown)
        return self._show("confirm_assign", None, errors)

    @property
    def _others(self) -> dict[str, Camera]:
        """Return the cameras that the chosen one's captures can go over to."""
        return {key: camera for key, camera in self._cameras.items() if key not in {self._chosen.id, UNASSIGNED}}

    @property
    def _shown(self) -> dict[str, str]:
        """Return the placeholders for the chosen camera."""
        into = getattr(self, "_into", "")
        source = getattr(self, "_source", None)
        return {
            "camera": self._chosen.name,
            "captures": str(self._chosen.captures),
            "into": self._cameras[into].name if into in self._cameras else into,
            "source": source.example if source else "",
            "of_source": str(source.captures if source else 0),
            "reason": self._reason,
        }

    def _show(self, step: str, schema: probatio.Schema | None, errors: dict[str, str]) -> ConfigFlowResult:
        """Show a form about the chosen camera."""
        return self.async_show_form(
            step_id=step, data_schema=schema, errors=errors, description_placeholders=self._shown
        )


def _schema(fields: dict[str, Any]) -> probatio.Schema:
    """Return a form all of whose fields are needed."""
    return probatio.Schema({probatio.Required(name): field for name, field in fields.items()})


def _of(cameras: dict[str, Camera], *, custom: bool = False) -> SelectSelector:
    """Return a list of cameras to choose from; with `custom` a new name can be typed."""
    return _choice({each.id: f"{each.name} ({each.captures})" for each in cameras.values()}, custom=custom)


def _choice(options: dict[str, str], *, custom: bool = False) -> SelectSelector:
    """Return a list to choose from."""
    return select(options, custom_value=custom, mode=SelectSelectorMode.DROPDOWN)
