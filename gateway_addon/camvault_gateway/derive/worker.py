"""The media worker: looks into one file after the other, in a process that may crash, or be taken over.

One request a message on standard input, a socket; one answer a line on standard output. `{"id", "kind", "patience_s"}`
asks what the file shows whose descriptor comes along; with "rendition" it asks for one of those. A picture comes in the
answer. What browsers play goes into a second descriptor: only a worker can write it that was started with the size of
the largest file it may. "told_ms" is how long its name says it is; "cut", that its upload broke off.
"""

import gc
import json
import logging
import os
import resource
import signal
import socket
import sys
from typing import Any

import av.logging
import av.subtitles.codeccontext
import av.subtitles.stream

from camvault_gateway.model import Kind, Rendition

from .confinement import confine
from .media import convert, examine, picture, shrink, strip
from .protocol import (
    Failure,
    FailureError,
    MediaRequest,
    write_conversion,
    write_failure,
    write_greeting,
    write_media,
    write_picture,
)

# PyAV imports these only when a file makes it need them, and then it is too late.
_LOADED = (logging, av.subtitles.codeccontext, av.subtitles.stream)

_NICENESS = 10
# PyAV alone maps 155 MiB; a key frame of 4K H.265 needs 50 MiB more, of 8K 155, and the largest JPEG there may be 225.
_ADDRESS_SPACE = 512 * 1024 * 1024
_OPEN_FILES = 64
_LONGEST_QUESTION = 4096
# One to be looked at, and one to be written.
_MOST_FILES = 2


def main() -> None:
    """Answer requests until there are no more: when the gateway is gone, however it went."""
    questions = socket.socket(fileno=sys.stdin.fileno())
    answers = _take_standard_output()
    _come_last()
    _write(answers, write_greeting(confine()) + "\n")
    gc.freeze()
    while True:
        line, files, _, _ = socket.recv_fds(questions, _LONGEST_QUESTION, _MOST_FILES)
        if not line:
            break
        _write(answers, _answer(line, files) + "\n")
        for descriptor in files:
            os.close(descriptor)
        # PyAV's streams and decoders hold each other, and a decoder 20 MiB that Python does not count.
        gc.collect()
    # There is nothing to be tidied up, and little that could be.
    os._exit(0)


def _take_standard_output() -> int:
    """Return a descriptor of its own for the answers; what libraries print goes nowhere."""
    answers = os.dup(sys.stdout.fileno())
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
    return answers


def _come_last() -> None:
    """Come after everything else on the machine, and have little of it."""
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


def _answer(line: bytes, files: list[int]) -> str:
    request = json.loads(line)
    # The gateway waits less long, unless it is gone: then nobody else would end a file that never ends.
    signal.alarm(int(request["patience_s"]) + 5)
    try:
        return _seen(request, files)
    except FailureError as err:
        return write_failure(request["id"], err.failure, str(err))
    except Exception as err:  # noqa: BLE001 a file can make PyAV fail in more ways than it names
        return write_failure(request["id"], Failure.UNREADABLE, type(err).__name__)
    finally:
        signal.alarm(0)


def _seen(request: dict[str, Any], files: list[int]) -> str:
    """Return what is asked for of a file, of which nothing is known but that it is open."""
    wish = MediaRequest(
        kind=Kind(request["kind"]),
        patience_s=request["patience_s"],
        rendition=Rendition(request["rendition"]) if request.get("rendition") else None,
        told_ms=request.get("told_ms"),
        cut=request.get("cut", False),
    )
    match wish.rendition:
        case None:
            return write_media(request["id"], examine(files[0], wish))
        case Rendition.PICTURE:
            return write_picture(request["id"], picture(files[0], wish))
        case Rendition.SPRITE:
            return write_picture(request["id"], strip(files[0], wish))
        case Rendition.PLAYABLE:
            return write_conversion(request["id"], convert(files[0], wish, files[1]))
        case Rendition.SMALL:
            return write_conversion(request["id"], shrink(files[0], wish, files[1]))


def _write(descriptor: int, text: str) -> None:
    view = memoryview(text.encode())
    while view:
        view = view[os.write(descriptor, view) :]


if __name__ == "__main__":
    main()
