"""The FTP server: one thread with a loop of its own; the receiver's workers wait for the disk."""

import asyncio
from dataclasses import dataclass
import logging
import multiprocessing
from pathlib import Path
import sys
import threading
from typing import override

from camvault_gateway.admission import Gatekeeper, PortError
from camvault_gateway.bus import Bus
from camvault_gateway.model import CaptureChanged, Message
from camvault_gateway.receive import Receiver
from camvault_gateway.tls import CertificateFiles, Certificates

# pyftpdlib.servers makes a multiprocessing lock when imported, and with Python 3.14's default start method that starts
# a second process nobody needs.
_before = multiprocessing.get_start_method(allow_none=True)
multiprocessing.set_start_method("fork", force=True)
from pyftpdlib.ioloop import IOLoop  # noqa: E402
from pyftpdlib.servers import FTPServer  # noqa: E402

multiprocessing.set_start_method(_before, force=True)

from .context import SessionContext  # noqa: E402
from .mailbox import Mailbox  # noqa: E402
from .namespace import Namespaces  # noqa: E402
from .session import Session  # noqa: E402

_LOGGER = logging.getLogger(__name__)
_PAUSE_S = 1
_CERTIFICATE_CHECK_S = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class FtpSettings:
    """The settings of the FTP server: its ports, its certificate, and the address that it announces."""

    host: str
    port: int
    passive_ports: range
    passive_address: str | None
    own_certificate: Path
    certificate: CertificateFiles | None = None
    implicit_tls_port: int | None = None


class _Listener(FTPServer):  # type: ignore[misc] # pyftpdlib has no types
    """A listening port, with what its sessions need."""

    # Who may come in is the gatekeeper's business.
    max_cons = 0

    def __init__(self, context: SessionContext, host: str, port: int, ioloop: IOLoop, *, implicit_tls: bool) -> None:
        self.context = context
        self.implicit_tls = implicit_tls
        try:
            super().__init__((host, port), Session, ioloop=ioloop)
        except OSError as err:
            raise PortError(port) from err

    @override
    def handle_error(self) -> None:
        """Go on listening: whatever it was, most likely too many open files, it is not for ever."""
        _LOGGER.error("A connection could not be taken: %s", sys.exception())
        self.del_channel()
        self.ioloop.call_later(_PAUSE_S, self.add_channel)


class FtpServer:
    """The FTP server, on a thread of its own: it hands what cameras upload to the receiver."""

    def __init__(
        self,
        receiver: Receiver,
        gatekeeper: Gatekeeper,
        bus: Bus,
        settings: FtpSettings,
        certificates: Certificates,
    ) -> None:
        """Listen later."""
        self._ioloop = IOLoop()
        self._settings = settings
        self._certificates = certificates
        self._context = SessionContext(
            receiver=receiver,
            gatekeeper=gatekeeper,
            certificates=self._certificates,
            namespaces=Namespaces(),
            mailbox=Mailbox(self._ioloop),
            passive_ports=settings.passive_ports,
            passive_address=settings.passive_address,
        )
        self._thread = threading.Thread(target=self._run, name="ftp")
        self._unsubscribe = bus.subscribe(self._on_capture, CaptureChanged)

    def _on_capture(self, message: Message) -> None:
        assert isinstance(message, CaptureChanged)  # noqa: S101 nothing else was asked for
        self._context.mailbox.post(lambda: self._context.namespaces.note(message.capture))

    def start(self) -> None:
        """Listen. Raises PortError when a port cannot be had."""
        host, refresh = self._settings.host, self._certificates.refresh
        refresh()
        _Listener(self._context, host, self._settings.port, self._ioloop, implicit_tls=False)
        if (port := self._settings.implicit_tls_port) is not None:
            _Listener(self._context, host, port, self._ioloop, implicit_tls=True)
        self._ioloop.call_every(_CERTIFICATE_CHECK_S, lambda: self._context.workers.submit(refresh))
        self._thread.start()

    def _run(self) -> None:
        # pyftpdlib looks at its timers only after something has woken it.
        self._context.mailbox.post(lambda: None)
        self._ioloop.loop()

    async def answer(self) -> None:
        """Return when the FTP server's loop has taken its turn; called from an event loop."""
        loop = asyncio.get_running_loop()
        turn = loop.create_future()

        def taken() -> None:
            loop.call_soon_threadsafe(_set, turn)

        self._context.mailbox.post(taken)
        await turn

    def stop(self) -> None:
        """Hang up on everybody; what they had sent is still being kept by the receiver."""
        self._unsubscribe()
        if self._thread.is_alive():
            self._context.mailbox.post(self._ioloop.close)
            self._thread.join()


def _set(turn: asyncio.Future[None]) -> None:
    if not turn.done():
        turn.set_result(None)
