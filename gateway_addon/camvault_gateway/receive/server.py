"""The FTP server: one thread with a loop of its own, and workers for what waits for the disk."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
import logging
import multiprocessing
from pathlib import Path
import sys
import threading
from typing import override

from camvault_gateway.admission import Gatekeeper
from camvault_gateway.bus import Bus
from camvault_gateway.catalog import Catalog
from camvault_gateway.model import GatewayChanged
from camvault_gateway.vault import Vault

# pyftpdlib.servers makes a multiprocessing lock when imported, and with Python 3.14's default start method that starts
# a second process nobody needs.
_before = multiprocessing.get_start_method(allow_none=True)
multiprocessing.set_start_method("fork", force=True)
from pyftpdlib.ioloop import IOLoop  # noqa: E402
from pyftpdlib.servers import FTPServer  # noqa: E402

multiprocessing.set_start_method(_before, force=True)

from .certificate import CertificateFiles, Certificates  # noqa: E402
from .receiver import Receiver  # noqa: E402
from .session import Session  # noqa: E402

_LOGGER = logging.getLogger(__name__)
# They wait for the disk most of the time, and who waits for a slow one must not keep others from it.
_WORKERS = 16
_PAUSE_S = 1
_CERTIFICATE_CHECK_S = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class FtpSettings:
    """Where the FTP server listens, and what it tells cameras about itself."""

    host: str
    port: int
    passive_ports: range
    passive_address: str | None
    own_certificate: Path
    certificate: CertificateFiles | None = None
    implicit_tls_port: int | None = None


class PortError(Exception):
    """A port cannot be had."""

    def __init__(self, port: int | None) -> None:
        super().__init__(f"Port {port} cannot be had.")
        self.port = port


class CameraServer(FTPServer):  # type: ignore[misc] # pyftpdlib has no types
    """pyftpdlib's server, with what its sessions need."""

    # Who may come in is the door's business.
    max_cons = 0

    def __init__(
        self, receiver: Receiver, settings: FtpSettings, ioloop: IOLoop, *, implicit_tls: bool = False
    ) -> None:
        self.receiver = receiver
        self.implicit_tls = implicit_tls
        self.passive_ports = list(settings.passive_ports)
        self.passive_address = settings.passive_address
        port = settings.implicit_tls_port if implicit_tls else settings.port
        try:
            super().__init__((settings.host, port), Session, ioloop=ioloop)
        except OSError as err:
            raise PortError(port) from err

    @override
    def handle_error(self) -> None:
        """Go on listening: whatever it was, most likely too many open files, it is not for ever."""
        _LOGGER.error("A connection could not be taken: %s", sys.exception())
        self.del_channel()
        self.ioloop.call_later(_PAUSE_S, self.add_channel)


class FtpServer:
    """Receive uploads, on threads of its own."""

    def __init__(self, catalog: Catalog, vault: Vault, bus: Bus, settings: FtpSettings) -> None:
        self._ioloop = IOLoop()
        self._workers = ThreadPoolExecutor(_WORKERS, thread_name_prefix="upload")
        self._certificates = Certificates(
            settings.own_certificate, settings.certificate, lambda: bus.publish(GatewayChanged())
        )
        self._receiver = Receiver(catalog, vault, bus, self._workers, self._ioloop, self._certificates)
        self._settings = settings
        self._recovered = False
        self._thread = threading.Thread(target=self._run, name="ftp")

    @property
    def gatekeeper(self) -> Gatekeeper:
        """Return who lets in and keeps out; every door is to have the same."""
        return self._receiver.gatekeeper

    @property
    def certificate_problem(self) -> str | None:
        """Return why the owner's certificate is not used for FTPS."""
        return self._certificates.problem

    def rushed(self) -> bool:
        """Tell whether uploads wait for each other."""
        return self._receiver.rush.on

    def recover(self) -> None:
        """Bring disk, catalog and events together after a stop, once: before anybody works on what was left."""
        if not self._recovered:
            self._recovered = True
            self._receiver.recover()

    def adopt(self, path: Path) -> None:
        """Keep a file of the vault that the catalog has never heard of; waits for the disk."""
        self._receiver.adopt(path)

    def start(self) -> None:
        """Recover from the last stop, then listen. Raises PortError when a port cannot be had."""
        self.recover()
        self._certificates.refresh()
        CameraServer(self._receiver, self._settings, self._ioloop)
        if self._settings.implicit_tls_port is not None:
            CameraServer(self._receiver, self._settings, self._ioloop, implicit_tls=True)
        self._ioloop.call_every(_CERTIFICATE_CHECK_S, lambda: self._workers.submit(self._certificates.refresh))
        self._thread.start()

    def _run(self) -> None:
        # pyftpdlib looks at its timers only after something has woken it.
        self._receiver.post(lambda: None)
        self._ioloop.loop()

    async def answer(self) -> None:
        """Return when the FTP server's loop has taken its turn; called from an event loop."""
        loop = asyncio.get_running_loop()
        turn = loop.create_future()

        def taken() -> None:
            loop.call_soon_threadsafe(_set, turn)

        self._receiver.post(taken)
        await turn

    def stop(self) -> None:
        """Hang up on everybody, keep what they had sent, and return when that is durable."""
        self._receiver.close()
        if self._thread.is_alive():
            self._receiver.post(self._ioloop.close)
            self._thread.join()
        self._workers.shutdown()
        self._receiver.finish()


def _set(turn: asyncio.Future[None]) -> None:
    if not turn.done():
        turn.set_result(None)
