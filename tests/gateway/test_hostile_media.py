"""Damaged and made-up media, against recognition and against the real gateway with its worker."""

import contextlib
from pathlib import Path
from random import Random
import sqlite3
import time
from zoneinfo import ZoneInfo

import pytest

from camvault_gateway.derive.container.truncation import is_whole
from camvault_gateway.derive.container.view import Reader
from camvault_gateway.recognize import recognize

from .hostile import unharmed
from .media import FRAGMENTED, clip, picture
from .running import running_gateway

_PATIENCE_S = 120
_HEAD, _TAIL = 4096, 4096


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return one good file of each kind."""
    folder = tmp_path_factory.mktemp("samples")
    paths = (
        picture(folder / "a.jpg"),
        clip(folder / "a.mp4", seconds=1),
        clip(folder / "b.mp4", seconds=1, muxer_options=FRAGMENTED),
        clip(folder / "a.mkv", seconds=1),
        clip(folder / "a.avi", codec="mpeg4", seconds=1),
    )
    return {path.name: path.read_bytes() for path in paths}


def _damaged(data: bytes, random: Random) -> bytes:
    """Return a file with some bytes changed, pieces moved, doubled or gone, or lengths that are lies."""
    damaged = bytearray(data)
    for _ in range(random.randint(1, 12)):
        at = random.randrange(len(damaged))
        match random.randrange(5):
            case 0:
                damaged[at] = random.randrange(256)
            case 1:
                del damaged[at : at + random.randint(1, 400)]
            case 2:
                damaged[at:at] = damaged[: random.randint(1, 400)]
            case 3:
                damaged[at : at + 4] = random.choice((b"\xff" * 4, bytes(4), b"\x7f\xff\xff\xff", b"\x00\x00\x00\x01"))
            case _:
                del damaged[max(1, at) :]
        if not damaged:
            return b"\x00"
    return bytes(damaged)


def test_recognition_takes_everything(samples: dict[str, bytes]) -> None:
    """Thousands of damaged files of every kind, under the names of other kinds: each has an answer."""
    random = Random(20261123)  # noqa: S311 the same ones each time
    for number in range(4000):
        data = _damaged(random.choice(list(samples.values())), random)
        path = f"/garden/{number}{random.choice(('.jpg', '.mp4', '.mkv', '.avi', '.dav', '.h264', ''))}"
        found = recognize(
            path,
            data[:_HEAD],
            data[-_TAIL:],
            len(data),
            1_800_000_000_000,
            ZoneInfo("UTC"),
        )
        assert found.kind
        assert is_whole(len(data), _reader(data)) in {True, False, None}


def _reader(data: bytes) -> Reader:
    return lambda offset, length: data[offset : offset + length]


def _waiting(catalog: Path) -> int:
    with contextlib.closing(sqlite3.connect(f"file:{catalog}?mode=ro", uri=True)) as db:
        return int(db.execute("SELECT count(*) FROM captures WHERE to_derive").fetchone()[0])


def test_the_worker_takes_everything(samples: dict[str, bytes], tmp_path: Path) -> None:
    """The real gateway looks at damaged files, one after the other, and a camera uploads meanwhile."""
    random = Random(4)  # noqa: S311 as above
    with running_gateway(tmp_path) as gateway:
        with unharmed(gateway), gateway.client() as ftp:
            for number in range(25):
                name, data = random.choice(list(samples.items()))
                assert ftp.store(f"/odd/{number}-{name}", _damaged(data, random)).startswith("226")
            deadline = time.monotonic() + _PATIENCE_S
            while time.monotonic() < deadline and _waiting(gateway.folder / "data/catalog.db") > 5:
                time.sleep(0.2)
        assert _waiting(gateway.folder / "data/catalog.db") <= 5
        assert "Traceback" not in gateway.log
