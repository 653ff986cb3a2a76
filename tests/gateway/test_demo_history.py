"""Test that the demo's past is a home's as a gateway would have archived it."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
import itertools
from threading import Thread
from typing import Any, override
from zoneinfo import ZoneInfo

import pytest

from camvault_gateway.record.keys import CaptureKey
from camvault_gateway.record.metadata import Head, capture_row
from camvault_gateway.record.segments import decode
from demo.history.bucket import BucketWriter, Put
from demo.history.films import Reel, Reels
from demo.history.plan import APART, SHARE, Visit, plan
from demo.history.records import Archived, archived, segment
from demo.options import Archive
from demo.programs import DemoError

UNTIL = datetime(2026, 11, 30, 12, tzinfo=ZoneInfo("Europe/Berlin"))
BEGIN = UNTIL - timedelta(days=12)
NIGHTS = (False, True)
REELS = Reels({(camera, night): Reel(b"clip" * 9, (b"one", b"two", b"three")) for camera in SHARE for night in NIGHTS})
PREFIX, SITE = "camvault", "home"


@pytest.fixture(scope="module")
def visits() -> list[Visit]:
    """Return the visits of all days."""
    return [visit for day in plan(BEGIN, UNTIL, 1750) for visit in day]


@pytest.fixture(scope="module")
def made(visits: list[Visit]) -> list[Archived]:
    """Return what was archived of them."""
    return [archived(visit, REELS, PREFIX, SITE) for visit in visits]


def test_the_same_days_are_planned_each_time_and_have_what_people_look_for(visits: list[Visit]) -> None:
    """Twelve days, quiet nights, several cameras at one moment, some protected, described and incomplete."""
    assert visits == [visit for day in plan(BEGIN, UNTIL, 1750) for visit in day]
    assert 1500 < len(visits) < 1750
    assert all(visit.start >= BEGIN and visit.end < UNTIL + timedelta(minutes=1) for visit in visits)
    hours = Counter(visit.start.hour for visit in visits)
    assert sum(hours[hour] for hour in range(6)) < len(visits) / 10
    near = itertools.pairwise(visits)
    assert sum(a.camera != b.camera and b.start - a.start < timedelta(seconds=20) for a, b in near) > 100
    assert all(any(check(visit) for visit in visits) for check in (_protected, _described, _incomplete))


def _protected(visit: Visit) -> bool:
    return visit.protected


def _described(visit: Visit) -> bool:
    return visit.description is not None


def _incomplete(visit: Visit) -> bool:
    return visit.incomplete


def test_no_two_visits_of_a_camera_would_be_one_event(visits: list[Visit]) -> None:
    """They are further apart than the quiet time."""
    for camera in SHARE:
        of_camera = [visit for visit in visits if visit.camera == camera]
        assert all(one.end + APART < other.start for one, other in itertools.pairwise(of_camera))


def test_its_segments_pass_every_check_of_the_format(made: list[Archived]) -> None:
    """A gateway that restores it refuses nothing."""
    put = segment(made, PREFIX, SITE)
    rows = decode(put.content)
    assert len(rows["event"]) == len(made)
    captures = [capture for one in made for capture in one.captures]
    assert len(rows["capture"]) == len(captures)
    assert len({capture.id for capture in captures}) == len(captures)
    assert len({(capture.camera, capture.captured_at) for capture in captures}) == len(captures)
    assert put.key.startswith(f"{PREFIX}/{SITE}/_catalog/")


def test_each_object_tells_of_itself_what_the_segment_tells(made: list[Archived]) -> None:
    """Its key and its metadata are read as a gateway reads them."""
    for one in made[:200]:
        for capture, put in zip(one.captures, one.objects, strict=True):
            key = CaptureKey.parse(put.key)
            assert key is not None
            assert (key.camera, key.copy, key.captured_at) == (capture.camera, one.event.protected, capture.captured_at)
            head = Head(size=len(put.content), content_type=put.content_type, metadata=put.metadata)
            assert capture_row(put.key, head)["sha256"] == capture.sha256


@pytest.fixture
def server() -> Iterator[tuple[str, dict[str, Any]]]:
    """Run something that takes puts; what lies below `refused` it refuses."""
    taken: dict[str, Any] = {}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_PUT(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            taken[self.path] = (body, dict(self.headers))
            self.send_response(403 if "refused" in self.path else 200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        @override
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", taken
        server.shutdown()


def test_objects_are_put_signed_with_their_metadata(server: tuple[str, dict[str, Any]]) -> None:
    """All of them arrive."""
    url, taken = server
    with BucketWriter(Archive(url, "bucket", "key", "secret")) as writer:
        writer.put(Put(f"a {number}.jpg", b"x" * number, "image/jpeg", {"camera": "c"}) for number in range(50))
    assert len(taken) == 50
    body, headers = taken["/bucket/a%2049.jpg"]
    assert (len(body), headers["Content-Type"], headers["x-amz-meta-camera"]) == (49, "image/jpeg", "c")
    assert headers["Authorization"].startswith("AWS4-HMAC-SHA256 Credential=key/")


def test_a_refusal_is_an_error_in_words(server: tuple[str, dict[str, Any]]) -> None:
    """It names the object."""
    with (
        BucketWriter(Archive(server[0], "bucket", "key", "secret")) as writer,
        pytest.raises(DemoError, match="refused"),
    ):
        writer.put([Put("refused.jpg", b"", "image/jpeg", {})])
