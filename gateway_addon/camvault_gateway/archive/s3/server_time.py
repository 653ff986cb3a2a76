"""The time that an S3 server's answers tell."""

from collections.abc import Mapping
from email.utils import parsedate_to_datetime

from camvault_gateway.model import CLOCK, Millis, to_millis


def told_time(headers: Mapping[str, str]) -> Millis | None:
    """Return the time that a server's answer says it is."""
    try:
        return to_millis(parsedate_to_datetime(headers.get("date") or headers.get("Date") or ""))
    except ValueError, TypeError:
        return None


def learn_time(headers: Mapping[str, str]) -> None:
    """Compare our clock with the time that a server's answer says it is."""
    if (told := told_time(headers)) is not None:
        CLOCK.compare(told)
