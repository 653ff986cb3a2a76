"""Simulated cameras before the FTP server of these tests."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
import importlib

from camvault_gateway.model import Capture, CaptureChanged, EventChanged, EventRemoved
from demo.simulator.brands import BRANDS
from demo.simulator.player import Player
from demo.simulator.visit import Media, Sketches, Visit

from .conftest import Receiving

MEDIA = Sketches(b"seed", clip_bytes=20_000)
CLIP = MEDIA.clip("mp4")


def passing(media: Media = MEDIA, *, start: datetime | None = None, camera: str = "garden") -> Visit:
    """Let somebody pass by a camera just now."""
    return Visit(
        username="camera",
        password="right-password",
        camera=camera,
        start=start or datetime.now(UTC),
        seconds=8,
        media=media,
    )


def _at_once(_: float) -> None:
    """Wait for nothing."""


def player(
    receiving: Receiving,
    wait: Callable[[float], object] = _at_once,
    note: Callable[[str, str], object] = lambda _line, _reply: None,
    port: int | None = None,
) -> Player:
    """Return a camera's client; it gives up at the first answer that its camera does not take."""
    return Player("127.0.0.1", port or receiving.port, wait, note)


def play(receiving: Receiving, brand: str, visit: Visit | None = None) -> list[tuple[str, str]]:
    """Be a camera of a brand once, and return what was said."""
    said: list[tuple[str, str]] = []
    camera = player(receiving, note=lambda line, reply: said.append((line, reply[:3])))
    camera.play(BRANDS[brand](visit or passing()))
    camera.hang_up()
    return said


def events(receiving: Receiving) -> set[str]:
    """Return the events that were told of and not taken back."""
    removed = {message.event.id for message in receiving.recorder.all(EventRemoved)}
    return {message.event.id for message in receiving.recorder.all(EventChanged)} - removed


def news(receiving: Receiving) -> list[str]:
    """Return the captures that were told of as new ones."""
    return [message.capture.id for message in receiving.recorder.all(CaptureChanged) if message.new]


def arrived(receiving: Receiving) -> list[Capture]:
    """Return all captures in the order they came in."""
    return sorted(receiving.captures(), key=lambda capture: capture.id)


def paths(receiving: Receiving) -> list[str]:
    """Return what the cameras called their captures in the end, without the camera's folder."""
    return [capture.original_path.removeprefix("/garden/") for capture in arrived(receiving)]


def without_test(rows: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return the names of tests, `module.test`, that there are none of."""
    named = {name: name.partition(".") for tests in rows.values() for name in tests}
    return [
        name
        for name, (module, _, test) in named.items()
        if not callable(getattr(importlib.import_module(f"tests.gateway.{module}"), test, None))
    ]
