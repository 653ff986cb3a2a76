"""The client of a gateway."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import asdict
from http import HTTPStatus
from typing import Any, Final, Self, Unpack

from aiohttp import ClientResponse, ClientTimeout, hdrs
from homeassistant.const import CONF_TOKEN, CONF_URL
from homeassistant.core import HomeAssistant
from homeassistant.helpers.aiohttp_client import async_get_clientsession

from .archive import ArchivedSite, ArchivedSites, NewArchive, Retention
from .connection import BROKEN, CONNECT_TIMEOUT_S, read_body, receive
from .errors import CamVaultConnectionError, check_answer
from .gateway import Gateway, Restore, Settings
from .live import LiveMessage, decode_gateway
from .logins import Logins
from .models import (
    Calendar,
    Camera,
    Cameras,
    Capture,
    CapturePage,
    Deletion,
    Event,
    EventPage,
    Group,
    Groups,
    Moving,
    Source,
    Sources,
    Span,
)
from .query import Between, CaptureFilter, EventFilter, Query, query
from .timeline import Timeline

STATE_TIMEOUT_S: Final = 30
CHUNK_BYTES: Final = 2**20
# The gateway puts an object there, reads it back and removes it, and has patience with each.
ARCHIVE_TIMEOUT: Final = ClientTimeout(total=120, sock_connect=CONNECT_TIMEOUT_S)
# What browsers get of a clip, also when a proxy does not say so.
_PLAYED: Final = "video/mp4"
_RETENTION: Final = "archive/retention"
STREAM_TIMEOUT: Final = ClientTimeout(total=None, sock_connect=CONNECT_TIMEOUT_S, sock_read=60)


class CamVaultClient(Logins, Timeline):
    """One gateway's API."""

    @classmethod
    def of(
        cls, hass: HomeAssistant, entry_data: Mapping[str, Any], on_refused: Callable[[], None] | None = None
    ) -> Self:
        """Return the API of the gateway that a config entry is of, or is to be of."""
        session = async_get_clientsession(hass)
        return cls(session, entry_data[CONF_URL], entry_data[CONF_TOKEN], on_refused)

    async def gateway(self) -> Gateway:
        """Return the gateway's version and health."""
        return decode_gateway(await self._fetch("gateway"))

    async def event(self, event_id: str) -> Event:
        """Return an event."""
        return await self._read(Event, f"events/{event_id}")

    async def delete_events(self, event_ids: Sequence[str]) -> Deletion:
        """Delete events with their captures: all of them, or none when one may not be deleted."""
        return await self._read(Deletion, "deletions", method=hdrs.METH_POST, json={"events": event_ids})

    async def capture(self, capture_id: str) -> Capture:
        """Return a capture."""
        return await self._read(Capture, f"captures/{capture_id}")

    async def captures(self, **filters: Unpack[CaptureFilter]) -> CapturePage:
        """Return a page of captures, newest first."""
        return await self._read(CapturePage, "captures", params=query(filters))

    async def events(self, **filters: Unpack[EventFilter]) -> EventPage:
        """Return a page of events, newest first."""
        return await self._read(EventPage, "events", params=query(filters))

    async def groups(self) -> tuple[Group, ...]:
        """Return all groups, by name."""
        return (await self._read(Groups, "groups")).items

    async def set_group(self, group: Group) -> Group:
        """Make a group, or change it."""
        body = {"name": group.name, "rules": [asdict(rule) for rule in group.rules]}
        return await self._read(Group, f"groups/{group.id}", method=hdrs.METH_PUT, json=body)

    async def remove_group(self, group_id: str) -> None:
        """Remove a group, and nothing else."""
        await self._fetch(f"groups/{group_id}", method=hdrs.METH_DELETE)

    async def calendar(self, *, by: str, time_zone: str, **filters: Unpack[Between]) -> tuple[Span, ...]:
        """Return the days or hours that have captures, newest first."""
        params = query({"by": by, "time_zone": time_zone, **filters})
        return (await self._read(Calendar, "calendar", params=params)).items

    async def change_settings(self, **change: str | float | list[str] | None) -> Settings:
        """Change the named settings and return them all."""
        return await self._read(Settings, "settings", method=hdrs.METH_PATCH, json=change)

    async def settings(self) -> Settings:
        """Return the settings."""
        return await self._read(Settings, "settings")

    async def set_archive(self, archive: Mapping[str, str | None]) -> NewArchive:
        """Set the archive, once the gateway has tried it."""
        return await self._read(
            NewArchive, "settings/archive", method=hdrs.METH_PUT, json=archive, timeout=ARCHIVE_TIMEOUT
        )

    async def retention(self) -> Retention:
        """Return how long the archive keeps captures, as its bucket says now."""
        return await self._read(Retention, _RETENTION, timeout=ARCHIVE_TIMEOUT)

    async def set_retention(self, days: int | None, keys: Mapping[str, str]) -> Retention:
        """Let the archive keep captures for so many days, or for ever; the keys are the owner's, for this once."""
        change = {"days": days, **keys}
        return await self._read(Retention, _RETENTION, method=hdrs.METH_PUT, json=change, timeout=ARCHIVE_TIMEOUT)

    async def sites(self) -> tuple[ArchivedSite, ...]:
        """Return the sites that the archive has."""
        return (await self._read(ArchivedSites, "archive/sites", timeout=ARCHIVE_TIMEOUT)).items

    async def restore(self, site: str | None) -> Restore:
        """Start to restore a site from the archive; None is the gateway's own."""
        return await self._read(Restore, "archive/rebuild", method=hdrs.METH_POST, json={"site": site} if site else {})

    async def cameras(self) -> tuple[Camera, ...]:
        """Return all cameras, by name."""
        return (await self._read(Cameras, "cameras")).items

    async def removed_cameras(self) -> Cameras:
        """Return the cameras that were removed, and which ones became part of others."""
        return await self._read(Cameras, "cameras", params={"removed": "true"})

    async def change_camera(self, camera_id: str, **change: str | float | None) -> Camera:
        """Change some fields of a camera."""
        return await self._read(Camera, f"cameras/{camera_id}", method=hdrs.METH_PATCH, json=change)

    async def add_camera(self, name: str, *, shared: bool) -> Camera:
        """Add a camera; with `shared` the folder of its id on the shared account is its own."""
        return await self._read(Camera, "cameras", method=hdrs.METH_POST, json={"name": name, "shared": shared})

    async def remove_camera(self, camera_id: str) -> None:
        """Remove a camera and its own accounts; its captures stay."""
        await self._fetch(f"cameras/{camera_id}", method=hdrs.METH_DELETE)

    async def merge_camera(self, camera_id: str, into: str) -> Moving:
        """Let a camera become part of another."""
        return await self._read(Moving, f"cameras/{camera_id}/merge", method=hdrs.METH_POST, json={"into": into})

    async def sources(self, camera_id: str) -> tuple[Source, ...]:
        """Return the path patterns of a camera's captures."""
        return (await self._read(Sources, f"cameras/{camera_id}/sources")).items

    async def assign_source(self, camera_id: str, source: str, **camera: str) -> Moving:
        """Move a camera's captures of one source `into` another camera, or into a new one with a `name`."""
        body = {"source": source, **camera}
        return await self._read(Moving, f"cameras/{camera_id}/assign", method=hdrs.METH_POST, json=body)

    async def content(self, capture_id: str) -> bytes:
        """Return the bytes of a capture that is small enough to be held."""
        return await self._fetch(f"captures/{capture_id}/content")

    async def download(self, capture_id: str) -> AsyncGenerator[bytes]:
        """Yield the bytes of a capture of any size."""
        async with self._open(f"captures/{capture_id}/content", timeout=STREAM_TIMEOUT) as response:
            check_answer(response.status)
            try:
                async for chunk in response.content.iter_chunked(CHUNK_BYTES):
                    yield chunk
            except BROKEN as err:
                raise CamVaultConnectionError(str(err)) from err

    async def rendition(self, capture_id: str) -> bytes:
        """Return the JPEG of a picture that browsers do not show."""
        return await self._fetch(f"captures/{capture_id}/playback")

    async def thumbnail(self, capture_id: str) -> bytes:
        """Return a capture's picture."""
        return await self._fetch(f"captures/{capture_id}/thumbnail")

    def open_view(
        self, capture_id: str, view: str, method: str, headers: Mapping[str, str], params: Query
    ) -> AbstractAsyncContextManager[ClientResponse]:
        """Open a capture's content, playback, sprite or thumbnail, whatever the status, and leave it to be read."""
        path = f"captures/{capture_id}/{view}"
        return self._open(path, method=method, headers=headers, params=params, timeout=STREAM_TIMEOUT)

    async def playback_type(self, capture_id: str) -> str:
        """Have a clip made playable if it is not, and return its MIME type.

        Raises CamVaultUnplayableError when no browser plays it, and CamVaultPreparingError when it takes long.
        """
        headers: dict[str, str] = {hdrs.RANGE: "bytes=0-0"}
        async with self._open(f"captures/{capture_id}/playback", headers=headers, timeout=STREAM_TIMEOUT) as response:
            # A proxy may leave the range out; then all of the clip would follow.
            if response.status != HTTPStatus.OK:
                check_answer(response.status, await read_body(response))
            return response.headers.get(hdrs.CONTENT_TYPE, _PLAYED)

    async def live(self, since: str | None = None) -> AsyncGenerator[LiveMessage]:
        """Yield messages until an error: first the full state, then the captures missed since, then what is new."""
        socket = await self._connect(since)
        try:
            async with socket:
                async with asyncio.timeout(STATE_TIMEOUT_S):
                    message = await receive(socket)
                while True:
                    yield message
                    message = await receive(socket)
        except BROKEN as err:
            raise CamVaultConnectionError(str(err)) from err
