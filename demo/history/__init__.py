"""Twelve days of a home, as its gateway would have left them in the archive: restored, they are the demo's past."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from demo.options import Archive

from .bucket import BucketWriter, Put
from .films import film
from .plan import plan
from .records import Archived, archived, segment

DAYS = 12
VISITS = 1750

type Stopped = Callable[[], bool]


def write_history(archive: Archive, site: str, folder: Path, zone: ZoneInfo, until: datetime, stopped: Stopped) -> int:
    """Write it into the bucket, a segment of records after each day's objects; return how many captures it has."""
    reels = film(folder)
    begin = until.astimezone(zone) - timedelta(days=DAYS)
    days = plan(begin, until, VISITS)
    count = 0
    with BucketWriter(archive) as writer:
        for visits in days:
            if stopped():
                break
            made = [archived(visit, reels, archive.prefix, site) for visit in visits]
            writer.put(_objects(made))
            writer.put([segment(made, archive.prefix, site)])
            count += sum(len(one.captures) for one in made)
    return count


def _objects(made: list[Archived]) -> list[Put]:
    return [put for one in made for put in one.objects]
