"""Problems of the archive."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from homeassistant.helpers.issue_registry import IssueSeverity
from yarl import URL

from ..api.archive import Archive
from ..api.gateway import ArchiveState
from ..site import Site
from .issue import Issue, Remedy

AWS: Final = "AWS"
OTHERWISE: Final = "archive_failed"
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


def archive_issues(site: Site) -> Iterator[Issue]:
    """Yield why captures do not reach the archive."""
    health, archive = site.gateway.archive, site.settings.archive
    if health.state is not ArchiveState.FAILING or archive is None:
        return
    # A newer gateway may know more problems; trying the settings tells what each is.
    problem = health.error if health.error in REMEDIES else OTHERWISE
    placeholders = {"bucket": archive.bucket, "server": _server(archive)}
    yield Issue(problem=problem, remedy=REMEDIES[problem], placeholders=placeholders, since=health.failing_since)


def _server(archive: Archive) -> str:
    """Return the S3 server's name."""
    return (URL(archive.endpoint_url).host_port_subcomponent or AWS) if archive.endpoint_url else AWS
