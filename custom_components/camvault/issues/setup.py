"""What stands in Home Assistant's repairs of how the gateway is set up: ports, certificate, version and time zone."""

from datetime import timedelta
from typing import Final

from awesomeversion import AwesomeVersion, AwesomeVersionException
from homeassistant.helpers.issue_registry import IssueSeverity

from ..site import Site
from .archive import Issue, Remedy

PORTS: Final = "ports_remapped"
GATEWAY_OLD: Final = "gateway_outdated"
INTEGRATION_OLD: Final = "integration_outdated"
PORTS_REMEDIES: Final = {PORTS: Remedy()}
_CERTIFICATE: Final = Remedy(severity=IssueSeverity.WARNING)
UNUSABLE: Final = "certificate_unusable"
CERTIFICATE_REMEDIES: Final = {
    "certificate_unreadable": _CERTIFICATE,
    "certificate_locked": _CERTIFICATE,
    "certificate_wrong_key": _CERTIFICATE,
    UNUSABLE: _CERTIFICATE,
}
# App and integration are updated one after the other.
_BOTH: Final = Remedy(severity=IssueSeverity.WARNING, patience=timedelta(hours=1))
# What was just set is pushed in a moment.
_TIME_ZONE: Final = Remedy(severity=IssueSeverity.WARNING, patience=timedelta(minutes=5))
TIME_ZONE: Final = "time_zone_differs"
TIME_ZONE_REMEDIES: Final = {TIME_ZONE: _TIME_ZONE}
VERSION_REMEDIES: Final = {GATEWAY_OLD: _BOTH, INTEGRATION_OLD: _BOTH}


def ports_issue_of(site: Site) -> Issue | None:
    """Return which passive ports cameras do not reach."""
    if not (ports := site.gateway.ftp.remapped_ports):
        return None
    return Issue(problem=PORTS, remedy=PORTS_REMEDIES[PORTS], placeholders={"ports": ", ".join(map(str, ports))})


def certificate_issue_of(site: Site) -> Issue | None:
    """Return why FTPS does not show the owner's certificate."""
    if (why := site.gateway.ftp.certificate_problem) is None:
        return None
    # A newer gateway may know more reasons.
    problem = name if (name := f"certificate_{why}") in CERTIFICATE_REMEDIES else UNUSABLE
    return Issue(problem=problem, remedy=CERTIFICATE_REMEDIES[problem], placeholders={})


def version_issue_of(site: Site, own: AwesomeVersion) -> Issue | None:
    """Return which of the two is older: they are made for each other when all but the last number is equal."""
    gateway = AwesomeVersion(site.gateway.version)
    try:
        if (gateway.major, gateway.minor) == (own.major, own.minor):
            return None
        problem = GATEWAY_OLD if gateway < own else INTEGRATION_OLD
    except AwesomeVersionException:
        # One that somebody built, such as "dev".
        return None
    versions = {"gateway_version": str(gateway), "integration_version": str(own)}
    return Issue(problem=problem, remedy=VERSION_REMEDIES[problem], placeholders=versions)


def time_zone_issue_of(site: Site, own: str) -> Issue | None:
    """Return whether the gateway's days begin by another clock than Home Assistant's."""
    if (theirs := site.settings.time_zone) == own:
        return None
    zones = {"gateway_time_zone": theirs, "own_time_zone": own}
    return Issue(problem=TIME_ZONE, remedy=_TIME_ZONE, placeholders=zones)
