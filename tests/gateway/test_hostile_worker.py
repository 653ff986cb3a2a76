"""Code that took over the media worker: what it can do to a gateway, with all means of its confinement and with some.

The worker is the real one, started as the gateway does, with attacks in the place of its decoder (`attacks.py`).
"""

from collections.abc import Iterator
import contextlib
from dataclasses import dataclass
import json
import os
from pathlib import Path
import socket
import subprocess
import sys
import tempfile
from typing import Final

import pytest

from camvault_gateway.derive.confinement import landlock
from camvault_gateway.derive.process import MediaProcess
from camvault_gateway.model import Confinement, Kind, Means

from .attacks import DONE, MAGIC
from .disk_home import until
from .media import picture
from .running import running_gateway

ROOT: Final = Path(__file__).parents[2]
# Somebody who has no rights, where the tests may be somebody else.
NOT_ROOT: Final = 65530
IS_ROOT: Final = os.geteuid() == 0
FILES: Final = frozenset({Means.ROOT, Means.LANDLOCK, Means.SECCOMP})
WITH_PATH: Final = FILES | {Means.USER}
SECCOMP: Final = frozenset({Means.SECCOMP})
NETWORK: Final = frozenset({Means.NAMESPACES, Means.SECCOMP})
# By which means, each by itself, code is kept from it.
HOLDS: Final[dict[str, frozenset[Means]]] = {
    "read the token": WITH_PATH,
    "open the catalog": WITH_PATH,
    "read the machine's files": FILES,
    "list a folder": WITH_PATH,
    "list the root folder": FILES,
    "write into the vault": WITH_PATH,
    "rename a clip": WITH_PATH,
    "delete a clip": WITH_PATH,
    "write what is to be read": WITH_PATH,
    "alter what is to be read": SECCOMP | {Means.USER},
    "connect by TCP": NETWORK | {Means.LANDLOCK},
    "send by UDP": NETWORK,
    "connect to a socket file": SECCOMP | {Means.USER, Means.ROOT},
    "connect to an abstract socket": NETWORK | {Means.LANDLOCK},
    "begin a process": SECCOMP,
    "execute a program": FILES,
    "signal the gateway": SECCOMP | {Means.USER, Means.LANDLOCK},
    "trace the gateway": SECCOMP | {Means.USER, Means.LANDLOCK},
    "read the gateway's memory": WITH_PATH,
    "read the gateway's environment": WITH_PATH,
    # What needs no means but that all privileges are given up.
    "write larger files": frozenset(Means),
    "see the root folder anew": frozenset(Means),
    "become root": SECCOMP | {Means.USER},
}
ALWAYS_REFUSED: Final = {"write larger files", "see the root folder anew"}
# From which version of Landlock on.
LANDLOCK_SINCE: Final = {
    "connect by TCP": 4,
    "connect to an abstract socket": 6,
    "signal the gateway": 6,
}


@dataclass(frozen=True, slots=True)
class Victim:
    """What a gateway has, and how its worker is started."""

    folder: Path
    pid: int
    tcp: int
    abstract: str
    prefix: tuple[str, ...] = ()

    async def attacked(self, without: frozenset[Means] = frozenset()) -> tuple[Confinement, dict[str, str]]:
        """Return what became of each attack by a worker that lacks some means."""
        target = {"folder": str(self.folder), "pid": self.pid, "tcp": self.tcp, "abstract": self.abstract}
        told = json.dumps(target | {"without": sorted(without)})
        start = "import sys; sys.path[:0] = sys.argv.pop(1).split(':'); from tests.gateway.attacks import main; main()"
        media = MediaProcess((*self.prefix, sys.executable, "-c", start, f"{ROOT}:{ROOT}/gateway_addon", told))
        try:
            with (self.folder / "vault/a.jpg").open("rb") as file:
                seen = await media.examine(file, Kind.SNAPSHOT)
        finally:
            await media.stop()
        assert media.confinement is not None
        return media.confinement, json.loads(seen.picture.removeprefix(MAGIC))


@contextlib.contextmanager
def victim_of(user: int) -> Iterator[Victim]:
    """Give what a gateway of a user has, and a process of it."""
    other = user != os.geteuid()
    prefix = ("/usr/bin/setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups") if other else ()
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        for part in ("data", "vault"):
            (folder / part).mkdir()
        for name in ("data/api-token", "data/catalog.db", "vault/a.mp4", "vault/c.mp4", "vault/a.jpg"):
            (folder / name).write_text("secret")
        sockets = [
            stack.enter_context(socket.socket(kind)) for kind in (socket.AF_INET, socket.AF_UNIX, socket.AF_UNIX)
        ]
        abstract = f"\0camvault-test-{folder.name}"
        addresses: tuple[tuple[str, int] | str, ...] = (("127.0.0.1", 0), str(folder / "s"), abstract)
        for made, address in zip(sockets, addresses, strict=True):
            made.bind(address)
            made.listen()
        for path in (folder, *folder.rglob("*")) if other else ():
            os.chown(path, user, user)
        process = stack.enter_context(
            subprocess.Popen((*prefix, "sh", "-c", "echo; exec sleep 600"), stdout=subprocess.PIPE)
        )
        stack.callback(process.kill)
        assert process.stdout is not None
        process.stdout.readline()
        yield Victim(folder, process.pid, sockets[0].getsockname()[1], abstract, prefix)


def refused_by(held: frozenset[Means], attack: str) -> bool:
    """Tell whether an attack must fail."""
    holds = HOLDS[attack]
    if attack in LANDLOCK_SINCE and Means.LANDLOCK in held and landlock.version() < LANDLOCK_SINCE[attack]:
        holds -= {Means.LANDLOCK}
    return attack in ALWAYS_REFUSED or bool(holds & held)


CASES: Final = {
    "all": frozenset(),
    "none": frozenset(Means),
    **{f"without {each}": frozenset({each}) for each in Means},
    **{f"only {each}": frozenset(Means) - {each} for each in Means},
}
USERS: Final = {"root": 0, "not root": NOT_ROOT} if IS_ROOT else {"not root": os.geteuid()}


@pytest.mark.parametrize("user", USERS)
@pytest.mark.parametrize("case", CASES)
async def test_who_holds_what(user: str, case: str) -> None:
    """Each means holds what it is there for, whichever others there are, and without any the attacks work."""
    with victim_of(USERS[user]) as victim:
        confinement, told = await victim.attacked(CASES[case])
    held = confinement.means
    assert not held & CASES[case]
    assert told.pop("begin a thread") == DONE
    assert {name for name, outcome in told.items() if outcome == DONE and refused_by(held, name)} == set(), held
    if case == "none":
        assert {name for name, outcome in told.items() if outcome != DONE} <= {
            *ALWAYS_REFUSED,
            "trace the gateway",
            "read the gateway's memory",
            "read the gateway's environment",
            "become root",
        }


async def test_a_running_gateway(tmp_path: Path) -> None:
    """Nothing that a gateway has is within reach of its worker; the gateway tells by which means."""
    with running_gateway(tmp_path) as gateway:
        assert gateway.process is not None
        picture(tmp_path / "a.jpg")
        with gateway.client() as ftp:
            assert ftp.store("/porch/a.jpg", (tmp_path / "a.jpg").read_bytes()).startswith("226")
        until(lambda: gateway.ask("/captures")["items"][0]["thumbnail"])
        (gateway.folder / "vault").symlink_to(gateway.folder / "data/vault")
        picture(gateway.folder / "vault/a.jpg")
        victim = Victim(gateway.folder, gateway.process.pid, gateway.api_port, "\0nobody")
        confinement, attacked = await victim.attacked()
        told = gateway.ask("/gateway")["media_worker"]
        log = gateway.log
    assert attacked.pop("begin a thread") == DONE
    assert DONE not in attacked.values(), attacked
    assert told == {
        "own_user": IS_ROOT,
        "no_network": True,
        "no_files": True,
        "means": [str(each) for each in confinement.in_order],
    }
    assert f"Media worker: {confinement}" in log
