"""Renditions of captures that are made when they are asked for, and what is answered meanwhile."""

from collections.abc import Iterator
import contextlib
import logging
from typing import BinaryIO, Final

from camvault_gateway.api.context import Context
from camvault_gateway.api.http.errors import ApiError
from camvault_gateway.model import ArchiveError, Capture, OutageError, Rendition

_LOGGER = logging.getLogger(__name__)
_AGAIN_S: Final = 5


async def made(context: Context, capture: Capture, which: Rendition) -> BinaryIO:
    """Return a rendition's file, open; raises NoRenditionError, and ApiError when it is not there yet."""
    with answered(capture):
        return await context.services.renditions.open(capture, which)


@contextlib.contextmanager
def answered(capture: Capture) -> Iterator[None]:
    """Raise ApiError for what keeps something from being made of a capture now."""
    try:
        yield
    except TimeoutError as err:
        raise preparing() from err
    except (ArchiveError, OutageError) as err:
        raise ApiError(503, "unavailable", str(err)) from err
    except OSError as err:
        # The file went meanwhile, or a disk fails: the next try finds out which.
        _LOGGER.warning("What is shown of capture %s cannot be made: %s", capture.id, err)
        raise ApiError(503, "unavailable", "The file cannot be read now, or what is made of it not be kept.") from err


def preparing() -> ApiError:
    """Return the error that asks for patience."""
    return ApiError(503, "preparing", "What is shown of the file is being made.", again_s=_AGAIN_S)
