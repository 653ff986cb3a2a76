"""Read what people search for in the media browser: words, and when; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from .search_times import TimeReader

_FILLERS: Final = frozenset(
    {
        *("a", "an", "and", "any", "all", "at", "by", "from", "in", "me", "of", "on", "show", "the", "to", "with"),
        *("clip", "clips", "picture", "pictures", "video", "videos"),
    }
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for: words, and from when until when."""

    words: str
    after: datetime | None = None
    before: datetime | None = None

    def within(self, bounds: tuple[datetime, datetime] | None) -> Wanted:
        """Return what is wanted of a time."""
        if bounds is None:
            return self
        after, before = bounds
        return Wanted(self.words, max(after, self.after or after), min(before, self.before or before))

    @property
    def possible(self) -> bool:
        """Whether there is a time at all."""
        return self.after is None or self.before is None or self.after < self.before


def understand(text: str, now: datetime, labels: Mapping[str, str]) -> Wanted:
    """Return what a text asks for; `labels` are the gateway's words for what people call labels."""
    reader = TimeReader(now)
    words = reader.read(text.casefold())
    wanted = [labels.get(word, labels.get(word.removesuffix("s"), word)) for word in words if word not in _FILLERS]
    # Of a text that is nothing but fillers, they are what is looked for.
    looked_for = " ".join(wanted or ([] if reader.span() else words))
    after, before = reader.span() or (None, None)
    return Wanted(looked_for, after, before)
