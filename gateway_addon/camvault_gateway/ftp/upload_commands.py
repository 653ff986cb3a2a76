"""The commands of a session that upload."""

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
import logging
import re
from typing import Final, override

from camvault_gateway.model import now_ms
from camvault_gateway.receive import Outcome, Reason, RefusedError, Upload

from .file_commands import FileCommands
from .namespace import Namespace, Uploaded
from .replies import reply_to_outcome, reply_to_reason
from .transfer import Transfer

_LOGGER = logging.getLogger(__name__)
_OFFSET: Final = re.compile(r"\d{1,18}", re.ASCII)
NO_DATA_CONNECTION = "425 Use PASV or PORT first."


# Notes how an upload ended, also when its session is gone.
type Remember = Callable[[Outcome], None]


class UploadCommands(FileCommands):
    """A control connection that takes uploads."""

    # Where REST said that the next upload goes on.
    _offset = 0
    _in_dtp_queue: tuple[Transfer, str] | None

    @override
    def flush_account(self) -> None:
        """Forget who was logged in, and an upload that has not begun."""
        self.drop_pending_upload()
        self._offset, self._sized = 0, None
        super().flush_account()

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
        elif known is not None and known.capture and known.size and (offset or mode == "a"):
            resume = partial(self.context.receiver.resume, known.capture, known.size, known.pieces, asked=asked)
            remember = partial(_remember_more, self.namespace, file, known.pieces + 1)
            self._begin_on_worker(resume, partial(self._resumed, file, offset, remember), remember)
        elif offset:
            self._cannot_resume(file)
        else:
            self._store(file)

    def _may_upload(self) -> bool:
        if not self.context.gatekeeper.accounts.stands(self.account):
            self.respond("530 This account was changed; log in again.")
            return False
        if self.account.tls_required and not self._data_protected:
            self.respond("521 This account takes protected data only: use PROT P.")
            return False
        if not self._data_connection_agreed:
            self.respond(NO_DATA_CONNECTION)
            return False
        return True

    def _resumed(self, file: str, offset: int, remember: Remember, upload: Upload | None) -> None:
        if upload is not None:
            self._receive(file, upload, remember)
        elif offset:
            self._cannot_resume(file)
        else:
            self._store(file)

    def _cannot_resume(self, file: str) -> None:
        # Whoever asks again what is kept is told that nothing is, and sends all of it.
        self.namespace.forget(file)
        self.respond("554 It cannot be continued; begin at 0.")

    def _store(self, file: str) -> None:
        receiver, remember = self.context.receiver, partial(_remember, self.namespace, file)
        try:
            upload = receiver.begin_at_once(self.account, file)
        except RefusedError as err:
            self._refuse_upload(err)
            return
        if upload is not None:
            self._receive(file, upload, remember)
        else:
            begin = partial(receiver.begin, self.account, file)
            self._begin_on_worker(begin, partial(self._receive, file, remember=remember), remember)

    def _begin_on_worker[T: Upload | None](
        self, begin: Callable[[], T], then: Callable[[T], None], remember: Remember
    ) -> None:
        def begun(done: Future[T]) -> None:
            if isinstance(err := done.exception(), RefusedError):
                self._refuse_upload(err)
            elif err is not None:
                _LOGGER.error("An upload could not be begun", exc_info=err)
                self.respond(reply_to_reason(Reason.CATALOG_FAILED))
            else:
                then(done.result())

        def gone(done: Future[T]) -> None:
            if done.exception() is None and (upload := done.result()) is not None:
                self._transfer(upload, "", remember).close()

        self._wait_for(self.context.workers.submit(begin), begun, gone)

    def _refuse_upload(self, err: RefusedError) -> None:
        self.respond_w_warning(reply_to_reason(err.reason))

    def _transfer(self, upload: Upload, file: str, remember: Remember) -> Transfer:
        return Transfer(upload, file, self.context.workers, self.context.mailbox, remember)

    def _receive(self, file: str, upload: Upload, remember: Remember) -> None:
        transfer = self._transfer(upload, file, remember)
        # ESP32 cameras take only 150, where RFC 959 would have 125 for a connection that is open.
        self.respond("150 Ready for data.")
        if self.data_channel is not None:
            self.data_channel.start(transfer)
        else:
            self._in_dtp_queue = (transfer, "STOR")

    @property
    def _data_protected(self) -> bool:
        return self.private if self.data_channel is None else self.data_channel.protected

    @property
    def _data_connection_agreed(self) -> bool:
        agreed = (self.data_channel, self._dtp_acceptor, self._dtp_connector)
        return any(one is not None and one.socket is not None and one.socket.fileno() >= 0 for one in agreed)

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

    def end_upload(self, transfer: Transfer, *, broken: bool, reply: str | None) -> None:
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
        self.respond(reply or reply_to_outcome(outcome))
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

    @override
    def close(self) -> None:
        """End the session, and with it an upload that has not begun."""
        if not self._closed:
            self.drop_pending_upload()
        super().close()


def _remember(names: Namespace, path: str, outcome: Outcome) -> None:
    if outcome.accepted or not outcome.failed:
        identity = outcome.capture.id if outcome.capture else None
        names.add(path, Uploaded(identity, outcome.size, now_ms()))


def _remember_more(names: Namespace, path: str, pieces: int, outcome: Outcome) -> None:
    if outcome.capture is None:
        # Whoever asks what is kept of it begins anew.
        names.forget(path)
    else:
        names.add(path, Uploaded(outcome.capture.id, outcome.size, now_ms(), pieces))
