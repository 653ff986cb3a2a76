"""Steps of the options flow that set the archive and restore from it."""

import asyncio
from contextlib import aclosing
from typing import Any, Final, override

from homeassistant.config_entries import ConfigFlowContext, ConfigFlowResult
from homeassistant.helpers.selector import SelectSelectorMode
import probatio

from ..api.archive import ArchivedSite
from ..api.errors import CamVaultError
from ..api.gateway import Restore, RestoreState
from ..api.live import FullState, GatewayChanged
from ..const import DOMAIN
from .archive import ArchiveSteps
from .base import ARCHIVE_ERRORS, OptionsSteps, form_errors, select

SITE: Final = "site"
_ARCHIVE_ERRORS: Final = dict.fromkeys(ARCHIVE_ERRORS, "base")
RESTORE_ERRORS: Final = {"archive_empty", "interrupted", "restore_failed"}


class RestoreSteps(ArchiveSteps[ConfigFlowContext, ConfigFlowResult], OptionsSteps):
    """Set the archive, and restore a site from it."""

    _sites: tuple[ArchivedSite, ...] = ()
    _site: str | None = None
    _restored: int = 0
    _ended: Restore | None = None
    _failure: dict[str, str]
    _follower: asyncio.Task[None] | None = None

    async def async_step_new_archive(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask whether to restore the sites that the new archive already has."""
        return self.async_show_menu(
            step_id="new_archive",
            menu_options=["restore", "begin_anew"],
            description_placeholders={"found": _list_of(self._sites)},
        )

    async def async_step_begin_anew(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """End: the archive is set, and that is all."""
        return self._end("archive_set")

    async def async_step_choose_restore(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """List the sites in the archive."""
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
        """Start the restore, and show its progress."""
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
        """Show the result."""
        self._follower = None
        if self._failure:
            return self._show_failure(self._failure)
        if self._ended is not None and (self._ended.bare or self._ended.unusable):
            return self._end(
                "restored_in_part",
                captures=str(self._ended.captures),
                bare=str(self._ended.bare),
                unusable=str(self._ended.unusable),
            )
        return self._end("restored", captures=str(self._restored))

    async def async_step_restore_failed(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Try again."""
        return await self.async_step_restore()

    @override
    async def _async_accepted(self) -> ConfigFlowResult:
        """Offer to restore, if the archive has something that is not here."""
        if await self._async_can_restore():
            return await self.async_step_new_archive()
        return await self.async_step_begin_anew()

    async def _async_can_restore(self) -> bool:
        """Return whether the archive most likely has captures that the gateway lacks."""
        try:
            restore = (await self._client.gateway()).rebuild
            if restore is None or _runs(restore):
                return restore is not None
            self._sites = self._archive.sites if self._archive else ()
            known = self._before is not None and self._before.is_same_folder(self._archive)
            return bool(self._sites) and (not known or not (await self._client.captures(limit=1)).items)
        except CamVaultError:
            return False

    async def _async_begin(self) -> dict[str, str]:
        """Start the restore unless it is running already; return the form's errors."""
        with self._change_errors(_ARCHIVE_ERRORS) as errors:
            restore = (await self._client.gateway()).rebuild
            if restore is None or not _runs(restore):
                await self._client.restore(self._site or next((each.site for each in self._sites), None))
        return errors

    async def _async_follow(self) -> None:
        """Follow the restore until it ends, and keep its error."""
        with form_errors() as failure:
            self._failure = failure
            async with aclosing(self._client.live()) as live:
                async for message in live:
                    if not isinstance(message, FullState | GatewayChanged) or not (restore := message.gateway.rebuild):
                        continue
                    self._restored = restore.captures
                    if not _runs(restore):
                        failure.update(_failure(restore))
                        self._ended = restore
                        return
                    self.async_notify_flow_changed()

    def _show_failure(self, errors: dict[str, str]) -> ConfigFlowResult:
        """Show an error, and let people try again."""
        return self.async_show_form(
            step_id="restore_failed", errors=errors, description_placeholders={"reason": self._reason}
        )


def _list_of(sites: tuple[ArchivedSite, ...]) -> str:
    """Return the archive's sites as a list, with their cameras where these can be read."""
    return "\n".join(f"- **{each.site}**: {', '.join(each.cameras or ('…',))}" for each in sites)


def _runs(restore: Restore) -> bool:
    """Return whether the restore is running."""
    return restore.state is RestoreState.RUNNING


def _failure(restore: Restore) -> dict[str, str]:
    """Return the form's error for a restore that ended."""
    if restore.state is RestoreState.DONE:
        return {}
    known = restore.error in ARCHIVE_ERRORS - {"archive_failed"} | RESTORE_ERRORS
    return {"base": str(restore.error) if known else "restore_failed"}
