"""The owner's settings, one row each."""

from dataclasses import asdict, replace
import json
from sqlite3 import Connection
from typing import Any

from camvault_gateway.model import Abilities, ArchiveSettings, Settings, new_id


def load(db: Connection) -> Settings:
    """Return the settings; those that were never set have their default."""
    values = {row["name"]: json.loads(row["value"]) for row in db.execute("SELECT * FROM settings")}
    if values.get("archive"):
        values["archive"] = archive_from(values["archive"])
    values["anonymous_networks"] = tuple(values.get("anonymous_networks", ()))
    return Settings(**values)


def longest_quiet_time_s(db: Connection) -> float:
    """Return the longest quiet time of all cameras."""
    (own,) = db.execute("SELECT max(quiet_time_s) FROM cameras").fetchone()
    return max(load(db).quiet_time_s, own or 0.0)


def archive_from(values: dict[str, Any]) -> ArchiveSettings:
    """Return an archive's settings as they were kept."""
    abilities = values.get("abilities")
    return ArchiveSettings(**{**values, "abilities": Abilities(**abilities) if abilities else None})


def save(db: Connection, settings: Settings) -> Settings:
    """Keep the settings."""
    db.executemany(
        "INSERT INTO settings VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
        [(name, json.dumps(value)) for name, value in asdict(settings).items()],
    )
    return settings


def change(db: Connection, /, **changes: object) -> Settings:
    """Change the named settings and keep the others."""
    return save(db, replace(load(db), **changes))  # type: ignore[arg-type]


def find(db: Connection) -> Settings | None:
    """Return the settings, unless the catalog is new."""
    known = db.execute("SELECT 1 FROM settings WHERE name = 'gateway_id'").fetchone()
    return load(db) if known else None


def ensure(db: Connection) -> Settings:
    """Make the settings of a new catalog, with an id for this gateway; keep those of an old one."""
    return find(db) or save(db, Settings(gateway_id=new_id()))
