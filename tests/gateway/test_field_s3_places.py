"""The same bucket under another address, certificates of one's own, and servers that keep nothing but bytes."""

import asyncio
from dataclasses import replace
from pathlib import Path
import re
import subprocess
import sys

import pytest

from camvault_gateway.app.errors import ExitCode
from camvault_gateway.archive import certificates, settled
from camvault_gateway.archive.s3.store import Store
from camvault_gateway.archive.s3.throttle import Throttle
from camvault_gateway.catalog import Catalog, archives, captures, settings as kept_settings
from camvault_gateway.catalog.bulk import address_repair
from camvault_gateway.model import ArchiveError, ArchiveProblem, ArchiveSettings, Capture

from .archiving import SITE, Gateway
from .s3_faults import Wire, answer
from .s3_servers import ACCESS_KEY_ID, SECRET_ACCESS_KEY, S3Server
from .tls_relay import certificate, pem, relay

_COMMAND = Path(sys.executable).parent / "camvault-gateway"

pytest_plugins = ("tests.gateway.s3_fixtures",)


async def read(gateway: Gateway, capture: Capture) -> bytes:
    """Return a capture's bytes from the archive."""
    return b"".join([chunk async for chunk in gateway.archive.stream(gateway.get(capture), 0, capture.size)])


async def take(gateway: Gateway, wanted: ArchiveSettings) -> ArchiveSettings:
    """Try settings and use them, as the API does; returns what is kept."""
    tried = await gateway.archive.check(wanted, SITE)
    kept = replace(tried.settings, abilities=tried.abilities)
    changed = await asyncio.to_thread(gateway.catalog.write(archives.change, kept, tried.same).result)
    gateway.archive.configure(changed.archive, SITE)
    return kept


async def test_bucket_is_known_by_what_lies_in_it(gateway: Gateway, moto: S3Server) -> None:
    """The server got another name and port, and the bucket a new spelling: no capture is in a former archive."""
    place = moto.settings(moto.new_bucket())
    async with Wire(moto).running() as wire, gateway.working(place):
        old = gateway.add(b"from before")
        await gateway.drained()
        moved = replace(place, endpoint_url=wire.endpoint_url.replace("127.0.0.1", "localhost"))
        assert not moved.same_place(place)
        await take(gateway, moved)
        assert gateway.catalog.read(archives.former) == []
        assert await read(gateway, old) == b"from before"
        assert gateway.catalog.read(archives.memory).number == 0


async def test_another_bucket_is_another(gateway: Gateway, moto: S3Server) -> None:
    """Where none of it lies, what was archived stays where it is; back again, all is one."""
    place = moto.settings(moto.new_bucket())
    async with gateway.working(place):
        old = gateway.add(b"in the first")
        await gateway.drained()
        await take(gateway, moto.settings(moto.new_bucket()))
        (former,) = gateway.catalog.read(archives.former)
        assert former.captures == {old.id}
        await take(gateway, replace(place, endpoint_url=f"HTTP://LOCALHOST:{moto.port}/"))
        assert gateway.catalog.read(archives.former_of, old.id) is None
        assert await read(gateway, old) == b"in the first"


async def test_bucket_in_the_path_is_put_right(gateway: Gateway, moto: S3Server, tmp_path: Path) -> None:
    """An older gateway took it: all goes on, new captures beside the old ones, and a rebuild finds them."""
    bucket = moto.new_bucket()
    wrong = replace(moto.settings(bucket), endpoint_url=f"{moto.endpoint_url}/{bucket}")
    async with gateway.working(wrong):
        old = gateway.add(b"under a wrong address")
        await gateway.drained()
        assert gateway.catalog.read(address_repair.is_needed)
        gateway.catalog.write(address_repair.repair).result()
        assert not gateway.catalog.read(address_repair.is_needed)
        kept = gateway.catalog.read(kept_settings.load).archive
        assert kept is not None
        assert (kept.endpoint_url, kept.prefix) == (moto.endpoint_url, f"{bucket}/camvault")
        gateway.archive.configure(kept, SITE)
        assert await read(gateway, old) == b"under a wrong address"
        gateway.add(b"under the right one")
        await gateway.drained()
    assert set(moto.objects(bucket)) == {each.archive_key for each in gateway.catalog.read(captures.list_page).items}
    assert gateway.catalog.read(archives.former) == []


async def test_former_spellings_are_taken_together(catalog: Catalog) -> None:
    """Whoever got a former archive from a slash has it no more after an update."""
    first = ArchiveSettings(
        bucket="clips", access_key_id="key", secret_access_key="secret", endpoint_url="http://nas:9000/old"
    )
    second = replace(first, endpoint_url="http://nas:9001")
    catalog.write(archives.change, first).result()
    catalog.write(archives.change, second).result()
    again = (
        '{"bucket": "clips", "access_key_id": "key", "secret_access_key": "secret", "endpoint_url": "HTTP://Nas:9001/"}'
    )
    catalog.write(lambda db: db.execute("UPDATE former_archives SET settings = ?", (again,))).result()
    assert catalog.read(address_repair.is_needed)
    catalog.write(address_repair.repair).result()
    assert catalog.read(archives.former) == []


async def test_certificate_of_ones_own(gateway: Gateway, moto: S3Server, tmp_path: Path) -> None:
    """What nobody trusts is said; its own certificate is taken under any name, and a CA under its names."""
    bucket = moto.new_bucket()
    ca = certificate("Home CA", is_ca=True)
    own, named, signed = (
        certificate("nas.local"),
        certificate("nas.local", signed_by=ca),
        certificate("nas.local", signed_by=ca, address=True),
    )
    rows = [
        (own, None, "certificate"),
        (own, pem(ca), "certificate"),
        (own, pem(own), None),
        (signed, pem(ca), None),
        (signed, pem(own) + pem(ca), None),
        (named, pem(ca), "another name"),
        (named, pem(named), None),
    ]
    for pair, trusted, says in rows:
        async with relay(moto.port, pair, tmp_path) as url:
            wanted = replace(moto.settings(bucket), endpoint_url=url, ca_certificate=trusted)
            if says is None:
                assert (await gateway.archive.check(wanted, SITE)).abilities.presigned_links
            else:
                with pytest.raises(ArchiveError, match=says) as caught:
                    await gateway.archive.check(wanted, SITE)
                assert caught.value.problem is ArchiveProblem.UNTRUSTED
    (shown,) = certificates(pem(own))
    assert shown.name == "nas.local"


def test_host_style_is_found_out(moto: S3Server) -> None:
    """A server that takes the bucket in the host's name only gets it there, also before a rebuild."""

    async def ask() -> ArchiveSettings:
        refusal = answer(403, "SecondLevelDomainForbidden", "Please use virtual hosted style to access.")
        async with Wire(moto, intercept=lambda _: refusal).running() as wire:
            wanted = moto.settings("clips", endpoint_url=wire.endpoint_url)
            return await asyncio.to_thread(settled, wanted, SITE)

    found = asyncio.run(ask())
    assert found.virtual_hosted
    store = Store(replace(found, endpoint_url="https://oss.example.com"), SITE)
    link = store.client.generate_presigned_url("get_object", Params={"Bucket": "clips", "Key": "a"})
    assert link.startswith("https://clips.oss.example.com/a?")


@pytest.mark.parametrize("names", ["[a-z0-9-]+", "[a-z-]+"], ids=["nothing", "some of it"])
async def test_server_that_keeps_no_metadata_is_not_called_done(
    gateway: Gateway, moto: S3Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: str
) -> None:
    """What keys and bytes tell comes back; that the rest did not is counted, said, and not success."""

    def forget(data: bytes) -> bytes:
        return re.sub(rf"(?i)x-amz-meta-{names}: [^\r]*\r\n".encode(), b"", data)

    bucket = moto.new_bucket()
    async with Wire(moto, rewrite=forget).running() as wire:
        async with gateway.working(moto.settings(bucket, endpoint_url=wire.endpoint_url)):
            added = [gateway.add(camera="front"), gateway.add(camera="back")]
            await gateway.drained()
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", ACCESS_KEY_ID)
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET_ACCESS_KEY)
        command = ["rebuild", "--data", str(tmp_path / "new"), "--bucket", bucket, "--endpoint-url", wire.endpoint_url]
        assert await asyncio.to_thread(_run, command) == ExitCode.INCOMPLETE
        assert await asyncio.to_thread(_run, command) == ExitCode.INCOMPLETE
    with Catalog(tmp_path / "new/catalog.db") as catalog:
        back = catalog.read(captures.list_page).items
    assert {each.sha256 for each in back} == {each.sha256 for each in added}
    assert {each.archive_key for each in back} == {gateway.get(each).archive_key for each in added}


def _run(command: list[str]) -> int:
    """Run the command as people do: it is its own process."""
    done = subprocess.run([str(_COMMAND), *command], capture_output=True, text=True, check=False, timeout=120)
    assert "2 captures had only their keys and bytes" in done.stderr, done.stderr
    assert "Not everything came back" in done.stderr
    return done.returncode


async def test_busy_server_is_asked_slower_and_reads_go_on(gateway: Gateway, moto: S3Server) -> None:
    """It refuses every second question: each clip plays all the same."""
    count = 0

    def refuse(head: bytes) -> bytes | None:
        nonlocal count
        count += head.startswith(b"GET")
        return answer(503, "SlowDown") if head.startswith(b"GET") and count % 2 else None

    async with (
        Wire(moto, intercept=refuse).running() as wire,
        gateway.working(moto.settings(moto.new_bucket(), endpoint_url=wire.endpoint_url)),
    ):
        old = gateway.add(b"in the archive")
        await gateway.drained()
        for _ in range(3):
            assert await read(gateway, old) == b"in the archive"


def test_pace_learns() -> None:
    """Each refusal doubles the time between two requests, up to a bound; what goes well shrinks it to nothing."""
    slept: list[float] = []
    pace = Throttle(lambda: sum(slept) + 1000, slept.append)
    pace.wait()
    assert slept == []
    for _ in range(12):
        pace.learn(busy=True)
        slept.append(3)
    assert pace.interval_s == 2.0
    pace.wait()
    pace.wait()
    assert slept[-1] == pytest.approx(2.0)
    for _ in range(300):
        pace.learn(busy=False)
    assert pace.interval_s == 0
