"""Brings into a catalog what a bucket has: the segments tell of nearly all captures, and the others of themselves."""

from base64 import b64encode
from collections.abc import Callable, Iterator
import contextlib
from dataclasses import replace
import itertools
import logging
from pathlib import Path
import threading
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import ClientError

from camvault_gateway.archive.s3.errors import code
from camvault_gateway.archive.s3.store import Store
from camvault_gateway.archive.segments import FOLDER, SegmentError
from camvault_gateway.archive.sites import sites_in
from camvault_gateway.archive.verify import hash_of
from camvault_gateway.catalog import Catalog, Staging, restore
from camvault_gateway.model import ArchiveError, ArchiveProblem, Settings, is_copy
from camvault_gateway.record.keys import next_key
from camvault_gateway.record.rows import Row, RowError

from .merge import Counts, merge
from .reading import Found, Reading
from .recover import bare_row, capture_row, is_capture
from .telling import GONE, Span, Telling, spans

if TYPE_CHECKING:
    from mypy_boto3_s3.type_defs import HeadObjectOutputTypeDef

_LOGGER = logging.getLogger(__name__)
_BATCH: Final = 2000
_SECOND: Final = 2
_LEFTOVER: Final = ".check-"


class EmptyError(ArchiveError):
    """There is nothing of this site in the bucket."""

    def __init__(self, root: str, sites: list[str]) -> None:
        known = f" There are other sites: {', '.join(sites)}." if sites else ""
        super().__init__(ArchiveProblem.FAILED, f"The bucket has no captures below {root}.{known}")


class Rebuild:
    """One run; `report` hears of every step, and `stopped` ends it.

    `taken_over` hears of the settings once the site's name is the gateway's; with `moves_in` the archive is, too.
    """

    def __init__(
        self,
        store: Store,
        catalog: Catalog,
        staging: Path,
        report: Callable[[Counts], None],
        stopped: threading.Event | None = None,
        taken_over: Callable[[Settings], None] = lambda _: None,
        *,
        moves_in: bool = False,
    ) -> None:
        self._store = store
        self._catalog = catalog
        self._staging = staging
        self._report = report
        self._stopped = stopped or threading.Event()
        self._taken_over = taken_over
        self._place = restore.Place(store.settings, store.site, moves_in)
        self._root = store.root
        self._counts = Counts()

    def run(self) -> Counts:
        """Bring into the catalog what the bucket has; raises ArchiveError, CatalogError or StoppedError.

        Nothing is brought in before all is known; then a stop at any point does no harm, and it may be run again.
        """
        reading = Reading(self._store, self._stopped)
        try:
            with Staging(self._staging) as staging:
                segments = self._list(reading, staging)
                self._read(reading, staging, segments)
                self._recover(reading, staging)
                staging.settle()
                self._counts = merge(self._catalog, staging, self._place, self._counts, self._report, self._taken_over)
                staging.discard()
        finally:
            reading.close()
            self._store.close()
        return self._counts

    def _note(self, **changes: Any) -> None:  # noqa: ANN401 any count
        self._counts = replace(self._counts, **changes)
        self._report(self._counts)

    def _list(self, reading: Reading, staging: Staging) -> list[Span]:
        """Learn what is in the bucket; returns the segments."""
        told: list[Found] = []
        folder = f"{self._root}{FOLDER}/"
        for page in itertools.chain(reading.listed(self._root), self._copies(reading)):
            objects = [found for found in page if not found[0].startswith((self._root + _LEFTOVER, folder))]
            told += [found for found in page if found[0].startswith(folder)]
            staging.found(objects)
            self._note(objects=self._counts.objects + len(objects))
        if not (segments := spans(told, folder)) and not self._counts.objects:
            raise EmptyError(self._root, self._others())
        return segments

    def _copies(self, reading: Reading) -> Iterator[list[Found]]:
        """Yield what was copied for protected events; a key from before there were copies may not look."""
        try:
            yield from reading.listed(self._store.copies)
        except ArchiveError as err:
            if err.problem is not ArchiveProblem.DENIED:
                raise
            _LOGGER.warning("The key may not list the copies for protected events, which are left out: %s", err)

    def _below(self, key: str) -> str:
        """Return a key as it is below this site's prefix, or that of its copies."""
        return key.removeprefix(self._store.copies if is_copy(key) else self._root)

    def _others(self) -> list[str]:
        try:
            return [each.name for each in sites_in(self._store)]
        except ArchiveError:
            return []

    def _read(self, reading: Reading, staging: Staging, segments: list[Span]) -> None:
        """Learn what the segments tell."""
        self._note(step="read")
        for key, found in Telling(self._store, reading).told(segments):
            if isinstance(found, SegmentError):
                _LOGGER.warning("The catalog segment %s is left out: %s; others tell of the same", key, found)
                self._note(damaged_segments=self._counts.damaged_segments + 1)
            else:
                for kind, rows in found.items():
                    staging.tell(kind, rows)
                self._note(segments=self._counts.segments + 1)

    def _recover(self, reading: Reading, staging: Staging) -> None:
        """Learn from themselves of the captures that no segment tells of."""
        self._note(step="recover")
        rows: list[Row] = []
        for (key, _), found in reading.each(self._asked, self._untold(staging)):
            if isinstance(found, RowError):
                _LOGGER.warning("The object %s is left out: it tells of %s", key, found)
                self._note(unusable=self._counts.unusable + 1)
            elif found is not None:
                told, bare = found
                rows.append(told)
                self._note(bare=self._counts.bare + bare)
            if len(rows) >= _BATCH:
                self._recovered(staging, rows)
                rows = []
        self._recovered(staging, rows)

    def _recovered(self, staging: Staging, rows: list[Row]) -> None:
        self._note(recovered=self._counts.recovered + staging.recover(rows))

    def _untold(self, staging: Staging) -> Iterator[tuple[str, bool]]:
        """Yield the keys of captures that no segment tells of, and whether there are several tries at the capture."""
        last = ""
        while rows := staging.untold(last, _BATCH):
            for row in rows:
                if is_capture(self._below(row["key"])):
                    following, number = next_key(row["key"])
                    yield row["key"], number > _SECOND or staging.has(following)
                else:
                    self._note(foreign=self._counts.foreign + 1)
            last = rows[-1]["key"]

    def _asked(self, untold: tuple[str, bool]) -> tuple[Row, bool] | RowError | None:
        """Return what an object says of itself, or its key and bytes, and which of both; None when it is gone."""
        if (head := self._head(untold)) is None:
            return None
        key = untold[0]
        below = self._below(key)
        try:
            return capture_row(key, below, head), False
        except RowError as err:
            # Some servers keep nothing of what an object says of itself, or not all of it.
            with contextlib.suppress(RowError):
                return bare_row(key, below, head["ContentLength"], hash_of(self._store.open(key, 0, None))), True
            return err

    def _head(self, untold: tuple[str, bool]) -> HeadObjectOutputTypeDef | None:
        """Ask an object for itself; which of several tries has the right bytes must be proven."""
        key, contested = untold
        try:
            head = self._store.head(key)
            if contested and not head.get("ChecksumSHA256"):
                found = hash_of(self._store.open(key, 0, None))
                head["ChecksumSHA256"] = b64encode(bytes.fromhex(found)).decode()
        except ClientError as err:
            if code(err) in GONE:
                return None
            raise
        return head
