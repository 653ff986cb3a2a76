"""A camera's control connection: FTP as cameras speak it."""

from typing import override

from pyftpdlib.authorizers import DummyAuthorizer

from .context import Listener
from .data_connection import DataConnection, NoPortError, PassivePort
from .upload_commands import NO_DATA_CONNECTION, UploadCommands


class _WriteOnly(DummyAuthorizer):  # type: ignore[misc] # pyftpdlib has no types
    """The permissions of a session that has logged in: everything but reading."""

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


class Session(UploadCommands):
    """One FTP session, as cameras need it."""

    authorizer = _WriteOnly()
    dtp_handler = DataConnection
    passive_dtp = PassivePort
    banner = "CamVault"

    def __init__(self, conn: object, server: Listener, ioloop: object = None) -> None:
        self.passive_ports = list(server.context.passive_ports)
        self.masquerade_address = server.context.passive_address
        super().__init__(conn, server, ioloop)

    @override
    def push_dtp_data(self, *args: object, **kwargs: object) -> None:
        """Send a list, which is empty, if there is a way to."""
        if self._data_connection_agreed:
            super().push_dtp_data(*args, **kwargs)
        else:
            self.respond(NO_DATA_CONNECTION)

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
