"""The part of CamVault's media tree that shows groups: what several cameras saw, by days and events."""

from collections.abc import Mapping
from datetime import date
from typing import Final, override

from homeassistant.components.media_player import BrowseMedia
from homeassistant.components.media_source import BrowseMediaSource

from ..api.groups import Group
from ..api.models import Capture, Event
from .identifier import MediaIdentifier
from .paths import thumbnail_path
from .titles import event_title, groups_title, protected_title
from .tree import FEW, MANY, MediaTree

# How many events are looked at for one that has something to play.
_TRIED: Final = 10


class GroupedMediaTree(MediaTree):
    """The tree of one gateway, with its groups."""

    @override
    async def async_browse(self, place: MediaIdentifier) -> BrowseMediaSource:
        """Return a place with what is in it."""
        match place:
            case MediaIdentifier(protected=True):
                return await self._async_protected(place)
            case MediaIdentifier(groups=True):
                groups = await self._async_groups()
                children = [self._folder(_of(place, group_id), group.name) for group_id, group in groups.items()]
                return self._folder(place, groups_title(self._hass), children)
            case MediaIdentifier(group=str(), day=date()):
                return await self._async_events(place)
            case MediaIdentifier(group=str(group_id)):
                groups = await self._async_groups()
                return await self._async_days(place, groups[group_id].name if group_id in groups else group_id)
            case _:
                return await super().async_browse(place)

    @override
    async def _async_root(self, place: MediaIdentifier) -> BrowseMediaSource:
        """Return the newest captures' folder, the groups' if there are any, the protected events', and the cameras."""
        root = await super()._async_root(place)
        groups = await self._async_groups()
        folders = [self._folder(MediaIdentifier(entry=place.entry, protected=True), protected_title(self._hass))]
        if groups:
            folders.insert(0, self._folder(MediaIdentifier(entry=place.entry, groups=True), groups_title(self._hass)))
        newest, *cameras = root.children or []
        root.children = [newest, *folders, *cameras]
        return root

    async def _async_protected(self, place: MediaIdentifier) -> BrowseMediaSource:
        """Return the protected events of all cameras."""
        page = await self._client.events(protected=True, limit=MANY)
        children = [self._event(event) for event in page.items]
        return self._folder(place, protected_title(self._hass), children, not_shown=1 if page.next else 0)

    @override
    async def _async_newest_in(self, place: MediaIdentifier) -> Capture | None:
        """Return the newest capture of a place; among protected events, of the newest one."""
        if not place.protected:
            return await super()._async_newest_in(place)
        for event in (await self._client.events(protected=True, limit=_TRIED)).items:
            if found := await super()._async_newest_in(MediaIdentifier(entry=place.entry, event=event.id)):
                return found
        return None

    @override
    async def _async_found(self, place: MediaIdentifier, text: str) -> list[BrowseMedia]:
        """Return what of a place a text describes; of the protected events, events."""
        if not place.protected:
            return await super()._async_found(place, text)
        time_zone = self._hass.config.time_zone
        page = await self._client.events(q=text, time_zone=time_zone, protected=True, limit=FEW)
        return [self._event(event) for event in page.items]

    async def _async_groups(self) -> Mapping[str, Group]:
        """Return the groups, by name."""
        return {group.id: group for group in await self._client.groups()}

    async def _async_events(self, place: MediaIdentifier) -> BrowseMediaSource:
        """Return the events of a group's day."""
        after, before = place.bounds or (None, None)
        page = await self._client.events(group=place.group, after=after, before=before, limit=MANY)
        children = [self._event(event, dated=False) for event in page.items]
        # How many more there are is not known.
        return self._folder(place, f"{place.day}", children, not_shown=1 if page.next else 0)

    def _event(self, event: Event, *, dated: bool = True) -> BrowseMediaSource:
        """Return an event's folder."""
        entry = self._entry.entry_id
        return self._folder(
            MediaIdentifier(entry=entry, event=event.id),
            event_title(self._hass, event, self._name(event.camera), dated=dated),
            thumbnail=thumbnail_path(entry, event.picture) if event.picture else None,
        )


def _of(place: MediaIdentifier, group_id: str) -> MediaIdentifier:
    """Return a group's place."""
    return MediaIdentifier(entry=place.entry, group=group_id)
