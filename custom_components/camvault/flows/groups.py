"""Steps of the options flow for groups, which are saved filters that the media browser shows."""

from typing import Any, Final

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.helpers.dispatcher import async_dispatcher_send
from homeassistant.helpers.selector import BooleanSelector, SelectSelectorMode, TextSelector, TextSelectorConfig
from homeassistant.util.uuid import random_uuid_hex
import probatio

from ..api.models import Group, Rule
from ..const import MOTION_TYPES
from ..signals import groups_signal
from ..texts import label_title
from .base import End, OptionsSteps, form_errors, select

GROUP: Final = "group"
NEW: Final = "new"
NAME: Final = "name"
REMOVE: Final = "remove"
# What each field of the form says; a rule that none of them says stays as it is.
FIELDS: Final = {
    "cameras": ("camera", "in"),
    "camera_contains": ("camera", "contains"),
    "camera_without": ("camera", "not_contains"),
    "labels": ("label", "in"),
    "labels_without": ("label", "not_contains"),
    "path_contains": ("path", "contains"),
    "path_without": ("path", "not_contains"),
}
_TEXTS: Final = TextSelector(TextSelectorConfig(multiple=True))


class GroupSteps(OptionsSteps):
    """Choose a group, and edit its rules."""

    _groups: dict[str, Group]
    _named: dict[str, str]
    _group: Group | None

    async def async_step_groups(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for the group to edit."""
        if user_input is not None:
            self._group = self._groups.get(user_input[GROUP])
            return await self.async_step_group()
        with form_errors() as errors:
            self._groups = {group.id: group for group in await self._client.groups()}
            self._named = {camera.id: camera.name for camera in await self._client.cameras()}
        if errors:
            return self._give_up(errors)
        options = {group.id: group.name for group in self._groups.values()} | {NEW: "A new group"}
        choice = select(options, translation_key=GROUP, mode=SelectSelectorMode.LIST)
        return self.async_show_form(step_id="groups", data_schema=probatio.Schema({probatio.Required(GROUP): choice}))

    async def async_step_group(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for the group's name and rules."""
        errors: dict[str, str] = {}
        if user_input is not None:
            with self._change_errors() as errors:
                return self._end(await self._async_change(user_input))
        shown = _shown(self._group) if user_input is None else user_input
        return self.async_show_form(
            step_id="group",
            data_schema=self.add_suggested_values_to_schema(self._schema, shown),
            errors=errors,
            description_placeholders={"reason": self._reason},
        )

    async def _async_change(self, user_input: dict[str, Any]) -> End:
        """Save or remove the group; return the reason to end with."""
        if self._group is not None and user_input.get(REMOVE):
            await self._client.remove_group(self._group.id)
        else:
            await self._client.set_group(_group_of(user_input, self._group))
        async_dispatcher_send(self.hass, groups_signal(self.config_entry.entry_id))
        return "group_removed" if user_input.get(REMOVE) else "group_set"

    @property
    def _schema(self) -> probatio.Schema:
        """Return the form; only a group that is there can be removed."""
        fields: dict[probatio.Marker, object] = {probatio.Required(NAME): TextSelector()}
        labels = {label: label_title(self.hass, label) for label in MOTION_TYPES}
        for name in FIELDS:
            choice = {"cameras": self._named}.get(name, labels if name.startswith("labels") else None)
            fields[probatio.Optional(name)] = (
                # What was chosen once and is gone stays.
                _TEXTS if choice is None else select(choice, multiple=True, custom_value=True)
            )
        if self._group is not None:
            fields[probatio.Optional(REMOVE)] = BooleanSelector()
        return probatio.Schema(fields)


def _shown(group: Group | None) -> dict[str, Any]:
    """Return the form's values for a group."""
    if group is None:
        return {}
    told = {(rule.of, rule.match): list(rule.values) for rule in group.rules}
    return {NAME: group.name, **{name: told[what] for name, what in FIELDS.items() if what in told}}


def _group_of(user_input: dict[str, Any], known: Group | None) -> Group:
    """Return the group of a form's values."""
    told = {what: tuple(user_input[name]) for name, what in FIELDS.items() if user_input.get(name)}
    rules = [Rule(of=of, match=match, values=values) for (of, match), values in told.items()]
    others = [rule for rule in (known.rules if known else ()) if (rule.of, rule.match) not in FIELDS.values()]
    return Group(id=known.id if known else random_uuid_hex(), name=user_input[NAME].strip(), rules=(*rules, *others))
