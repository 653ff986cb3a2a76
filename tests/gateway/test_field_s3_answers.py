"""What servers and proxies answer: each ends as a check that says what is wrong, or that worked around it."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
import re

import pytest

from camvault_gateway.archive import Archive
from camvault_gateway.bus import Bus
from camvault_gateway.catalog import Catalog
from camvault_gateway.model import ArchiveError, ArchiveProblem, Tried, findings
from camvault_gateway.vault import Vault

from .archiving import SITE
from .s3_faults import Wire, answer
from .s3_servers import S3Server

pytest_plugins = ("tests.gateway.s3_fixtures",)

# A click asks for some dozen things, each of them at most a few times.
_MOST_REQUESTS = 60


@pytest.fixture
async def archive(catalog: Catalog, vault: Vault) -> AsyncIterator[Archive]:
    """Return an archive that is not set up."""
    made = Archive(catalog, vault, Bus())
    yield made
    made.close()


def _raw(status: str, *headers: str, body: str = "") -> bytes:
    head = "".join(f"{each}\r\n" for each in headers)
    return f"HTTP/1.1 {status}\r\n{head}Connection: close\r\n\r\n{body}".encode()


@dataclass(frozen=True, slots=True)
class Answered:
    """A server that answers everything alike: what it answers, where that was seen, and what is said of it."""

    kind: str
    source: str
    bytes: bytes
    problem: ArchiveProblem
    says: str


_AWAY = "Location: https://elsewhere.example/clips"
ROWS = [
    *(
        Answered(
            f"redirect {number}", "proxies that force https, servers that moved", answered, ArchiveProblem.FAILED, says
        )
        for number, answered, says in [
            (301, _raw("301 Moved", _AWAY, "Content-Length: 0"), "https://elsewhere.example"),
            (302, _raw("302 Found", _AWAY, "Content-Length: 0"), "https://elsewhere.example"),
            (307, _raw("307 Temporary", _AWAY, "Content-Length: 0"), "https://elsewhere.example"),
            (308, _raw("308 Permanent", _AWAY, "Content-Length: 0"), "https://elsewhere.example"),
            (302, _raw("302 Found", "Content-Length: 0"), "another address"),
        ]
    ),
    Answered(
        "a login page",
        "captive portals",
        _raw("200 OK", "Content-Type: text/html", "Content-Length: 6", body="<html>"),
        ArchiveProblem.UNREACHABLE,
        "HTTP 500",
    ),
    Answered(
        "redirect 303",
        "proxies with a login",
        _raw("303 See Other", _AWAY, "Content-Length: 0"),
        ArchiveProblem.UNREACHABLE,
        "broke off",
    ),
    Answered(
        "an error page",
        "nginx in front of a server that is down",
        _raw("502 Bad Gateway", "Content-Type: text/html", "Content-Length: 6", body="<html>"),
        ArchiveProblem.UNREACHABLE,
        "HTTP 502",
    ),
    Answered(
        "too large for the proxy",
        "nginx, client_max_body_size",
        _raw("413 Request Entity Too Large", "Content-Length: 0"),
        ArchiveProblem.FAILED,
        "HTTP 413",
    ),
    Answered(
        "an unknown code",
        "a code of one provider",
        answer(418, "ImATeapot", "None"),
        ArchiveProblem.FAILED,
        "ImATeapot.",
    ),
    Answered(
        "no message",
        "Ceph, QuotaExceeded",
        answer(403, "QuotaExceeded", "None"),
        ArchiveProblem.FULL,
        "QuotaExceeded. Raise",
    ),
    Answered(
        "broken XML",
        "a proxy that cuts",
        _raw("400 Bad", "Content-Length: 9", body="<Error><C"),
        ArchiveProblem.FAILED,
        "HTTP 400",
    ),
    Answered(
        "an answer before the answer", "RFC 8297", _raw("103 Early Hints"), ArchiveProblem.UNREACHABLE, "broke off"
    ),
    Answered(
        "no HTTP", "a port of another service", b"SSH-2.0-OpenSSH_9.6\r\n", ArchiveProblem.UNREACHABLE, "broke off"
    ),
    Answered(
        "bucket in the host's name only",
        "peak/s5cmd#518",
        answer(403, "SecondLevelDomainForbidden", "Please use virtual hosted style to access."),
        ArchiveProblem.FAILED,
        "in front of its own",
    ),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.kind)
async def test_strange_answer_is_said_in_words(archive: Archive, moto: S3Server, row: Answered) -> None:
    """One click asks little, and tells what was answered."""
    async with Wire(moto, intercept=lambda _: row.bytes).running() as wire:
        with pytest.raises(ArchiveError) as caught:
            await archive.check(moto.settings("clips", endpoint_url=wire.endpoint_url), SITE)
        assert len(wire.requests) <= _MOST_REQUESTS
    assert caught.value.problem is row.problem
    assert row.says in str(caught.value)
    assert not re.search(r"None\.|, \.|: ,|\.\.", str(caught.value))


@dataclass
class Manner:
    """A wire that answers some requests itself, or alters answers."""

    intercept: Callable[[bytes], bytes | None] = lambda _: None
    rewrite: Callable[[bytes], bytes] = lambda data: data

    async def try_with(self, archive: Archive, server: S3Server, **changes: str) -> Tried:
        """Try a new bucket through it."""
        bucket = server.new_bucket()
        async with Wire(server, intercept=self.intercept, rewrite=self.rewrite).running() as wire:
            return await archive.check(server.settings(bucket, **{"endpoint_url": wire.endpoint_url, **changes}), SITE)


_BUSY = answer(503, "SlowDown", "Reduce your request rate.")


@pytest.mark.parametrize("method", ["PUT", "GET", "DELETE"])
@pytest.mark.parametrize("nth", [1, 3])
async def test_busy_server_is_asked_again(archive: Archive, moto: S3Server, method: str, nth: int) -> None:
    """Whichever question it was too busy for: what is found is the same, and no is never put for unknown."""
    whole = (await Manner().try_with(archive, moto)).abilities
    count = 0

    def intercept(head: bytes) -> bytes | None:
        nonlocal count
        if not head.startswith(method.encode()):
            return None
        count += 1
        return _BUSY if count == nth else None

    found = (await Manner(intercept).try_with(archive, moto)).abilities
    for name in ("readable", "listable", "conditional_puts", "presigned_links", "deletes", "hides", "ranges"):
        assert getattr(found, name) == getattr(whole, name), name


async def test_condition_that_nobody_answers_is_unknown(archive: Archive, moto: S3Server) -> None:
    """Not a no for ever."""
    puts = 0

    def intercept(head: bytes) -> bytes | None:
        nonlocal puts
        puts += head.startswith(b"PUT")
        return _BUSY if puts > 1 and head.startswith(b"PUT") else None

    found = (await Manner(intercept).try_with(archive, moto)).abilities
    assert found.conditional_puts is None
    assert "couldn't check" in next(each.text for each in findings(found) if each.ability == "conditional_puts")


async def test_server_without_ranges_is_slow_and_not_damaged(archive: Archive, moto: S3Server) -> None:
    """A part is read from the whole."""
    async with Wire(
        moto, sending=lambda data: re.sub(rb"(?i)\r\nrange: [^\r]*", b"\r\nx-none: 1", data)
    ).running() as wire:
        settings = moto.settings(moto.new_bucket(), endpoint_url=wire.endpoint_url)
        found = (await archive.check(settings, SITE)).abilities
    assert (found.readable, found.ranges) == (True, False)
    assert "start slowly" in next(each.text for each in findings(found) if each.ability == "ranges")


@pytest.mark.parametrize("asked", ["delimiter=", "list-type=2"])
async def test_server_that_knows_no_folders_is_listed_all_the_same(
    archive: Archive, moto: S3Server, asked: str
) -> None:
    """It shows nothing when it is asked for folders, or knows only the older way to list."""

    def sending(data: bytes) -> bytes:
        line, end, rest = data.partition(b"\r\n")
        if not line.startswith(b"GET") or b"list-type" not in line:
            return data
        if asked == "delimiter=":
            line = line.replace(b"delimiter=%2F", b"delimiter=x")
        else:
            line = line.replace(b"list-type=2&", b"")
        return line + end + rest

    async with Wire(moto, sending=sending).running() as wire:
        settings = moto.settings(moto.new_bucket(), endpoint_url=wire.endpoint_url)
        assert (await archive.check(settings, SITE)).abilities.listable


@pytest.mark.parametrize("where", ["path", "unlisted", "missing"])
async def test_what_no_rebuild_would_find_is_refused(archive: Archive, moto: S3Server, where: str) -> None:
    """The server takes objects and shows them nowhere: most likely the bucket is in the address as well."""
    bucket = moto.new_bucket()
    empty = b"<?xml version='1.0'?><ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>"

    def intercept(head: bytes) -> bytes | None:
        if not head.startswith(b"GET") or b"list-type" not in head or where == "path":
            return None
        if where == "missing":
            return answer(404, "NoSuchKey")
        return _raw("200 OK", "Content-Type: application/xml", f"Content-Length: {len(empty)}", body=empty.decode())

    async with Wire(moto, intercept=intercept).running() as wire:
        # Settings as an older gateway took them: nobody takes the bucket off.
        url = f"{wire.endpoint_url}/{bucket}" if where == "path" else wire.endpoint_url
        with pytest.raises(ArchiveError, match="remove it there") as caught:
            await archive.check(moto.settings(bucket, endpoint_url=url), SITE)
    assert caught.value.problem is ArchiveProblem.FAILED
    assert not [key for key in moto.objects(bucket) if not key.endswith("-damaged")]
