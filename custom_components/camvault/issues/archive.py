"""What stands in Home Assistant's repairs of the archive: the problem there is, if it lasts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
import logging
from typing import Final

from homeassistant.helpers.issue_registry import IssueSeverity
from yarl import URL

from ..api.archive import Archive
from ..api.gateway import ArchiveState
from ..site import Site

_LOGGER = logging.getLogger(__name__)

AWS: Final = "AWS"
OTHERWISE: Final = "archive_failed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Remedy:
    """How bad a problem is, whether new settings can solve it, and how long it may last before anybody is told."""

    severity: IssueSeverity = IssueSeverity.ERROR
    fixable: bool = False
    patience: timedelta = timedelta()


REMEDIES: Final = {
    "archive_unreachable": Remedy(severity=IssueSeverity.WARNING, patience=timedelta(minutes=10)),
    "archive_denied": Remedy(fixable=True),
    "archive_bucket_missing": Remedy(fixable=True),
    "archive_untrusted": Remedy(fixable=True),
    "archive_clock_skewed": Remedy(),
    "archive_full": Remedy(),
    "archive_damaged": Remedy(),
    "archive_unproven": Remedy(fixable=True, severity=IssueSeverity.WARNING),
    OTHERWISE: Remedy(fixable=True),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Issue:
    """A problem to tell of, what is to be done about it, and the words that its text needs."""

    problem: str
    remedy: Remedy
    placeholders: Mapping[str, str]
    # Patience counts from here; None for when it was noticed.
    since: datetime | None = None


def look_for[T, F](find: Callable[[T], F | None], subject: T) -> F | None:
    """Return the problem that is found, or None also when looking for it fails: a hint must stop nothing else."""
    try:
        return find(subject)
    except Exception:
        _LOGGER.exception("Unexpected error while looking for problems")
        return None


def issue_of(site: Site) -> Issue | None:
    """Return what to tell of the archive of a site in this state."""
    health, archive = site.gateway.archive, site.settings.archive
    if health.state is not ArchiveState.FAILING or archive is None:
        return None
    # A newer gateway may know more problems; trying the settings tells what each is.
    problem = health.error if health.error in REMEDIES else OTHERWISE
    where = {"bucket": archive.bucket, "server": _server(archive)}
    return Issue(problem=problem, remedy=REMEDIES[problem], placeholders=where, since=health.failing_since)


def _server(archive: Archive) -> str:
    """Return the S3 server's name."""
    return (URL(archive.endpoint_url).host_port_subcomponent or AWS) if archive.endpoint_url else AWS
