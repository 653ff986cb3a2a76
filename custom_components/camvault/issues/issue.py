"""A problem that Home Assistant's repairs show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from homeassistant.helpers.issue_registry import IssueSeverity
from homeassistant.util import dt as dt_util


@dataclass(frozen=True, kw_only=True, slots=True)
class Remedy:
    """How bad a problem is, whether new settings can solve it, and how long it may last before it is shown."""

    severity: IssueSeverity = IssueSeverity.ERROR
    fixable: bool = False
    patience: timedelta = timedelta()


WARNING: Final = Remedy(severity=IssueSeverity.WARNING)


@dataclass(frozen=True, kw_only=True, slots=True)
class Issue:
    """A problem of a gateway or of one of its cameras; `since` is when it began, if known."""

    problem: str
    remedy: Remedy
    placeholders: Mapping[str, str]
    camera: str | None = None
    since: datetime | None = None

    def id_in(self, entry_id: str) -> str:
        """Return the issue's id in Home Assistant's registry."""
        return "_".join(filter(None, (self.problem, entry_id, self.camera)))

    @property
    def patience(self) -> timedelta:
        """Return how much longer it may last before it is shown."""
        whole = self.remedy.patience
        passed = dt_util.utcnow() - self.since if self.since else timedelta()
        return min(whole, max(timedelta(), whole - passed))
