"""Clips made playable when somebody wants to see them, with the real catalog, vault and worker."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
import os
from pathlib import Path
import sys
from typing import BinaryIO, Unpack, override

import pytest
import pytest_asyncio

from camvault_gateway.catalog import Catalog, captures
from camvault_gateway.derive.player import Player
from camvault_gateway.derive.process import Known, MediaProcess
from camvault_gateway.derive.protocol import Conversion
from camvault_gateway.model import Capture, Condition, Kind, OutageError, Playback, Rendition, State, new_id
from camvault_gateway.vault import Vault, renditions

from .archiving import until
from .media import clip
from .test_derive_deriver import Deriving

pytestmark = pytest.mark.asyncio


class Counting(MediaProcess):
    """A stand-in that writes something, when it may, and counts how often."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[BinaryIO] = []
        self.may = asyncio.Event()

    @override
    async def convert(
        self,
        file: BinaryIO,
        into: BinaryIO,
        size: int = 0,
        which: Rendition = Rendition.PLAYABLE,
        **known: Unpack[Known],
    ) -> Conversion:
        """Write what is played."""
        self.asked.append(file)
        await asyncio.to_thread(into.write, b"pictures")
        await self.may.wait()
        return Conversion(playback=Playback.CONVERTED)


@pytest_asyncio.fixture
async def deriving(tmp_path: Path) -> AsyncIterator[Deriving]:
    """Return an empty catalog and vault."""
    with Catalog(tmp_path / "catalog.db") as catalog:
        yield Deriving(catalog, Vault(tmp_path / "vault"), tmp_path)


@pytest_asyncio.fixture
async def player(deriving: Deriving) -> AsyncIterator[Player]:
    """Return a player with the real worker."""
    made = Player(deriving.catalog, deriving.vault, deriving.changed.append)
    yield made
    await made.stop()


def added(deriving: Deriving, name: str, codec: str = "libx264") -> Capture:
    """Keep a clip that nobody looked at."""
    return deriving.capture(deriving.add(clip(deriving.folder / name, codec=codec), Kind.CLIP))


def left(deriving: Deriving) -> set[str]:
    """Return the names of what was made."""
    return {path.name for path in (deriving.folder / "vault" / "playables").iterdir()}


async def test_made_when_wanted(deriving: Deriving, player: Player) -> None:
    """What is made is kept, and told; the capture itself stays what it is."""
    capture = added(deriving, "a.mkv")
    content = deriving.vault.path(capture).read_bytes()
    ready = await player.prepare(capture)
    assert ready == replace(capture, playback=Playback.CONVERTED, codecs="avc1.64000b")
    assert deriving.changed == [ready] == [deriving.catalog.read(captures.get, capture.id)]
    assert left(deriving) == {f"{capture.id}.mp4"}
    assert deriving.vault.path(capture).read_bytes() == content
    assert await player.prepare(ready) == ready
    deriving.vault.renditions.trim(0)
    assert await player.prepare(ready) == ready
    assert left(deriving) == {f"{capture.id}.mp4"}
    assert deriving.changed == [ready]


@pytest.mark.parametrize(
    ("name", "codec", "playback"),
    [("a.mp4", "libx264", Playback.ORIGINAL), ("a.avi", "mjpeg", Playback.NONE)],
)
async def test_nothing_to_be_made(
    deriving: Deriving, player: Player, name: str, codec: str, playback: Playback
) -> None:
    """It is found out once."""
    ready = await player.prepare(added(deriving, name, codec))
    assert ready.playback is playback
    assert not left(deriving)
    deriving.vault.path(ready).unlink()
    assert await player.prepare(ready) == ready


async def test_unreadable(deriving: Deriving, player: Player) -> None:
    """A file that shows nothing cannot be played, and leaves nothing."""
    path = deriving.folder / "a.mp4"
    path.write_text("This is no clip.")
    ready = await player.prepare(deriving.capture(deriving.add(path, Kind.CLIP, Condition.INCOMPLETE)))
    assert (ready.playback, ready.condition) == (Playback.NONE, Condition.INCOMPLETE)
    assert not left(deriving)


async def test_file_that_kills_the_worker(deriving: Deriving) -> None:
    """It cannot be played, and what was begun is gone; the worker here is a stand-in that writes and dies."""
    script = (
        "import os, socket, sys\nprint('ready', flush=True)\n"
        "_, files, _, _ = socket.recv_fds(socket.socket(fileno=0), 4096, 2)\n"
        "os.write(files[1], b'half')\nos._exit(1)\n"
    )
    media = MediaProcess((sys.executable, "-c", script))
    player = Player(deriving.catalog, deriving.vault, deriving.changed.append, media)
    ready = await player.prepare(added(deriving, "a.mkv"))
    await player.stop()
    assert ready.playback is Playback.NONE
    assert not left(deriving)


async def test_many_viewers_wait_for_one(deriving: Deriving) -> None:
    """A clip is made once, however many ask, and also when they do not wait; the worker here is a stand-in."""
    media = Counting()
    player = Player(deriving.catalog, deriving.vault, deriving.changed.append, media, wait_s=0.05)
    capture = added(deriving, "a.mkv")
    answers = await asyncio.gather(*(player.prepare(capture) for _ in range(5)), return_exceptions=True)
    assert {type(answer) for answer in answers} == {TimeoutError}
    await until(lambda: bool(media.asked))
    assert len(media.asked) == 1
    media.may.set()
    player._wait_s = 10
    assert (await player.prepare(capture)).playback is Playback.CONVERTED
    assert len(media.asked) == 1
    await player.stop()


async def test_from_the_archive(deriving: Deriving) -> None:
    """A clip that is there only is fetched for the moment; one too large for that is not."""
    capture = added(deriving, "a.mkv")
    content = deriving.vault.path(capture).read_bytes()
    deriving.vault.evict(capture)
    far = replace(capture, state=State.VERIFIED, local=False, archive_key="a/key")
    deriving.catalog.write(captures.change, far).result()

    async def fetch(wanted: Capture, into: Path) -> None:
        assert wanted.id == capture.id
        await asyncio.to_thread(into.write_bytes, content)

    player = Player(deriving.catalog, deriving.vault, deriving.changed.append, fetch=fetch)
    assert (await player.prepare(far)).playback is Playback.CONVERTED
    assert not list((deriving.folder / "vault" / "borrowed").iterdir())
    assert (await player.prepare(replace(far, size=10**12, id=new_id()))).playback is Playback.NONE
    await player.stop()


async def test_full_disk(deriving: Deriving, player: Player) -> None:
    """Nothing more is made, and what was made makes room."""
    first = await player.prepare(added(deriving, "a.mkv"))
    deriving.vault.disk_space.retained(short=True, crowded=True)
    with pytest.raises(OutageError, match="full"):
        await player.prepare(added(deriving, "b.mkv"))
    assert not left(deriving)
    assert first.playback is Playback.CONVERTED


async def test_what_nobody_watches_goes_first(deriving: Deriving, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder has a limit, which the newest does not fall to."""
    kept = deriving.vault.renditions
    monkeypatch.setattr(renditions, "_MOST_BYTES", 25)
    for number, name in enumerate("abcd"):
        if name == "d":
            os.utime(kept.path("b", Rendition.PLAYABLE), (1, 1))
        with kept.begin(name, Rendition.PLAYABLE) as draft:
            draft.write(b"0123456789")
        kept.keep(name, Rendition.PLAYABLE)
        os.utime(kept.path(name, Rendition.PLAYABLE), (10 + number, 10 + number))
    assert left(deriving) == {"c.mp4", "d.mp4"}
    assert kept.touch("c", Rendition.PLAYABLE)
    with kept.begin("e", Rendition.PLAYABLE) as draft:
        draft.write(b"0123456789" * 9)
    kept.keep("e", Rendition.PLAYABLE)
    assert left(deriving) == {"e.mp4"}
    assert not kept.touch("c", Rendition.PLAYABLE)


async def test_what_a_stop_left_is_removed(deriving: Deriving) -> None:
    """What was not finished goes at the next start; what was done stays."""
    with deriving.vault.renditions.begin("a", Rendition.PLAYABLE) as draft:
        draft.write(b"half")
    deriving.vault.renditions.path("b", Rendition.PLAYABLE).write_bytes(b"whole")
    Vault(deriving.folder / "vault")
    assert left(deriving) == {"b.mp4"}
