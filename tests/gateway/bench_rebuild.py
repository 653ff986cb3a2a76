"""How long a rebuild takes, and how much memory: a year of 14 cameras in a real SeaweedFS.

    scripts/rebuild-bench [--captures 600000] [--per-segment 5000] [--roll-ups]

The objects of captures are one byte each, written past S3 into the server's own store; the rebuild itself lists and
reads over S3 as ever. With --roll-ups it is measured twice: without the days' roll-ups, and with them.
"""

import argparse
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
import http.client
import itertools
import os
from pathlib import Path
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from urllib.parse import quote
import uuid

from camvault_gateway.archive import ArchiveStore, archive_key
from camvault_gateway.archive.rollups import roll_up_days
from camvault_gateway.archive.segments import encode, segment_key
from camvault_gateway.catalog.journal import News
from camvault_gateway.model import Camera, Capture, Condition, Event, Kind, State

from .s3_servers import ACCESS_KEY_ID, HOST, SECRET_ACCESS_KEY, S3Server, seaweedfs_server

_CAMERAS = 14
_YEAR_MS = 365 * 24 * 3600 * 1000
_BEGIN = 1_760_000_000_000
_PER_EVENT = 4
_BUCKET = "bench"


def captures(count: int, seed: int = 1) -> Iterator[tuple[Capture, Event]]:
    """Yield captures in the order of their time, each with its event."""
    chance = random.Random(seed)  # noqa: S311 equal each time
    step = _YEAR_MS // count
    events: dict[int, Event] = {}
    for number in range(count):
        at = _BEGIN + number * step + number % 997
        owner = number % _CAMERAS
        if number // _CAMERAS % _PER_EVENT == 0:
            identity = f"{at:012x}7{chance.getrandbits(76):019x}"
            end = at + _PER_EVENT * _CAMERAS * step
            events[owner] = Event(
                id=identity, camera=f"camera-{owner}", started_at=at, last_at=end, ended_at=end, labels=("person",)
            )
        clip = number // _CAMERAS % 2 == 0
        capture = Capture(
            id=f"{at:012x}7{chance.getrandbits(76):019x}",
            camera=f"camera-{owner}",
            event=events[owner].id,
            kind=Kind.CLIP if clip else Kind.SNAPSHOT,
            original_path=f"/Camera {owner}/2026-11-23/001/dav/10/10.15.{number % 60:02}[M][0@0][{number}].mp4",
            extension=".mp4" if clip else ".jpg",
            content_type="video/mp4" if clip else "image/jpeg",
            captured_at=at,
            started_at=at,
            received_at=at + 2500,
            camera_time=at - 400,
            labels=("person",) if number % 3 else (),
            size=1,
            sha256=f"{chance.getrandbits(256):064x}",
            state=State.VERIFIED,
            condition=Condition.COMPLETE,
            duration_ms=12_000 if clip else None,
        )
        yield capture, events[owner]


def _put(filer: int, objects: list[tuple[str, bytes]]) -> int:
    connection = http.client.HTTPConnection(HOST, filer)
    for key, body in objects:
        connection.request("PUT", f"/buckets/{_BUCKET}/{quote(key)}", body)
        answer = connection.getresponse()
        answer.read()
        assert answer.status < 300, answer.status
    return len(objects)


def _objects(count: int, per_segment: int) -> Iterator[list[tuple[str, bytes]]]:
    """Yield batches: some captures' objects and the segment that tells of them."""
    keyed = ((archive_key("camvault", "home", each), each, event) for each, event in captures(count))
    cameras = tuple(Camera(id=f"camera-{n}", name=f"Camera {n}", created_at=_BEGIN) for n in range(_CAMERAS))
    sizes = 0
    for some in itertools.batched(keyed, per_segment, strict=False):
        events = tuple({event.id: event for _, _, event in some}.values())
        told = tuple(_archived(each, key) for key, each, _ in some)
        news = News(
            upto=1,
            cameras=cameras,
            folders=tuple((each.name, each.id) for each in cameras),
            events=events,
            captures=told,
        )
        body = encode(news)
        sizes += len(body)
        key = segment_key("camvault", "home", told[-1].received_at + 60_000, uuid.uuid4().hex)
        yield [*((name, b"x") for name, _, _ in some), (key, body)]
    sys.stderr.write(f"Segments: {sizes / 1e6:.1f} MB in all, {sizes / count:.0f} bytes a capture\n")


def _archived(capture: Capture, key: str) -> Capture:
    values = {name: getattr(capture, name) for name in Capture.__slots__}
    return Capture(**{**values, "archive_key": key})


def _fill(server: S3Server, count: int, per_segment: int) -> None:
    server.client().create_bucket(Bucket=_BUCKET)
    filer = next(int(each.partition("=")[2]) for each in server.command if each.startswith("-filer.port="))
    done, begin = 0, time.monotonic()
    with ProcessPoolExecutor(2) as pool:
        chunks = itertools.batched(itertools.chain.from_iterable(_objects(count, per_segment)), 5000, strict=False)
        for some in itertools.batched(chunks, 8, strict=False):
            done += sum(pool.map(_put, [filer] * len(some), map(list, some)))
            sys.stderr.write(f"\rFilled with {done:,} objects in {time.monotonic() - begin:.0f} s")
    sys.stderr.write("\n")


def _rebuild(server: S3Server, folder: Path) -> None:
    command = [sys.executable, "-c", "import sys; from camvault_gateway.app.main import main; sys.exit(main())"]
    place = ["--data", str(folder / "data"), "--bucket", _BUCKET, "--endpoint-url", server.endpoint_url]
    keys = {"AWS_ACCESS_KEY_ID": ACCESS_KEY_ID, "AWS_SECRET_ACCESS_KEY": SECRET_ACCESS_KEY}
    begin = time.monotonic()
    subprocess.run([*command, "rebuild", *place], env={**os.environ, **keys}, check=True)
    took = time.monotonic() - begin
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    catalog = (folder / "data/catalog.db").stat().st_size
    sys.stderr.write(
        f"Rebuilt in {took:.0f} s; catalog of {catalog / 1e6:.0f} MB; largest child {used.ru_maxrss / 1e3:.0f} MB\n"
    )


def _roll_up(server: S3Server) -> None:
    """Have the roll-ups written as a gateway does."""
    begin = time.monotonic()
    days = roll_up_days(ArchiveStore(server.settings(_BUCKET), "home"), "9999-12-31", threading.Event())
    sys.stderr.write(f"Rolled up {len(days)} days in {time.monotonic() - begin:.0f} s\n")


def main() -> None:
    """Fill a bucket, rebuild a catalog from it, and say what that took."""
    options = argparse.ArgumentParser()
    options.add_argument("--captures", type=int, default=600_000)
    options.add_argument("--per-segment", type=int, default=5000)
    options.add_argument("--roll-ups", action="store_true")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="rebuild-bench-") as name:
        folder = Path(name)
        server = seaweedfs_server(folder)
        server.command += ["-filer.saveToFilerLimit=65536", "-volume.max=100"]
        server.start()
        try:
            _fill(server, chosen.captures, chosen.per_segment)
            _rebuild(server, folder / "plain")
            if chosen.roll_ups:
                _roll_up(server)
                _rebuild(server, folder / "rolled-up")
        finally:
            server.stop()


if __name__ == "__main__":
    main()
