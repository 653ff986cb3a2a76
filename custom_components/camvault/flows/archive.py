"""The form for the archive, wherever it is shown: in the options flow, and in the flow that repairs the archive."""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowContext, FlowResult
from homeassistant.helpers.selector import SelectSelectorMode, TextSelector, TextSelectorConfig, TextSelectorType
import probatio

from ..api.archive import Archive, NewArchive
from ..texts import common_text
from .base import ARCHIVE_ERRORS, GatewaySteps, form_errors, select

ENDPOINT: Final = "endpoint_url"
SECRET: Final = "secret_access_key"  # noqa: S105
CERTIFICATE: Final = "ca_certificate"
COLD_CLASS: Final = "cold_class"
# What the gateway refuses of a single field.
FIELD_ERRORS: Final = {
    COLD_CLASS: "storage_class",
    "invalid_endpoint": ENDPOINT,
    "invalid_certificate": CERTIFICATE,
}
REFUSAL_FIELDS: Final = dict.fromkeys(ARCHIVE_ERRORS, "base") | FIELD_ERRORS
# Those whose objects can be read at once; others can be typed.
STORAGE_CLASSES: Final = ["STANDARD", "STANDARD_IA", "INTELLIGENT_TIERING", "GLACIER_IR"]
NEW_ARCHIVE: Final = {"region": "us-east-1", "prefix": "camvault", "storage_class": "STANDARD"}

ARCHIVE_SCHEMA: Final = probatio.Schema(
    {
        # People paste it as their provider shows it, also without https; the gateway understands more than a browser.
        probatio.Optional(ENDPOINT): TextSelector(),
        probatio.Required("bucket"): TextSelector(),
        probatio.Required("region"): TextSelector(),
        probatio.Required("access_key_id"): TextSelector(TextSelectorConfig(autocomplete="off")),
        probatio.Required(SECRET): TextSelector(
            TextSelectorConfig(type=TextSelectorType.PASSWORD, autocomplete="new-password")
        ),
        probatio.Optional("prefix"): TextSelector(),
        probatio.Required("storage_class"): select(
            STORAGE_CLASSES, custom_value=True, mode=SelectSelectorMode.DROPDOWN
        ),
        probatio.Optional(CERTIFICATE): TextSelector(TextSelectorConfig(multiline=True)),
    }
)


class ArchiveSteps[ContextT: FlowContext, ResultT: FlowResult[Any, Any]](GatewaySteps[ContextT, ResultT]):
    """Ask for the bucket and its keys until the gateway takes them."""

    _weaknesses: str = ""
    _before: Archive | None = None
    _archive: NewArchive | None = None

    @abstractmethod
    async def _async_accepted(self) -> ResultT:
        """Go on once the archive works."""

    async def async_step_archive(self, user_input: dict[str, Any] | None = None) -> ResultT:
        """Ask for the bucket and its keys."""
        if user_input is None:
            with form_errors() as errors:
                self._before = (await self._client.settings()).archive
                self._weaknesses = _weaknesses(self.hass, self._before)
            return self._give_up(errors) if errors else self._show_archive(_suggested(self._before), errors)
        change = _change(user_input)
        with self._change_errors(REFUSAL_FIELDS) as errors:
            self._archive = await self._client.set_archive(change)
        if errors:
            return self._show_archive({**change, SECRET: None}, errors)
        return await self._async_accepted()

    def _show_archive(self, suggested: Mapping[str, Any], errors: dict[str, str]) -> ResultT:
        """Show the archive's form."""
        return self.async_show_form(
            step_id="archive",
            data_schema=self.add_suggested_values_to_schema(ARCHIVE_SCHEMA, suggested),
            errors=errors,
            description_placeholders={
                "reason": self._reason,
                "weaknesses": self._weaknesses,
                "certificates": _certificates(self.hass, self._before),
            },
        )


def _suggested(archive: Archive | None) -> Mapping[str, Any]:
    """Return the form's initial values; the gateway never returns the secret."""
    return NEW_ARCHIVE if archive is None else asdict(archive)


def _weaknesses(hass: HomeAssistant, archive: Archive | None) -> str:
    """Return the weaknesses of the current archive as a list, or nothing."""
    found = archive.abilities.findings if archive and archive.abilities else ()
    items = [f"* {finding.text}" for finding in found if finding.weak]
    return "\n".join([common_text(hass, "weaknesses"), "", *items]) if items else ""


def _certificates(hass: HomeAssistant, archive: Archive | None) -> str:
    """Return the trusted certificates and when they end as a list, or nothing."""
    found = archive.certificates if archive else ()
    items = [f"* {each.name}, {each.ends_at.date().isoformat()}" for each in found]
    return "\n".join([common_text(hass, "certificates"), "", *items]) if items else ""


def _change(user_input: Mapping[str, str]) -> dict[str, str | None]:
    """Return form values as the gateway's API has them; empty ones are None."""
    typed = {name: value.strip() for name, value in user_input.items()}
    return {"prefix": "", **typed, ENDPOINT: typed.get(ENDPOINT) or None, CERTIFICATE: typed.get(CERTIFICATE) or None}
