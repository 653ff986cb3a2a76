"""The commands of a session that ask what was just uploaded, and set what has no effect here."""

from concurrent.futures import Future
from functools import partial
import logging
import re
from typing import Final, override

from .filesystem import CameraFilesystem
from .login import LoginCommands

_LOGGER = logging.getLogger(__name__)
# Clients ask for a listing as they would ask `ls`.
_OPTIONS: Final = re.compile(r"(?:-\w+(?: +|$))+")
# Older clients set a time with the command that asks for it, and some tell parts of a second, or a zone.
_TIMED: Final = re.compile(r"(\d{14})(?:\.\d+)?(?:[+-]\d+)? (.+)")
_UTIME: Final = re.compile(
    r"(?:\d{12,14} (?P<path>.+)|(?P<first>.+) \d{12,14} \d{12,14} \d{12,14}(?: UTC)?)", re.IGNORECASE
)
_ASCII: Final = frozenset({"A", "AN", "L7"})
_BINARY: Final = frozenset({"I", "IN", "L8"})


def _command(text: str, perm: str | None = None) -> dict[str, object]:
    return {"perm": perm, "auth": True, "arg": True, "help": f"Syntax: {text}"}


class FileCommands(LoginCommands):
    """A control connection that tells of its client's own last uploads, and takes what others expect to be taken."""

    abstracted_fs = CameraFilesystem
    fs: CameraFilesystem
    proto_cmds = LoginCommands.proto_cmds | {
        "ACCT": _command("ACCT <SP> account (of no effect)."),
        "SITE UTIME": _command("SITE UTIME <SP> time <SP> path (of no effect)."),
    }
    _current_type: str
    _rnfr: str | None
    # Which file's size was asked for last: who then appends goes on where it broke off.
    _sized: str | None = None

    @override
    def pre_process_command(self, line: str, cmd: str, arg: str) -> None:
        """Read a command as clients mean it."""
        if cmd in {"CDUP", "XCUP"} and self.authenticated and self.fs.cwd == "/":
            # As other servers do.
            self.respond('250 "/" is the current directory.')
            return
        if cmd in self.proto_cmds and self.proto_cmds[cmd]["arg"] is False:
            arg = ""
        elif self.authenticated and not self.fs.isfile(self.fs.ftp2fs(arg)):
            cmd, arg = _meant(cmd, arg)
        super().pre_process_command(line, cmd, arg)

    @override
    def ftp_SIZE(self, path: str) -> None:
        """Tell the size of what was just uploaded, in any transfer type."""
        self._sized = path
        if (uploaded := self.namespace.get(path)) is None:
            self.respond("550 No such file.")
        else:
            self.respond(f"213 {uploaded.size}")

    @override
    def ftp_TYPE(self, line: str) -> None:
        """Take a type; what is sent is stored as it is in any of them."""
        wanted = "".join(line.upper().split())
        if wanted in _ASCII | _BINARY:
            self._current_type = "a" if wanted in _ASCII else "i"
            self.respond(f"200 Type set to {'ASCII' if wanted in _ASCII else 'binary'}.")
        else:
            self.respond(f'504 Unsupported type "{line}".')

    @override
    def ftp_STRU(self, line: str) -> None:
        """Take the structure that every file has."""
        super().ftp_STRU(line.strip())

    @override
    def ftp_MODE(self, line: str) -> None:
        """Take the mode in which every file is sent."""
        super().ftp_MODE(line.strip())

    @override
    def ftp_ALLO(self, line: str) -> None:
        """Answer 200: Dahua hangs up on the 202 of other servers."""
        self.respond("200 There is room.")

    def ftp_ACCT(self, _: str) -> None:  # noqa: N802 pyftpdlib finds a command by this name
        """Need no account beside the user's name."""
        self.respond("202 No account is needed.")

    def ftp_SITE_UTIME(self, line: str) -> None:  # noqa: N802 as above
        """Take a time for what was just uploaded; it has no effect."""
        found = _UTIME.fullmatch(line)
        if found is None:
            self.respond("501 Use SITE UTIME with a time and a path.")
        elif not self.fs.isfile(self.fs.ftp2fs(found["path"] or found["first"])):
            self.respond("550 No such file.")
        else:
            self.respond("200 Taken.")

    @override
    def ftp_RNTO(self, path: str) -> None:
        """Give an upload its final name."""
        source, self._rnfr = self._rnfr, None
        uploaded = self.namespace.get(source) if source else None
        if source is None or uploaded is None:
            self.respond("503 Use RNFR first, with a file that was just uploaded.")
            return
        if uploaded.capture is None:
            self._give_name(source, path)
            return
        rename = partial(self.context.receiver.rename, uploaded.capture, path)
        self._wait_for(self.context.workers.submit(rename), partial(self._renamed, source, path))

    def _renamed(self, source: str, path: str, done: Future[None]) -> None:
        if done.exception() is not None:
            # It keeps the name that it has, for the camera to try again.
            _LOGGER.error("A file could not be renamed: %s", done.exception())
            self.respond("451 The file could not be renamed; try again.")
            return
        self._give_name(source, path)

    def _give_name(self, source: str, path: str) -> None:
        self.namespace.rename(source, path)
        self.respond("250 Renamed.")


def _meant(cmd: str, arg: str) -> tuple[str, str]:
    """Return a command whose argument names no file as its client means it."""
    if cmd in {"LIST", "NLST", "STAT"} and (options := _OPTIONS.match(arg)):
        return cmd, arg[options.end() :] or "."
    if cmd in {"MDTM", "MFMT"} and (timed := _TIMED.fullmatch(arg)):
        return "MFMT", f"{timed[1]} {timed[2]}"
    return cmd, arg
