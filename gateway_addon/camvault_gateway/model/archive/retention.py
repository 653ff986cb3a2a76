"""The retention of captures, in days, by the bucket's own lifecycle rules."""

from dataclasses import dataclass
from typing import Final

from camvault_gateway.model.time.millis import Millis

from .archive import ArchiveProblem

_DAY_MS: Final = 24 * 3600 * 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpiryRule:
    """A rule of the bucket by which everything below a prefix expires after so many days."""

    prefix: str
    days: int
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """The bucket's rules as last read; `problem` is what kept them from being read again since."""

    folder: str
    read_at: Millis | None = None
    rules: tuple[ExpiryRule, ...] = ()
    problem: ArchiveProblem | None = None

    @property
    def days(self) -> int | None:
        """For how many days captures of this site are kept; None for ever, or when the rules were never read."""
        return self._days_of(self.folder)

    @property
    def own_days(self) -> int | None:
        """The days of the gateway's own rule."""
        return next((rule.days for rule in self.rules if rule.own), None)

    def explains(self, key: str, put_at: Millis, now: Millis) -> bool:
        """Tell whether an object that was put at a moment may be gone by now."""
        days = self._days_of(key)
        return days is not None and put_at + days * _DAY_MS <= now

    def _days_of(self, key: str) -> int | None:
        return min((rule.days for rule in self.rules if key.startswith(rule.prefix)), default=None)
