"""The hub of the WebSocket clients, and the messages that they get."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
import contextlib
import logging
from typing import Final

from aiohttp import web

from camvault_gateway.api.context import Context
from camvault_gateway.api.shown import views, wire, wire_gateway
from camvault_gateway.catalog import CatalogError, cameras, captures, settings
from camvault_gateway.catalog.lists import arrivals
from camvault_gateway.model import (
    CameraChanged,
    CameraRemoved,
    Capture,
    CaptureChanged,
    EventChanged,
    EventRemoved,
    GatewayChanged,
    LoginSeen,
    Message,
    Millis,
    SeenChanged,
    SettingsChanged,
    now_ms,
)

from .arrivals import FRESH_S, MOST, Arrivals
from .frames import capture_frame, frame
from .open_events import OpenEvents
from .reader import Reader

_LOGGER = logging.getLogger(__name__)
_TOLD: Final = (
    EventChanged,
    EventRemoved,
    CaptureChanged,
    CameraChanged,
    CameraRemoved,
    LoginSeen,
    GatewayChanged,
    SettingsChanged,
    SeenChanged,
)
_CAMERAS_WITHIN_S: Final = 0.1
_GATEWAY_EVERY_S: Final = 1.0
_MINUTE_S: Final = 60


class Hub:
    """Take what the rooms say from the bus, and tell every reader; lives on the event loop.

    Events and captures go out from the message itself. A camera, the gateway and the settings are read from the catalog
    after it, once for everything that happened meanwhile.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._readers: set[Reader] = set()
        self._arrivals = Arrivals()
        self._open_events = OpenEvents()
        self._cameras: set[str] = set()
        self._cameras_changed = asyncio.Event()
        self._gateway_changed = asyncio.Event()
        self._settings_changed = asyncio.Event()
        self._today: Millis | None = None
        self._silent: frozenset[str] = frozenset()
        self._stop: Callable[[], None] | None = None
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Listen to the bus, and look up what came in before."""
        loop = asyncio.get_running_loop()
        self._stop = self._context.services.bus.listen(self._take, *_TOLD)
        self._arrivals.add_earlier(await self._context.read(arrivals.since, now_ms() - FRESH_S * 1000, limit=MOST))
        await self._look_at_time()
        self._tasks = [
            loop.create_task(_repeat(self._tell_cameras, 0)),
            loop.create_task(_repeat(self._tell_gateway, _GATEWAY_EVERY_S)),
            loop.create_task(_repeat(self._tell_settings, 0)),
            loop.create_task(_repeat(self._watch_time, 0)),
        ]

    async def stop(self) -> None:
        """Stop listening."""
        if self._stop:
            self._stop()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def close_readers(self) -> None:
        """Say goodbye to everyone."""
        await asyncio.gather(*(reader.close() for reader in self._readers))

    @contextlib.contextmanager
    def joined(self, socket: web.WebSocketResponse, cut_off: Callable[[], None], since: str | None) -> Iterator[Reader]:
        """Tell a new reader of everything from now on, and of what came in since it was lost."""
        reader = Reader(socket, self._arrivals, self._refresh, cut_off, since)
        self._readers.add(reader)
        try:
            yield reader
        finally:
            self._readers.discard(reader)

    async def _refresh(self, cursor: str, missed: Sequence[str]) -> list[str]:
        """Return how everything is, and the captures that a reader behind a cursor has missed."""
        services = self._context.services
        overview, found = await self._context.read(
            lambda db: (
                views.overview(db, services.vault, services.running_since),
                [captures.find(db, capture) for capture in missed],
            )
        )
        snapshot = frame(
            "snapshot",
            cursor=cursor,
            gateway=wire_gateway.gateway(overview.gateway, services),
            settings=wire.settings(overview.gateway.settings),
            cameras=[wire.camera(self._open_events.current(view)) for view in overview.cameras],
        )
        return [snapshot, *(capture_frame(capture, new=True) for capture in found if capture)]

    def _take(self, message: Message) -> None:
        match message:
            case EventChanged(event):
                self._tell("event", event=wire.event(event))
                self._open_events.take(event)
                self._mark_camera(event.camera)
            case EventRemoved(event):
                self._open_events.forget(event)
                self._tell("event_removed", id=event.id, camera=event.camera)
                self._mark_camera(event.camera)
            case CaptureChanged(capture, new):
                self._tell_capture(capture, new=new)
                self._mark_camera(capture.camera)
                self._gateway_changed.set()
            case CameraChanged(camera):
                self._mark_camera(camera)
            case CameraRemoved(camera):
                self._open_events.forget_camera(camera)
                self._cameras.discard(camera)
                self._tell("camera_removed", id=camera)
            case LoginSeen(username, accepted):
                self._tell("login", username=username, accepted=accepted)
            case GatewayChanged():
                self._gateway_changed.set()
            case SeenChanged(user):
                self._tell("seen", user=user)
            case SettingsChanged():
                self._settings_changed.set()

    def _mark_camera(self, camera: str) -> None:
        self._cameras.add(camera)
        self._cameras_changed.set()

    def _tell(self, kind: str, **content: object) -> None:
        if self._readers:
            text = frame(kind, **content)
            for reader in self._readers:
                reader.put(text)

    def _tell_capture(self, capture: Capture, *, new: bool) -> None:
        if new:
            self._arrivals.add(capture.id)
        if self._readers:
            text = capture_frame(capture, new=new)
            for reader in self._readers:
                reader.put(text, capture.id if new else None)

    async def _tell_cameras(self) -> None:
        await self._cameras_changed.wait()
        # An upload changes its camera when it begins, is kept, is archived and is looked at: mostly within this time.
        await asyncio.sleep(_CAMERAS_WITHIN_S)
        self._cameras_changed.clear()
        wanted, self._cameras = self._cameras, set()
        if not self._readers:
            return
        # Behind what was handed to the writer before it was announced, so that it is in what is read.
        with contextlib.suppress(CatalogError):
            await self._context.write(lambda _: None)
        for view in await self._context.read(views.some_cameras, wanted, self._context.services.running_since):
            # One that changed again since is read again: what is told never goes back in time.
            if view.camera.id not in self._cameras:
                self._tell("camera", camera=wire.camera(self._open_events.current(view)))

    async def _tell_gateway(self) -> None:
        await self._gateway_changed.wait()
        self._gateway_changed.clear()
        if self._readers:
            services = self._context.services
            view = await self._context.read(views.gateway, services.vault)
            self._tell("gateway", gateway=wire_gateway.gateway(view, services))

    async def _tell_settings(self) -> None:
        await self._settings_changed.wait()
        self._settings_changed.clear()
        try:
            kept = await self._context.read(settings.load)
        except Exception:
            # They may not change again for a year.
            self._settings_changed.set()
            raise
        self._tell("settings", settings=wire.settings(kept))
        # In another time zone it is another day; and the gateway is told, too.
        await self._look_at_time()

    async def _watch_time(self) -> None:
        # Looked at every minute rather than waited for: clocks are set, and machines sleep.
        await asyncio.sleep(_MINUTE_S - now_ms() / 1000 % _MINUTE_S)
        await self._look_at_time()

    async def _look_at_time(self) -> None:
        """Tell what changes by time alone: whose day is over, who has been silent, and how much arrives a minute."""
        context = self._context
        today = await context.read(views.today)
        silent = await context.read(views.silent_cameras, context.services.running_since)
        if self._today not in {None, today}:
            for camera in await context.read(cameras.list_all):
                self._mark_camera(camera.id)
        if self._today is not None:
            for changed in silent ^ self._silent:
                self._mark_camera(changed)
            self._gateway_changed.set()
        self._today, self._silent = today, silent


async def _repeat(step: Callable[[], Awaitable[None]], pause_s: float) -> None:
    while True:
        try:
            await step()
        except Exception:
            _LOGGER.exception("A live change could not be told")
            await asyncio.sleep(1)
        await asyncio.sleep(pause_s)
