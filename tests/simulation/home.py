"""A home: a bucket, the way to it, and a gateway that may die at any time."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final

from camvault_gateway.catalog import archives, settings
from camvault_gateway.model import ArchiveSettings, Event, SettingsChanged

from .faults import Fault, Weather
from .gateway import Gateway
from .server import Bucket, Kind, Server
from .timeline import Timeline
from .wire import Wire

SITE: Final = "home"
_KEY: Final = "the-key"
_ENDPOINT: Final = "http://s3.home.test:9000"


@dataclass
class Home:
    """Everything outside the gateway, and the gateway that runs now."""

    folder: Path
    random: Random
    timeline: Timeline = field(default_factory=Timeline)
    history: list[str] = field(default_factory=list)
    # What was acknowledged, and its hash.
    sent: dict[str, str] = field(default_factory=dict)
    deleted: set[str] = field(default_factory=set)
    open: dict[str, Event] = field(default_factory=dict)
    gateway: Gateway | None = None
    # The bucket that the owner wants, whatever the gateway knows by now.
    bucket: str = "bucket-1"
    # When it last set an archive.
    set_at: float = 0.0
    _heard_at: float = 0.0
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

    def use(self, gateway: Gateway, wanted: ArchiveSettings | None) -> None:
        """Set another archive."""
        self.note(f"archive: {wanted and (wanted.bucket, wanted.access_key_id)}")
        self.set_at = self.timeline.now
        kept = gateway.catalog.write(archives.change, wanted).result()
        # On a busy machine the rooms hear of it late, but of one after the other.
        late_s = self.random.choice((0.001, 0.1, 5.0)) * self.random.random()
        self._heard_at = max(self._heard_at + 0.001, self.timeline.now + late_s)
        gateway.loop.call_at(self._heard_at, gateway.bus.publish, SettingsChanged(kept))

    def use_right(self, gateway: Gateway) -> None:
        """Set the archive that is wanted, with the right key."""
        self.use(gateway, self.settings())

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
