"""Catalogs with something in them, as if it had been uploaded and archived."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from camvault_gateway.catalog import Catalog, cameras, captures, events
from camvault_gateway.model import Camera, Capture, Condition, Event, Kind, Millis, State, new_id, now_ms
from camvault_gateway.record.keys import archive_key

SITE = "home"
PREFIX = "camvault"


@dataclass(slots=True)
class Filler:
    """Fills a catalog."""

    catalog: Catalog

    def camera(self, folder: str | None, at: Millis = 1_700_000_000_000) -> Camera:
        """Add a camera, as its first upload does."""
        return self.catalog.write(cameras.for_folder, folder, at).result()

    def event(self, camera: str, at: Millis, labels: Sequence[str] = (), *, ended: bool = True) -> Event:
        """Add an event."""
        event = Event(id=new_id(), camera=camera, started_at=at, last_at=at + 30_000, labels=tuple(labels))
        self.catalog.write(events.begin, event).result()
        self.catalog.write(cameras.note_labels, camera, event.labels).result()
        return self.catalog.write(events.end, event.id).result() if ended else event

    def verified(self, camera: str, at: Millis = 0, event: Event | None = None, **changes: Any) -> Capture:  # noqa: ANN401
        """Add a capture that the archive has; `changes` are any of its fields."""
        at = at or now_ms()
        capture = Capture(
            id=new_id(),
            camera=camera,
            event=event.id if event else None,
            kind=Kind.CLIP,
            original_path=f"/{camera}/clip.mp4",
            extension=".mp4",
            content_type="video/mp4",
            captured_at=at,
            started_at=at,
            received_at=at + 900,
        )
        self.catalog.write(captures.begin, capture).result()
        capture = self.catalog.read(captures.get, capture.id)
        known: dict[str, Any] = {"state": State.STORED, "sha256": new_id() * 2, "size": 10}
        known |= {"condition": Condition.COMPLETE, **changes}
        stored = self.catalog.write(captures.commit, replace(capture, **known)).result()
        # Real uploads arrive one after the other.
        last = max(self.catalog.read(cameras.get, camera).last_upload_at or 0, stored.received_at)
        self.catalog.write(cameras.note_upload, camera, last, last, empty=stored.condition == "empty").result()
        key = archive_key(PREFIX, SITE, stored)
        return self.catalog.write(captures.change, replace(stored, state=State.VERIFIED, archive_key=key)).result()
