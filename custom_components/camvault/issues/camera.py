"""Keep in Home Assistant's repairs what is wrong with single cameras, as the gateway says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir

from ..api.models import Camera
from ..const import DOMAIN
from ..coordinator import CamVaultConfigEntry
from .archive import look_for
from .clock import CLOCK_ISSUES, clock_problem_of

SILENT: Final = "camera_silent"
EMPTY: Final = "camera_empty_uploads"
CAMERA_ISSUES: Final = CLOCK_ISSUES | {SILENT, EMPTY}
# One or two may be a camera that was restarted.
_FEWEST_EMPTY: Final = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class CameraIssue:
    """A problem of a camera, and the words that its text needs."""

    problem: str
    placeholders: Mapping[str, str]


@callback
def async_keep_camera_issues(hass: HomeAssistant, entry: CamVaultConfigEntry) -> None:
    """Keep the issues of an entry's cameras up to date; they outlast a reload, so what people ignore stays so."""
    told: dict[str, CameraIssue | None] = dict.fromkeys(_known(hass, entry.entry_id))

    @callback
    def update() -> None:
        cameras = entry.runtime_data.data.cameras.values()
        found = {f"{issue.problem}_{entry.entry_id}_{camera.id}": issue for camera in cameras for issue in _of(camera)}
        for issue_id in told.keys() - found.keys():
            ir.async_delete_issue(hass, DOMAIN, issue_id)
        for issue_id, issue in found.items():
            if told.get(issue_id) != issue:
                _async_create(hass, issue_id, issue)
        told.clear()
        told.update(found)

    update()
    entry.async_on_unload(entry.runtime_data.async_add_listener(update))


def _known(hass: HomeAssistant, entry_id: str) -> list[str]:
    """Return the issues of an entry's cameras from before it was loaded."""
    beginnings = tuple(f"{problem}_{entry_id}_" for problem in CAMERA_ISSUES)
    return [known for domain, known in ir.async_get(hass).issues if domain == DOMAIN and known.startswith(beginnings)]


def _of(camera: Camera) -> list[CameraIssue]:
    """Return all that is wrong with a camera."""
    finders: tuple[Callable[[Camera], tuple[str, dict[str, str]] | None], ...] = (
        clock_problem_of,
        _silent_problem_of,
        _empty_problem_of,
    )
    found = (look_for(find, camera) for find in finders)
    return [CameraIssue(problem=each[0], placeholders={"camera": camera.name} | each[1]) for each in found if each]


def _silent_problem_of(camera: Camera) -> tuple[str, dict[str, str]] | None:
    """Return whether a camera has been silent for too long."""
    return (SILENT, {}) if camera.silent_since else None


def _empty_problem_of(camera: Camera) -> tuple[str, dict[str, str]] | None:
    """Return whether a camera uploads files without a byte."""
    return (EMPTY, {}) if camera.empty_in_a_row >= _FEWEST_EMPTY else None


@callback
def _async_create(hass: HomeAssistant, issue_id: str, issue: CameraIssue) -> None:
    """Tell of a problem."""
    ir.async_create_issue(
        hass,
        DOMAIN,
        issue_id,
        is_fixable=False,
        severity=ir.IssueSeverity.WARNING,
        translation_key=issue.problem,
        translation_placeholders=dict(issue.placeholders),
    )
