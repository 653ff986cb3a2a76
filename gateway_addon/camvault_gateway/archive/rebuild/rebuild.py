"""Brings into a catalog what a bucket has: the segments tell of nearly all captures, and the others of themselves."""

from base64 import b64decode
from collections.abc import Callable, Iterator
import contextlib
from dataclasses import replace
import itertools
import logging
from pathlib import Path
import threading
from typing import Any, Final

from botocore.exceptions import ClientError

from camvault_gateway.archive.s3.errors import code
from camvault_gateway.archive.s3.store import Store
from camvault_gateway.archive.sites import sites_in
from camvault_gateway.archive.verify import hash_of
from camvault_gateway.catalog import Catalog, Staging
from camvault_gateway.catalog.bulk import restore
from camvault_gateway.model import ArchiveError, ArchiveProblem, Settings, is_copy
from camvault_gateway.record.inferred import inferred_row
from camvault_gateway.record.keys import CATALOG, CaptureKey, is_housekeeping, next_key
from camvault_gateway.record.metadata import Head, capture_row
from camvault_gateway.record.order import Listed, Span, spans
from camvault_gateway.record.rows import Row, RowError
from camvault_gateway.record.segments import SegmentError

from .merge import Counts, merge
from .requests import Requests
from .segments import GONE, SegmentReader

_LOGGER = logging.getLogger(__name__)
_BATCH: Final = 2000
_SECOND: Final = 2
# Between a site's prefix and the name of a capture's object: camera, year, month and day.
_FOLDERS: Final = 4


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
        requests = Requests(self._store, self._stopped)
        try:
            with Staging(self._staging) as staging:
                segments = self._list(requests, staging)
                self._read(requests, staging, segments)
                self._recover(requests, staging)
                staging.settle()
                self._counts = merge(self._catalog, staging, self._place, self._counts, self._report, self._taken_over)
                staging.discard()
        finally:
            requests.close()
            self._store.close()
        return self._counts

    def _note(self, **changes: Any) -> None:  # noqa: ANN401 any count
        self._counts = replace(self._counts, **changes)
        self._report(self._counts)

    def _list(self, requests: Requests, staging: Staging) -> list[Span]:
        """Learn what is in the bucket; returns the segments."""
        told: list[Listed] = []
        folder = f"{self._root}{CATALOG}/"
        for page in itertools.chain(requests.listed(self._root), self._copies(requests)):
            objects = [found for found in page if not is_housekeeping(found[0].removeprefix(self._root))]
            told += [found for found in page if found[0].startswith(folder)]
            staging.found(objects)
            self._note(objects=self._counts.objects + len(objects))
        if not (segments := spans(told, folder)) and not self._counts.objects:
            raise EmptyError(self._root, self._others())
        return segments

    def _copies(self, requests: Requests) -> Iterator[list[Listed]]:
        """Yield what was copied for protected events; a key from before there were copies may not look."""
        try:
            yield from requests.listed(self._store.copies)
        except ArchiveError as err:
            if err.problem is not ArchiveProblem.DENIED:
                raise
            _LOGGER.warning("The key may not list the copies for protected events, which are left out: %s", err)

    def _is_capture(self, key: str) -> bool:
        """Tell whether a key is that of a capture of this site, or of a copy of one."""
        root = self._store.copies if is_copy(key) else self._root
        return CaptureKey.parse(key) is not None and key.removeprefix(root).count("/") == _FOLDERS

    def _others(self) -> list[str]:
        try:
            return [each.name for each in sites_in(self._store)]
        except ArchiveError:
            return []

    def _read(self, requests: Requests, staging: Staging, segments: list[Span]) -> None:
        """Learn what the segments tell."""
        self._note(step="read")
        for key, found in SegmentReader(self._store, requests).read(segments):
            if isinstance(found, SegmentError):
                _LOGGER.warning("The catalog segment %s is left out: %s; others tell of the same", key, found)
                self._note(damaged_segments=self._counts.damaged_segments + 1)
            else:
                for kind, rows in found.items():
                    staging.tell(kind, rows)
                self._note(segments=self._counts.segments + 1)

    def _recover(self, requests: Requests, staging: Staging) -> None:
        """Learn from themselves of the captures that no segment tells of."""
        self._note(step="recover")
        rows: list[Row] = []
        for (key, _), found in requests.each(self._asked, self._untold(staging)):
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
                if self._is_capture(row["key"]):
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
        try:
            return capture_row(key, head), False
        except RowError as err:
            # Some servers keep nothing of what an object says of itself, or not all of it.
            with contextlib.suppress(RowError):
                return inferred_row(key, head.size, head.sha256 or self._hash(key)), True
            return err

    def _head(self, untold: tuple[str, bool]) -> Head | None:
        """Ask an object for itself; which of several tries has the right bytes must be proven."""
        key, contested = untold
        try:
            head = self._store.head(key)
            sha256 = _hex(head.get("ChecksumSHA256")) or (self._hash(key) if contested else None)
        except ClientError as err:
            if code(err) in GONE:
                return None
            raise
        return Head(
            size=head["ContentLength"],
            content_type=head.get("ContentType"),
            sha256=sha256,
            metadata=head.get("Metadata", {}),
        )

    def _hash(self, key: str) -> str:
        return hash_of(self._store.open(key, 0, None))


def _hex(checksum: str | None) -> str | None:
    """Return a store's SHA-256 in hex; None without one, and when it is that of the parts' checksums."""
    try:
        found = b64decode(checksum or "", validate=True)
    except ValueError:
        return None
    return found.hex() or None
