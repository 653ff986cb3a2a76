"""The part of the conservation check that asks the archives: the present one, and those that captures still lie in."""

from collections.abc import Collection, Iterator, Sequence
import contextlib
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Self

from camvault_gateway.app.errors import ExitCode, SetupError
from camvault_gateway.archive.s3.listing import captures_in, objects_in
from camvault_gateway.archive.s3.store import Store
from camvault_gateway.catalog import archives, settings
from camvault_gateway.catalog.bulk import deletion
from camvault_gateway.model import ArchiveError, ArchiveSettings, Retention, Settings

from . import bucket_rules
from .rules import Found


@dataclass(frozen=True, slots=True)
class Archives:
    """The archives that the catalog knows, and the keys of deleted captures."""

    settings: Settings
    retention: Retention | None
    former: Sequence[archives.Former]
    deleted: Collection[str]

    @classmethod
    def known(cls, db: Connection) -> Self:
        """Return it."""
        return cls(settings.load(db), archives.retention(db), archives.former(db), deletion.keys(db))


def compare(found: Found, known: Archives) -> bucket_rules.Bucket:
    """Compare the catalog with every archive that can be asked; raises SetupError."""
    archive, retention = known.settings.archive, known.retention
    if archive is None:
        raise SetupError(ExitCode.FAILED, "No archive is set up; there is nothing to check with --archive.")
    away = frozenset[str]().union(*(each.captures for each in known.former))
    with _store(archive, known.settings.site) as store:
        about = bucket_rules.compare(
            [row for row in found.captures if row.id not in away],
            captures_in(store),
            store.has_place_for,
            lambda key, put_at: retention is not None and retention.explains(key, put_at, found.now),
            known.deleted,
        )
    for each in known.former:
        _compare_former(about, found, each)
    return about


def _compare_former(about: bucket_rules.Bucket, found: Found, former: archives.Former) -> None:
    rows = [row for row in found.captures if row.id in former.captures]
    if not former.settings.secret_access_key:
        about.unasked += len(rows)
    elif rows:
        with _store(former.settings, "") as store:
            bucket_rules.compare_former(about, rows, former.settings.bucket, objects_in(store))


@contextlib.contextmanager
def _store(archive: ArchiveSettings, site: str) -> Iterator[Store]:
    store = Store(archive, site)
    try:
        yield store
    except ArchiveError as err:
        raise SetupError(ExitCode.FAILED, str(err)) from err
    finally:
        store.close()
