"""Roll-ups as gateways wrote them until segments became few: they lie in old buckets, and are still read."""

from collections.abc import Iterable
import gzip
import json
from typing import Any

from camvault_gateway.record.keys import in_site

from .catalogs import PREFIX, SITE
from .s3_memory import MemoryClient

FOLDER = in_site(PREFIX, SITE, "_catalog", "days", "")
_SEGMENTS = in_site(PREFIX, SITE, "_catalog", "")


def roll_up(segments: Iterable[tuple[str, bytes]]) -> bytes:
    """Return the roll-up of a day's segments, each with the last part of its key, the oldest first."""
    covers: dict[str, int] = {}
    known: dict[tuple[str, ...], str] = {}
    for name, body in segments:
        known |= {_record(line): line for line in gzip.decompress(body).decode().splitlines()[1:]}
        covers[name] = len(body)
    return gzip.compress("\n".join([json.dumps({"v": 1, "covers": covers}), *known.values()]).encode())


def _record(line: str) -> tuple[str, ...]:
    ((kind, record),) = json.loads(line).items()
    return (kind, record["name"], record["camera"]) if kind == "folder" else (kind, record["id"])


def roll_up_days(client: MemoryClient, until: str = "9999-12-31", most: int = 500) -> list[str]:
    """Put the roll-up of each day up to one, of at most so many of its segments; returns their keys."""
    days: dict[str, list[str]] = {}
    for key in sorted(key for key in client.objects if key.startswith(_SEGMENTS)):
        *date, _ = key.removeprefix(_SEGMENTS).split("/")
        days.setdefault("-".join(date), []).append(key)
    keys = []
    for day, of_day in days.items():
        if day <= until:
            keys.append(f"{FOLDER}{day}.ndjson.gz")
            named = [(key.rpartition("/")[2], client.objects[key][0]) for key in of_day[:most]]
            client.add(keys[-1], roll_up(named))
    return keys


def changed(body: bytes, change: Any) -> bytes:  # noqa: ANN401 a function of the first line
    """Return a roll-up with another first line."""
    first, *lines = gzip.decompress(body).decode().split("\n")
    change(head := json.loads(first))
    return gzip.compress("\n".join([json.dumps(head), *lines]).encode())
