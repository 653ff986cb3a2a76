"""Events of cameras that record without a pause, which have thousands of captures."""

from dataclasses import replace
from sqlite3 import Connection

import pytest

from camvault_gateway.catalog import Catalog, captures, events
from camvault_gateway.model import Kind, State, new_id

from .catalogs import Filler

_AT = 1_700_000_000_000


def _plan(db: Connection, event: str) -> list[str]:
    query = f"EXPLAIN QUERY PLAN SELECT {events.COLUMNS} FROM events WHERE id = ?"  # noqa: S608 only constants
    return [row["detail"] for row in db.execute(query, (event,))]


@pytest.fixture
def filler(catalog: Catalog) -> Filler:
    """Return what fills the catalog."""
    return Filler(catalog)


def test_nothing_looks_at_each_of_an_events_captures(filler: Filler) -> None:
    """What an upload tells of its event costs the same however long that is, but for a count within an index."""
    event = filler.event(filler.camera("garden").id, _AT)
    plan = filler.catalog.read(_plan, event.id)
    assert "SEARCH captures USING COVERING INDEX captures_by_event (event=?)" in plan
    assert "SEARCH captures USING INDEX captures_pictures (event=?)" in plan
    assert not [step for step in plan if "TEMP B-TREE" in step]


def test_what_arrives_just_now_is_not_counted(filler: Filler) -> None:
    """It has a row already, and is none of an event's captures yet; the picture is a snapshot's, however late."""
    catalog, camera = filler.catalog, filler.camera("garden").id
    event = filler.event(camera, _AT)
    first, _ = (filler.verified(camera, _AT + moment, event, thumbnail=True) for moment in (1, 2))
    snapshot = filler.verified(camera, _AT + 3, event, thumbnail=True, kind=Kind.SNAPSHOT)
    arriving = replace(
        first, id=new_id(), captured_at=_AT + 4, state=State.RECEIVING, sha256=None, archive_key=None, thumbnail=False
    )
    catalog.write(captures.begin, arriving).result()
    told = catalog.read(events.get, event.id)
    assert (told.captures, told.picture) == (3, snapshot.id)
    catalog.write(captures.remove, snapshot.id).result()
    told = catalog.read(events.get, event.id)
    assert (told.captures, told.picture) == (2, first.id)
