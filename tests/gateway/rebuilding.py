"""What a rebuild must bring back, and how tests run one."""

from collections.abc import Iterator
import contextlib
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from camvault_gateway.archive import ArchiveStore, Counts, Rebuild
from camvault_gateway.catalog import Catalog, cameras, captures, changes, settings
from camvault_gateway.catalog.lists import calendar, event_pages
from camvault_gateway.catalog.lists.calendar import Unit
from camvault_gateway.model import Capture, State, new_id
from camvault_gateway.record.keys import segment_key
from camvault_gateway.record.segments import encode

from .catalogs import PREFIX, SITE
from .s3_memory import MemoryClient

# What belongs to the machine, not to the captures.
_LOCAL = ("local", "thumbnail")
MOMENT = 1_790_000_000_000


def listing(catalog: Catalog) -> dict[str, Any]:
    """Return everything that a rebuild must bring back."""
    found = [each for each in _all(catalog, captures) if each.state is State.VERIFIED]
    kept = {capture.event for capture in found}
    return {
        "captures": [{name: value for name, value in asdict(each).items() if name not in _LOCAL} for each in found],
        "events": [
            # What browsers make of a capture is found out anew.
            asdict(replace(each, picture=None, unkept=0, unarchived=0, content=replace(each.content, playable=0)))
            for each in _all(catalog, event_pages)
            if each.id in kept
        ],
        "cameras": [asdict(each) for each in catalog.read(cameras.list_all)],
        "folders": catalog.read(cameras.folders),
        "days": catalog.read(calendar.spans, ZoneInfo("Europe/Berlin"), Unit.HOUR),
        "unseen": unseen(catalog),
    }


def unseen(catalog: Catalog) -> dict[str, list[str]]:
    """Return which of the archive's events each user has not seen."""
    query = "SELECT user FROM seen WHERE undoes IS NULL AND NOT forgotten"
    users = [row["user"] for row in catalog.read(lambda db: db.execute(query).fetchall())]
    kept = {each.event for each in _all(catalog, captures) if each.state is State.VERIFIED}
    return {user: sorted(kept & {event.id for event in _all(catalog, event_pages, unseen_by=user)}) for user in users}


def _all(catalog: Catalog, table: Any, **wanted: str) -> Iterator[Any]:  # noqa: ANN401 a module of the catalog
    cursor = None
    while True:
        page = catalog.read(table.list_page, limit=500, cursor=cursor, **wanted)
        yield from page.items
        if (cursor := page.next) is None:
            return


def tell(catalog: Catalog, client: MemoryClient, limit: int = 5000) -> list[str]:
    """Write segments until all is told; returns their keys."""
    keys = []
    while catalog.read(changes.waiting).changes:
        found = catalog.read(changes.untold, limit)
        moment = MOMENT + len(client.objects)
        keys.append(segment_key(PREFIX, SITE, moment, new_id()))
        client.add(keys[-1], encode(found))
        catalog.write(changes.told, found.upto).result()
    return keys


def put_all(catalog: Catalog, client: MemoryClient) -> list[Capture]:
    """Put the objects of all captures."""
    found = [each for each in _all(catalog, captures) if each.state is State.VERIFIED]
    for capture in found:
        client.add_capture(capture)
    return found


def bring(store: ArchiveStore, catalog: Catalog, staging: Path) -> Counts:
    """Bring what a bucket has into a catalog."""
    catalog.write(settings.ensure).result()
    return Rebuild(store, catalog, staging, lambda _: None, moves_in=True).run()


@contextlib.contextmanager
def rebuilt(store: ArchiveStore, folder: Path) -> Iterator[tuple[Catalog, Counts]]:
    """Make a new catalog from a bucket."""
    folder.mkdir()
    with Catalog(folder / "catalog.db") as catalog:
        counts = bring(store, catalog, folder / "rebuild.db")
        assert [each.name for each in folder.iterdir() if each.name.startswith("rebuild")] == []
        yield catalog, counts
