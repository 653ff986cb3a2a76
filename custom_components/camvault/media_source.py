"""Media source platform for the CamVault integration."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import override

from homeassistant.components.media_player import BrowseError, BrowseMedia, MediaClass, SearchMedia, SearchMediaQuery
from homeassistant.components.media_source import (
    BrowseMediaSource,
    MediaSource,
    MediaSourceItem,
    PlayMedia,
    Unresolvable,
)
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError

from .api.errors import CamVaultConnectionError, CamVaultError
from .const import DOMAIN
from .coordinator import CamVaultConfigEntry
from .failures import raised_as
from .media.identifier import MediaIdentifier
from .media.play import async_play
from .media.search import async_search
from .media.tree import MediaTree


async def async_get_media_source(hass: HomeAssistant) -> MediaSource:
    """Set up the CamVault media source."""
    return CamVaultMediaSource(hass)


class CamVaultMediaSource(MediaSource):
    """The captures of all gateways."""

    name = "CamVault"

    def __init__(self, hass: HomeAssistant) -> None:
        """Initialize the media source."""
        super().__init__(DOMAIN)
        self.hass = hass

    @override
    async def async_browse_media(self, item: MediaSourceItem) -> BrowseMediaSource:
        """Return a place with its children."""
        with _errors_as(BrowseError):
            if place := self._place(item):
                return await MediaTree(self.hass, self._entry(place)).async_browse(place)
        return self._gateways()

    @override
    async def async_search_media(self, item: MediaSourceItem, query: SearchMediaQuery) -> SearchMedia:
        """Return the captures of a place that a search finds."""
        with _errors_as(BrowseError):
            place = self._place(item)
            results = await self._async_search([place] if place else self._roots(), query.search_query)
        wanted = query.media_filter_classes
        return SearchMedia(result=[result for result in results if not wanted or result.media_class in wanted])

    async def _async_search(self, places: list[MediaIdentifier], text: str) -> list[BrowseMedia]:
        """Search several places at once; gateways that do not answer are left out, unless none does."""
        answers = await asyncio.gather(
            *(async_search(self.hass, self._entry(place), place, text) for place in places), return_exceptions=True
        )
        errors = [answer for answer in answers if isinstance(answer, BaseException)]
        for err in errors:
            if len(errors) == len(places) or not isinstance(err, CamVaultError):
                raise err
        return [result for answer in answers if not isinstance(answer, BaseException) for result in answer]

    @override
    async def async_resolve_media(self, item: MediaSourceItem) -> PlayMedia:
        """Return where a capture, or a place's newest, is played from."""
        with _errors_as(Unresolvable):
            place = self._place(item)
            client = self._entry(place).runtime_data.client if place else None
            media = await async_play(self.hass, client, place) if place and client else None
        if media is None:
            raise Unresolvable(translation_domain=DOMAIN, translation_key="nothing_to_play")
        return media

    def _roots(self) -> list[MediaIdentifier]:
        """Return the roots of all gateways."""
        return [
            MediaIdentifier(entry=entry.entry_id) for entry in self.hass.config_entries.async_loaded_entries(DOMAIN)
        ]

    def _place(self, item: MediaSourceItem) -> MediaIdentifier | None:
        """Return the place an item names, which is the gateway itself when there is only one."""
        if item.identifier:
            return MediaIdentifier.from_str(item.identifier)
        roots = self._roots()
        return roots[0] if len(roots) == 1 else None

    def _entry(self, place: MediaIdentifier) -> CamVaultConfigEntry:
        """Return the entry of a place's gateway."""
        entry: CamVaultConfigEntry | None = self.hass.config_entries.async_get_entry(place.entry)
        if entry is None or entry.domain != DOMAIN:
            raise ValueError(f"{place.entry} is no gateway")
        if entry.state is not ConfigEntryState.LOADED:
            raise CamVaultConnectionError("not loaded")
        return entry

    def _gateways(self) -> BrowseMediaSource:
        """Return all gateways."""
        return BrowseMediaSource(
            domain=DOMAIN,
            identifier=None,
            media_class=MediaClass.DIRECTORY,
            media_content_type="",
            title=self.name,
            can_play=False,
            can_expand=True,
            can_search=True,
            children_media_class=MediaClass.DIRECTORY,
            children=[MediaTree(self.hass, self._entry(place)).entrance for place in self._roots()],
        )


@contextmanager
def _errors_as(error: type[HomeAssistantError]) -> Iterator[None]:
    """Raise errors as one of Home Assistant's; a ValueError is a place that does not exist."""
    with raised_as(error):
        try:
            yield
        except ValueError as err:
            raise error(translation_domain=DOMAIN, translation_key="unknown_media") from err
