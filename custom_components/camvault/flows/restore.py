"""The steps of the options flow that bring back what a gateway has put into an archive."""

import asyncio
from contextlib import aclosing
from typing import Any, Final, override

from homeassistant.config_entries import ConfigFlowContext, ConfigFlowResult
from homeassistant.helpers.selector import SelectSelectorMode
import probatio

from ..api.archive import ArchivedSite
from ..api.errors import CamVaultError
from ..api.gateway import Rebuild, RebuildState
from ..api.live import GatewayChanged, Snapshot
from ..const import DOMAIN
from .archive import ArchiveSteps
from .base import ARCHIVE_ERRORS, OptionsSteps, form_errors, select

SITE: Final = "site"
_ARCHIVE_ERRORS: Final = dict.fromkeys(ARCHIVE_ERRORS, "base")
RESTORE_ERRORS: Final = {"archive_empty", "interrupted", "restore_failed"}


class RestoreSteps(ArchiveSteps[ConfigFlowContext, ConfigFlowResult], OptionsSteps):
    """Set the archive, and restore what it has."""

    _sites: tuple[ArchivedSite, ...] = ()
    _site: str | None = None
    _restored: int = 0
    _failure: dict[str, str]
    _follower: asyncio.Task[None] | None = None

    async def async_step_new_archive(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask what to do with what is in the archive."""
        return self.async_show_menu(
            step_id="new_archive",
            menu_options=["restore", "begin_anew"],
            description_placeholders={"found": _list_of(self._sites)},
        )

    async def async_step_begin_anew(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """End: the archive is set, and that is all."""
        return self._end("archive_set")

    async def async_step_bring_back(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Look for what is in the archive, whenever that is asked for."""
        with self._change_errors(_ARCHIVE_ERRORS) as errors:
            self._sites = await self._client.sites()
        if errors or not self._sites:
            return self._show_failure(errors or {"base": "archive_empty"})
        return await self.async_step_site()

    async def async_step_site(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask which site to restore."""
        if user_input is not None:
            self._site = user_input[SITE]
            return await self.async_step_restore()
        names = [each.site for each in self._sites]
        choice = select(names, mode=SelectSelectorMode.LIST)
        return self.async_show_form(
            step_id="site",
            data_schema=probatio.Schema({probatio.Required(SITE, default=names[0]): choice}),
            description_placeholders={"found": _list_of(self._sites)},
        )

    async def async_step_restore(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Begin to restore, and show how far it is."""
        if self._follower is None:
            if self._site is None and len(self._sites) > 1:
                return await self.async_step_site()
            if errors := await self._async_begin():
                return self._show_failure(errors)
            self._follower = self.hass.async_create_background_task(
                self._async_follow(), f"{DOMAIN} restore", eager_start=False
            )
        if self._follower.done():
            return self.async_show_progress_done(next_step_id="restored")
        return self.async_show_progress(
            step_id="restore",
            progress_action="restore",
            description_placeholders={"captures": str(self._restored)},
            progress_task=self._follower,
        )

    async def async_step_restored(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Say how it ended."""
        self._follower = None
        if self._failure:
            return self._show_failure(self._failure)
        return self._end("restored", captures=str(self._restored))

    async def async_step_restore_failed(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Try again."""
        return await self.async_step_restore()

    @override
    async def _async_accepted(self) -> ConfigFlowResult:
        """Offer what the archive has."""
        if await self._async_can_restore():
            return await self.async_step_new_archive()
        return await self.async_step_begin_anew()

    async def _async_can_restore(self) -> bool:
        """Return whether the archive has something that is most likely not here."""
        try:
            rebuild = (await self._client.gateway()).rebuild
            if rebuild is None or _runs(rebuild):
                return rebuild is not None
            self._sites = self._archive.sites if self._archive else ()
            known = self._before is not None and self._before.same_place(self._archive)
            return bool(self._sites) and (not known or not (await self._client.captures(limit=1)).items)
        except CamVaultError:
            return False

    async def _async_begin(self) -> dict[str, str]:
        """Begin, unless it is going on already; return what went wrong."""
        with self._change_errors(_ARCHIVE_ERRORS) as errors:
            rebuild = (await self._client.gateway()).rebuild
            if rebuild is None or not _runs(rebuild):
                await self._client.rebuild(self._site or next((each.site for each in self._sites), None))
        return errors

    async def _async_follow(self) -> None:
        """Follow the gateway until it is done, and note what went wrong."""
        with form_errors() as failure:
            self._failure = failure
            async with aclosing(self._client.live()) as live:
                async for message in live:
                    if not isinstance(message, Snapshot | GatewayChanged) or not (rebuild := message.gateway.rebuild):
                        continue
                    self._restored = rebuild.captures
                    if not _runs(rebuild):
                        failure.update(_failure(rebuild))
                        return
                    self.async_notify_flow_changed()

    def _show_failure(self, errors: dict[str, str]) -> ConfigFlowResult:
        """Say what went wrong, and let it be tried again."""
        return self.async_show_form(
            step_id="restore_failed", errors=errors, description_placeholders={"reason": self._reason}
        )


def _list_of(sites: tuple[ArchivedSite, ...]) -> str:
    """Return what is in the archive: the sites, with the cameras of those that can be looked into."""
    return "\n".join(f"- **{each.site}**: {', '.join(each.cameras or ('…',))}" for each in sites)


def _runs(rebuild: Rebuild) -> bool:
    """Return whether the gateway is at it."""
    return rebuild.state is RebuildState.RUNNING


def _failure(rebuild: Rebuild) -> dict[str, str]:
    """Return what went wrong, in the words of the form."""
    if rebuild.state is RebuildState.DONE:
        return {}
    known = rebuild.error in ARCHIVE_ERRORS - {"archive_failed"} | RESTORE_ERRORS
    return {"base": str(rebuild.error) if known else "restore_failed"}
