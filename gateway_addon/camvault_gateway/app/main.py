"""The command `camvault-gateway`."""

import argparse
import asyncio
from collections.abc import Sequence
import http.client
import logging
import os
import sys
import threading
from typing import Final

from . import allocator, data_folder, logs, options
from .errors import ExitCode, SetupError

_HEALTH_TIMEOUT_S = 5


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    parsed = options.parse(arguments)
    try:
        return _COMMANDS[parsed.command](parsed)
    except SetupError as err:
        sys.stderr.write(f"camvault-gateway: {err}\n")
        return err.code


def _run(arguments: argparse.Namespace) -> int:
    chosen = options.read(arguments)
    logs.set_up(chosen.log_level)
    allocator.return_freed_memory()
    # Imported late: `health` runs every half minute on a small computer, and needs none of it.
    from .gateway import run  # noqa: PLC0415

    asyncio.run(run(chosen))
    _leave_threads_behind()
    return ExitCode.OK


def _leave_threads_behind() -> None:
    """End the process although a thread waits for a server that does not answer: all that is durable is closed."""
    if any(not thread.daemon for thread in threading.enumerate() if thread is not threading.main_thread()):
        logging.shutdown()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(ExitCode.OK)


def _health(arguments: argparse.Namespace) -> int:
    token = data_folder.known_token(arguments.data)
    connection = http.client.HTTPConnection("127.0.0.1", arguments.api_port, timeout=_HEALTH_TIMEOUT_S)
    try:
        connection.request("GET", "/api/v1/gateway", headers={"Authorization": f"Bearer {token}"})
        status = connection.getresponse().status
    except OSError as err:
        raise SetupError(ExitCode.FAILED, f"The gateway does not answer: {err}") from err
    finally:
        connection.close()
    if status != http.client.OK:
        raise SetupError(ExitCode.FAILED, f"The gateway answers with status {status}.")
    return ExitCode.OK


def _rebuild(arguments: argparse.Namespace) -> int:
    logs.set_up("warning")
    from .recovery.rebuild import rebuild  # noqa: PLC0415 as above

    return rebuild(arguments)


def _token(arguments: argparse.Namespace) -> int:
    sys.stdout.write(data_folder.known_token(arguments.data) + "\n")
    return ExitCode.OK


def _check(arguments: argparse.Namespace) -> int:
    from .check.command import check  # noqa: PLC0415 as above

    return check(arguments)


def _backup(arguments: argparse.Namespace) -> int:
    from .recovery.backup import backup  # noqa: PLC0415 as above

    return backup(arguments)


_COMMANDS: Final = {
    "run": _run,
    "health": _health,
    "token": _token,
    "check": _check,
    "backup": _backup,
    "rebuild": _rebuild,
}
