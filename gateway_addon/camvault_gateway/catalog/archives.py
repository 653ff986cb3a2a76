"""The archives that captures lie in, present and former, and the progress of archiving."""

from dataclasses import asdict, dataclass, replace
import json
from sqlite3 import Connection
from typing import Final

from camvault_gateway.model import ArchiveProblem, ArchiveSettings, ExpiryRule, Millis, Retention, Sample, Settings

from . import settings
from .change_numbers import note

_FORMER: Final = 4
_SAMPLES: Final = 5
_NEWEST: Final = (
    "SELECT archive_key, size, sha256 FROM captures LEFT JOIN elsewhere ON elsewhere.capture = captures.id"
    " WHERE state = 'verified' AND archive IS :archive ORDER BY archived_at DESC LIMIT :most"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """The progress of archiving; `number` grows when another bucket takes the archive's place."""

    number: int
    last_verified_at: Millis | None
    damaged: int
    waiting_since: Millis | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """An archive that another one took the place of, and the captures that still lie in it."""

    settings: ArchiveSettings
    captures: frozenset[str]


def memory(db: Connection) -> Memory:
    """Return what is remembered."""
    row = db.execute(
        "SELECT number, last_verified_at, damaged, (SELECT min(received_at) FROM captures"
        " WHERE state IN ('stored', 'archived')) AS waiting_since FROM archiving"
    ).fetchone()
    return Memory(**dict(row))


def number(db: Connection) -> int:
    """Return the number of the present archive, which grows when another bucket takes its place."""
    found: int = db.execute("SELECT number FROM archiving").fetchone()[0]
    return found


def note_verified(db: Connection, at: Millis) -> None:
    """Remember when a capture was last proven to be in the archive."""
    db.execute("UPDATE archiving SET last_verified_at = ?", (at,))


def note_damaged(db: Connection) -> None:
    """Count an object that was not what had been put."""
    db.execute("UPDATE archiving SET damaged = damaged + 1")


def keep_retention(db: Connection, found: Retention | None) -> None:
    """Remember what the bucket's lifecycle rules say."""
    db.execute("UPDATE archiving SET retention = ?", (json.dumps(asdict(found)) if found else None,))


def retention(db: Connection) -> Retention | None:
    """Return what the bucket's lifecycle rules said when they were last asked for."""
    (kept,) = db.execute("SELECT retention FROM archiving").fetchone()
    if kept is None:
        return None
    values = json.loads(kept)
    problem = ArchiveProblem(values["problem"]) if values["problem"] else None
    rules = tuple(ExpiryRule(**rule) for rule in values["rules"])
    return Retention(**{**values, "rules": rules, "problem": problem})


def samples(db: Connection, wanted: ArchiveSettings) -> dict[ArchiveSettings, list[Sample]]:
    """Return the newest objects of each archive that does not seem to be the wanted one; of those that have some."""
    others = {None: settings.load(db).archive}
    for row in db.execute("SELECT id, settings FROM former_archives ORDER BY id DESC LIMIT ?", (_FORMER,)):
        others[row["id"]] = settings.archive_from(json.loads(row["settings"]))
    found = {}
    for number, archive in others.items():
        if archive is not None and not archive.same_place(wanted):
            rows = db.execute(_NEWEST, {"archive": number, "most": _SAMPLES}).fetchall()
            if rows:
                found[archive] = [Sample(row["archive_key"], row["size"], row["sha256"]) for row in rows]
    return found


def change(db: Connection, wanted: ArchiveSettings | None, same: frozenset[ArchiveSettings] = frozenset()) -> Settings:
    """Use another archive, or none, from now on; `same` are the archives that proved to be the same bucket.

    Captures that are proven in the present one stay there and play from there: it is remembered, with its keys unless
    the owner removes them. Those that are not proven there go to the new one.
    """
    known = settings.load(db)
    stays = known.archive is not None and (known.archive.same_place(wanted) or known.archive in same)
    if known.archive is not None and not stays:
        _leave(db, known.archive if wanted else replace(known.archive, access_key_id="", secret_access_key=""))
    if wanted is not None:
        _return_to(db, wanted, same)
    db.execute("UPDATE deferred SET due_at = 0 WHERE kind IN ('archive', 'verify', 'protect') AND attempts > 0")
    if not stays:
        keep_retention(db, None)
    return settings.change(db, archive=wanted)


def _leave(db: Connection, present: ArchiveSettings) -> None:
    former = db.execute("INSERT INTO former_archives (settings) VALUES (?)", (json.dumps(asdict(present)),)).lastrowid
    db.execute(
        "INSERT INTO elsewhere SELECT id, ? FROM captures WHERE state = 'verified'"
        " AND id NOT IN (SELECT capture FROM elsewhere)",
        (former,),
    )
    # Under the same key: should the owner come back to this bucket, what was put and not proven is found there.
    db.execute("UPDATE captures SET state = 'stored' WHERE state = 'archived'")
    db.execute("DELETE FROM deferred WHERE kind = 'verify'")
    db.execute("UPDATE archiving SET number = number + 1, last_verified_at = NULL")


def rejoin(db: Connection) -> None:
    """Forget former archives that are the present one under another spelling of its address."""
    if (archive := settings.load(db).archive) is not None:
        _return_to(db, archive, frozenset())


def _return_to(db: Connection, wanted: ArchiveSettings, same: frozenset[ArchiveSettings]) -> None:
    """Forget that a bucket is a former one: its captures lie in the present one again."""
    for row in db.execute("SELECT * FROM former_archives").fetchall():
        former = settings.archive_from(json.loads(row["settings"]))
        if wanted.same_place(former) or former in same:
            # It was told nothing meanwhile of what lies in it, nor of what was deleted.
            lying = db.execute("SELECT capture AS id FROM elsewhere WHERE archive = ?", (row["id"],)).fetchall()
            deleted = db.execute("SELECT id FROM expired WHERE reason = 'deleted'").fetchall()
            note(db, "captures", [each["id"] for each in lying])
            note(db, "expired", [each["id"] for each in deleted])
            # What refers to it goes along.
            db.execute("DELETE FROM former_archives WHERE id = ?", (row["id"],))


def former_of(db: Connection, capture: str) -> ArchiveSettings | None:
    """Return the former archive that a capture lies in; None when it is the present one."""
    row = db.execute(
        "SELECT settings FROM elsewhere JOIN former_archives ON former_archives.id = archive WHERE capture = ?",
        (capture,),
    ).fetchone()
    return settings.archive_from(json.loads(row["settings"])) if row else None


def former(db: Connection) -> list[Former]:
    """Return the former archives, and what lies in each."""
    lying: dict[int, set[str]] = {}
    for row in db.execute("SELECT archive, capture FROM elsewhere"):
        lying.setdefault(row["archive"], set()).add(row["capture"])
    return [
        Former(
            settings=settings.archive_from(json.loads(row["settings"])),
            captures=frozenset(lying.get(row["id"], ())),
        )
        for row in db.execute("SELECT * FROM former_archives")
    ]


def lies_here(db: Connection, capture: str) -> None:
    """Note that a capture lies in the present archive."""
    db.execute("DELETE FROM elsewhere WHERE capture = ?", (capture,))


def note_hold(db: Connection, *, held: bool) -> Settings | None:
    """Remember whether the present archive takes legal holds from its key; returns the settings if that is news."""
    archive = settings.load(db).archive
    if archive is None or archive.abilities is None or archive.abilities.legal_hold is held:
        return None
    return settings.change(db, archive=archive.with_hold(held=held))
