"""Power cuts at every point of a recording: rebuild what is left, recover, and look for what was promised."""

from collections.abc import Callable, Iterable, Iterator, Mapping
import contextlib
from dataclasses import dataclass, replace
import io
import math
from pathlib import Path
from random import Random
import re
import sqlite3
import tempfile

from camvault_gateway.app.main import main
from camvault_gateway.app.upload_servers import UploadServers
from camvault_gateway.bus import Bus
from camvault_gateway.catalog import Catalog, CatalogError
from camvault_gateway.ftp import FtpSettings
from camvault_gateway.model import passwords
from camvault_gateway.tls import self_signed
from camvault_gateway.vault import Vault

from . import trace
from .disk import Fate, Names, Op, Recording, loose, rebuild
from .recorded import LEFT_BEHIND, MARKS, uploads
from .uploads import Planned, Way, number_of, sha256

_CERTIFICATE = self_signed.make()
_SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 where there is one, an fsync costs nothing
_PEER = re.compile(r"->[\d.]+:(\d+)\]")


@dataclass(frozen=True, slots=True)
class Promise:
    """An answer that a camera got, and when the server began to send it."""

    number: int
    at: int
    renamed: bool = False
    # Nobody sent it again, but the list has shown it since.
    recovered: bool = False


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a gateway did that starts after a kill, what it promised, and how many operations lay behind it then."""

    recording: Recording
    promises: list[Promise]
    begin: int

    def under(self, names: Names) -> Recorded:
        """Return it for where only so much is promised of names."""
        before = len(replace(self.recording, ops=self.recording.ops[: self.begin]).under(names).ops)
        return Recorded(self.recording.under(names), self.promises, before)


def record(environment: Mapping[str, str] | None = None, before: Callable[[Path], None] = lambda _: None) -> Recorded:
    """Record the ingest path; `before` is done to the folder when only the gateway's start is still to come."""
    with scratch() as folder:
        data = folder / "data"
        data.mkdir()
        recording = Recording(str(data))
        trace.record("prepare", data, folder / "prepared", {})
        for call in trace.read(folder / "prepared"):
            recording.add(call)
        begin = len(recording.ops)
        before(data)
        trace.record("record", data, folder / "trace", environment or {})
        promises = list(_take(recording, trace.read(folder / "trace", recording.ops[-1].end + 1)))
    return Recorded(recording, promises, begin)


def _take(recording: Recording, calls: Iterable[trace.Call]) -> Iterator[Promise]:
    """Record what was done to the disk, and yield what was promised meanwhile."""
    uploading: dict[str, int] = {}
    greeted = False
    for call in calls:
        if call.name == "sendto":
            if not greeted and _data(call).startswith("220 "):
                greeted = True
                yield from (Promise(planned.number, call.begin, recovered=True) for planned in uploads()[:LEFT_BEHIND])
            yield from _promised(call, uploading)
        elif call.name == "write" and call.path(0).endswith(f"/{MARKS}"):
            port, number = _data(call).split()
            uploading[port] = int(number)
        else:
            recording.add(call)


def _data(call: trace.Call) -> str:
    data = call.arguments[1]
    assert isinstance(data, bytes)
    return data.decode(errors="replace")


def _promised(call: trace.Call, uploading: Mapping[str, int]) -> Iterator[Promise]:
    if peer := _PEER.search(call.path(0)):
        number = uploading.get(peer[1])
        if number is not None and _data(call).startswith(("226 ", "250 ")):
            yield Promise(number, call.begin, renamed=_data(call).startswith("250 "))


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    """Return a folder for a moment."""
    where = _SHARED_MEMORY if _SHARED_MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="camvault-replay-", dir=where) as folder:
        yield Path(folder)


@dataclass(frozen=True, slots=True)
class Cut:
    """A power cut: after how many operations, and what becomes of the loose ones."""

    after: int
    fates: Mapping[Op, Fate]
    what: str


def cuts(recorded: Recorded, names: Names, random_ones: int, seed: int = 0) -> Iterator[Cut]:
    """Yield power cuts after each operation: all loose effects kept, all lost, files' lost, names' lost, and some."""
    for after in range(recorded.begin, len(recorded.recording.ops) + 1):
        yield Cut(after, {}, "all kept")
        yield from losses(recorded.recording, after, names, random_ones, seed)


def losses(recording: Recording, after: int, names: Names, random_ones: int, seed: int = 0) -> Iterator[Cut]:
    """Yield the power cuts after an operation that lose something."""
    chance = Random(f"{seed} {after}")  # noqa: S311 to be made again
    free = loose(recording.ops[:after], names)
    if not free:
        return
    yield Cut(after, _dropped(free), "all lost")
    yield Cut(after, _dropped(op for op in free if not op.of_names), "data lost")
    yield Cut(after, _dropped(op for op in free if op.of_names), "names lost")
    for _ in range(random_ones):
        yield Cut(after, {op: _fate(chance, op) for op in free}, "some lost")


def _dropped(ops: Iterable[Op]) -> dict[Op, Fate]:
    return dict.fromkeys(ops, Fate.DROPPED)


def _fate(chance: Random, op: Op) -> Fate:
    return chance.choice(list(Fate) if op.kind == "write" else [Fate.KEPT, Fate.DROPPED])


class Replay:
    """Tries cuts, and tells what is wrong after each."""

    def __init__(self, recorded: Recorded) -> None:
        self.recording = recorded.recording
        self._promises = recorded.promises
        self._planned = {planned.number: planned for planned in uploads()}

    def promised(self, cut: Cut) -> list[Promise]:
        """Return what had been promised at the latest moment this cut can have been."""
        ops = self.recording.ops
        limit = ops[cut.after].end if cut.after < len(ops) else math.inf
        return [promise for promise in self._promises if promise.at < limit]

    def try_cut(self, cut: Cut) -> list[str]:
        """Rebuild, recover, and return what is wrong."""
        with scratch() as folder:
            rebuild(self.recording, self.recording.ops[: cut.after], cut.fates, folder)
            try:
                recover(folder)
            except CatalogError as err:
                wrong = [f"all that was acknowledged is lost: {err}"]
            else:
                wrong = [*self._compare(folder, self.promised(cut)), *check(folder)]
        return [f"cut after {cut.after}, {cut.what}: {text}" for text in wrong]

    def _compare(self, folder: Path, promises: list[Promise]) -> Iterator[str]:
        with contextlib.closing(sqlite3.connect(folder / "catalog.db")) as db:
            rows = db.execute("SELECT id, original_path, size, sha256 FROM captures").fetchall()
        files = {path.name.partition(".")[0]: path for path in (folder / "vault/captures").rglob("*") if path.is_file()}
        names: dict[int, list[str]] = {}
        sizes: dict[int, int] = {}
        for identity, path, size, digest in rows:
            content = files[identity].read_bytes() if identity in files else b""
            number = number_of(path, content)
            if number is None:
                # What was cut within its first bytes, or never arrived, does not tell whose it is.
                continue
            names.setdefault(number, []).append(path)
            sizes[number] = size
            planned = self._planned[number]
            if size != len(content) or sha256(content) != digest or not planned.data.startswith(content):
                yield f"capture {identity} of upload {number} is not what was sent: {len(content)} bytes of {size}"
        yield from (f"upload {number} has {len(found)} captures" for number, found in names.items() if len(found) > 1)
        for promise in promises:
            yield from _kept(self._planned[promise.number], promise, names, sizes)


def _kept(
    planned: Planned, promise: Promise, names: Mapping[int, list[str]], sizes: Mapping[int, int]
) -> Iterator[str]:
    wanted = len(planned.half if promise.recovered or planned.way is Way.CUT else planned.data)
    if sizes.get(planned.number) != wanted:
        yield f"the acknowledged upload {planned.number} is lost: {sizes.get(planned.number)} bytes of {wanted}"
    elif promise.renamed and names[planned.number] != [planned.final]:
        yield f"the acknowledged name of upload {planned.number} is lost"


def recover(folder: Path) -> None:
    """Start the real rooms on what is left, and stop them."""
    # Not what is tried here, and slow by design.
    passwords._scrypt = lambda password, salt: salt + password.encode()
    self_signed.make = lambda: _CERTIFICATE
    ftp = FtpSettings(
        host="127.0.0.1",
        port=0,
        passive_ports=range(1),
        passive_address=None,
        own_certificate=folder / "ftps.pem",
    )
    with Catalog(folder / "catalog.db") as catalog:
        server = UploadServers(catalog, Vault(folder / "vault"), Bus(), ftp)
        try:
            server.start()
        finally:
            server.stop()


def check(folder: Path) -> list[str]:
    """Run the gateway's own check."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        code = main(["check", "--data", str(folder), "--hash"])
    return [] if code == 0 else [f"check: {line}" for line in said.getvalue().splitlines()[:5]]
