"""Corrects an archive's address that an older gateway took as it was typed."""

from dataclasses import replace
from sqlite3 import Connection

from camvault_gateway.catalog import archives, settings
from camvault_gateway.catalog.change_numbers import note
from camvault_gateway.model import AddressError, ArchiveSettings, Settings, holds_bucket, understand


def is_needed(db: Connection) -> bool:
    """Tell whether anything would be corrected."""
    present = (settings.find(db) or Settings(gateway_id="")).archive
    if present is None:
        return False
    return _straight(present) not in {None, present} or any(
        present.same_place(former.settings) for former in archives.former(db)
    )


def repair(db: Connection) -> None:
    """Write the archive's address as it is written now, and take together what is one bucket.

    A bucket in the address was a folder in the bucket to the server: it becomes part of the prefix and of the keys, by
    which each object has the address that it had. So it goes on, and a rebuild finds it.
    """
    present = settings.load(db).archive
    if present is None or (straight := _straight(present)) is None:
        return
    if holds_bucket(present.endpoint_url, present.bucket):
        prefix = f"{present.bucket}/{present.prefix}".rstrip("/")
        straight = replace(straight, prefix=prefix)
        db.execute(
            "UPDATE captures SET archive_key = ? || '/' || archive_key WHERE archive_key IS NOT NULL"
            " AND id NOT IN (SELECT capture FROM elsewhere)",
            (present.bucket,),
        )
        # The bucket is told the new keys.
        verified = db.execute("SELECT id FROM captures WHERE state = 'verified'").fetchall()
        note(db, "captures", [row["id"] for row in verified])
    if straight != present:
        settings.change(db, archive=straight)
    archives.rejoin(db)


def _straight(present: ArchiveSettings) -> ArchiveSettings | None:
    """Return settings with an address as it is written now; None when it is none."""
    try:
        found = understand(present.endpoint_url, present.bucket, present.region)
    except AddressError:
        return None
    return replace(present, endpoint_url=found.endpoint_url, region=found.region)
