"""The process in which one file operation fails: the rooms are loaded once, and forked for each try.

Reads one JSON order a line, {"scene": ..., "at": ..., "error": ..., "which": ...}, and answers each with a line: which
operation failed, and what is wrong.
"""

from collections.abc import Callable, Iterator
import json
import logging
import os
from pathlib import Path
import shutil
import signal
import sqlite3
import sys
import traceback
from typing import Any, Final

from camvault_gateway.model import passwords
from camvault_gateway.tls import self_signed

from .faults import Error, Faults, Which
from .replay import check, recover
from .scene import Told
from .scenes import SCENES
from .uploads import sha256

_HANGS_S: Final = 120
_CERTIFICATE: Final = self_signed.make()


class Stage:
    """Plays scenes in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._data = folder / "data"
        self._faults = Faults.here()

    def play(self, scene: str, at: int, error: Error, which: Which) -> dict[str, object]:
        """Let an operation of a scene fail; returns which, and what is wrong."""
        self._set(scene)
        self._faults.aim(self._data, at, error, which)
        self._place("told").unlink(missing_ok=True)
        said = _forked(lambda: SCENES[scene].act(self._data, self._faults, Told()))
        self._faults.disarm()
        failed = self._faults.failed.replace(f"{self._data}/", "")
        if not self._place("told").exists():
            return {"failed": failed, "wrong": [f"it did not come to its end: {said}"]}
        told = Told.left(self._place("told"))
        said += _forked(lambda: self._judge(told))
        wrong = json.loads(self._place("wrong").read_text()) if not said else [said]
        return {"failed": failed, "wrong": told.wrong + wrong, "replies": told.replies}

    def _place(self, name: str) -> Path:
        return self._folder / name

    def _set(self, scene: str) -> None:
        prepared = self._place(scene)
        if not prepared.exists():
            said = _forked(lambda: SCENES[scene].prepare(prepared))
            assert not said, said
        shutil.rmtree(self._data, ignore_errors=True)
        shutil.copytree(prepared, self._data)

    def _judge(self, told: Told) -> None:
        """Start again without faults, and look for what was told."""
        self._place("wrong").write_text("[]")
        recover(self._data)
        self._place("wrong").write_text(json.dumps([*_compare(self._data, told), *check(self._data)]))


def _compare(data: Path, told: Told) -> Iterator[str]:
    with sqlite3.connect(data / "catalog.db") as db:
        query = "SELECT id, original_path, size, sha256, state, archive_key, local FROM captures"
        rows = db.execute(query).fetchall()
    files = {path.name.partition(".")[0]: path for path in (data / "vault/captures").rglob("*") if path.is_file()}
    paths = [row[1] for row in rows]
    yield from (f"{path} is there {paths.count(path)} times" for path in set(paths) if paths.count(path) > 1)
    yield from (f"{path} was taken, and is lost" for path in told.kept if path not in paths)
    for identity, path, size, digest, state, key, local in rows:
        content = files[identity].read_bytes() if identity in files else b""
        if path in told.kept and local and told.kept[path] != sha256(content):
            yield f"{path} was taken, and has {len(content)} other bytes"
        if path in told.refused and not bytes.fromhex(told.refused[path]).startswith(content):
            yield f"{path} was refused, and is not what was sent"
        if state in {"archived", "verified"} and told.bucket.get(key) != digest:
            yield f"{path} is {state}, and the bucket does not have its {size} bytes"
    if len(told.bucket) > 1:
        yield f"the bucket has {len(told.bucket)} objects"


def _forked(work: Callable[[], object]) -> str:
    """Do something in a process of its own; returns what it complained of."""
    reading, writing = os.pipe()
    if pid := os.fork():
        os.close(writing)
        with os.fdopen(reading) as pipe:
            said = pipe.read()
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        return said or (f"it ended with {code}" if code else "")
    try:
        os.dup2(os.open("/dev/null", os.O_RDWR), 0)
        os.dup2(2, 1)
        signal.alarm(_HANGS_S)
        work()
    except BaseException:  # noqa: BLE001 it is the end of this process, whatever it is
        os.write(writing, traceback.format_exc().encode())
    os._exit(0)


def serve(folder: Path) -> None:
    """Take orders until there are no more."""
    logging.disable()
    passwords._scrypt = lambda password, salt: salt + password.encode()
    self_signed.make = lambda: _CERTIFICATE
    stage = Stage(folder)
    for line in sys.stdin:
        order: dict[str, Any] = json.loads(line)
        answer = stage.play(order["scene"], order["at"], Error(order["error"]), Which(order["which"]))
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
