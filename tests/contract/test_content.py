"""The bytes of captures and their pictures: exactly those asked for, and never half of them for the whole."""

import asyncio
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
import hashlib

from aiohttp import ClientPayloadError
import pytest

from camvault_gateway.catalog import cameras, settings
from camvault_gateway.model import ArchiveProblem, Capture, to_millis

from .home import Client, Home

_SIZE = 600_001
_CONTENT = b"".join(hashlib.sha256(number.to_bytes(4)).digest() for number in range(_SIZE // 32 + 1))[:_SIZE]
_PLACES = ("vault", "archive")


def _put(home: Home, place: str, content: bytes = _CONTENT, **changes: object) -> Capture:
    camera = home.camera().id
    return home.capture(camera, content, **changes) if place == "vault" else home.archived(camera, content, **changes)


def _ranges() -> Iterator[tuple[str, slice | type[IndexError] | None]]:
    """Yield a Range header, and the slice it means: None for all of it, IndexError for none of it."""
    edges = [0, 1, 262_143, 262_144, 262_145, 524_288, _SIZE - 2, _SIZE - 1]
    for first in edges:
        yield f"bytes={first}-", slice(first, _SIZE)
        for last in [*edges, _SIZE, 10**9]:
            yield f"bytes={first}-{last}", slice(first, last + 1) if first <= last else None
    for length in (1, 2, 262_144, _SIZE - 1, _SIZE, _SIZE + 1, 10**12):
        yield f"bytes=-{length}", slice(max(0, _SIZE - length), _SIZE)
    for first in (_SIZE, _SIZE + 1, 10**12):
        yield f"bytes={first}-", IndexError
        yield f"bytes={first}-{10**13}", IndexError
    yield "bytes=-0", IndexError
    for ignored in (
        "bytes=0-1,5-6",
        "bytes=-",
        "bytes=a-b",
        "bytes=1-x",
        "lines=0-1",
        "bytes 0-1",
        "",
        "bytes=\u0663-\u0665",
    ):
        yield ignored, None
    yield f"bytes=0-{'9' * 4000}", None
    yield "BYTES=0-1", slice(0, 2)


@pytest.mark.parametrize("place", _PLACES)
async def test_ranges_are_slices(home: Home, client: Client, place: str) -> None:
    """Whatever part is asked for, it is the same part of the file."""
    capture = _put(home, place)
    for header, meant in _ranges():
        answer = await client.get(f"captures/{capture.id}/content", headers={"Range": header})
        if meant is IndexError:
            assert answer.status == 416, header
            assert answer.headers["Content-Range"] == f"bytes */{_SIZE}"
        elif isinstance(meant, slice):
            assert answer.status == 206, header
            assert answer.body == _CONTENT[meant], header
            start, end = meant.start, min(meant.stop, _SIZE) - 1
            assert answer.headers["Content-Range"] == f"bytes {start}-{end}/{_SIZE}"
        else:
            assert (answer.status, answer.body == _CONTENT) == (200, True), header
            assert "Content-Range" not in answer.headers
    assert home.archive.open_streams == 0


@pytest.mark.parametrize("place", _PLACES)
async def test_whole_file(home: Home, client: Client, place: str) -> None:
    """The whole file comes with its hash and type, and a name that tells camera, time and labels."""
    home.catalog.write(settings.change, time_zone="Europe/Berlin").result()
    home.catalog.write(cameras.rename, home.camera().id, 'Straße "ü"').result()
    moment = to_millis(datetime(2026, 11, 23, 9, 15, 30, tzinfo=UTC))
    capture = _put(home, place, original_path="2026/a.MP4", captured_at=moment, labels=("person", "line_crossing"))
    answer = await client.get(f"captures/{capture.id}/content")
    assert answer.body == _CONTENT
    assert hashlib.sha256(answer.body).hexdigest() == capture.sha256
    assert answer.headers["ETag"] == f'"{capture.sha256}"'
    assert answer.headers["Content-Length"] == str(_SIZE)
    assert answer.headers["Content-Type"] == "video/mp4"
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["Content-Disposition"] == (
        'inline; filename="Stra_e ___ 2026-11-23 10-15-30 Person Line crossing.mp4";'
        " filename*=UTF-8''Stra%C3%9Fe%20_%C3%BC_%202026-11-23%2010-15-30%20Person%20Line%20crossing.mp4"
    )


@pytest.mark.parametrize("place", _PLACES)
async def test_head_is_get_without_a_body(home: Home, client: Client, place: str) -> None:
    """HEAD says what GET would, and asks the archive for nothing."""
    capture = _put(home, place)
    path = f"captures/{capture.id}/content"
    told = {}
    for header in (None, "bytes=1-5", f"bytes={_SIZE}-"):
        headers = {"Range": header} if header else {}
        get = await client.get(path, headers=headers)
        head = await client.ask("HEAD", path, headers=headers)
        told[header] = head.status
        assert head.body == b""
        assert (head.status, _without_date(head.headers)) == (get.status, _without_date(get.headers))
    assert list(told.values()) == [200, 206, 416]
    home.archive.problem = ArchiveProblem.UNREACHABLE
    assert (await client.ask("HEAD", path)).status == 200


def _without_date(headers: Mapping[str, str]) -> dict[str, str]:
    return {"Content-Length": "0"} | {name: value for name, value in headers.items() if name != "Date"}


@pytest.mark.parametrize("place", _PLACES)
async def test_known_versions_are_not_sent(home: Home, client: Client, place: str) -> None:
    """A client that has the file is told so; one that has a part of it gets the rest."""
    capture = _put(home, place)
    path, etag = f"captures/{capture.id}/content", f'"{capture.sha256}"'
    for known in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        answer = await client.get(path, headers={"If-None-Match": known, "Range": "bytes=0-1"})
        assert (answer.status, answer.headers["ETag"]) == (304, etag)
    assert (await client.get(path, headers={"If-None-Match": '"other"'})).status == 200
    for if_range, status in {etag: 206, '"other"': 200, f"W/{etag}": 200, "Wed, 21 Oct 2026 07:28:00 GMT": 200}.items():
        answer = await client.get(path, headers={"If-Range": if_range, "Range": "bytes=0-1"})
        assert answer.status == status, if_range


@pytest.mark.parametrize("place", _PLACES)
@pytest.mark.parametrize("range_header", [None, "bytes=0-", "bytes=-5", "bytes=7-9"])
async def test_empty_file_is_empty(home: Home, client: Client, place: str, range_header: str | None) -> None:
    """A file without a byte is sent whole, whatever part is asked for."""
    capture = _put(home, place, b"")
    headers = {"Range": range_header} if range_header else {}
    answer = await client.get(f"captures/{capture.id}/content", headers=headers)
    assert (answer.status, answer.body, answer.headers["Content-Length"]) == (200, b"", "0")


@pytest.mark.parametrize(
    ("content_type", "sent", "how"),
    [
        ("image/jpeg", "image/jpeg", "inline"),
        ("video/h265", "video/h265", "inline"),
        ("text/html", "application/octet-stream", "attachment"),
        ("image/svg+xml", "application/octet-stream", "attachment"),
        ("", "application/octet-stream", "attachment"),
        ("video/mp4\r\nX-Evil: 1", "application/octet-stream", "attachment"),
    ],
)
async def test_only_pictures_and_videos_are_shown(
    home: Home, client: Client, content_type: str, sent: str, how: str
) -> None:
    """A camera cannot make a browser take its file for a page."""
    capture = _put(home, "vault", content_type=content_type, original_path='x/a"\r\nX-Evil: 1; .html')
    home.catalog.write(cameras.rename, capture.camera, 'a"\r\nX-Evil: 1;').result()
    answer = await client.get(f"captures/{capture.id}/content")
    assert answer.headers["Content-Type"] == sent
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith(f'{how}; filename="a_X-Evil_ 1; ')
    assert "X-Evil" not in answer.headers


async def test_arriving_capture_has_no_content(home: Home, client: Client) -> None:
    """Bytes that nobody acknowledged are not shown."""
    capture = home.receiving(home.camera().id)
    home.vault.incoming(capture.id).write_bytes(b"half a fi")
    assert (await client.get(f"captures/{capture.id}/content")).error == (404, "not_found")


async def test_file_on_its_way_to_its_place(home: Home, client: Client) -> None:
    """A durable capture whose file is not moved yet is served from where it lies."""
    capture = home.capture(home.camera().id, b"here already")
    home.vault.path(capture).rename(home.vault.incoming(capture.id))
    assert (await client.get(f"captures/{capture.id}/content")).body == b"here already"


async def test_lost_file_is_not_found(home: Home, client: Client) -> None:
    """A file that is neither here nor archived is 404."""
    capture = home.capture(home.camera().id)
    home.vault.path(capture).unlink()
    assert (await client.get(f"captures/{capture.id}/content")).error == (404, "not_found")


@pytest.mark.parametrize("problem", ArchiveProblem)
async def test_archive_that_is_away_is_unavailable(home: Home, client: Client, problem: ArchiveProblem) -> None:
    """What only the archive has is 503 while it is away, and says why."""
    capture = _put(home, "archive")
    home.archive.problem = problem
    answer = await client.get(f"captures/{capture.id}/content")
    assert answer.error == (503, "unavailable")
    assert "away" in answer.json["error"]["message"]
    home.archive.configured = False
    assert (await client.get(f"captures/{capture.id}/content")).error == (503, "unavailable")


@pytest.mark.parametrize("breaks_after", [1_000, 300_000, 600_000])
async def test_half_a_file_is_never_a_whole(home: Home, client: Client, breaks_after: int) -> None:
    """When the archive breaks off, so does the answer: its reader sees an error, and the next request works."""
    capture = _put(home, "archive")
    home.archive.breaks_after = breaks_after
    with pytest.raises(ClientPayloadError):
        await client.get(f"captures/{capture.id}/content")
    home.archive.breaks_after = None
    assert (await client.get(f"captures/{capture.id}/content")).body == _CONTENT
    assert home.archive.open_streams == 0


@pytest.mark.parametrize("place", _PLACES)
async def test_short_file_is_never_a_whole(home: Home, client: Client, place: str) -> None:
    """A file that lost its end is not passed off as the whole."""
    capture = _put(home, place)
    if place == "vault":
        home.vault.path(capture).write_bytes(_CONTENT[:-1])
    else:
        home.archive.objects[capture.id] = _CONTENT[:-1]
    with pytest.raises(ClientPayloadError):
        await client.get(f"captures/{capture.id}/content")


async def test_reader_that_goes_away(home: Home, client: Client) -> None:
    """A reader that hangs up ends the reading from the archive."""
    capture = _put(home, "archive", _CONTENT * 20)
    response = await client.session.get(f"/api/v1/captures/{capture.id}/content")
    assert home.archive.open_streams == 1
    response.close()
    await asyncio.wait_for(home.archive.closed.wait(), 10)
    assert home.archive.open_streams == 0


async def test_many_readers_at_a_time(home: Home, client: Client) -> None:
    """Parts of different files, asked for at once, do not get mixed up."""
    captures = [_put(home, place, _CONTENT[number:]) for number in range(4) for place in _PLACES]

    async def read(number: int, start: int) -> None:
        headers = {"Range": f"bytes={start}-{start + 300_000}"}
        answer = await client.get(f"captures/{captures[number].id}/content", headers=headers)
        assert answer.body == _CONTENT[number // 2 :][start : start + 300_001]

    await asyncio.gather(*(read(number, start) for number in range(8) for start in (0, 17, 262_144, 290_000)))
