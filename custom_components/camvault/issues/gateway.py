"""Problems of the gateway: its disk, its clock, its set-up, and guessed passwords."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from awesomeversion import AwesomeVersion, AwesomeVersionException
from homeassistant.helpers.issue_registry import IssueSeverity

from ..site import Site
from .camera import duration_text
from .issue import WARNING, Issue, Remedy

NEARLY_FULL: Final = "disk_nearly_full"
REFUSED: Final = "uploads_refused"
STORAGE: Final = {
    "disk_full": Remedy(),
    "vault_full": Remedy(),
    "disk_error": Remedy(),
    "catalog_suspect": Remedy(),
    REFUSED: Remedy(),
    NEARLY_FULL: WARNING,
}

CLOCK_UNSET: Final = "gateway_clock_unset"
CLOCK_SET: Final = "gateway_clock_set"
CLOCK_AHEAD: Final = "gateway_clock_ahead"
CLOCK_BEHIND: Final = "gateway_clock_behind"
_CLOCK_PROBLEMS: Final = {"before_release": CLOCK_UNSET, "stepped": CLOCK_SET}
# Most machines are told the time soon after their start, and whatever archives next shows that it is right.
_CLOCK: Final = Remedy(severity=IssueSeverity.WARNING, patience=timedelta(minutes=2))

GUESSING: Final = "passwords_guessed"
PORTS: Final = "ports_remapped"
UNUSABLE: Final = "certificate_unusable"
CERTIFICATE: Final = {
    "certificate_unreadable": WARNING,
    "certificate_locked": WARNING,
    "certificate_wrong_key": WARNING,
    UNUSABLE: WARNING,
}

GATEWAY_OLD: Final = "gateway_outdated"
INTEGRATION_OLD: Final = "integration_outdated"
# App and integration are updated one after the other.
_BOTH: Final = Remedy(severity=IssueSeverity.WARNING, patience=timedelta(hours=1))
TIME_ZONE: Final = "time_zone_differs"
# What was just set is pushed in a moment.
_TIME_ZONE: Final = Remedy(severity=IssueSeverity.WARNING, patience=timedelta(minutes=5))

REMEDIES: Final = {
    **STORAGE,
    **dict.fromkeys((CLOCK_UNSET, CLOCK_SET, CLOCK_AHEAD, CLOCK_BEHIND), _CLOCK),
    GUESSING: WARNING,
    PORTS: Remedy(),
    **CERTIFICATE,
    GATEWAY_OLD: _BOTH,
    INTEGRATION_OLD: _BOTH,
    TIME_ZONE: _TIME_ZONE,
}


def storage_issues(site: Site) -> Iterator[Issue]:
    """Yield why uploads are refused, or are going to be."""
    if refusal := site.gateway.refusing:
        # A newer gateway may know more reasons.
        yield _issue(refusal.reason if refusal.reason in STORAGE else REFUSED)
    elif site.gateway.vault.short:
        yield _issue(NEARLY_FULL)


def clock_issues(site: Site) -> Iterator[Issue]:
    """Yield how the clock of the gateway's machine is wrong."""
    if clock := site.gateway.clock:
        off = clock.off_s or 0.0
        # A newer gateway may know more reasons.
        problem = _CLOCK_PROBLEMS.get(clock.problem, CLOCK_AHEAD if off > 0 else CLOCK_BEHIND)
        yield _issue(problem, offset=duration_text(off))


def guessing_issues(site: Site) -> Iterator[Issue]:
    """Yield from where passwords are guessed."""
    if guessing := site.gateway.guessing:
        addresses = ", ".join(each.address or "…" for each in guessing)
        yield _issue(GUESSING, addresses=addresses, guesses=str(sum(each.guesses for each in guessing)))


def ports_issues(site: Site) -> Iterator[Issue]:
    """Yield which passive ports cameras do not reach."""
    if ports := site.gateway.ftp.remapped_ports:
        yield _issue(PORTS, ports=", ".join(map(str, ports)))


def certificate_issues(site: Site) -> Iterator[Issue]:
    """Yield why FTPS does not show the owner's certificate."""
    if why := site.gateway.ftp.certificate_problem:
        # A newer gateway may know more reasons.
        yield _issue(problem if (problem := f"certificate_{why}") in CERTIFICATE else UNUSABLE)


def version_issues(site: Site, own: AwesomeVersion) -> Iterator[Issue]:
    """Yield which of the two is older: they are made for each other when all but the last number is equal."""
    gateway = AwesomeVersion(site.gateway.version)
    try:
        if (gateway.major, gateway.minor) == (own.major, own.minor):
            return
        problem = GATEWAY_OLD if gateway < own else INTEGRATION_OLD
    except AwesomeVersionException:
        # One that somebody built, such as "dev".
        return
    yield _issue(problem, gateway_version=str(gateway), integration_version=str(own))


def time_zone_issues(site: Site, own: str) -> Iterator[Issue]:
    """Yield whether the gateway's days begin by another clock than Home Assistant's."""
    if (theirs := site.settings.time_zone) != own:
        yield _issue(TIME_ZONE, gateway_time_zone=theirs, own_time_zone=own)


def _issue(problem: str, **placeholders: str) -> Issue:
    return Issue(problem=problem, remedy=REMEDIES[problem], placeholders=placeholders)
