"""A home whose captures are older than they are: their time of put is moved back in the catalog."""

from dataclasses import dataclass, field, replace
from typing import Any

from camvault_gateway.archive import RetentionKeeper
from camvault_gateway.catalog import Catalog, archives, captures, events, settings
from camvault_gateway.catalog.lists import audit
from camvault_gateway.model import Capture, Event, State, new_id, now_ms
from camvault_gateway.retain import Expirer

from .archiving import SITE, Gateway, task_of
from .s3_servers import S3Server

DAY = 24 * 3600 * 1000


@dataclass
class AgingHome:
    """A gateway's rooms around a real bucket that keeps versions, and what makes captures old."""

    gateway: Gateway
    server: S3Server
    bucket: str
    keeper: RetentionKeeper = field(init=False)

    def __post_init__(self) -> None:
        archive = self.server.settings(self.bucket)
        self.gateway.catalog.write(archives.change, archive).result()
        self.gateway.archive.configure(archive, SITE)
        self.keeper = RetentionKeeper(self.gateway.catalog, self.gateway.archive.current)

    @property
    def catalog(self) -> Catalog:
        """Return the catalog."""
        return self.gateway.catalog

    def expirer(self, bucket: Any = None, soon_s: float = 0) -> Expirer:  # noqa: ANN401 whatever answers as the keeper does
        """Return what is tested."""
        gateway, known = self.gateway, self.catalog.read(settings.load)
        return Expirer(self.catalog, gateway.vault, gateway.bus, bucket or self.keeper, known, soon_s)

    async def add(self, days_old: int, event: str | None = None, camera: str = "front") -> Capture:
        """Archive a capture that was put so many days ago; its camera's clock says it was just now."""
        capture = self.gateway.add(camera=camera)
        self.catalog.write(captures.change, replace(capture, event=event)).result()
        await self.gateway.archive.archive(task_of(capture))
        await self.gateway.archive.verify(task_of(capture))
        kept = self.gateway.get(capture)
        assert kept.state is State.VERIFIED
        assert kept.archived_at
        self.gateway.vault.keep_thumbnail(kept.id, b"picture")
        aged = replace(kept, archived_at=kept.archived_at - days_old * DAY)
        return self.catalog.write(captures.change, aged).result()

    def event(self, *, protected: bool = False) -> str:
        """Add an event that is over."""
        self.gateway.add(b"x")
        event = Event(id=new_id(), camera="front", started_at=now_ms(), last_at=now_ms())
        self.catalog.write(events.begin, event).result()
        self.catalog.write(events.end, event.id).result()
        self.catalog.write(events.protect, event.id, protected=protected).result()
        return event.id

    def remove(self, *gone: Capture) -> None:
        """Do what the bucket's rule does."""
        for capture in gone:
            self.server.client().delete_object(Bucket=self.bucket, Key=capture.archive_key or "")

    def left(self, *among: Capture) -> list[bool]:
        """Tell for each capture whether the catalog still has it; its files must be there just as long."""
        vault = self.gateway.vault
        here = [self.catalog.read(captures.find, each.id) is not None for each in among]
        assert (
            here
            == [vault.path(each).exists() for each in among]
            == [vault.thumbnail(each.id).exists() for each in among]
        )
        counters = self.catalog.read(lambda db: audit.counters(db, audit.tally(db)))
        assert all(count.kept == count.recounted for count in counters)
        return here

    def traces(self) -> list[dict[str, Any]]:
        """Return the traces of what left."""
        return [dict(row) for row in self.catalog.read(lambda db: db.execute("SELECT * FROM expired").fetchall())]
