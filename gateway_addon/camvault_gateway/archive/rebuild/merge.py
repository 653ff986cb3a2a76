"""Fills the catalog with what was gathered: bounded transactions, each of which may be repeated."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from camvault_gateway.catalog import Catalog, Staging
from camvault_gateway.catalog.bulk import restore, seen_told
from camvault_gateway.model import Seen, Settings
from camvault_gateway.record.inferred import folder_of
from camvault_gateway.record.rows import Row

# So few at a time that a camera's upload hardly waits for the catalog's writer.
_BATCH: Final = 2000
_PATHS: Final = 1000
_SHOWN: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The progress of a rebuild, and at the end its result."""

    step: str = "list"
    objects: int = 0
    segments: int = 0
    damaged_segments: int = 0
    recovered: int = 0
    missing: int = 0
    foreign: int = 0
    # Captures of which only key and bytes told, and such as could not be brought in at all.
    bare: int = 0
    unusable: int = 0
    cameras: int = 0
    events: int = 0
    captures: int = 0

    @property
    def incomplete(self) -> bool:
        """Whether something that is in the bucket did not come back, or not whole."""
        return bool(self.bare or self.unusable)

    def as_dict(self) -> dict[str, str | int]:
        """Return all of them by name."""
        return asdict(self)


def merge(
    catalog: Catalog,
    staging: Staging,
    place: restore.Place,
    counts: Counts,
    report: Callable[[Counts], None],
    taken_over: Callable[[Settings], None],
) -> Counts:
    """Bring in all that was gathered, and let know when the site's name is taken over; returns the counts."""
    cameras = [_named(staging, row) for row in staging.cameras()]
    made = [{"name": row["folder"], "camera": row["id"]} for row in cameras if row["folder"]]
    kept, others = catalog.write(
        restore.take_over, place, cameras, [*made, *staging.folders()], staging.merged()
    ).result()
    taken_over(kept)
    if others:
        staging.assign(others)
    report(counts := replace(counts, step="keep", cameras=len(cameras), missing=staging.missing()))
    for events in staging.events(_BATCH):
        catalog.write(restore.events, place, events).result()
        report(counts := replace(counts, events=counts.events + len(events)))
    for captures in staging.captures(_BATCH):
        catalog.write(restore.captures, place, captures).result()
        report(counts := replace(counts, captures=counts.captures + len(captures)))
    catalog.write(restore.camera_labels).result()
    for deleted in staging.deleted(_BATCH):
        catalog.write(restore.deleted, place, deleted).result()
    _bring_seen(catalog, staging.seen(others))
    catalog.write(restore.show_newest, _SHOWN).result()
    report(counts := replace(counts, step="done"))
    return counts


def _bring_seen(catalog: Catalog, told: list[Seen]) -> None:
    verdicts = catalog.write(seen_told.take_over, told).result()
    after: int | None = 0
    while after is not None:
        after = catalog.write(seen_told.place, verdicts, after, _BATCH).result()


def _named(staging: Staging, row: Mapping[str, Any]) -> Row:
    """Return a camera's row; one of nobody's telling is called as its folder was, or else by its id."""
    folder = None if row["name"] else folder_of(row["id"], staging.paths(row["id"], _PATHS))
    return {**dict(row), "name": row["name"] or folder or row["id"], "folder": folder}
