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

from camvault_gateway.app import data_folder
from camvault_gateway.app.catalog_file import STAGING, open_catalog
from camvault_gateway.app.errors import ExitCode, SetupError
from camvault_gateway.archive import ArchiveStore, Counts, Rebuild, StoppedError, plain_certificates, settled, sites_in
from camvault_gateway.catalog import Catalog, CatalogError, settings
from camvault_gateway.model import (
    AddressError,
    ArchiveError,
    ArchiveProblem,
    ArchiveSettings,
    Settings,
    steady_s,
    understand,
)

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
  {bare} captures had only their keys and bytes: their events, paths and all labels but one are lost
  {unusable} captures could not be brought in; the log above names them
  {foreign} other objects were left alone
The gateway archives there from its next start on.
"""
_INCOMPLETE: Final = "Not everything came back: see above.\n"


def rebuild(arguments: argparse.Namespace) -> int:
    """Bring into a data folder, new or not, what a bucket has. Raises SetupError."""
    wanted = settled(_archive(arguments), arguments.site or Settings(gateway_id="").site)
    site = arguments.site or _only_site(wanted)
    data: Path = arguments.data.absolute()
    with contextlib.ExitStack() as held:
        held.callback(os.close, data_folder.claim(data))
        held.callback(os.close, data_folder.claim_vault((arguments.vault or data / "vault").absolute()))
        with open_catalog(data) as catalog:
            counts = _fill(catalog, data / STAGING, wanted, site)
    sys.stderr.write(_SUMMARY.format_map(_shown(counts)))
    if counts.incomplete:
        sys.stderr.write(_INCOMPLETE)
        return ExitCode.INCOMPLETE
    return ExitCode.OK


def _archive(arguments: argparse.Namespace) -> ArchiveSettings:
    identity, secret = (os.environ.get(name, "") for name in _KEYS)
    if not identity or not secret:
        raise SetupError(ExitCode.USAGE, f"Set {_KEYS[0]} and {_KEYS[1]} in the environment.")
    prefix = arguments.prefix.strip("/")
    try:
        found = understand(arguments.endpoint_url, arguments.bucket, arguments.region, prefix)
        path: Path | None = arguments.ca_certificate
        certificate = plain_certificates(path.read_text()) if path else None
    except AddressError as err:
        raise SetupError(ExitCode.USAGE, f"The address {arguments.endpoint_url} {err}") from err
    except (OSError, ValueError) as err:
        raise SetupError(ExitCode.USAGE, f"{arguments.ca_certificate} holds no certificate in PEM: {err}") from err
    return ArchiveSettings(
        bucket=found.bucket,
        access_key_id=identity,
        secret_access_key=secret,
        endpoint_url=found.endpoint_url,
        region=found.region,
        prefix=prefix,
        ca_certificate=certificate,
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
