"""The part of the fake gateway that reads what people type, as the real one does."""

from collections.abc import Callable, Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from aiohttp import web

from camvault_gateway.model import from_millis, rfc3339, to_millis
from camvault_gateway.search import Wanted, understand

from .fake_answers import read_time
from .fake_values import Json


class Search:
    """What a request looks for."""

    def __init__(self, request: web.Request) -> None:
        """Read the request."""
        query = request.query
        after, before = (read_time(query[name]) if name in query else None for name in ("after", "before"))
        now = datetime.now(ZoneInfo(query.get("time_zone", "UTC")))
        self._typed = "q" in query
        self._read = understand(query.get("q", ""), now, before if before and before < now else None)
        self._wanted: Wanted = self._read.within(
            to_millis(after) if after else None, to_millis(before) if before else None
        )
        self._nearest = query.get("nearest") == "true"

    def finds(self, text: str, moment: datetime) -> bool:
        """Return whether something is looked for, by its words and its time."""
        wanted, at = self._wanted, to_millis(moment)
        return (
            (wanted.after is None or at >= wanted.after)
            and (wanted.before is None or at < wanted.before)
            and all(word in text for word in wanted.words.split())
        )

    def ordered(self, found: Iterable[Json], time_of: Callable[[Json], datetime]) -> list[Json]:
        """Return what was found, newest first, or what is nearest to the moment that was named."""
        newest = sorted(found, key=time_of, reverse=True)
        if not self._nearest or self._wanted.moment is None:
            return newest
        moment = from_millis(self._wanted.moment)
        return sorted(newest, key=lambda each: abs(time_of(each) - moment))

    @property
    def understood(self) -> Json | None:
        """Return what the words were read as."""
        if not self._typed:
            return None
        read = self._read
        times = {"after": read.after, "before": read.before, "moment": read.moment}
        told = {name: None if time is None else rfc3339(time) for name, time in times.items()}
        return {"words": read.words, **told}
