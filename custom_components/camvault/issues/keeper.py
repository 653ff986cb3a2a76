"""Keep Home Assistant's repairs as the site's state wants them."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from awesomeversion import AwesomeVersion
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.event import async_call_later
from homeassistant.loader import async_get_loaded_integration
from homeassistant.util import dt as dt_util

from ..const import DOMAIN
from ..coordinator import CamVaultConfigEntry
from ..site import Site
from .archive import REMEDIES, Issue, issue_of, look_for
from .guessing import GUESSING_REMEDIES, guessing_issue_of
from .machine_clock import MACHINE_CLOCK_REMEDIES, machine_clock_issue_of
from .setup import (
    CERTIFICATE_REMEDIES,
    PORTS_REMEDIES,
    TIME_ZONE_REMEDIES,
    VERSION_REMEDIES,
    certificate_issue_of,
    ports_issue_of,
    time_zone_issue_of,
    version_issue_of,
)
from .storage import STORAGE_REMEDIES, storage_issue_of


@callback
def async_keep_issues(hass: HomeAssistant, entry: CamVaultConfigEntry) -> None:
    """Keep the issues of an entry until it is unloaded."""
    own = async_get_loaded_integration(hass, DOMAIN).version or AwesomeVersion("0")
    kinds: tuple[tuple[Callable[[Site], Issue | None], Iterable[str]], ...] = (
        (issue_of, REMEDIES),
        (storage_issue_of, STORAGE_REMEDIES),
        (machine_clock_issue_of, MACHINE_CLOCK_REMEDIES),
        (guessing_issue_of, GUESSING_REMEDIES),
        (ports_issue_of, PORTS_REMEDIES),
        (certificate_issue_of, CERTIFICATE_REMEDIES),
        (lambda site: version_issue_of(site, own), VERSION_REMEDIES),
        (lambda site: time_zone_issue_of(site, hass.config.time_zone), TIME_ZONE_REMEDIES),
    )
    for find, problems in kinds:
        keeper = IssueKeeper(hass, entry, find, problems)
        keeper.async_update()
        entry.async_on_unload(entry.runtime_data.async_add_listener(keeper.async_update))
        entry.async_on_unload(keeper.async_stop_waiting)


@callback
def async_delete_issues(hass: HomeAssistant, entry_id: str) -> None:
    """Delete all issues of an entry, those of its cameras included."""
    for domain, known in list(ir.async_get(hass).issues):
        if domain == DOMAIN and f"_{entry_id}_" in f"{known}_":
            ir.async_delete_issue(hass, DOMAIN, known)


def issue_id(entry_id: str, problem: str) -> str:
    """Return the id of an entry's issue."""
    return f"{problem}_{entry_id}"


def _patience(issue: Issue) -> timedelta:
    """Return how much longer a problem may last before anybody is told."""
    whole = issue.remedy.patience
    passed = dt_util.utcnow() - issue.since if issue.since else timedelta()
    return min(whole, max(timedelta(), whole - passed))


class IssueKeeper:
    """The issues of one entry that are about one thing: at most one at a time."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: CamVaultConfigEntry,
        find: Callable[[Site], Issue | None],
        problems: Iterable[str],
    ) -> None:
        """Begin without knowing what there is: Home Assistant may have been restarted."""
        self._hass = hass
        self._entry = entry
        self._find = find
        self._problems = frozenset(problems)
        self._issue: Issue | None = None
        self._wait: CALLBACK_TYPE | None = None

    @callback
    def async_update(self) -> None:
        """Tell of the problem there is, and of no other."""
        before, self._issue = self._issue, look_for(self._find, self._entry.runtime_data.data)
        issue = self._issue
        self._async_delete_others(issue)
        if issue is None:
            self.async_stop_waiting()
        elif self._is_due(issue):
            self._async_create(issue)
        elif before is None or before.problem != issue.problem:
            self._async_wait(issue)

    def _is_due(self, issue: Issue) -> bool:
        """Return whether to tell now; what was told before a restart does not wait again."""
        known = ir.async_get(self._hass).async_get_issue(DOMAIN, issue_id(self._entry.entry_id, issue.problem))
        return known is not None or not _patience(issue)

    @callback
    def _async_wait(self, issue: Issue) -> None:
        """Tell of the problem if it lasts; what there is to tell of it may change meanwhile."""

        @callback
        def create(_now: datetime) -> None:
            self._async_create(self._issue or issue)

        self.async_stop_waiting()
        self._wait = async_call_later(self._hass, _patience(issue), create)

    @callback
    def _async_create(self, issue: Issue) -> None:
        """Tell of the problem."""
        self.async_stop_waiting()
        ir.async_create_issue(
            self._hass,
            DOMAIN,
            issue_id(self._entry.entry_id, issue.problem),
            data={"entry_id": self._entry.entry_id},
            is_fixable=issue.remedy.fixable,
            severity=issue.remedy.severity,
            translation_key=issue.problem,
            translation_placeholders={"name": self._entry.title, **issue.placeholders},
        )

    @callback
    def _async_delete_others(self, issue: Issue | None) -> None:
        """Delete all issues but one."""
        for problem in self._problems:
            if issue is None or problem != issue.problem:
                ir.async_delete_issue(self._hass, DOMAIN, issue_id(self._entry.entry_id, problem))

    @callback
    def async_stop_waiting(self) -> None:
        """Wait no longer."""
        if self._wait:
            self._wait()
        self._wait = None
