"""What the cameras of a home do."""

from typing import Final

from camvault_gateway.catalog import cameras, events
from camvault_gateway.model import Capture, Event, EventChanged, new_id, now_ms
from camvault_gateway.recognize import promise

from .gateway import Gateway
from .home import Home

_NAMES: Final = ("front", "back", "yard", "gate")
_QUIET_S: Final = 30.0
_SIZES: Final = (0, 40, 700, 3000, 9000, 60_000)


class Cameras:
    """They send pictures, some under a name that is not yet the final one."""

    def __init__(self, home: Home) -> None:
        self._home = home

    def begin_upload(self, gateway: Gateway) -> None:
        """Let a camera begin to send something."""
        camera = gateway.catalog.write(cameras.for_folder, self._home.random.choice(_NAMES), now_ms()).result().id
        event = self._home.open.get(camera) or self._opened(gateway, camera)
        temporary = self._home.random.random() < 0.2
        path = f"/{camera}/{self._home.random.randrange(10**9)}.jpg" + (".tmp" if temporary else "")
        capture = gateway.ingest.capture(camera, event, path, promise(path))
        gateway.ingest.begin(capture)
        upload = gateway.vault.receive(capture.id, camera)
        size = self._home.random.choice(_SIZES)
        upload.write(b"\xff\xd8\xff\xe0" + self._home.random.randbytes(size) + b"\xff\xd9")

        def finish(now: Gateway) -> None:
            if now is gateway:
                upload.finish()
                kept = gateway.ingest.commit(capture, upload, broken=False)
                assert kept is not None
                self._sent(gateway, kept, temporary=temporary)
                upload.close()

        self._home.timeline.after(self._home.random.random() * 3, self._home.when_up(finish))

    def _sent(self, gateway: Gateway, kept: Capture, *, temporary: bool) -> None:
        gateway.vault.used += kept.size
        self._home.sent[kept.id] = kept.sha256 or ""
        self._home.note(f"226 {kept.id} {kept.camera} {kept.size} bytes{' (temporary name)' if temporary else ''}")
        if temporary:
            self._home.timeline.after(
                self._home.random.choice((0.1, 3, 20, 31, 60)), self._home.when_up(lambda now: self._rename(now, kept))
            )

    def _rename(self, gateway: Gateway, capture: Capture) -> None:
        if capture.id in self._home.deleted:
            return
        self._home.note(f"rename {capture.id}")
        gateway.ingest.rename(capture.id, capture.original_path.removesuffix(".tmp"))

    def _opened(self, gateway: Gateway, camera: str) -> Event:
        now = now_ms()
        event = self._home.open[camera] = Event(id=new_id(), camera=camera, started_at=now, last_at=now)
        gateway.catalog.note(events.begin, event)
        gateway.bus.publish(EventChanged(event))
        self._home.timeline.after(_QUIET_S, lambda: self.end_event(event))
        return event

    def end_event(self, event: Event) -> None:
        """End an event, as soon as the gateway runs."""
        if self._home.gateway is None or not self._home.gateway.up:
            self._home.timeline.after(_QUIET_S, lambda: self.end_event(event))
            return
        if self._home.open.get(event.camera) is event:
            del self._home.open[event.camera]
        if self._home.gateway.catalog.read(events.exists, event.id):
            self._home.gateway.catalog.write(events.end, event.id)
