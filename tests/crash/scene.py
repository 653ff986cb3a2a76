"""The rooms that keep files, in a process that a test lets fail; and what those outside were told."""

from collections.abc import Iterator
import contextlib
from dataclasses import asdict, dataclass, field
import json
import os
from pathlib import Path
import time
from typing import Final, NoReturn

from camvault_gateway.app import data_folder
from camvault_gateway.app.catalog_file import open_catalog
from camvault_gateway.app.gateway import _disk_watched
from camvault_gateway.app.recovery import backup
from camvault_gateway.app.upload_servers import UploadServers
from camvault_gateway.bus import Bus
from camvault_gateway.catalog import Catalog, accounts, captures, settings
from camvault_gateway.ftp import FtpSettings
from camvault_gateway.model import Account, hash_password, now_ms
from camvault_gateway.vault import Vault
from tests.gateway.conftest import free_port
from tests.gateway.ftp_client import RawFtp

from .uploads import sha256

_PATIENCE_S: Final = 20.0
_PAUSE_S: Final = 0.1


def again() -> Iterator[int]:
    """Yield the numbers of tries, until it is taking too long."""
    deadline = time.monotonic() + _PATIENCE_S
    number = 0
    while time.monotonic() < deadline:
        yield number
        number += 1
        time.sleep(_PAUSE_S)


@dataclass(slots=True)
class Told:
    """What those outside were told, and what was wrong at once."""

    # By path: the SHA-256 of what was taken.
    kept: dict[str, str] = field(default_factory=dict)
    # By path: what was sent and refused; some of it may be kept.
    refused: dict[str, str] = field(default_factory=dict)
    replies: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    # By key: the SHA-256 of what the bucket has.
    bucket: dict[str, str] = field(default_factory=dict)

    def leave(self, place: Path) -> NoReturn:
        """Write it down, and die as by a kill."""
        place.write_text(json.dumps(asdict(self)))
        os._exit(0)

    @classmethod
    def left(cls, place: Path) -> Told:
        """Read what a process left."""
        return cls(**json.loads(place.read_text()))


@dataclass(slots=True)
class Rooms:
    """A gateway without its API, and a camera."""

    data: Path
    catalog: Catalog
    vault: Vault
    server: UploadServers
    port: int

    def client(self) -> RawFtp:
        """Return a connection that has logged in."""
        ftp = RawFtp(self.port)
        if not ftp.login().startswith("230"):
            raise ConnectionError
        return ftp

    def store(self, path: str, data: bytes, told: Told) -> str:
        """Upload, and note what was told."""
        reply = "no answer"
        try:
            with self.client() as ftp:
                reply = ftp.store(path, data)
        except TimeoutError:
            told.wrong.append(f"the camera waits for an answer to {path}")
        except OSError, IndexError:
            # It was hung up on.
            pass
        told.replies.append(reply)
        if reply.startswith("226"):
            told.kept[f"/{path}"] = sha256(data)
        else:
            told.refused[f"/{path}"] = data.hex()
        return reply

    def store_again(self, path: str, data: bytes, told: Told) -> None:
        """Upload as a camera does that is refused; with disks that work it must be taken before long."""
        for number in again():
            if self.store(f"{path}-{number}.jpg", data + b"%d" % number, told).startswith("226"):
                return
        told.wrong.append(f"nothing is taken although the disks work: {told.replies[-1]}")

    def settle(self, told: Told) -> None:
        """Wait until nothing arrives any more; then what was taken must be in the list."""
        tries = again()
        while [*self.vault.incoming_files()] or len(self.catalog.read(captures.receiving)):
            if next(tries, None) is None:
                told.wrong.append(f"it does not settle: {[*self.vault.incoming_files()]}")
                break
        listed = {each.original_path: each.sha256 for each in self.catalog.read(captures.list_page, limit=500).items}
        told.wrong += [
            f"{path} was taken, and is not listed" for path, digest in told.kept.items() if listed.get(path) != digest
        ]


@contextlib.contextmanager
def rooms(data: Path) -> Iterator[Rooms]:
    """Start the rooms in the gateway's order."""
    port = free_port()
    first = 20000 + port % 20000
    ftp = FtpSettings(
        host="127.0.0.1",
        port=port,
        passive_ports=range(first, first + 40),
        passive_address=None,
        own_certificate=data / "ftps.pem",
    )
    with contextlib.ExitStack() as stack:
        data_folder.check_writable(data / "vault")
        stack.callback(os.close, data_folder.claim(data))
        stack.callback(os.close, data_folder.claim_vault(data / "vault"))
        backup.take_up(data)
        stack.callback(backup.leave_copy, data)
        catalog = stack.enter_context(open_catalog(data))
        catalog.write(settings.ensure).result()
        bus, vault = Bus(), Vault(data / "vault", data)
        stack.enter_context(_disk_watched(vault.disk_space, catalog, bus))
        server = UploadServers(catalog, vault, bus, ftp)
        stack.callback(server.stop)
        data_folder.token(data)
        server.start()
        yield Rooms(data, catalog, vault, server, port)


def first_start(data: Path) -> None:
    """Leave what a gateway has that nobody has uploaded to yet."""
    data.mkdir(exist_ok=True)
    with rooms(data) as made:
        hashed = hash_password("right-password")
        account = Account(username="camera", password_hash=hashed, camera=None, created_at=now_ms())
        made.catalog.write(accounts.put, account).result()
        # No event ends while something is counted.
        made.catalog.write(settings.change, quiet_time_s=60.0).result()
