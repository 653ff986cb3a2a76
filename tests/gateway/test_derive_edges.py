"""What may be looked at, and which answers of a process that handles hostile files are taken."""

from dataclasses import replace
import json
from pathlib import Path
from typing import Any

import pytest

from camvault_gateway.catalog import Catalog
from camvault_gateway.derive import protocol
from camvault_gateway.derive.files import Files
from camvault_gateway.derive.protocol import (
    Conversion,
    Failure,
    FailureError,
    Media,
    WorkerError,
    read_conversion,
    read_media,
    usable_duration,
    write_conversion,
    write_failure,
    write_media,
)
from camvault_gateway.model import LARGEST_FETCH, Capture, Playback
from camvault_gateway.vault import Vault

from .archiving import Gateway

_MEDIA = Media(
    picture=b"\xff\xd8\xff picture",
    codec="h264",
    width=1920,
    height=1080,
    duration_ms=5000,
    playback=Playback.ORIGINAL,
    codecs="avc1.640028, mp4a.40.2",
)
_WEEK_MS = 7 * 24 * 3600 * 1000


async def _fetch(_: Capture, __: Path) -> None:
    raise AssertionError


@pytest.mark.parametrize(
    ("changes", "may"),
    [
        ({}, True),
        ({"size": LARGEST_FETCH}, True),
        ({"size": LARGEST_FETCH + 1}, False),
        ({"local": True}, False),
        ({"archive_key": None}, False),
    ],
)
def test_what_may_be_fetched(catalog: Catalog, vault: Vault, changes: dict[str, Any], *, may: bool) -> None:
    """What lies in the archive only, and is not too much; what is here is taken from here, whatever it is."""
    lying: dict[str, Any] = {"local": False, "archive_key": "key", **changes}
    known = replace(Gateway(catalog, vault).add(b"x"), **lying)
    vault.path(known).unlink()
    assert Files(vault, _fetch).can_have(known) is may
    assert not Files(vault, None).can_have(known)
    vault.path(known).write_bytes(b"here")
    assert Files(vault, None).can_have(known)


def test_answers_are_read_as_they_were_written() -> None:
    """Each field, and each failure."""
    assert read_media(7, write_media(7, _MEDIA).encode()) == _MEDIA
    converted = Conversion(playback=Playback.CONVERTED, codecs=None)
    assert read_conversion(7, write_conversion(7, converted).encode()) == converted
    for failure in Failure:
        with pytest.raises(FailureError, match="so it is") as caught:
            read_media(7, write_failure(7, failure, "so it is").encode())
        assert caught.value.failure is failure
    with pytest.raises(FailureError) as caught:
        read_media(7, write_failure(7, Failure.UNREADABLE, "x" * 5000).encode())
    assert len(str(caught.value)) == 200


@pytest.mark.parametrize(
    "changes",
    [
        {"id": 8},
        {"width": 0},
        {"height": 65536},
        {"width": "1"},
        {"picture": "AAAA"},
        {"picture": "no base64!"},
        {"playback": "somehow"},
        {"codecs": "avc1\r\nX: y"},
        {"codecs": ["avc1"]},
        {"error": "unknown", "reason": ""},
    ],
)
def test_answers_that_make_no_sense(changes: dict[str, object]) -> None:
    """They are not taken, and the worker counts as broken."""
    line = json.dumps(json.loads(write_media(7, _MEDIA)) | changes).encode()
    with pytest.raises(WorkerError):
        read_media(7, line)


@pytest.mark.parametrize(("width", "height"), [(1, 65535), (65535, 1)])
def test_odd_shapes(width: int, height: int) -> None:
    """As large as a JPEG may be."""
    odd = replace(_MEDIA, width=width, height=height)
    assert read_media(7, write_media(7, odd).encode()) == odd


@pytest.mark.parametrize(
    ("told", "usable"),
    [(None, None), (0, None), (-1, None), (1, 1), (_WEEK_MS, _WEEK_MS), (_WEEK_MS + 1, None)],
)
def test_lengths_that_a_clip_can_have(told: int | None, usable: int | None) -> None:
    """A week at most; what is no length is not told."""
    assert usable_duration(told) == usable
    read = read_media(7, write_media(7, replace(_MEDIA, duration_ms=told)).encode())
    assert read.duration_ms == usable
    assert protocol.LINE_LIMIT > 1024 * 1024
