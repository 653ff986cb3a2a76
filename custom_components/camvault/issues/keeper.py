"""Keep the issue registry in line with the problems that are found."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
import logging

from awesomeversion import AwesomeVersion
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.event import async_call_later
from homeassistant.loader import async_get_loaded_integration

from ..const import DOMAIN
from ..coordinator import CamVaultConfigEntry
from ..site import Site
from . import archive, camera, gateway
from .issue import Issue

_LOGGER = logging.getLogger(__name__)

type Find = Callable[[Site], Iterable[Issue]]

REMEDIES = archive.REMEDIES | gateway.REMEDIES | camera.REMEDIES


@callback
def async_keep_issues(hass: HomeAssistant, entry: CamVaultConfigEntry) -> None:
    """Keep the issues of an entry until it is unloaded; they outlast a reload, so what people ignore stays ignored."""
    keeper = IssueKeeper(hass, entry, _finders(hass))
    keeper.async_update()
    entry.async_on_unload(entry.runtime_data.async_add_listener(keeper.async_update))
    entry.async_on_unload(keeper.async_stop_waiting)


@callback
def async_delete_issues(hass: HomeAssistant, entry_id: str) -> None:
    """Delete all issues of an entry."""
    for issue_id in _known(hass, entry_id):
        ir.async_delete_issue(hass, DOMAIN, issue_id)


def _finders(hass: HomeAssistant) -> tuple[Find, ...]:
    """Return the functions that look for problems."""
    own = async_get_loaded_integration(hass, DOMAIN).version or AwesomeVersion("0")
    of_cameras = (camera.clock_problem, camera.silent_problem, camera.empty_problem)
    return (
        archive.archive_issues,
        gateway.storage_issues,
        gateway.clock_issues,
        gateway.guessing_issues,
        gateway.ports_issues,
        gateway.certificate_issues,
        lambda site: gateway.version_issues(site, own),
        lambda site: gateway.time_zone_issues(site, hass.config.time_zone),
        *(partial(camera.camera_issues, find=find) for find in of_cameras),
    )


def _known(hass: HomeAssistant, entry_id: str) -> list[str]:
    """Return the ids of an entry's issues that the registry has."""
    ids = [issue_id for domain, issue_id in ir.async_get(hass).issues if domain == DOMAIN]
    return [issue_id for issue_id in ids if f"_{entry_id}_" in f"{issue_id}_"]


class IssueKeeper:
    """The issues of one entry: those that are found are shown when their patience is over, all others deleted."""

    def __init__(self, hass: HomeAssistant, entry: CamVaultConfigEntry, finders: Iterable[Find]) -> None:
        """Begin with the issues that the registry has from before a reload or a restart."""
        self._hass = hass
        self._entry = entry
        self._finders = tuple(finders)
        self._found: dict[str, Issue] = {}
        self._shown: dict[str, tuple[str, Issue] | None] = dict.fromkeys(_known(hass, entry.entry_id))
        self._waiting: dict[str, CALLBACK_TYPE] = {}

    @callback
    def async_update(self) -> None:
        """Create or change the issues that are found, and delete all others, also that the gateway has moved."""
        if not self._entry.runtime_data.last_update_success:
            return
        self._found = {issue.id_in(self._entry.entry_id): issue for find in self._finders for issue in self._look(find)}
        # What somebody fixed is deleted already, and shown again if the gateway does not agree.
        self._shown = {issue_id: self._shown.get(issue_id) for issue_id in _known(self._hass, self._entry.entry_id)}
        for issue_id in self._shown.keys() - self._found.keys():
            del self._shown[issue_id]
            ir.async_delete_issue(self._hass, DOMAIN, issue_id)
        for issue_id in self._waiting.keys() - self._found.keys():
            self._waiting.pop(issue_id)()
        for issue_id, issue in self._found.items():
            # What was shown before a restart does not wait again.
            if issue_id in self._shown or not (patience := issue.patience):
                self._async_show(issue_id)
            elif issue_id not in self._waiting:
                show = partial(self._async_show, issue_id)
                self._waiting[issue_id] = async_call_later(self._hass, patience, show)

    def _look(self, find: Find) -> list[Issue]:
        """Return the problems that are found, or none when looking for them fails: a hint must stop nothing else."""
        try:
            return list(find(self._entry.runtime_data.data))
        except Exception:
            _LOGGER.exception("Unexpected error while looking for problems")
            return []

    @callback
    def _async_show(self, issue_id: str, _now: datetime | None = None) -> None:
        """Create or change an issue, unless the registry has it like that."""
        if wait := self._waiting.pop(issue_id, None):
            wait()
        issue, name = self._found[issue_id], self._entry.title
        if self._shown.get(issue_id) == (name, issue):
            return
        self._shown[issue_id] = name, issue
        ir.async_create_issue(
            self._hass,
            DOMAIN,
            issue_id,
            data={"entry_id": self._entry.entry_id},
            is_fixable=issue.remedy.fixable,
            severity=issue.remedy.severity,
            translation_key=issue.problem,
            translation_placeholders={"name": name, **issue.placeholders},
        )

    @callback
    def async_stop_waiting(self) -> None:
        """Wait no longer."""
        for wait in self._waiting.values():
            wait()
        self._waiting.clear()
