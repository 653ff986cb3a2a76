"""Let Home Assistant tell which of the integration's calls wait for a disk or a network within the event loop."""

from collections.abc import Iterator
from contextlib import contextmanager
import logging
from typing import override
from unittest.mock import patch

from homeassistant import block_async_io
from homeassistant.util import loop

_OURS = "integration 'camvault'"


class _Told(logging.Handler):
    """What Home Assistant says of this integration."""

    def __init__(self, told: list[str]) -> None:
        super().__init__()
        self._told = told

    @override
    def emit(self, record: logging.LogRecord) -> None:
        if _OURS in (message := record.getMessage()):
            self._told.append(message)


@contextmanager
def blocking_calls() -> Iterator[list[str]]:
    """Look for such calls, as Home Assistant does at people's homes; it leaves most of them out in tests."""
    found: list[str] = []
    handler, logger = _Told(found), logging.getLogger(loop.__name__)
    calls = block_async_io._BLOCKED_CALLS.calls
    with patch.object(block_async_io, "_IN_TESTS", new=False), patch.object(loop, "_PREVIOUSLY_REPORTED", set()):
        block_async_io.enable()
        logger.addHandler(handler)
        try:
            yield found
        finally:
            logger.removeHandler(handler)
            for call in calls:
                setattr(call.object, call.function, call.original_func)
            calls.clear()
