"""Whatever happens to requests: each capture ends verified exactly once, or stands in a named error until it does."""

import asyncio
from collections.abc import Iterator
import contextlib
from pathlib import Path
import socket
import tempfile
import uuid

from hypothesis import HealthCheck, given, settings, strategies as st
import pytest

from camvault_gateway.archive import archive as archive_room
from camvault_gateway.archive.s3 import client, store
from camvault_gateway.catalog import Catalog, settings as kept_settings
from camvault_gateway.model import ArchiveProblem, CaptureChanged, GatewayChanged, Message, State
from camvault_gateway.vault import Vault
from camvault_gateway.work import circuit_breaker, task_queue

from .archiving import Gateway, sha256, until
from .s3_faults import Fault, Wire
from .s3_servers import S3Server

pytest_plugins = ("tests.gateway.s3_fixtures",)

# What the owner is told during each.
NAMES = {
    **dict.fromkeys(Fault, ArchiveProblem.UNREACHABLE),
    Fault.WRONG_CHECKSUM: ArchiveProblem.DAMAGED,
    Fault.UNKNOWN_KEY: ArchiveProblem.DENIED,
    Fault.EXPIRED_KEY: ArchiveProblem.DENIED,
    Fault.SKEWED: ArchiveProblem.CLOCK_SKEWED,
    Fault.QUOTA: ArchiveProblem.FULL,
    Fault.DISK_FULL: ArchiveProblem.FULL,
    Fault.NO_BUCKET: ArchiveProblem.BUCKET_MISSING,
}
SERVERS = ("seaweedfs", "rclone")


@contextlib.contextmanager
def in_a_hurry() -> Iterator[None]:
    """Cut all waits short."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "READ_TIMEOUT_S", 0.5)
        patch.setattr(archive_room, "_PUT_AGAIN_AFTER_MS", 20)
        for module, first, most in ((circuit_breaker, 0.02, 0.1), (task_queue, 0.02, 0.1)):
            patch.setattr(module, "_FIRST_S", first)
            patch.setattr(module, "_MOST_S", most)
        patch.setattr(circuit_breaker, "_LASTING_FIRST_S", 0.05)
        patch.setattr(circuit_breaker, "_LASTING_MOST_S", 0.2)
        yield


def opened(folder: Path) -> Catalog:
    """Return a new catalog."""
    catalog = Catalog(folder / "catalog.db")
    catalog.write(kept_settings.ensure).result()
    return catalog


class Trial:
    """Captures on their way to a server over a wire that breaks, and what was said of them."""

    def __init__(self, folder: Path, server: S3Server, bucket: str) -> None:
        self.catalog = opened(folder)
        self.gateway = Gateway(self.catalog, Vault(folder / "vault"))
        self.server = server
        self.bucket = bucket
        self.prefix = uuid.uuid4().hex
        self.problems: set[ArchiveProblem | None] = set()
        self.verified: list[str] = []
        self.gateway.bus.subscribe(self._listen)

    def _listen(self, message: Message) -> None:
        if isinstance(message, GatewayChanged):
            self.problems.add(self.gateway.problem())
        if isinstance(message, CaptureChanged) and message.capture.state is State.VERIFIED:
            self.verified.append(message.capture.id)

    async def run(self, faults: list[Fault | None], contents: list[tuple[str, bytes]]) -> None:
        """Let one request after the other meet its fault, and all after them none; then compare."""
        added = [self.gateway.add(content, camera) for camera, content in contents]
        waiting = list(faults)
        async with Wire(self.server, plan=lambda _: waiting.pop(0) if waiting else None).running() as wire:
            place = self.server.settings(self.bucket, endpoint_url=wire.endpoint_url, prefix=self.prefix)
            async with self.gateway.working(place):
                await self.gateway.drained(30)
                await until(lambda: not self.gateway.task_errors())
        self.gateway.archive.close()
        assert sorted(self.verified) == sorted(each.id for each in added)
        assert self.gateway.problem() is None
        objects = {key: body for key, body in self.server.objects(self.bucket).items() if key.startswith(self.prefix)}
        for capture in map(self.gateway.get, added):
            assert sha256(objects[capture.archive_key or ""]) == capture.sha256
        assert {sha256(body) for body in objects.values()} == {each.sha256 for each in added}
        assert len(objects) <= len(added) + self.gateway.archive.state.damaged
        self.catalog.close()


@pytest.fixture(scope="module")
def buckets() -> dict[str, str]:
    """Return a bucket for each server, made at its first use."""
    return {}


def bucket_of(server: S3Server, buckets: dict[str, str]) -> str:
    """Return the module's bucket: SeaweedFS takes seconds to make room in a new one."""
    if server.endpoint_url not in buckets:
        buckets[server.endpoint_url] = server.warm_bucket()
    return buckets[server.endpoint_url]


@pytest.mark.parametrize("name", SERVERS)
@pytest.mark.parametrize("fault", Fault, ids=lambda fault: fault.name)
def test_each_fault_has_its_name_and_its_end(
    fault: Fault, name: str, buckets: dict[str, str], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Three requests in a row meet it: the owner is told what it is; then everything is there, once."""
    server: S3Server = request.getfixturevalue(name)
    trial = Trial(tmp_path, server, bucket_of(server, buckets))
    with in_a_hurry():
        asyncio.run(trial.run([fault] * 3, [("front", b"one" * 5000), ("back", b"two" * 5000)]))
    named = trial.problems - {None}
    if fault is Fault.TRUNCATED:
        # What is left of an answer may look like one that tells of other bytes.
        assert named <= {ArchiveProblem.UNREACHABLE, ArchiveProblem.DAMAGED}
    else:
        assert named == {NAMES[fault]}


@pytest.mark.parametrize("name", SERVERS)
def test_any_sequence_of_faults_ends_verified_once(
    name: str, buckets: dict[str, str], request: pytest.FixtureRequest
) -> None:
    """Also when a request that puts right what another one broke is broken itself."""
    server: S3Server = request.getfixturevalue(name)
    bucket = bucket_of(server, buckets)
    captures = st.lists(st.tuples(st.sampled_from(["front", "back"]), st.binary(max_size=3000)), min_size=1, max_size=4)

    @settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.one_of(st.none(), st.sampled_from(Fault)), max_size=12), captures)
    def play(faults: list[Fault | None], contents: list[tuple[str, bytes]]) -> None:
        with tempfile.TemporaryDirectory() as folder, in_a_hurry():
            asyncio.run(Trial(Path(folder), server, bucket).run(faults, contents))

    play()


def test_connection_that_is_never_made_is_unreachable(tmp_path: Path, seaweedfs: S3Server) -> None:
    """A router that swallows everything: here a queue that is full, so that nobody answers the knocking."""
    gateway = Gateway(opened(tmp_path), Vault(tmp_path / "vault"))
    gateway.add()

    async def knock(port: int) -> None:
        async with gateway.working(seaweedfs.settings("any", endpoint_url=f"http://127.0.0.1:{port}")):
            await until(lambda: gateway.problem() is ArchiveProblem.UNREACHABLE, 5)

    with pytest.MonkeyPatch.context() as patch, contextlib.ExitStack() as stack:
        patch.setattr(client, "_CONNECT_TIMEOUT_S", 0.3)
        full = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        for _ in range(4):
            waiting = stack.enter_context(socket.socket())
            waiting.settimeout(0)
            with contextlib.suppress(BlockingIOError):
                waiting.connect(full.getsockname())
        asyncio.run(knock(full.getsockname()[1]))
    gateway.catalog.close()
