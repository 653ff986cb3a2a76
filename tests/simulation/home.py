"""A home: cameras that upload, an owner who changes his mind, a bucket, and a gateway that may die at any time."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final

from camvault_gateway.catalog import EventKeptError, archives, cameras, deletion, events, expiry, settings
from camvault_gateway.model import (
    ArchiveSettings,
    Capture,
    Event,
    EventChanged,
    EventRemoved,
    SettingsChanged,
    TaskKind,
    TasksAdded,
    new_id,
    now_ms,
)
from camvault_gateway.recognize import promise

from .faults import Fault, Weather
from .gateway import Gateway
from .server import Bucket, Kind, Server
from .timeline import Timeline
from .wire import Wire

SITE: Final = "home"
_CAMERAS: Final = ("front", "back", "yard", "gate")
_KEY: Final = "the-key"
_QUIET_S: Final = 30.0
_ENDPOINT: Final = "http://s3.home.test:9000"
_SIZES: Final = (0, 40, 700, 3000, 9000, 60_000)


@dataclass(slots=True)
class Sent:
    """What a camera sent and was told to be kept."""

    sha256: str
    event: str | None
    temporary: bool
    renamed: bool = False


@dataclass
class Home:
    """Everything outside the gateway, and the gateway that runs now."""

    folder: Path
    random: Random
    timeline: Timeline = field(default_factory=Timeline)
    history: list[str] = field(default_factory=list)
    sent: dict[str, Sent] = field(default_factory=dict)
    deleted: set[str] = field(default_factory=set)
    open: dict[str, Event] = field(default_factory=dict)
    gateway: Gateway | None = None
    # The bucket that the owner wants, whatever the gateway knows by now.
    bucket: str = "bucket-1"
    # When it last set an archive.
    set_at: float = 0.0
    # Nothing goes wrong any more, and nobody changes his mind.
    is_calm: bool = False

    def __post_init__(self) -> None:
        kind = Kind(
            conditional=self.random.random() < 0.85,
            checksums=self.random.random() < 0.7,
            holds=self.random.random() < 0.5,
        )
        self.server = Server(kind, _KEY, self.timeline.true)
        self.server.buckets[self.bucket] = Bucket()
        self.weather = Weather.of(self.random)
        self.wire = Wire(self.server, self.weather, self.timeline, self.note)

    def note(self, text: str) -> None:
        """Write it into the history."""
        self.history.append(f"{self.timeline.now:12.3f} {text}")

    def settings(self, bucket: str | None = None, key: str = _KEY) -> ArchiveSettings:
        """Return what the owner sets."""
        return ArchiveSettings(
            bucket=bucket or self.bucket, access_key_id=key, secret_access_key="secret", endpoint_url=_ENDPOINT
        )

    def when_up(self, do: Callable[[Gateway], None]) -> Callable[[], None]:
        """Return something that is done if the gateway runs by then."""

        def happen() -> None:
            if self.gateway is not None and self.gateway.up:
                do(self.gateway)

        return happen

    def until_calm(self, do: Callable[[Gateway], None]) -> Callable[[], None]:
        """Return the same for what nobody does any more when all is to end well."""
        return self.when_up(lambda gateway: None if self.is_calm else do(gateway))

    def arrive(self, gateway: Gateway) -> None:
        """Begin with what is set, and with the events that were open."""
        known = gateway.catalog.write(settings.ensure).result()
        if known.archive is None and not self.set_at:
            gateway.catalog.write(archives.change, self.settings()).result()
            self.set_at = self.timeline.now

    def calm(self) -> None:
        """Let everything be as it should from now on."""
        self.note("all is well from now on")
        self.is_calm = True
        self.weather.clear()
        self.timeline.wrong_s = 0.0
        for bucket in self.server.buckets.values():
            bucket.full = False
        self._set_right()

    def _set_right(self) -> None:
        if self.gateway is None or not self.gateway.up:
            self.timeline.after(1, self._set_right)
        elif self.gateway.catalog.read(settings.load).archive != self.settings():
            self.use(self.gateway, self.settings())

    # Cameras

    def begin_upload(self, gateway: Gateway) -> None:
        """Let a camera begin to send something."""
        camera = gateway.catalog.write(cameras.for_folder, self.random.choice(_CAMERAS), now_ms()).result().id
        event = self.open.get(camera) or self._opened(gateway, camera)
        temporary = self.random.random() < 0.2
        path = f"/{camera}/{self.random.randrange(10**9)}.jpg" + (".tmp" if temporary else "")
        capture = gateway.ingest.capture(camera, event, path, promise(path))
        gateway.ingest.begin(capture)
        upload = gateway.vault.receive(capture.id, camera)
        size = self.random.choice(_SIZES)
        upload.write(b"\xff\xd8\xff\xe0" + self.random.randbytes(size) + b"\xff\xd9")

        def finish(now: Gateway) -> None:
            if now is gateway:
                upload.finish()
                self._sent(gateway, gateway.ingest.commit(capture, upload, broken=False).result(), temporary)
                upload.close()

        self.timeline.after(self.random.random() * 3, self.when_up(finish))

    def _sent(self, gateway: Gateway, kept: Capture, temporary: bool) -> None:  # noqa: FBT001 said by its name
        gateway.vault.used += kept.size
        self.sent[kept.id] = Sent(kept.sha256 or "", kept.event, temporary)
        self.note(f"226 {kept.id} {kept.camera} {kept.size} bytes{' (temporary name)' if temporary else ''}")
        if temporary:
            self.timeline.after(
                self.random.choice((0.1, 3, 20, 31, 60)), self.when_up(lambda now: self._rename(now, kept))
            )

    def _rename(self, gateway: Gateway, capture: Capture) -> None:
        if capture.id in self.deleted:
            return
        self.note(f"rename {capture.id}")
        gateway.ingest.rename(capture.id, capture.original_path.removesuffix(".tmp"))
        self.sent[capture.id].renamed = True

    def _opened(self, gateway: Gateway, camera: str) -> Event:
        now = now_ms()
        event = self.open[camera] = Event(id=new_id(), camera=camera, started_at=now, last_at=now)
        gateway.catalog.note(events.begin, event)
        gateway.bus.publish(EventChanged(event))
        self.timeline.after(_QUIET_S, lambda: self.end_event(event))
        return event

    def end_event(self, event: Event) -> None:
        """End an event, as soon as the gateway runs."""
        if self.gateway is None or not self.gateway.up:
            self.timeline.after(_QUIET_S, lambda: self.end_event(event))
            return
        if self.open.get(event.camera) is event:
            del self.open[event.camera]
        if self.gateway.catalog.read(events.exists, event.id):
            self.gateway.catalog.write(events.end, event.id)

    # The owner

    def protect(self, gateway: Gateway) -> None:
        """Protect an event, or take that away."""
        if (event := self._any_event(gateway)) is not None:
            protected = self.random.random() < 0.8
            self.note(f"protect {event.id} {protected}")
            gateway.catalog.write(events.protect, event.id, protected=protected).result()
            gateway.bus.publish(TasksAdded(frozenset({TaskKind.PROTECT})))

    def delete(self, gateway: Gateway) -> None:
        """Delete an event that is over."""
        if (event := self._any_event(gateway)) is None:
            return
        try:
            gone = gateway.catalog.write(deletion.delete, event.id, now_ms()).result()
        except EventKeptError:
            return
        self.note(f"delete {event.id}")
        self.deleted |= {each.id for each in gone.remains}
        gateway.bus.publish(EventRemoved(gone.event))

        def forget(now: Gateway) -> None:
            for each in gone.remains:
                now.vault.forget(each.id, each.extension)
            now.catalog.write(expiry.cleared, gone.remains)

        self.timeline.after(0.01, self.when_up(forget))

    def _any_event(self, gateway: Gateway) -> Event | None:
        found = gateway.catalog.read(events.list_page, limit=100).items
        return self.random.choice(found) if found else None

    def use(self, gateway: Gateway, wanted: ArchiveSettings | None) -> None:
        """Set another archive."""
        self.note(f"archive: {wanted and (wanted.bucket, wanted.access_key_id)}")
        self.set_at = self.timeline.now
        kept = gateway.catalog.write(archives.change, wanted).result()
        gateway.loop.call_later(self.random.random() * 0.01, gateway.bus.publish, SettingsChanged(kept))

    def use_right(self, gateway: Gateway) -> None:
        """Set the archive that is wanted, with the right key."""
        self.use(gateway, self.settings())

    def move_to_another_bucket(self, gateway: Gateway) -> None:
        """Set another bucket, or a former one."""
        names = [name for name in self.server.buckets if name != self.bucket]
        if not names or self.random.random() < 0.6:
            names = [f"bucket-{len(self.server.buckets) + 1}"]
            self.server.buckets[names[0]] = Bucket()
        self.bucket = self.random.choice(names)
        self.use(gateway, self.settings())

    def mistype_key(self, gateway: Gateway) -> None:
        """Set a wrong key, and the right one a little later."""
        self.use(gateway, self.settings(key="wrong"))
        self.timeline.after(self.random.choice((1, 100, 2000)), self.until_calm(self.use_right))

    def do_without_archive(self, gateway: Gateway) -> None:
        """Remove the archive, and set it again a little later."""
        self.use(gateway, None)
        self.timeline.after(self.random.choice((1, 100, 2000)), self.until_calm(self.use_right))

    def restart(self, gateway: Gateway) -> None:
        """Stop the gateway; it starts again by itself."""
        self.note("stop")
        gateway.stop()

    def limit_vault(self, gateway: Gateway) -> None:
        """Allow the vault less, or as much as there is."""
        limit = self.random.choice((None, 2000, 50_000))
        self.note(f"vault: {limit}")
        kept = gateway.catalog.write(settings.change, vault_limit_bytes=limit).result()
        gateway.bus.publish(SettingsChanged(kept))

    # What nobody wants

    def begin_outage(self, how: tuple[Fault, ...]) -> None:
        """Let nothing through from now on."""
        if self.is_calm:
            return
        self.note(f"outage: {', '.join(fault.name for fault in how)}")
        self.weather.outage = how
        # Of what is cut off, something gets through.
        self.weather.since = None if Fault.CUT in how else self.timeline.now

    def end_outage(self) -> None:
        """Let things through again."""
        self.note("the outage is over")
        self.weather.outage, self.weather.since = (), None

    def fill_bucket(self, _: Gateway) -> None:
        """Let the bucket take nothing more for a while."""
        bucket = self.server.buckets[self.bucket]
        self.note(f"{self.bucket} is full")
        bucket.full = True

        def has_room() -> None:
            bucket.full = False

        self.timeline.after(self.random.choice((10, 1000)), has_room)

    def lose_object(self) -> None:
        """Remove an object behind the gateway's back."""
        bucket = self.server.buckets[self.bucket]
        if self.is_calm:
            return
        keys = [key for key in bucket.objects if "/_catalog/" not in key]
        if keys:
            key = self.random.choice(keys)
            self.note(f"lost: {key}")
            bucket.remove(key, self.timeline.true())

    def step_clock(self, seconds: float) -> None:
        """Let the gateway's clock jump."""
        if self.is_calm or seconds == self.timeline.wrong_s:
            return
        self.timeline.wrong_s = seconds
        self.note(f"clock: {seconds:+.0f} s")

    def kill(self, gateway: Gateway) -> None:
        """Kill the gateway a little later."""
        self.note("kill")
        gateway.loop.kill_after(self.random.randrange(60))
