"""The media worker: looks into one file after the other, in a process that may crash.

One request a line on standard input, one answer a line on standard output. `{"id", "path", "kind", "patience_s"}` asks
what a file shows, with "into" what browsers show of it, which only a worker can write that was started with the size of
the largest file it may. "told_ms" is how long its name says it is; "cut", that its upload broke off.
"""

import gc
from io import FileIO
import json
import os
from pathlib import Path
import resource
import signal
import sys
from typing import Any

import av.logging

from camvault_gateway.model import Kind

from .answer import READY, Failure, FailureError, Wish, write_conversion, write_failure, write_media
from .media import convert, examine

_NICENESS = 10
# PyAV alone maps 155 MiB; a key frame of 4K H.265 needs 50 MiB more, of 8K 155, and the largest JPEG there may be 225.
_ADDRESS_SPACE = 512 * 1024 * 1024
_OPEN_FILES = 64


def main() -> None:
    """Answer requests until there are no more: when the gateway is gone, however it went."""
    answers = _take_standard_output()
    _confine()
    os.write(answers, READY)
    gc.freeze()
    for line in sys.stdin.buffer:
        _write(answers, _answer(line) + "\n")
        # PyAV's streams and decoders hold each other, and a decoder 20 MiB that Python does not count.
        gc.collect()


def _take_standard_output() -> int:
    """Return a descriptor of its own for the answers; what libraries print must not get between them."""
    answers = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return answers


def _confine() -> None:
    """Come after everything else on the machine, and have little to break."""
    os.nice(_NICENESS)
    resource.setrlimit(resource.RLIMIT_AS, (_ADDRESS_SPACE, _ADDRESS_SPACE))
    largest = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_OPEN_FILES, _OPEN_FILES))
    # The gateway ends it; a service manager's signal to all processes would look like a crash.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    # A file that grows too large is an error like others.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    av.logging.set_level(None)


def _answer(line: bytes) -> str:
    request = json.loads(line)
    # The gateway waits less long, unless it is gone: then nobody else would end a file that never ends.
    signal.alarm(int(request["patience_s"]) + 5)
    try:
        return _seen(request)
    except FailureError as err:
        return write_failure(request["id"], err.failure, str(err))
    except Exception as err:  # noqa: BLE001 a file can make PyAV fail in more ways than it names
        return write_failure(request["id"], Failure.UNREADABLE, type(err).__name__)
    finally:
        signal.alarm(0)


def _seen(request: dict[str, Any]) -> str:
    """Return what a file shows, of which nothing is known from here on but that it is open."""
    wish = Wish(
        kind=Kind(request["kind"]),
        patience_s=request["patience_s"],
        told_ms=request.get("told_ms"),
        cut=request.get("cut", False),
    )
    with _opened(Path(request["path"])) as file:
        if "into" in request:
            return write_conversion(request["id"], convert(file.fileno(), wish, Path(request["into"])))
        return write_media(request["id"], examine(file.fileno(), wish))


def _opened(path: Path) -> FileIO:
    try:
        return path.open("rb", buffering=0)
    except FileNotFoundError as err:
        raise FailureError(Failure.MISSING, "There is no such file.") from err
    except OSError as err:
        raise FailureError(Failure.UNAVAILABLE, err.strerror or type(err).__name__) from err


def _write(descriptor: int, text: str) -> None:
    view = memoryview(text.encode())
    while view:
        view = view[os.write(descriptor, view) :]


if __name__ == "__main__":
    main()
