"""Test reading what the gateway says."""

from dataclasses import replace
from typing import Any

import pytest

from custom_components.camvault.api.live import read_live
from custom_components.camvault.api.models import Capture, CapturePage, Kind
from custom_components.camvault.api.wire import WireError, read

from .fake_values import make_capture

CAPTURE = make_capture("clip1", "garden", "2026-11-23T19:00:00.000Z", labels=["person"])


def test_read() -> None:
    """A message is read; whole numbers are numbers, too, and what is not known is ignored."""
    capture = read(Capture, CAPTURE)
    assert capture.labels == ("person",)
    assert capture.captured_at.isoformat() == "2026-11-23T19:00:00+00:00"
    assert read(Capture, CAPTURE | {"duration_s": 12, "colour": "green"}) == replace(capture, duration_s=12.0)
    assert read(Capture, CAPTURE | {"kind": "dream"}) == replace(capture, kind=Kind.OTHER)
    assert read(Capture, CAPTURE | {"duration_s": None}) == replace(capture, duration_s=None)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"id": None}, "items.id: expected str, got NoneType"),
        ({"size": True}, "items.size: expected int, got bool"),
        ({"size": 1.5}, "items.size: expected int, got float"),
        ({"duration_s": "long"}, "items.duration_s: expected float, got str"),
        ({"kind": 7}, "items.kind: expected str, got int"),
        ({"labels": "person"}, "items.labels: expected an array, got str"),
        ({"labels": [1]}, "items.labels: expected str, got int"),
        ({"captured_at": "yesterday"}, "items.captured_at: expected a time with its offset"),
        ({"captured_at": "2026-11-23T19:00:00"}, "items.captured_at: expected a time with its offset"),
        ({"captured_at": 5}, "items.captured_at: expected a time with its offset"),
    ],
)
def test_bad_value(changes: dict[str, Any], words: str) -> None:
    """What is wrong is said with the way to it."""
    with pytest.raises(WireError) as caught:
        read(CapturePage, {"items": [CAPTURE | changes], "next": None})
    assert str(caught.value) == words


@pytest.mark.parametrize(
    ("wire", "words"),
    [
        ({"items": []}, "next: missing"),
        ({"items": ["x"], "next": None}, "items: expected an object, got str"),
        ([], "expected an object, got list"),
    ],
)
def test_bad_shape(wire: object, words: str) -> None:
    """What is missing or of another shape is said."""
    with pytest.raises(WireError) as caught:
        read(CapturePage, wire)
    assert str(caught.value) == words


@pytest.mark.parametrize("wire", [None, [], {}, {"type": 5}, "snapshot"])
def test_no_message(wire: object) -> None:
    """What has no type is no message."""
    with pytest.raises(WireError):
        read_live(wire)
