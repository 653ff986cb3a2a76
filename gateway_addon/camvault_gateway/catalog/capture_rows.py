"""A capture as its row in the catalog."""

from dataclasses import fields
from functools import lru_cache
import json
from sqlite3 import Row
from typing import Final

from camvault_gateway.model import Capture, Condition, Kind, Playback, State

NAMES: Final = tuple(field.name for field in fields(Capture))


@lru_cache(1024)
def _labels(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


# Looked up, which takes a quarter of the time that asking the enum takes; pages have hundreds of captures.
_KINDS: Final = {each.value: each for each in Kind}
_STATES: Final = {each.value: each for each in State}
_CONDITIONS: Final = {each.value: each for each in Condition}
_PLAYBACKS: Final = {each.value: each for each in Playback}


def from_row(row: Row) -> Capture:
    """Return a capture as its row of the table says, in the order of the table's columns; the last are `tasks`' own."""
    # fmt: off
    (
        id_, camera, event, kind, original_path, extension, content_type, captured_at, started_at, received_at,
        camera_time, labels, scheduled, size, sha256, state, condition, archive_key, duration_ms, thumbnail, local,
        archived_at, playback, codecs, width, height, channel, *_,
    ) = row
    # fmt: on
    return Capture(
        id=id_,
        camera=camera,
        event=event,
        kind=_KINDS[kind],
        original_path=original_path,
        extension=extension,
        content_type=content_type,
        captured_at=captured_at,
        started_at=started_at,
        received_at=received_at,
        camera_time=camera_time,
        labels=_labels(labels),
        scheduled=bool(scheduled),
        size=size,
        sha256=sha256,
        state=_STATES[state],
        condition=_CONDITIONS[condition],
        archive_key=archive_key,
        duration_ms=duration_ms,
        thumbnail=bool(thumbnail),
        local=bool(local),
        archived_at=archived_at,
        playback=_PLAYBACKS[playback],
        codecs=codecs,
        width=width,
        height=height,
        channel=channel,
    )


def to_row(capture: Capture) -> dict[str, object]:
    """Return the columns of a capture."""
    return {name: getattr(capture, name) for name in NAMES} | {"labels": json.dumps(capture.labels)}
