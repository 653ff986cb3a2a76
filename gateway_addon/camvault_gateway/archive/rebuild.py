"""Makes a catalog from the bucket alone: the segments tell of nearly all captures, and the others of themselves."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import asdict, dataclass, replace
import itertools
import logging
from pathlib import Path
import threading
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import ClientError

from camvault_gateway.catalog import Catalog, Staging, restore
from camvault_gateway.model import PROTECTED, ArchiveError, ArchiveProblem, is_copy

from .errors import code
from .reading import Found, Reading
from .recover import capture_row, folder_of, is_capture
from .rows import Row, RowError
from .segments import FOLDER, LARGEST, SUFFIX, SegmentError, decode
from .store import Store

if TYPE_CHECKING:
    from mypy_boto3_s3.type_defs import HeadObjectOutputTypeDef

_LOGGER = logging.getLogger(__name__)
# So few at a time that a camera's upload hardly waits for the catalog's writer.
_BATCH: Final = 2000
_PATHS: Final = 1000
_SHOWN: Final = 200
_GONE: Final = frozenset({"NoSuchKey", "404"})
_LEFTOVER: Final = ".check-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How far it is, and at the end what there was."""

    step: str = "list"
    objects: int = 0
    segments: int = 0
    damaged_segments: int = 0
    recovered: int = 0
    missing: int = 0
    foreign: int = 0
    cameras: int = 0
    events: int = 0
    captures: int = 0

    def as_dict(self) -> dict[str, str | int]:
        """Return all of them by name."""
        return asdict(self)


class EmptyError(ArchiveError):
    """There is nothing of this site in the bucket."""

    def __init__(self, root: str, sites: list[str]) -> None:
        known = f" There are others: {', '.join(sites)}." if sites else ""
        super().__init__(ArchiveProblem.FAILED, f"The bucket has no captures below {root}.{known}")


class Rebuild:
    """One run; `report` hears of every step, and `stopped` ends it."""

    def __init__(
        self,
        store: Store,
        catalog: Catalog,
        staging: Path,
        report: Callable[[Counts], None],
        stopped: threading.Event | None = None,
    ) -> None:
        self._store = store
        self._catalog = catalog
        self._staging = staging
        self._report = report
        self._stopped = stopped or threading.Event()
        self._root = store.root
        self._counts = Counts()

    def run(self) -> Counts:
        """Fill the catalog; raises ArchiveError, CatalogError or StoppedError, and may be run again then."""
        reading = Reading(self._store, self._stopped)
        try:
            with Staging(self._staging) as staging:
                segments = self._list(reading, staging)
                self._read(reading, staging, segments)
                self._recover(reading, staging)
                staging.settle()
                self._keep(staging)
                staging.discard()
        finally:
            reading.close()
            self._store.close()
        return self._counts

    def _note(self, **changes: Any) -> None:  # noqa: ANN401 any count
        self._counts = replace(self._counts, **changes)
        self._report(self._counts)

    def _list(self, reading: Reading, staging: Staging) -> list[Found]:
        """Learn what is in the bucket; returns the segments, the newest first."""
        segments: list[Found] = []
        for page in itertools.chain(reading.listed(self._root), self._copies(reading)):
            objects = [found for found in page if not found[0].startswith(self._root + _LEFTOVER)]
            told = [found for found in objects if found[0].startswith(f"{self._root}{FOLDER}/")]
            segments += [found for found in told if found[0].endswith(SUFFIX)]
            staging.found(objects if not told else set(objects) - set(told))
            self._note(objects=self._counts.objects + len(objects) - len(told))
        if not segments and not self._counts.objects:
            raise EmptyError(self._root, self._sites(reading))
        return sorted(segments, reverse=True)

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

    def _sites(self, reading: Reading) -> list[str]:
        above = self._root.rstrip("/").rpartition("/")[0]
        below = f"{above}/" if above else ""
        copies = f"{below}{PROTECTED}/"
        found = {
            *reading.level(below)[1],
            *(f"{below}{each.removeprefix(copies)}" for each in reading.level(copies)[1]),
        }
        return sorted(folder.rstrip("/") for folder in found - {copies})

    def _read(self, reading: Reading, staging: Staging, segments: list[Found]) -> None:
        """Learn what the segments tell."""
        self._note(step="read")
        for (key, _), body in reading.each(self._segment, segments):
            try:
                for kind, rows in decode(body).items():
                    staging.tell(kind, rows)
                self._note(segments=self._counts.segments + 1)
            except SegmentError as err:
                _LOGGER.warning("The catalog segment %s is left out: %s; its captures tell of themselves", key, err)
                self._note(damaged_segments=self._counts.damaged_segments + 1)

    def _segment(self, found: Found) -> bytes:
        key, size = found
        try:
            return self._store.open(key, 0, min(size, LARGEST) or None).read()
        except ClientError as err:
            if code(err) in _GONE:
                return b""
            raise

    def _recover(self, reading: Reading, staging: Staging) -> None:
        """Learn from themselves of the captures that no segment tells of."""
        self._note(step="recover")
        rows: list[Row] = []
        for (key, _), head in reading.each(self._head, self._untold(staging)):
            try:
                if head is not None:
                    rows.append(capture_row(key, self._below(key), head))
            except RowError as err:
                _LOGGER.warning("The object %s is left out: it tells of %s", key, err)
                self._note(foreign=self._counts.foreign + 1)
            if len(rows) >= _BATCH:
                self._recovered(staging, rows)
                rows = []
        self._recovered(staging, rows)

    def _recovered(self, staging: Staging, rows: list[Row]) -> None:
        self._note(recovered=self._counts.recovered + staging.recover(rows))

    def _untold(self, staging: Staging) -> Iterator[Found]:
        last = ""
        while rows := staging.untold(last, _BATCH):
            for row in rows:
                if is_capture(self._below(row["key"])):
                    yield row["key"], row["size"]
                else:
                    self._note(foreign=self._counts.foreign + 1)
            last = rows[-1]["key"]

    def _head(self, found: Found) -> HeadObjectOutputTypeDef | None:
        try:
            return self._store.head(found[0])
        except ClientError as err:
            if code(err) in _GONE:
                return None
            raise

    def _keep(self, staging: Staging) -> None:
        """Fill the catalog."""
        cameras = [self._named(staging, row) for row in staging.cameras()]
        made = [{"name": row["folder"], "camera": row["id"]} for row in cameras if row["folder"]]
        _done(self._catalog.write(restore.cameras, cameras, [*made, *staging.folders()]))
        _done(self._catalog.write(restore.merged, staging.merged()))
        self._note(step="keep", cameras=len(cameras), missing=staging.missing())
        for events in staging.events(_BATCH):
            _done(self._catalog.write(restore.events, events))
            self._note(events=self._counts.events + len(events))
        for captures in staging.captures(_BATCH):
            _done(self._catalog.write(restore.captures, captures))
            self._note(captures=self._counts.captures + len(captures))
        _done(self._catalog.write(restore.show_newest, _SHOWN))
        self._note(step="done")

    def _named(self, staging: Staging, row: Mapping[str, Any]) -> Row:
        """Return a camera's row; one of nobody's telling is called as its folder was, or else by its id."""
        folder = None if row["name"] else folder_of(row["id"], staging.paths(row["id"], _PATHS))
        return {**dict(row), "name": row["name"] or folder or row["id"], "folder": folder}


def _done[T](written: Future[T]) -> T:
    return written.result()
