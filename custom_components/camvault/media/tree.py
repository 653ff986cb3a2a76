"""The tree that the media browser shows of a gateway: newest, groups, protected events, and the cameras' days."""

from dataclasses import replace
from datetime import date, datetime
from typing import Final

from homeassistant.components.media_source import BrowseMediaSource
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..api.models import Span
from ..api.query import MOST
from ..coordinator import CamVaultConfigEntry
from .identifier import MediaIdentifier
from .items import MediaItems
from .titles import groups_title, newest_title, protected_title

# What a day may show without folders for its hours; also how many of the newest are shown.
FEW: Final = 100


class MediaTree:
    """The tree of one gateway."""

    def __init__(self, hass: HomeAssistant, entry: CamVaultConfigEntry) -> None:
        """Initialize the tree."""
        self._hass = hass
        self._entry = entry
        self._client = entry.runtime_data.client
        self._site = entry.runtime_data.data
        self._items = MediaItems(hass, entry)

    @property
    def entrance(self) -> BrowseMediaSource:
        """Return the gateway's folder, closed."""
        return self._items.folder(MediaIdentifier(entry=self._entry.entry_id), self._entry.title)

    async def async_browse(self, place: MediaIdentifier) -> BrowseMediaSource:
        """Return a place with its children."""
        match place:
            case MediaIdentifier(newest=True):
                return await self._async_newest(place)
            case MediaIdentifier(protected=True):
                return await self._async_protected(place)
            case MediaIdentifier(groups=True):
                return await self._async_groups(place)
            case MediaIdentifier(event=str(event_id)):
                return await self._async_event(place, event_id)
            case MediaIdentifier(capture=str(capture_id)):
                return self._items.capture(await self._client.capture(capture_id), name_camera=True)
            case _:
                return await self._async_browse_time(place)

    async def _async_browse_time(self, place: MediaIdentifier) -> BrowseMediaSource:
        """Return the root, or a camera or a group, or one of their days or hours."""
        match place:
            case MediaIdentifier(group=str(), day=date()):
                return await self._async_events(place)
            case MediaIdentifier(hour=datetime() as hour):
                return await self._async_hour(place, hour)
            case MediaIdentifier(day=date()):
                return await self._async_day(place)
            case MediaIdentifier(group=str(group_id)):
                names = {group.id: group.name for group in await self._client.groups()}
                return await self._async_days(place, names.get(group_id, group_id))
            case MediaIdentifier(camera=str(camera_id)):
                return await self._async_days(place, self._site.name_of(camera_id))
            case _:
                return await self._async_root(place)

    async def _async_root(self, place: MediaIdentifier) -> BrowseMediaSource:
        """Return the newest, the groups if there are any, the protected events, and the cameras.

        Cameras that were removed and have captures come last.
        """
        gone = [camera for camera in (await self._client.removed_cameras()).items if camera.captures]
        here = sorted(self._site.cameras.values(), key=lambda camera: camera.name.casefold())
        folders = [self._items.folder(MediaIdentifier(entry=place.entry, newest=True), newest_title(self._hass))]
        if await self._client.groups():
            groups = MediaIdentifier(entry=place.entry, groups=True)
            folders.append(self._items.folder(groups, groups_title(self._hass)))
        protected = MediaIdentifier(entry=place.entry, protected=True)
        folders.append(self._items.folder(protected, protected_title(self._hass)))
        folders += [self._items.camera(camera) for camera in (*here, *gone)]
        return self._items.folder(place, self._entry.title, folders)

    async def _async_newest(self, place: MediaIdentifier) -> BrowseMediaSource:
        """Return the newest captures of all cameras."""
        page = await self._client.captures(paired=True, limit=FEW)
        children = self._items.captures(page.items, name_camera=True)
        return self._items.folder(place, newest_title(self._hass), children)

    async def _async_groups(self, place: MediaIdentifier) -> BrowseMediaSource:
        """Return the groups."""
        children = [self._items.group(group) for group in await self._client.groups()]
        return self._items.folder(place, groups_title(self._hass), children)

    async def _async_protected(self, place: MediaIdentifier) -> BrowseMediaSource:
        """Return the protected events of all cameras."""
        page = await self._client.events(protected=True, limit=MOST)
        children = [self._items.event(event) for event in page.items]
        # How many more there are is not known.
        return self._items.folder(place, protected_title(self._hass), children, not_shown=1 if page.next else 0)

    async def _async_events(self, place: MediaIdentifier) -> BrowseMediaSource:
        """Return the events of a group's day."""
        after, before = place.bounds or (None, None)
        page = await self._client.events(group=place.group, after=after, before=before, limit=MOST)
        children = [self._items.event(event, dated=False) for event in page.items]
        # How many more there are is not known.
        return self._items.folder(place, f"{place.day}", children, not_shown=1 if page.next else 0)

    async def _async_event(self, place: MediaIdentifier, event_id: str) -> BrowseMediaSource:
        """Return an event's captures."""
        event = await self._client.event(event_id)
        page = await self._client.captures(**place.filter | {"paired": True, "limit": MOST})
        children = self._items.captures(page.items)
        not_shown = max(0, event.captures - len(children)) if page.next else 0
        return self._items.folder(place, self._items.event_title(event), children, not_shown=not_shown)

    async def _async_days(self, place: MediaIdentifier, title: str) -> BrowseMediaSource:
        """Return the days of a camera or a group."""
        spans = await self._async_spans(place, "day")
        days = [replace(place, day=dt_util.as_local(span.start).date()) for span in spans]
        return self._items.folder(place, title, [self._items.folder(day, f"{day.day}") for day in days])

    async def _async_day(self, place: MediaIdentifier) -> BrowseMediaSource:
        """Return a day's captures, or its hours when they are many."""
        page = await self._client.captures(**place.filter | {"paired": True, "limit": FEW})
        if page.next is None:
            return self._items.folder(place, f"{place.day}", self._items.captures(page.items))
        spans = await self._async_spans(place, "hour")
        hours = [self._items.folder(replace(place, hour=span.start), _hour_title(span.start)) for span in spans]
        return self._items.folder(place, f"{place.day}", hours)

    async def _async_hour(self, place: MediaIdentifier, hour: datetime) -> BrowseMediaSource:
        """Return an hour's captures."""
        page = await self._client.captures(**place.filter | {"paired": True, "limit": MOST})
        children = self._items.captures(page.items)
        not_shown = 0
        if page.next:
            count = sum(span.captures for span in await self._async_spans(place, "hour"))
            not_shown = max(0, count - len(children))
        return self._items.folder(place, f"{place.day} {_hour_title(hour)}", children, not_shown=not_shown)

    async def _async_spans(self, place: MediaIdentifier, by: str) -> tuple[Span, ...]:
        """Return the days or hours of a place that have captures."""
        after, before = place.bounds or (None, None)
        time_zone = self._hass.config.time_zone
        return await self._client.calendar(
            by=by, time_zone=time_zone, camera=place.camera, group=place.group, after=after, before=before
        )


def _hour_title(start: datetime) -> str:
    """Return the title of an hour."""
    return f"{dt_util.as_local(start):%H:%M}"
