"""Starts gateways quickly: the real program, loaded once, in a forked process each time.

Reads one JSON order a line, and answers each with a line: {"run": [arguments], "point": [...]} with the process's id,
{"reap": id} when that has ended.
"""

import hashlib
import json
import os
import sys
import traceback

from camvault_gateway.app import gateway as _loaded  # noqa: F401 what `run` would import
from camvault_gateway.app.main import main
from camvault_gateway.model import passwords

from .points import arm


def _quick_hash(password: str, salt: bytes) -> bytes:
    """Stand in for scrypt: what is killed here must not mostly be the checking of passwords."""
    return hashlib.sha256(salt + password.encode()).digest()


def _run(order: dict[str, list[str]]) -> None:
    passwords._scrypt = _quick_hash
    os.dup2(os.open("/dev/null", os.O_RDWR), 0)
    os.dup2(2, 1)
    if "point" in order:
        point, moment, calls = order["point"]
        arm(point, moment, int(calls))
    sys.exit(main(order["run"]))


def _start(order: dict[str, list[str]]) -> int:
    if pid := os.fork():
        return pid
    status = 1
    try:
        _run(order)
    except SystemExit as end:
        status = int(end.code or 0)
    except BaseException:  # noqa: BLE001 it is the end of this process, whatever it is
        traceback.print_exc()
    os._exit(status)


def _reap(pid: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def serve() -> None:
    """Take orders until there are no more."""
    for line in sys.stdin:
        order = json.loads(line)
        answer = _start(order) if "run" in order else _reap(order["reap"])
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve()
