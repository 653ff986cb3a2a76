"""Build CamVault's media tree."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from homeassistant.components.media_player import BrowseMedia, MediaClass
from homeassistant.components.media_source import BrowseMediaSource, PlayMedia
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..api.errors import CamVaultPreparingError
from ..api.models import Capture, Kind, Span
from ..api.query import CaptureFilter
from ..const import DOMAIN
from ..coordinator import CamVaultConfigEntry
from .identifier import MediaIdentifier
from .paths import content_path, playback_path, thumbnail_path
from .pictures import async_newest
from .titles import capture_title, event_title, gateway_words, newest_title
from .vault_file import async_local_file

# What a day may hold and still be shown without folders for its hours; also what is shown of the newest.
FEW: Final = 100
# What the gateway gives in one page.
MANY: Final = 500

# The gateway lets one wait for some twenty seconds.
_PATIENCE: Final = 2

_CLASSES: Final = {Kind.CLIP: MediaClass.VIDEO, Kind.SNAPSHOT: MediaClass.IMAGE, Kind.OTHER: MediaClass.URL}


class MediaTree:
    """The tree of one gateway."""

    def __init__(self, hass: HomeAssistant, entry: CamVaultConfigEntry) -> None:
        """Initialize the tree."""
        self._hass = hass
        self._entry = entry
        self._client = entry.runtime_data.client
        self._site = entry.runtime_data.data

    @property
    def entrance(self) -> BrowseMediaSource:
        """Return the gateway's folder, closed."""
        return self._folder(MediaIdentifier(entry=self._entry.entry_id), self._entry.title)

    async def async_browse(self, place: MediaIdentifier) -> BrowseMediaSource:
        """Return a place with what is in it."""
        match place:
            case MediaIdentifier(newest=True):
                return await self._async_newest(place)
            case MediaIdentifier(camera=str()):
                return await self._async_browse_camera(place)
            case MediaIdentifier(event=str(event_id)):
                return await self._async_event(place, event_id)
            case MediaIdentifier(capture=str(capture_id)):
                return self.capture(await self._client.capture(capture_id), name_camera=True)
            case _:
                return await self._async_root(place)

    async def _async_browse_camera(self, place: MediaIdentifier) -> BrowseMediaSource:
        """Return a camera, a day or an hour with what is in it."""
        match place:
            case MediaIdentifier(hour=datetime() as hour):
                return await self._async_hour(place, hour)
            case MediaIdentifier(day=date()):
                return await self._async_day(place)
            case _:
                return await self._async_days(place, self._name(place.camera))

    async def async_play(self, place: MediaIdentifier) -> PlayMedia | None:
        """Return where a place's newest is played from; a clip is made playable first, which may take a while."""
        if (capture := await self._async_newest_in(place)) is None:
            return None
        path = await async_local_file(self._hass, capture)
        if capture.is_shown_as_it_is:
            return PlayMedia(content_path(place.entry, capture.id), capture.content_type, path=path)
        media_type = await self._async_playback_type(capture.id)
        # Players that are no browsers know no parameters; browsers read the codecs in the answer's own header.
        return PlayMedia(playback_path(place.entry, capture.id), media_type.partition(";")[0], path=path)

    async def _async_playback_type(self, capture_id: str) -> str:
        """Return a clip's MIME type once it is playable."""
        for _ in range(_PATIENCE):
            with suppress(CamVaultPreparingError):
                return await self._client.playback_type(capture_id)
        return await self._client.playback_type(capture_id)

    async def _async_newest_in(self, place: MediaIdentifier) -> Capture | None:
        """Return the newest capture of a place that can be played, a clip rather than a snapshot."""
        if place.capture:
            return await self._client.capture(place.capture)
        return await async_newest(self._client, **_filter(place))

    async def async_search(self, place: MediaIdentifier, text: str) -> list[BrowseMedia]:
        """Return what of a place a text describes, when and what: the newest first, or what is nearest to a moment."""
        return await self._async_found(place, gateway_words(self._hass, text))

    async def _async_found(self, place: MediaIdentifier, text: str) -> list[BrowseMedia]:
        """Return the captures of a place that a text describes, each moment once."""
        search = CaptureFilter(q=text, time_zone=self._hass.config.time_zone, nearest=True, paired=True, limit=FEW)
        page = await self._client.captures(**_filter(place) | search)
        return [self.capture(item, name_camera=True) for item in page.items if item.has_content]

    def capture(self, capture: Capture, *, name_camera: bool = False) -> BrowseMediaSource:
        """Return a capture."""
        media_class = _CLASSES[capture.kind]
        place = MediaIdentifier(entry=self._entry.entry_id, capture=capture.id)
        return BrowseMediaSource(
            domain=DOMAIN,
            identifier=str(place),
            media_class=media_class,
            media_content_type=capture.content_type,
            title=capture_title(self._hass, capture, self._name(capture.camera) if name_camera else None),
            can_play=True,
            can_expand=False,
            thumbnail=self._thumbnail(capture),
        )

    async def _async_root(self, place: MediaIdentifier) -> BrowseMediaSource:
        """Return the newest captures' folder and the cameras, at last those that were removed and have captures."""
        gone = [camera for camera in (await self._client.removed_cameras()).items if camera.captures]
        here = sorted(self._site.cameras.values(), key=lambda camera: camera.name.casefold())
        newest = self._folder(MediaIdentifier(entry=place.entry, newest=True), newest_title(self._hass))
        cameras = [
            self._folder(
                MediaIdentifier(entry=place.entry, camera=camera.id),
                camera.name,
                thumbnail=self._thumbnail(camera.latest_picture),
            )
            for camera in (*here, *gone)
        ]
        return self._folder(place, self._entry.title, [newest, *cameras])

    async def _async_newest(self, place: MediaIdentifier) -> BrowseMediaSource:
        """Return the newest captures of all cameras."""
        page = await self._client.captures(paired=True, limit=FEW)
        children = [self.capture(item, name_camera=True) for item in page.items if item.has_content]
        return self._folder(place, newest_title(self._hass), children)

    async def _async_event(self, place: MediaIdentifier, event_id: str) -> BrowseMediaSource:
        """Return an event's captures."""
        event = await self._client.event(event_id)
        title = event_title(self._hass, event, self._name(event.camera))
        return await self._async_captures(place, title, event.captures)

    async def _async_days(self, place: MediaIdentifier, title: str) -> BrowseMediaSource:
        """Return the days of a camera or a group."""
        days = [
            replace(place, day=dt_util.as_local(span.start).date()) for span in await self._async_spans(place, "day")
        ]
        return self._folder(place, title, [self._folder(day, f"{day.day}") for day in days])

    async def _async_day(self, place: MediaIdentifier) -> BrowseMediaSource:
        """Return a day's hours, or its captures when they are few."""
        spans = await self._async_spans(place, "hour")
        count = sum(span.captures for span in spans)
        if count <= FEW:
            return await self._async_captures(place, f"{place.day}", count)
        children = [self._folder(replace(place, hour=span.start), _hour_title(span.start)) for span in spans]
        return self._folder(place, f"{place.day}", children)

    async def _async_hour(self, place: MediaIdentifier, hour: datetime) -> BrowseMediaSource:
        """Return an hour's captures."""
        spans = await self._async_spans(place, "hour")
        count = sum(span.captures for span in spans)
        return await self._async_captures(place, f"{place.day} {_hour_title(hour)}", count)

    async def _async_captures(self, place: MediaIdentifier, title: str, count: int) -> BrowseMediaSource:
        """Return the captures of a place that should have this many."""
        page = await self._client.captures(**_filter(place) | {"paired": True, "limit": MANY})
        children = [self.capture(item) for item in page.items if item.has_content]
        return self._folder(place, title, children, not_shown=max(0, count - len(children)) if page.next else 0)

    async def _async_spans(self, place: MediaIdentifier, by: str) -> tuple[Span, ...]:
        """Return the days or hours of a place that have captures."""
        after, before = place.bounds or (None, None)
        time_zone = self._hass.config.time_zone
        return await self._client.calendar(
            by=by, time_zone=time_zone, camera=place.camera, group=place.group, after=after, before=before
        )

    def _folder(
        self,
        place: MediaIdentifier,
        title: str,
        children: Sequence[BrowseMediaSource] | None = None,
        *,
        thumbnail: str | None = None,
        not_shown: int = 0,
    ) -> BrowseMediaSource:
        """Return a folder; to play it is to play its newest clip."""
        return BrowseMediaSource(
            domain=DOMAIN,
            identifier=str(place),
            media_class=MediaClass.DIRECTORY,
            media_content_type="",
            title=title,
            can_play=True,
            can_expand=True,
            can_search=True,
            children=children,
            children_media_class=MediaClass.VIDEO,
            thumbnail=thumbnail,
            not_shown=not_shown,
        )

    def _name(self, camera_id: str | None) -> str:
        """Return a camera's name, or the id of one that is gone."""
        return self._site.name_of(camera_id or "")

    def _thumbnail(self, capture: Capture | None) -> str | None:
        """Return where a capture's picture is, if it has one."""
        return thumbnail_path(self._entry.entry_id, capture.id) if capture and capture.thumbnail else None


def _filter(place: MediaIdentifier) -> CaptureFilter:
    """Return the filter for the captures of a place."""
    after, before = place.bounds or (None, None)
    return CaptureFilter(camera=place.camera, group=place.group, event=place.event, after=after, before=before)


def _hour_title(start: datetime) -> str:
    """Return the title of an hour."""
    return f"{dt_util.as_local(start):%H:%M}"
