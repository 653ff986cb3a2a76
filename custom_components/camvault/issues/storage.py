"""What stands in Home Assistant's repairs of the gateway's own disk."""

from typing import Final

from homeassistant.helpers.issue_registry import IssueSeverity

from ..site import Site
from .archive import Issue, Remedy

NEARLY_FULL: Final = "disk_nearly_full"
UNKNOWN: Final = "uploads_refused"
STORAGE_REMEDIES: Final = {
    "disk_full": Remedy(),
    "vault_full": Remedy(),
    "disk_error": Remedy(),
    "catalog_suspect": Remedy(),
    UNKNOWN: Remedy(),
    NEARLY_FULL: Remedy(severity=IssueSeverity.WARNING),
}


def storage_issue_of(site: Site) -> Issue | None:
    """Return what to tell of the disk of a site in this state."""
    if refusal := site.gateway.refusing:
        # A newer gateway may know more reasons.
        problem = refusal.reason if refusal.reason in STORAGE_REMEDIES else UNKNOWN
    elif site.gateway.vault.short:
        problem = NEARLY_FULL
    else:
        return None
    return Issue(problem=problem, remedy=STORAGE_REMEDIES[problem], placeholders={})
