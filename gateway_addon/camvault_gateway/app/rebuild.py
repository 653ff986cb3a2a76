"""The command `camvault-gateway rebuild`: a catalog from the bucket alone."""

import argparse
import os
from pathlib import Path
import signal
import sqlite3
import sys
import threading
import time
from typing import Final

from camvault_gateway.archive import ArchiveStore, Counts, Rebuild, StoppedError
from camvault_gateway.catalog import Catalog, CatalogError, archives, restore, settings
from camvault_gateway.model import ArchiveError, ArchiveSettings

from . import data_folder
from .catalog_file import STAGING, open_catalog
from .errors import ExitCode, SetupError

_KEYS: Final = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
_EVERY_S: Final = 2.0
_STEPS: Final = {
    "list": "Listing: {objects} captures",
    "read": "Reading the catalog's segments: {segments}",
    "recover": "Asking captures that no segment tells of: {recovered}",
    "keep": "Filling the catalog: {captures} captures",
    "done": "Done",
}
_SUMMARY: Final = """\
{captures} captures of {events} events and {cameras} cameras
  {segments} catalog segments read, {damaged_segments} damaged
  {recovered} captures told of themselves, no segment did
  {missing} captures were told of and are no longer in the bucket
  {foreign} other objects were left alone
The gateway archives there from its next start on.
"""


def rebuild(arguments: argparse.Namespace) -> int:
    """Fill a fresh data folder from a bucket. Raises SetupError."""
    wanted = _archive(arguments)
    data: Path = arguments.data.absolute()
    data_folder.check_writable((arguments.vault or data / "vault").absolute())
    lock = data_folder.claim(data)
    try:
        with open_catalog(data) as catalog:
            counts = _fill(catalog, data / STAGING, wanted, arguments.site)
    finally:
        os.close(lock)
    sys.stderr.write(_SUMMARY.format_map(_shown(counts)))
    return ExitCode.OK


def _archive(arguments: argparse.Namespace) -> ArchiveSettings:
    identity, secret = (os.environ.get(name, "") for name in _KEYS)
    if not identity or not secret:
        raise SetupError(ExitCode.USAGE, f"Set {_KEYS[0]} and {_KEYS[1]} in the environment.")
    return ArchiveSettings(
        bucket=arguments.bucket,
        access_key_id=identity,
        secret_access_key=secret,
        endpoint_url=arguments.endpoint_url,
        region=arguments.region,
        prefix=arguments.prefix.strip("/"),
    )


def _fill(catalog: Catalog, staging: Path, wanted: ArchiveSettings, site: str) -> Counts:
    catalog.write(settings.ensure).result()
    # What a stop cut off has left its file behind, and is done again.
    if not staging.exists() and not catalog.read(restore.is_empty):
        raise SetupError(
            ExitCode.NOT_EMPTY, "This data folder has captures already. Name another, or move this one away."
        )
    stopped = threading.Event()
    work = Rebuild(ArchiveStore(wanted, site), catalog, staging, _Progress(), stopped)
    before = [signal.signal(number, lambda *_: stopped.set()) for number in (signal.SIGINT, signal.SIGTERM)]
    try:
        counts = work.run()
        catalog.write(archives.change, wanted).result()
        catalog.write(settings.change, site=site).result()
    except StoppedError as err:
        raise SetupError(ExitCode.FAILED, "Stopped; the same command begins again.") from err
    except ArchiveError as err:
        raise SetupError(ExitCode.ARCHIVE_UNUSABLE, str(err)) from err
    except (CatalogError, sqlite3.Error, OSError) as err:
        raise SetupError(ExitCode.CATALOG_UNUSABLE, f"The catalog cannot be written: {err}") from err
    finally:
        for number, handler in zip((signal.SIGINT, signal.SIGTERM), before, strict=True):
            signal.signal(number, handler)
    return counts


class _Progress:
    """Says on standard error how far it is: every step, and every other second."""

    def __init__(self) -> None:
        self._step = ""
        self._next = 0.0

    def __call__(self, counts: Counts) -> None:
        now = time.monotonic()
        if counts.step != self._step or now >= self._next:
            self._step, self._next = counts.step, now + _EVERY_S
            sys.stderr.write(_STEPS[counts.step].format_map(_shown(counts)) + "\n")


def _shown(counts: Counts) -> dict[str, str]:
    return {name: f"{value:,}" if isinstance(value, int) else value for name, value in counts.as_dict().items()}
