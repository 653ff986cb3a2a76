"""The command `camvault-gateway rebuild`: bring into the catalog what the bucket has."""

import argparse
import contextlib
import os
from pathlib import Path
import signal
import sqlite3
import sys
import threading
from typing import Final

from camvault_gateway.archive import ArchiveStore, Counts, Rebuild, StoppedError, sites_in
from camvault_gateway.catalog import Catalog, CatalogError, settings
from camvault_gateway.model import ArchiveError, ArchiveProblem, ArchiveSettings, Settings, steady_s

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
    """Bring into a data folder, new or not, what a bucket has. Raises SetupError."""
    wanted = _archive(arguments)
    site = arguments.site or _only_site(wanted)
    data: Path = arguments.data.absolute()
    with contextlib.ExitStack() as held:
        held.callback(os.close, data_folder.claim(data))
        held.callback(os.close, data_folder.claim_vault((arguments.vault or data / "vault").absolute()))
        with open_catalog(data) as catalog:
            counts = _fill(catalog, data / STAGING, wanted, site)
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


def _only_site(wanted: ArchiveSettings) -> str:
    """Return the site that is in the bucket; a key may be allowed to see nothing but its own."""
    usual = Settings(gateway_id="").site
    store = ArchiveStore(wanted, usual)
    try:
        found = [each.name for each in sites_in(store)]
    except ArchiveError as err:
        if err.problem is not ArchiveProblem.DENIED:
            raise SetupError(ExitCode.ARCHIVE_UNUSABLE, str(err)) from err
        found = []
    finally:
        store.close()
    if len(found) > 1:
        raise SetupError(ExitCode.USAGE, f"The bucket has several sites: {', '.join(found)}. Choose one with --site.")
    return found[0] if found else usual


def _fill(catalog: Catalog, staging: Path, wanted: ArchiveSettings, site: str) -> Counts:
    catalog.write(settings.ensure).result()
    stopped = threading.Event()
    work = Rebuild(ArchiveStore(wanted, site), catalog, staging, _Progress(), stopped, moves_in=True)
    before = [signal.signal(number, lambda *_: stopped.set()) for number in (signal.SIGINT, signal.SIGTERM)]
    try:
        counts = work.run()
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
        now = steady_s()
        if counts.step != self._step or now >= self._next:
            self._step, self._next = counts.step, now + _EVERY_S
            sys.stderr.write(_STEPS[counts.step].format_map(_shown(counts)) + "\n")


def _shown(counts: Counts) -> dict[str, str]:
    return {name: f"{value:,}" if isinstance(value, int) else value for name, value in counts.as_dict().items()}
