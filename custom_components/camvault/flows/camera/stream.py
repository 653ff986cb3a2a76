"""Steps that change a camera: the menu, and the URL of its live stream."""

from typing import Any, Final, Literal

from homeassistant.config_entries import ConfigEntry, ConfigSubentryFlow, SubentryFlowResult
from homeassistant.helpers.selector import TextSelector, TextSelectorConfig, TextSelectorType
import probatio
from yarl import URL

from ...ids import STREAM_URL

STREAM_SCHEMA: Final = probatio.Schema(
    {probatio.Optional(STREAM_URL): TextSelector(TextSelectorConfig(type=TextSelectorType.URL, autocomplete="off"))}
)
_SCHEMES: Final = {"rtsp", "rtsps", "rtmp", "http", "https"}
_LONGEST: Final = 2000


type End = Literal["added", "camera_gone", "cannot_connect", "new_login", "stream_set"]
_STREAM_SET: Final[End] = "stream_set"
INVALID_STREAM: Final = "invalid_stream"


class StreamStep(ConfigSubentryFlow):
    """Choose between a new login and the live stream, and set the stream's URL."""

    def _end(self, end: End, **placeholders: str) -> SubentryFlowResult:
        """Abort with a reason that is translated."""
        return self.async_abort(reason=end, description_placeholders=placeholders)

    @property
    def _known_entry(self) -> ConfigEntry | None:
        """Return the gateway's entry, or None if it was deleted."""
        return self.hass.config_entries.async_get_entry(self._entry_id)

    async def async_step_reconfigure(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Show the menu."""
        return self.async_show_menu(step_id="reconfigure", menu_options=["new_login", "stream"])

    async def async_step_stream(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask for the stream's URL; without one, only the latest picture is shown."""
        entry = self._known_entry
        known = entry.subentries.get(self._reconfigure_subentry_id) if entry else None
        if entry is None or known is None:
            return self._end("camera_gone")
        errors: dict[str, str] = {}
        if user_input is not None:
            url = user_input.get(STREAM_URL, "").strip()
            if not url or is_stream_url(url):
                data = {STREAM_URL: url} if url else {}
                return self.async_update_reload_and_abort(entry, known, data=data, reason=_STREAM_SET)
            errors[STREAM_URL] = INVALID_STREAM
        return self.async_show_form(
            step_id="stream",
            data_schema=self.add_suggested_values_to_schema(STREAM_SCHEMA, user_input or known.data),
            errors=errors,
            description_placeholders={"camera": known.title},
        )


def is_stream_url(text: str) -> bool:
    """Return whether a text is the address of a stream."""
    try:
        url = URL(text)
        return url.scheme in _SCHEMES and bool(url.host) and len(text) <= _LONGEST and text.isprintable()
    except ValueError:
        return False
