"""Renditions: what is made of a capture when somebody wants to see it, and can be made again."""

from enum import StrEnum
from typing import Final

from .capture import NOTHING_TO_SEE, Capture, Kind, State

# Nothing larger is fetched from the archive to make something of it.
LARGEST_FETCH: Final = 200 * 1024 * 1024
# A longer clip has no small rendition: to make it would take longer than anybody waits, and keep others waiting.
LONGEST_SMALL_MS: Final = 15 * 60 * 1000


class Rendition(StrEnum):
    """A form that a capture is shown in: as browsers play it, as a larger picture, as a strip of frames, or small."""

    PLAYABLE = "playable"
    PICTURE = "picture"
    SPRITE = "sprite"
    SMALL = "small"


class NoRenditionError(Exception):
    """A capture has no such rendition; the reason is the text."""

    def __init__(self, reason: str, *, too_long: bool = False) -> None:
        super().__init__(reason)
        self.too_long = too_long


def may_be_small(capture: Capture) -> bool:
    """Tell whether a small clip can be made of a capture, as far as is known before it is tried."""
    return (
        capture.kind is Kind.CLIP
        and capture.state is not State.RECEIVING
        and capture.condition not in NOTHING_TO_SEE
        and (capture.duration_ms or 0) <= LONGEST_SMALL_MS
        and (capture.local or capture.size <= LARGEST_FETCH)
    )
