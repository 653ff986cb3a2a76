"""Captures play from the archive when the vault no longer has them."""

import asyncio
from dataclasses import replace
import os

import pytest

from camvault_gateway.model import ArchiveError, ArchiveProblem, Capture

from .archiving import SITE, Gateway, task_of
from .s3_faults import Wire
from .s3_servers import PUT_ONLY_KEY_ID, PUT_ONLY_SECRET, S3Server

pytest_plugins = ("tests.gateway.s3_fixtures",)


async def read(gateway: Gateway, capture: Capture, start: int, end: int) -> bytes:
    """Return what is streamed."""
    return b"".join([chunk async for chunk in gateway.archive.stream(capture, start, end)])


async def archived(gateway: Gateway, server: S3Server, content: bytes, **changes: str) -> Capture:
    """Return a capture that is in the archive."""
    capture = gateway.add(content)
    gateway.archive.configure(server.settings(server.new_bucket(), **changes), SITE)
    await gateway.archive.archive(task_of(capture))
    return gateway.get(capture)


@pytest.mark.parametrize("name", ["seaweedfs", "ministack", "rclone", "moto"])
async def test_any_part_is_exactly_those_bytes(gateway: Gateway, name: str, request: pytest.FixtureRequest) -> None:
    """The whole, a part, a single byte, and nothing."""
    content = os.urandom(700_000)
    capture = await archived(gateway, request.getfixturevalue(name), content)
    gateway.vault.path(capture).unlink()
    for start, end in ((0, 700_000), (0, 1), (699_999, 700_000), (1000, 600_001), (0, 699_999), (5, 5)):
        assert await read(gateway, capture, start, end) == content[start:end]


async def test_what_is_not_there_says_so_before_the_first_byte(gateway: Gateway, seaweedfs: S3Server) -> None:
    """Not archived, deleted, and no archive at all."""
    capture = await archived(gateway, seaweedfs, b"content")
    with pytest.raises(ArchiveError, match="not in the archive"):
        await read(gateway, replace(capture, archive_key=None), 0, 7)
    with pytest.raises(ArchiveError, match="NoSuchKey"):
        await read(gateway, replace(capture, archive_key="home/nothing"), 0, 7)
    gateway.archive.configure(None, SITE)
    with pytest.raises(ArchiveError, match="No archive"):
        await read(gateway, capture, 0, 7)


async def test_key_that_may_only_put_cannot_read(gateway: Gateway, seaweedfs: S3Server) -> None:
    """It is denied, with what to do."""
    keys = {"access_key_id": PUT_ONLY_KEY_ID, "secret_access_key": PUT_ONLY_SECRET}
    capture = await archived(gateway, seaweedfs, b"content", **keys)
    with pytest.raises(ArchiveError) as caught:
        await read(gateway, capture, 0, 7)
    assert caught.value.problem is ArchiveProblem.DENIED


async def test_stream_that_breaks_off_is_an_error_not_an_end(gateway: Gateway, seaweedfs: S3Server) -> None:
    """A player must not take half a clip for a whole one. A relay cuts: no server can be told to."""
    content = os.urandom(30_000_000)
    async with Wire(seaweedfs).running() as wire:
        capture = await archived(gateway, seaweedfs, content, endpoint_url=wire.endpoint_url)
        stream = gateway.archive.stream(capture, 0, len(content))
        assert await anext(stream)
        wire.cut()
        with pytest.raises(ArchiveError) as caught:
            async for _ in stream:
                pass
    assert caught.value.problem is ArchiveProblem.UNREACHABLE


async def test_reader_that_goes_away_holds_nothing(gateway: Gateway, seaweedfs: S3Server) -> None:
    """More readers than threads and connections leave in the middle, and the next is served."""
    content = os.urandom(5_000_000)
    capture = await archived(gateway, seaweedfs, content)

    async def leave() -> None:
        async for _ in gateway.archive.stream(capture, 0, len(content)):
            await asyncio.sleep(60)

    leaving = [asyncio.create_task(leave()) for _ in range(24)]
    await asyncio.sleep(0.3)
    for each in leaving:
        each.cancel()
    await asyncio.gather(*leaving, return_exceptions=True)
    assert await asyncio.wait_for(read(gateway, capture, 10, 20), 10) == content[10:20]


async def test_slow_reader_holds_no_thread(gateway: Gateway, seaweedfs: S3Server) -> None:
    """Between two chunks a stream needs no thread: many paused players leave room for another."""
    content = os.urandom(2_000_000)
    capture = await archived(gateway, seaweedfs, content)
    paused = [gateway.archive.stream(capture, 0, len(content)) for _ in range(12)]
    for each in paused:
        assert await anext(each)
    assert await asyncio.wait_for(read(gateway, capture, 0, 100), 10) == content[:100]
    for each in paused:
        await each.aclose()
