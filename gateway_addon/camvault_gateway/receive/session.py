"""A camera's control connection: FTP as cameras speak it."""

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
import logging
import re
from typing import TYPE_CHECKING, Final, override

from pyftpdlib.authorizers import DummyAuthorizer

from camvault_gateway.model import Capture

from .data import DataConnection, NoPortError, PassivePort
from .facts import FactsControl
from .outcome import Outcome
from .refusal import RefusedError
from .transfer import SideFile, Transfer

if TYPE_CHECKING:
    from .server import CameraServer

_LOGGER = logging.getLogger(__name__)
_OFFSET: Final = re.compile(r"\d{1,18}", re.ASCII)
_NO_DATA_CONNECTION = "425 Use PASV or PORT first."


class _WriteOnly(DummyAuthorizer):  # type: ignore[misc] # pyftpdlib has no types
    """What a camera may do once it has logged in: everything but read."""

    @override
    def has_perm(self, username: str, perm: str, path: str | None = None) -> bool:
        """Tell whether a command's permission letter is granted."""
        return perm != "r"

    @override
    def get_perms(self, username: str) -> str:
        """Return the permission letters, which MLST and MLSD report."""
        return "elafdmw"

    @override
    def get_msg_quit(self, username: str) -> str:
        """Say goodbye."""
        return "Goodbye."


class Session(FactsControl):
    """One FTP session, as cameras need it."""

    authorizer = _WriteOnly()
    dtp_handler = DataConnection
    passive_dtp = PassivePort
    banner = "CamVault"
    # Where REST said that the next upload goes on.
    _offset = 0
    _in_dtp_queue: tuple[Transfer | SideFile, str] | None

    def __init__(self, conn: object, server: CameraServer, ioloop: object = None) -> None:
        self.passive_ports = server.passive_ports
        self.masquerade_address = server.passive_address
        super().__init__(conn, server, ioloop)

    @override
    def flush_account(self) -> None:
        """Forget who was logged in, and an upload that has not begun."""
        self.drop_pending_upload()
        self._offset, self._sized = 0, None
        super().flush_account()

    # --- uploads

    @override
    def ftp_STOR(self, file: str, mode: str = "w") -> None:
        """Store a file, or more of one: the event opens here, before the first byte."""
        self.drop_pending_upload()
        offset, self._offset = self._offset, 0
        asked, self._sized = bool(offset) or self._sized == file, None
        if not self._may_upload():
            return
        known = self.namespace.get(file)
        if offset and (known is None or known.size != offset):
            self.respond(f"554 Go on at {known.size}, or begin at 0." if known else "554 Nothing is kept of it.")
        elif known is not None and known.size and (offset or mode == "a"):
            find = partial(self.server.receiver.parts.find, known, asked=asked)
            self._run(find, partial(self._found_part, file, offset))
        else:
            self._store(file)

    def _may_upload(self) -> bool:
        if not self.server.receiver.gatekeeper.accounts.stands(self.account):
            self.respond("530 This account was changed; log in again.")
            return False
        if self.account.tls_required and not self._data_protected:
            self.respond("521 This account takes protected data only: use PROT P.")
            return False
        if not self._data_connection_agreed:
            self.respond(_NO_DATA_CONNECTION)
            return False
        return True

    def _found_part(self, file: str, offset: int, done: Future[Capture | None]) -> None:
        if done.exception() is not None:
            _LOGGER.error("What is kept of a file could not be read: %s", done.exception())
            self.respond("451 The gateway's catalog cannot be read; try again.")
        elif (part := done.result()) is not None:
            self._begin(partial(self.server.receiver.go_on, self.namespace, file, part))
        elif offset:
            # Whoever asks again what is kept is told that nothing is, and sends all of it.
            self.namespace.forget(file)
            self.respond("554 It cannot be continued; begin at 0.")
        else:
            self._store(file)

    def _store(self, file: str) -> None:
        receiver = self.server.receiver
        if (camera := receiver.camera(self.account, file)) is None:
            self._run(partial(receiver.learn_camera, file), partial(self._learned, file))
        elif receiver.seems_late(file):
            self._run(partial(receiver.lateness.has_right_clock, camera), partial(self._clock_read, file, camera))
        else:
            self._begin(partial(receiver.begin, self.namespace, camera, file))

    def _clock_read(self, file: str, camera: str, done: Future[bool]) -> None:
        # What cannot be read now proves nothing.
        right = done.exception() is None and done.result()
        self._begin(partial(self.server.receiver.begin, self.namespace, camera, file, right=right))

    @property
    def _data_protected(self) -> bool:
        return self.private if self.data_channel is None else self.data_channel.protected

    @property
    def _data_connection_agreed(self) -> bool:
        agreed = (self.data_channel, self._dtp_acceptor, self._dtp_connector)
        return any(one is not None and one.socket is not None and one.socket.fileno() >= 0 for one in agreed)

    def _learned(self, file: str, done: Future[str]) -> None:
        if done.exception() is not None:
            _LOGGER.error("A new camera could not be added: %s", done.exception())
            self.respond("451 The gateway's catalog cannot be written; try again.")
            return
        self._begin(partial(self.server.receiver.begin, self.namespace, done.result(), file))

    def _begin(self, begin: Callable[[], Transfer | SideFile]) -> None:
        try:
            transfer = begin()
        except RefusedError as err:
            self.respond_w_warning(str(err))
            return
        # ESP32 cameras take only 150, where RFC 959 would have 125 for a connection that is open.
        self.respond("150 Ready for data.")
        if self.data_channel is not None:
            self.data_channel.start(transfer)
        else:
            self._in_dtp_queue = (transfer, "STOR")

    @override
    def _on_dtp_connection(self) -> None:
        if self._in_dtp_queue is None:
            super()._on_dtp_connection()
            return
        transfer, _ = self._in_dtp_queue
        self._in_dtp_queue = None
        super()._on_dtp_connection()
        self.data_channel.start(transfer)

    def drop_pending_upload(self) -> None:
        """Give up an upload whose data connection never came."""
        if self._in_dtp_queue is not None:
            transfer, _ = self._in_dtp_queue
            self._in_dtp_queue = None
            transfer.close()

    def end_upload(self, transfer: Transfer | SideFile, *, broken: bool, reply: str | None) -> None:
        """Keep what arrived, and answer when it is durable; without a reply nobody waits for one (ABOR, or gone)."""
        if reply is None:
            transfer.finish(broken=True, then=lambda _: None)
            return
        self._busy = True
        transfer.finish(broken=broken, then=partial(self._ended, reply if broken else None))

    def _ended(self, reply: str | None, outcome: Outcome) -> None:
        self._busy = False
        if self._closed:
            return
        self.respond(reply or outcome.reply)
        self._on_dtp_close()
        self._take_waiting()

    @override
    def ftp_APPE(self, file: str) -> None:
        """Store what follows what is kept of a file; without any, it is a file of its own."""
        self.ftp_STOR(file, "a")

    @override
    def ftp_STOU(self, line: str) -> None:
        """Store a file under a name of its own; every upload is."""
        path = self.fs.ftp2fs(line or "upload")
        if not self.fs.validpath(path):
            self.respond("550 The path leads out of the account's folder.")
            return
        self.ftp_STOR(path)

    @override
    def ftp_ABOR(self, line: str) -> None:
        """Abort an upload; what arrived is kept, as incomplete."""
        self.drop_pending_upload()
        super().ftp_ABOR(line)

    @override
    def ftp_REST(self, line: str) -> None:
        """Say where the next upload goes on; Amcrest asks for the beginning each time."""
        if not _OFFSET.fullmatch(line.strip()):
            self.respond("501 Say how many bytes are there.")
            return
        self._offset = int(line)
        self.respond(f"350 Going on at {self._offset}." if self._offset else "350 Starting at the beginning.")

    # --- connections

    @override
    def push_dtp_data(self, *args: object, **kwargs: object) -> None:
        """Send a list, which is empty, if there is a way to."""
        if self._data_connection_agreed:
            super().push_dtp_data(*args, **kwargs)
        else:
            self.respond(_NO_DATA_CONNECTION)

    @override
    def _make_eport(self, ip: str, port: int) -> None:
        self.drop_pending_upload()
        super()._make_eport(ip, port)

    @override
    def _make_epasv(self, extmode: bool = False) -> None:
        # The connection that is now to come is not for a STOR whose own never came.
        self.drop_pending_upload()
        try:
            super()._make_epasv(extmode)
        except NoPortError:
            self.respond_w_warning("425 All passive ports are in use; try again.")

    @override
    def close(self) -> None:
        """End the session, and with it an upload that has not begun."""
        if not self._closed:
            self.drop_pending_upload()
        super().close()
