"""A copy of the catalog without what its bucket tells of: a rebuild brings that back."""

from sqlite3 import Connection
from typing import Final

from camvault_gateway.catalog.schema import migrate

# Kept by triggers while rows are added.
_COUNTED: Final = {"camera_numbers", "quarters", "holdings", "archived", "archive_total"}
# Triggers count these rows' captures anew as they are added.
_FROM_ZERO: Final = {
    "cameras": "UPDATE main.cameras SET captures = 0, bytes = 0",
    "events": "UPDATE main.events SET clips = 0, snapshots = 0, incomplete = 0, unreadable = 0, playable = 0,"
    " bytes = 0, received_at = NULL",
}
# What triggers look at when captures are added comes before them.
_ORDER: Final = {"cameras": -3, "events": -2, "captures": -1}
# Not verified, not told, or in a bucket that is no longer the archive.
_CAPTURES: Final = """
SELECT id FROM source.captures WHERE state IN ('stored', 'archived')
UNION SELECT id FROM source.captures WHERE state = 'receiving'
UNION SELECT id FROM source.captures WHERE changed > 0 AND changed > (SELECT told FROM source.archiving)
UNION SELECT capture FROM source.elsewhere
"""
_EVENTS: Final = f"""
SELECT id FROM source.events WHERE ended_at IS NULL
UNION SELECT id FROM source.events WHERE changed > 0 AND changed > (SELECT told FROM source.archiving)
UNION SELECT event FROM source.captures WHERE id IN ({_CAPTURES})
"""  # noqa: S608 our own words only
_ONLY: Final = {"captures": f"WHERE id IN ({_CAPTURES})", "events": f"WHERE id IN ({_EVENTS})"}
# What comes into the copy is nothing new.
_ARRIVED: Final = "UPDATE main.events SET arrived = (SELECT arrived FROM source.events WHERE id = main.events.id)"


def write(db: Connection) -> None:
    """Fill an empty catalog with what only the one that is attached as `source` has, as it is at one moment."""
    migrate(db)
    db.execute("BEGIN")
    for table in sorted(_tables(db), key=lambda name: _ORDER.get(name, 0)):
        columns = [row[1] for row in db.execute(f"PRAGMA source.table_info({table})")]
        only = _ONLY.get(table, "WHERE capture IN (SELECT id FROM main.captures)" if "capture" in columns else "")
        names = ", ".join(columns)
        db.execute(f"DELETE FROM main.{table}")  # noqa: S608 the tables' own names
        db.execute(f"INSERT INTO main.{table} ({names}) SELECT {names} FROM source.{table} {only}")  # noqa: S608
        if table in _FROM_ZERO:
            db.execute(_FROM_ZERO[table])
    db.execute(_ARRIVED)
    db.execute("COMMIT")


def _tables(db: Connection) -> list[str]:
    found = db.execute("SELECT name FROM pragma_table_list WHERE schema = 'source' AND type = 'table'")
    return [name for (name,) in found if not name.startswith("sqlite_") and name not in _COUNTED]
