"""The owner's limit for uploads holds, is shared fairly, and keeps no file in memory."""

import asyncio
from io import BytesIO
import time

from hypothesis import given, strategies as st
import pytest

from camvault_gateway.archive.s3.bandwidth import Limiter, TokenBucket
from camvault_gateway.model import Capture, State

from .archiving import Gateway, until
from .s3_faults import Wire
from .s3_servers import S3Server

pytest_plugins = ("tests.gateway.s3_fixtures",)

KIB = 1024
RATES = st.floats(16 * KIB, 10_000 * KIB)
# How much each of several uploads asks for, and how long it pauses after it was served.
UPLOADS = st.lists(
    st.lists(st.tuples(st.integers(1, 200_000), st.floats(0, 2)), min_size=1, max_size=30), min_size=1, max_size=6
)


class Clock:
    """A clock that is set by hand."""

    now = 0.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


def play(bucket: TokenBucket, clock: Clock, uploads: list[list[tuple[int, float]]]) -> list[tuple[float, int, int]]:
    """Let uploads take their turns in virtual time; returns when how much of which was sent."""
    sent: list[tuple[float, int, int]] = []
    ready = [(0.0, number, list(steps)) for number, steps in enumerate(uploads)]
    while ready:
        ready.sort(key=lambda each: each[0])
        at, number, steps = ready.pop(0)
        clock.now = max(clock.now, at)
        wanted, pause = steps.pop(0)
        count = bucket.chunk(wanted)
        moment = clock.now + bucket.take(count)
        sent.append((moment, number, count))
        if steps:
            ready.append((moment + pause, number, steps))
    return sorted(sent)


@given(RATES, UPLOADS)
def test_no_window_has_more_than_the_rate(rate: float, uploads: list[list[tuple[int, float]]]) -> None:
    """Whatever the uploads do: between any two moments no more goes than the rate allows, and one burst."""
    clock = Clock()
    sent = play(TokenBucket(rate, clock), clock, uploads)
    for first, (begin, _, _) in enumerate(sent):
        total = 0
        for end, _, count in sent[first:]:
            total += count
            assert total <= rate * (end - begin) + rate / 4 + rate / 32 + KIB + 1


@given(RATES, st.integers(1, 8))
def test_the_rate_is_used_and_shared(rate: float, uploads: int) -> None:
    """Uploads that never pause get all of it, each its part: a big one delays no small one."""
    clock = Clock()
    bucket = TokenBucket(rate, clock)
    sent = play(bucket, clock, [[(KIB * KIB, 0.0)] * 200 for _ in range(uploads)])
    seconds, total = sent[-1][0], sum(count for _, _, count in sent)
    assert total >= rate * seconds
    for number in range(uploads):
        share = sum(count for at, upload, count in sent if upload == number and at <= seconds / 2)
        assert share == pytest.approx(total / uploads / 2, rel=0.1)


@given(st.integers(1, 10**9))
def test_without_a_limit_nothing_waits(count: int) -> None:
    """And nothing is cut into pieces."""
    bucket = TokenBucket(None, Clock())
    assert bucket.chunk(count) == count
    assert bucket.take(count) == 0


@given(st.binary(max_size=5000), st.lists(st.integers(1, 3000), min_size=1))
def test_body_is_the_same_bytes(content: bytes, sizes: list[int]) -> None:
    """Read in whatever pieces, and again from the start."""
    limiter = Limiter()
    limiter.change(2**30)
    body = limiter.slow(BytesIO(content))
    for _ in range(2):
        body.seek(0)
        found = b""
        while chunk := body.read(sizes[len(found) % len(sizes)]):
            found += chunk
        assert found == content
        assert body.tell() == len(content)


async def test_limit_is_held_on_the_wire(gateway: Gateway, seaweedfs: S3Server) -> None:
    """Four big clips at 400 KiB/s: what a relay counts over seconds is that; a snapshot among them is not kept waiting.

    Lifted, the rest goes at once.
    """
    moments: list[tuple[float, int]] = []

    def count(data: bytes) -> bytes:
        moments.append((time.monotonic(), len(data)))
        return data

    rate = 400 * KIB
    big = [gateway.add(bytes(3_000_000), camera=f"cam {n}") for n in range(3)]
    async with (
        Wire(seaweedfs, sending=count).running() as wire,
        gateway.working(None),
    ):
        gateway.archive.limit_uploads(400)
        gateway.use(seaweedfs.settings(seaweedfs.warm_bucket(), endpoint_url=wire.endpoint_url))
        await until(lambda: bool(moments))
        await asyncio.sleep(1)
        small = gateway.add(bytes(20_000), camera="door")
        begin = time.monotonic()
        await until(lambda: gateway.get(small).state is State.VERIFIED, 30)
        assert all(gateway.get(each).state is State.STORED for each in big)
        await asyncio.sleep(max(0.0, begin + 4 - time.monotonic()))
        end = time.monotonic()
        counted = sum(size for at, size in moments if begin <= at < end)
        # A busy machine may send less.
        assert rate * (end - begin) * 0.5 < counted < rate * (end - begin) * 1.12
        assert not any(done(gateway, each) for each in big)
        gateway.archive.limit_uploads(None)
        await gateway.drained(10)


def done(gateway: Gateway, capture: Capture) -> bool:
    """Tell whether a capture is verified."""
    return gateway.get(capture).state is State.VERIFIED
