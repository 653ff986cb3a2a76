"""Folders, captures and events as the media browser shows them."""

from collections.abc import Sequence
from typing import Final

from homeassistant.components.media_player import MediaClass
from homeassistant.components.media_source import BrowseMediaSource
from homeassistant.core import HomeAssistant

from ..api.models import Camera, Capture, Event, Group, Kind
from ..const import DOMAIN
from ..coordinator import CamVaultConfigEntry
from .identifier import MediaIdentifier
from .paths import thumbnail_path
from .titles import capture_title, event_title

_CLASSES: Final = {Kind.CLIP: MediaClass.VIDEO, Kind.SNAPSHOT: MediaClass.IMAGE, Kind.OTHER: MediaClass.URL}


class MediaItems:
    """Makes the items of one gateway."""

    def __init__(self, hass: HomeAssistant, entry: CamVaultConfigEntry) -> None:
        """Take the names that the cameras have now."""
        self._hass = hass
        self._entry_id = entry.entry_id
        self._site = entry.runtime_data.data

    def folder(
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

    def camera(self, camera: Camera) -> BrowseMediaSource:
        """Return a camera's folder."""
        place = MediaIdentifier(entry=self._entry_id, camera=camera.id)
        picture = camera.latest_picture
        return self.folder(place, camera.name, thumbnail=self._thumbnail(picture) if picture else None)

    def group(self, group: Group) -> BrowseMediaSource:
        """Return a group's folder."""
        return self.folder(MediaIdentifier(entry=self._entry_id, group=group.id), group.name)

    def event(self, event: Event, *, dated: bool = True) -> BrowseMediaSource:
        """Return an event's folder."""
        place = MediaIdentifier(entry=self._entry_id, event=event.id)
        picture = thumbnail_path(self._entry_id, event.picture) if event.picture else None
        return self.folder(place, self.event_title(event, dated=dated), thumbnail=picture)

    def capture(self, capture: Capture, *, name_camera: bool = False) -> BrowseMediaSource:
        """Return a capture."""
        camera = self._site.name_of(capture.camera) if name_camera else None
        return BrowseMediaSource(
            domain=DOMAIN,
            identifier=str(MediaIdentifier(entry=self._entry_id, capture=capture.id)),
            media_class=_CLASSES[capture.kind],
            media_content_type=capture.content_type,
            title=capture_title(self._hass, capture, camera),
            can_play=True,
            can_expand=False,
            thumbnail=self._thumbnail(capture),
        )

    def captures(self, captures: Sequence[Capture], *, name_camera: bool = False) -> list[BrowseMediaSource]:
        """Return those captures that have something to show."""
        return [self.capture(each, name_camera=name_camera) for each in captures if each.has_content]

    def event_title(self, event: Event, *, dated: bool = True) -> str:
        """Return an event's title."""
        return event_title(self._hass, event, self._site.name_of(event.camera), dated=dated)

    def _thumbnail(self, capture: Capture) -> str | None:
        """Return where a capture's picture is, if it has one."""
        return thumbnail_path(self._entry_id, capture.id) if capture.thumbnail else None
