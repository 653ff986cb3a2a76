"""What stands in Home Assistant's repairs of the clock of the gateway's machine."""

from datetime import timedelta
from typing import Final

from homeassistant.helpers.issue_registry import IssueSeverity

from ..site import Site
from .archive import Issue, Remedy
from .clock import told_as

UNSET: Final = "gateway_clock_unset"
SET: Final = "gateway_clock_set"
AHEAD: Final = "gateway_clock_ahead"
BEHIND: Final = "gateway_clock_behind"
# Most machines are told the time soon after their start, and whatever archives next shows that it is right.
_REMEDY: Final = Remedy(severity=IssueSeverity.WARNING, patience=timedelta(minutes=2))
MACHINE_CLOCK_REMEDIES: Final = {UNSET: _REMEDY, SET: _REMEDY, AHEAD: _REMEDY, BEHIND: _REMEDY}
_NAMED: Final = {"before_release": UNSET, "stepped": SET}


def machine_clock_issue_of(site: Site) -> Issue | None:
    """Return what to tell of the clock of a site's gateway."""
    if (clock := site.gateway.clock) is None:
        return None
    # A newer gateway may know more reasons.
    off = clock.off_s or 0.0
    problem = _NAMED.get(clock.problem, AHEAD if off > 0 else BEHIND)
    return Issue(problem=problem, remedy=MACHINE_CLOCK_REMEDIES[problem], placeholders={"offset": told_as(off)})
