"""The conservation check: whether catalog, vault and archive add up, running or not, touching nothing."""

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
import contextlib
import hashlib
import os
from pathlib import Path
import sqlite3
import sys
import time
from typing import Final

from camvault_gateway.app import data_folder
from camvault_gateway.app.catalog_file import CATALOG
from camvault_gateway.app.errors import ExitCode, SetupError
from camvault_gateway.catalog import CatalogError, settings
from camvault_gateway.catalog.bulk import expiry
from camvault_gateway.catalog.lists import audit
from camvault_gateway.model import State, now_ms, place_of
from camvault_gateway.vault.renditions import capture_of

from . import bucket, bucket_rules
from .rules import Found, Stored, problems

# A running gateway moves on between a look at the catalog and one at the files: what is wrong stays wrong.
_LOOKS: Final = 3
_BETWEEN_S: Final = 2.0


def check(arguments: argparse.Namespace) -> int:
    """Print what does not add up, and a summary; returns the exit code. Raises SetupError."""
    vault = arguments.vault or arguments.data / "vault"
    found, wrong, about_bucket = _look(arguments, vault)
    for _ in range(_LOOKS - 1):
        if not (wrong and found.running):
            break
        time.sleep(_BETWEEN_S)
        found, again, about_bucket = _look(arguments, vault)
        wrong = [problem for problem in wrong if problem in set(again)]
    sys.stdout.writelines(f"{problem}\n" for problem in wrong)
    sys.stdout.write(_summary(found, about_bucket, len(wrong)))
    return ExitCode.FAILED if wrong else ExitCode.OK


def _look(arguments: argparse.Namespace, vault: Path) -> tuple[Found, list[str], bucket_rules.Bucket | None]:
    try:
        with ThreadPoolExecutor() as pool:
            faults = pool.submit(audit.look, arguments.data / CATALOG, audit.faults)
            found, known = audit.look(arguments.data / CATALOG, lambda db: _gather(db, arguments, vault))
            found.faults = faults.result()
    except CatalogError as err:
        raise SetupError(ExitCode.CATALOG_UNUSABLE, str(err)) from err
    wrong = list(problems(found))
    about_bucket = bucket.compare(found, known) if arguments.archive else None
    return found, wrong + (about_bucket.problems if about_bucket else []), about_bucket


def _gather(db: sqlite3.Connection, arguments: argparse.Namespace, vault: Path) -> tuple[Found, bucket.Archives]:
    tally = audit.tally(db)
    incoming = _files(vault / "incoming", hashed=arguments.hash)
    files = _files(vault / "captures", hashed=arguments.hash)
    renditions = {name: capture_of(name) for name in _renditions(vault / "playables")}
    here = {Path(path).stem for path in files} | incoming.keys() | set(renditions.values())
    rows = audit.captures(db) if arguments.archive else audit.unsettled(db, here)
    found = Found(
        running=data_folder.in_use(arguments.data),
        now=now_ms(),
        quiet_time_s=settings.longest_quiet_time_s(db),
        captures=rows,
        tally=tally,
        tasks=audit.tasks(db),
        deferred=audit.deferred(db),
        open_events=audit.open_events(db),
        protected_events=audit.protected_events(db),
        counters=audit.counters(db, tally),
        places={row.id: _place(row) for row in rows if row.state != State.RECEIVING},
        leaving={row.id: _place(row) for row in expiry.uncleared(db)},
        incoming=incoming,
        files=files,
        renditions=renditions,
    )
    return found, bucket.Archives.known(db)


def _place(row: audit.CaptureRow | expiry.Remains) -> str:
    return place_of(row.id, row.extension)


def _files(folder: Path, *, hashed: bool) -> dict[str, Stored]:
    sizes = dict(_sizes(folder))
    if not hashed:
        return {path: Stored(size) for path, size in sizes.items()}
    with ThreadPoolExecutor() as pool:
        sums = pool.map(_hash, (folder / path for path in sizes))
        return {path: Stored(sizes[path], sha256) for path, sha256 in zip(sizes, sums, strict=True) if sha256}


def _renditions(folder: Path) -> set[str]:
    return {name for name in _files(folder, hashed=False) if not name.endswith(".part")}


def _sizes(folder: Path, below: str = "") -> Iterator[tuple[str, int]]:
    # A file may move on while it is looked at.
    with contextlib.suppress(FileNotFoundError), os.scandir(folder / below) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _sizes(folder, f"{below}{entry.name}/")
                continue
            with contextlib.suppress(FileNotFoundError):
                yield below + entry.name, entry.stat().st_size


def _hash(path: Path) -> str | None:
    with contextlib.suppress(FileNotFoundError), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
    return None


def _summary(found: Found, about_bucket: bucket_rules.Bucket | None, wrong: int) -> str:
    here = [each for each in found.tally if each.local and each.state != State.RECEIVING]
    lines = [
        f"{sum(each.files for each in found.tally)} captures: {_counted((each.state, each) for each in found.tally)}",
        f"conditions: {_counted((each.condition, each) for each in found.tally)}",
        (
            f"vault: {sum(each.files for each in here)} files, {sum(each.bytes for each in here)} bytes;"
            f" {len(found.incoming)} in incoming/"
        ),
        f"open events: {len(found.open_events)}; the gateway {'runs' if found.running else 'does not run'}",
    ]
    if about_bucket is not None:
        lines.append(
            f"archive: {about_bucket.objects} objects, {about_bucket.unanswered} of them not yet known to be there;"
            f" {about_bucket.elsewhere} captures were archived elsewhere, and {about_bucket.expired} have expired"
        )
        if about_bucket.former or about_bucket.unasked:
            lines.append(
                f"former archives: {about_bucket.former} captures compared,"
                f" {about_bucket.unasked} in archives whose keys were removed"
            )
    lines.append(f"{wrong} things do not add up." if wrong else "Everything adds up.")
    return "\n".join(lines) + "\n"


def _counted(named: Iterable[tuple[str, audit.Tally]]) -> str:
    counts: Counter[str] = Counter()
    for name, each in named:
        counts[name] += each.files
    return ", ".join(f"{count} {name}" for name, count in sorted(counts.items())) or "none"
