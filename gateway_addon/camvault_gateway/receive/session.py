"""A camera's control connection: FTP as cameras speak it."""

from concurrent.futures import Future
from functools import partial
import logging
from typing import TYPE_CHECKING, ClassVar, override

from pyftpdlib.authorizers import DummyAuthorizer

from .data import DataConnection, NoPortError, PassivePort
from .login import LoginControl
from .namespace import CameraFilesystem
from .receiver import RefusedError
from .transfer import Outcome, SideFile, Transfer

if TYPE_CHECKING:
    from .server import CameraServer

_LOGGER = logging.getLogger(__name__)
_NO_DATA_CONNECTION = "425 Use PASV or PORT first."


class _WriteOnly(DummyAuthorizer):  # type: ignore[misc] # pyftpdlib has no types
    """What a camera may do once it has logged in: everything but read, and set times and modes."""

    _refused: ClassVar = frozenset("rTM")

    @override
    def has_perm(self, username: str, perm: str, path: str | None = None) -> bool:
        """Tell whether a command's permission letter is granted."""
        return perm not in self._refused

    @override
    def get_perms(self, username: str) -> str:
        """Return the permission letters, which MLST and MLSD report."""
        return "elfdmw"

    @override
    def get_msg_quit(self, username: str) -> str:
        """Say goodbye."""
        return "Goodbye."


class Session(LoginControl):
    """One FTP session, as cameras need it."""

    authorizer = _WriteOnly()
    abstracted_fs = CameraFilesystem
    dtp_handler = DataConnection
    passive_dtp = PassivePort
    banner = "CamVault"
    _in_dtp_queue: tuple[Transfer | SideFile, str] | None
    _rnfr: str | None

    def __init__(self, conn: object, server: CameraServer, ioloop: object = None) -> None:
        self.passive_ports = server.passive_ports
        self.masquerade_address = server.passive_address
        super().__init__(conn, server, ioloop)

    @override
    def pre_process_command(self, line: str, cmd: str, arg: str) -> None:
        """Let CDUP in the root stay there, as other servers do."""
        if cmd in {"CDUP", "XCUP"} and self.authenticated and self.fs.cwd == "/":
            self.respond('250 "/" is the current directory.')
            return
        super().pre_process_command(line, cmd, arg)

    @override
    def flush_account(self) -> None:
        """Forget who was logged in, and an upload that has not begun."""
        self.drop_pending_upload()
        super().flush_account()

    # --- uploads

    @override
    def ftp_STOR(self, file: str, mode: str = "w") -> None:
        """Store a file: the event opens here, before the first byte."""
        self.drop_pending_upload()
        if not self.server.receiver.gatekeeper.accounts.stands(self.account):
            self.respond("530 This account was changed; log in again.")
            return
        if self.account.tls_required and not self._data_protected:
            self.respond("521 This account takes protected data only: use PROT P.")
            return
        if not self._data_connection_agreed:
            self.respond(_NO_DATA_CONNECTION)
            return
        receiver = self.server.receiver
        if camera := receiver.camera(self.account, file):
            self._begin(file, camera)
        else:
            self._run(partial(receiver.learn_camera, file), partial(self._learned, file))

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
        self._begin(file, done.result())

    def _begin(self, file: str, camera: str) -> None:
        try:
            transfer = self.server.receiver.begin(self.account, camera, file)
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
        """Store a file: what was acknowledged is never touched again."""
        self.ftp_STOR(file)

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
        """Accept to start at the beginning, which Amcrest asks for; an upload is never resumed."""
        if line.strip() == "0":
            self.respond("350 Starting at the beginning.")
        else:
            self.respond("501 Send the whole file: uploads are not resumed.")

    @override
    def ftp_ALLO(self, line: str) -> None:
        """Answer 200: Dahua hangs up on the 202 of other servers."""
        self.respond("200 There is room.")

    @override
    def ftp_SIZE(self, path: str) -> None:
        """Tell the size of what was just uploaded, in any transfer type."""
        if (uploaded := self.namespace.get(path)) is None:
            self.respond("550 No such file.")
        else:
            self.respond(f"213 {uploaded.size}")

    @override
    def ftp_RNTO(self, path: str) -> None:
        """Give an upload its final name."""
        source, self._rnfr = self._rnfr, None
        uploaded = self.namespace.get(source) if source else None
        if source is None or uploaded is None:
            self.respond("503 Use RNFR first, with a file that was just uploaded.")
            return
        renamed = partial(self._renamed, source, path)
        self._run(partial(self.server.receiver.rename, uploaded, path), renamed)

    def _renamed(self, source: str, path: str, done: Future[None]) -> None:
        if done.exception() is not None:
            # It keeps the name that it has, for the camera to try again.
            _LOGGER.error("A file could not be renamed: %s", done.exception())
            self.respond("451 The file could not be renamed; try again.")
            return
        self.namespace.rename(source, path)
        self.respond("250 Renamed.")

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
