"""A search as people type it, read into words to look for and a span of time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from camvault_gateway.model import Millis, to_millis

from .time_phrases import TimeReader

_FILLERS: Final = frozenset(
    {
        *("a", "an", "and", "any", "all", "at", "by", "from", "in", "me", "of", "on", "show", "the", "to", "with"),
        *("clip", "clips", "picture", "pictures", "video", "videos", "was", "were", "there", "what", "who"),
        *("early", "earlier", "late", "later"),
    }
)
# What people call the labels that cameras report; in the plural, too.
_LABELS: Final = frozenset({"motion", "person", "vehicle", "animal", "face", "package", "doorbell", "sound"})
_CALLED: Final = {
    "people": "person",
    "persons": "person",
    "anyone": "person",
    "anybody": "person",
    "somebody": "person",
}
_PUNCTUATION: Final = ",;!?"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A search: words, from when (included) until when (excluded), and the moment that was named, if any."""

    words: str
    after: Millis | None = None
    before: Millis | None = None
    moment: Millis | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is no time at all in the span."""
        return self.after is not None and self.before is not None and self.after >= self.before

    def within(self, after: Millis | None, before: Millis | None) -> Wanted:
        """Return what is wanted of a span of time."""
        return Wanted(
            self.words,
            max((each for each in (self.after, after) if each is not None), default=None),
            min((each for each in (self.before, before) if each is not None), default=None),
            self.moment,
        )


def understand(text: str, now: datetime, end: datetime | None = None) -> Wanted:
    """Return what a text asks for; `now` is the time, and the time zone, where the cameras are.

    Where only what is before an `end` is looked at, a time of day without a day is the latest one before that.
    """
    reader = TimeReader(now)
    left = reader.read([word for part in text.casefold().split() if (word := part.strip(_PUNCTUATION))])
    asked = [_label(word) for word in left if word not in _FILLERS]
    span = reader.span(end.astimezone(now.tzinfo) if end else None)
    # Of a text that is nothing but fillers, they are what is looked for.
    words = " ".join(asked or ([] if span else left))
    if span is None:
        return Wanted(words)
    moment = None if span.moment is None else to_millis(span.moment)
    return Wanted(words, to_millis(span.begin), to_millis(span.end), moment)


def _label(word: str) -> str:
    single = word.removesuffix("s")
    return _CALLED.get(word) or (single if single in _LABELS else word)
