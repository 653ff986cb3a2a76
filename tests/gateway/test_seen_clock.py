"""A clock that is set, ahead or back, loses no mark and makes nothing seen."""

import pytest

from camvault_gateway.catalog import Catalog, seen
from camvault_gateway.catalog.bulk import redating
from camvault_gateway.catalog.bulk.redating import Steps
from camvault_gateway.model import Event, Period

from .catalogs import Filler
from .rebuilding import unseen

_AT = 1_790_000_000_000
_HOUR = 3_600_000


def _happen(catalog: Catalog, at: int) -> Event:
    filler = Filler(catalog)
    event = filler.event(filler.camera("yard").id, at)
    filler.verified("yard", at, event)
    return event


def _mark(catalog: Catalog, now: int, *events: Event) -> None:
    selection = seen.Selection(events=[event.id for event in events])
    catalog.write(seen.mark, "ann", selection, now, seen=True).result()


@pytest.mark.parametrize("by", [400 * 24 * _HOUR, 2 * _HOUR, -2 * _HOUR, -400 * 24 * _HOUR])
def test_marks_by_a_wrong_clock(catalog: Catalog, by: int) -> None:
    """Before it is set right, and after: what is seen is seen, what is new is unseen, whatever time it bears."""
    catalog.write(seen.know, "ann", _AT).result()
    before = _happen(catalog, _AT)
    proven = catalog.read(redating.mark)
    looked_at, left = _happen(catalog, _AT + by + 1000), _happen(catalog, _AT + by + 2000)
    _mark(catalog, _AT + by + 3000, looked_at, before)
    assert unseen(catalog) == {"ann": [left.id]}
    wrong = _happen(catalog, _AT + by + 1500)
    assert unseen(catalog) == {"ann": sorted([left.id, wrong.id])}
    last = catalog.read(redating.mark)
    now = _AT + 60_000
    steps = Steps((Period(0, _AT + by), Period(60, now, -by)), now, last)
    catalog.write(redating.follow, steps, proven).result()
    catalog.write(redating.not_later, now).result()
    assert unseen(catalog) == {"ann": sorted([left.id, wrong.id])}
    known = catalog.read(seen.find, "ann")
    assert known is not None
    assert known.at == now
    right = _happen(catalog, now + 1000)
    assert unseen(catalog) == {"ann": sorted([left.id, wrong.id, right.id])}
    begun = catalog.read(lambda db: db.execute("SELECT started_at FROM events WHERE id = ?", (left.id,)).fetchone())
    assert begun[0] == _AT + 2000


def test_marks_while_the_clock_is_back(catalog: Catalog) -> None:
    """What came in what is now the future stays seen, what comes now is unseen, here and in the archive."""
    old = _happen(catalog, _AT)
    _mark(catalog, _AT + 60_000, old)
    early = _happen(catalog, _AT - 5 * _HOUR)
    assert unseen(catalog) == {"ann": [early.id]}
    _mark(catalog, _AT - 4 * _HOUR, old)
    assert unseen(catalog) == {"ann": [early.id]}
    known = catalog.read(seen.find, "ann")
    assert known is not None
    told = catalog.read(seen.one, known.id)
    assert told.at == _AT + 60_000
    assert told.tells_unseen("yard", early.started_at, early.started_at + 900)
    assert not told.tells_unseen("yard", old.started_at, old.started_at + 900)
