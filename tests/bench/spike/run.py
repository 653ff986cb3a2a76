"""A spike while the bucket cannot be reached, and what comes after: what everybody notices, minute by minute.

The usual load is the one that the ancestor's author counted, 7.87 arrivals a second, and his spike was 5.5 times that.
One home has a hundredth of it: fourteen cameras that upload 490 files a day each make one in twelve seconds.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
import time

from botocore.exceptions import BotoCoreError, ClientError

from tests.bench.archivers import archive_into, hearing, seaweedfs
from tests.bench.cameras import CAMERAS, Cameras, Uploaded, Work, cameras
from tests.bench.content import KIB
from tests.bench.figures import Course, Sample
from tests.bench.peers import CamVault, camvault, started
from tests.bench.processes import used
from tests.bench.size import Bench, Size
from tests.gateway.s3_servers import S3Server

from .probe import CAMERA, QUIET_S, Probe
from .seen import Phase, Seen
from .told import told
from .watching import Heard, Watch

_USUAL_PER_S = 7.87
_FACTOR = 5.5
_CLIP_AMONG = 50
_PATIENCE_S = 1800
# A bucket of some gigabytes: in few large volumes.
_FLAGS = ("-master.volumeSizeLimitMB=1024", "-volume.max=100")


@dataclass(frozen=True, slots=True)
class _Lasting:
    usual_s: float
    spike_s: float
    # How many files each camera has in the flood, in which it goes as fast as it can.
    flood: int


def _run(size: Size, folder: Path) -> Iterator[Sample | Course]:
    lasting = {Size.TINY: _Lasting(2, 3, 2), Size.QUICK: _Lasting(20, 60, 50)}.get(size, _Lasting(30, 600, 150))
    with cameras() as fleet, seaweedfs(folder, *_FLAGS) as s3:
        yield from told(_seen(fleet, s3, folder / "CamVault", lasting), s3, folder / "CamVault/data")


def _seen(fleet: Cameras, s3: S3Server, folder: Path, lasting: _Lasting) -> Seen:
    bucket, heard = s3.warm_bucket(), Heard()
    folder.mkdir()
    with started(camvault(folder)) as server:
        archive_into(server, s3, bucket)
        fleet.warm_up(server.door, Work(1, 60 * KIB))
        with hearing(server, heard.take), Probe(server.door) as probe, Watch(server) as watch:
            server.gateway.ask(f"/cameras/{CAMERA}", "PATCH", {"quiet_time_s": QUIET_S})
            _until_idle(watch)
            usual = _loaded(fleet, server, _paced("usual", _USUAL_PER_S, lasting.usual_s))
            s3.stop()
            spike = _loaded(fleet, server, _paced("spike", _USUAL_PER_S * _FACTOR, lasting.spike_s))
            flood = _loaded(fleet, server, Work(lasting.flood, 60 * KIB, batch="flood"))
            _start(s3, bucket)
            drain = _drain(server, watch)
        return Seen((usual, spike, flood, drain), dict(probe.sent), dict(probe.kept), heard, watch.looks)


def _paced(name: str, per_s: float, seconds: float) -> Work:
    every_s = CAMERAS / per_s
    files = max(1, round(seconds / every_s))
    return Work(files, 60 * KIB, batch=name, every_s=every_s, apart_s=1 / per_s, clip_among=_CLIP_AMONG)


def _loaded(fleet: Cameras, server: CamVault, work: Work) -> Phase:
    begin, before = time.monotonic(), _cpu_s(server)
    uploaded = fleet.upload(server.door, work)
    return Phase(begin, time.monotonic(), _cpu_s(server) - before, uploaded)


def _start(s3: S3Server, bucket: str) -> None:
    """Start it again, and return when it takes objects, not only answers."""
    s3.start()
    client = s3.client()
    while True:
        try:
            client.put_object(Bucket=bucket, Key="back", Body=b"")
            client.delete_object(Bucket=bucket, Key="back")
        except BotoCoreError, ClientError:
            time.sleep(0.1)
        else:
            return


def _drain(server: CamVault, watch: Watch) -> Phase:
    begin, before = time.monotonic(), _cpu_s(server)
    _until_idle(watch)
    nothing = Uploaded({}, {}, 0, begin, begin)
    return Phase(begin, time.monotonic(), _cpu_s(server) - before, nothing)


def _until_idle(watch: Watch) -> None:
    """Wait until nothing waits to be archived or looked at."""
    begin = time.monotonic()
    while time.monotonic() < begin + _PATIENCE_S:
        if any(look.to_archive + look.thumbnails == 0 for look in watch.between(begin, time.monotonic())):
            return
        time.sleep(0.2)
    raise AssertionError(f"{watch.looks[-1]} after {_PATIENCE_S} s")


def _cpu_s(server: CamVault) -> float:
    both = used(server.pid)
    return both.own_s + both.children_s


SPIKE = Bench("spike", "boto3 by itself", _run)
