"""Hostile command lines, in raw bytes, against the real gateway."""

from collections.abc import Iterator
import contextlib

from hypothesis import HealthCheck, given, settings, strategies as st
import pytest

from .ftp_client import RawFtp
from .hostile import unharmed
from .running import RunningGateway, running_gateway

COMMANDS = (
    *("CWD", "XCWD", "MKD", "XMKD", "RMD", "XRMD", "DELE", "RNFR", "RNTO", "STOR", "APPE", "STOU", "RETR", "LIST"),
    *(
        "NLST",
        "MLSD",
        "MLST",
        "SIZE",
        "MDTM",
        "STAT",
        "MFMT 20260101000000",
        "SITE CHMOD 777",
        "SITE EXEC",
        "SITE CPTO",
    ),
    *("SITE SYMLINK x", "SITE UTIME", "SITE", "OPTS", "HELP", "REST", "ALLO", "TYPE", "MODE", "STRU", "AUTH", "PROT"),
)
PATHS = (
    b"../../../../evil",
    b"/../../evil",
    b"a/../../evil",
    b"..",
    b"..\\..\\evil",
    b"%2e%2e/%2e%2e/evil",
    b"~root/evil",
    b"/etc/passwd",
    b"evil\x00.jpg",
    b"\x00",
    b"evil\rRNFR x",
    b"\xff\xfe/../evil",
    b"\xf0\x9f\x93\xb7" * 200,
    b"a/" * 900 + b"evil",
    b"evil" * 16_000,
)
_VERBS = st.sampled_from([command.encode() for command in (*COMMANDS, "USER", "PASS", "PASV", "EPSV", "PORT", "EPRT")])
_LINES = st.tuples(_VERBS, st.binary(max_size=80) | st.sampled_from(PATHS[:-1])).map(b" ".join)


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningGateway]:
    """Run a gateway for all attacks."""
    with running_gateway(tmp_path_factory.mktemp("hostile")) as running:
        yield running


@pytest.mark.parametrize("password", ["right-password", "wrong-password"], ids=["camera", "stranger"])
def test_no_path_leads_out(gateway: RunningGateway, password: str) -> None:
    """Each command with each path is answered or hung up on, by a stranger's session as by a camera's."""
    with unharmed(gateway), contextlib.ExitStack() as stack:
        for command in COMMANDS:
            ftp = stack.enter_context(RawFtp(gateway.ftp_port))
            if password == "right-password":
                assert ftp.login(password=password).startswith("230")
            for path in PATHS:
                reply = ftp.ask(command.encode() + b" " + path + b"\r\n")
                assert reply[:1] in {"2", "3", "4", "5"}, (command, path, reply)
                _drain(ftp)
            ftp.__exit__()


def _drain(ftp: RawFtp) -> None:
    """Read on until everything that was sent is answered."""
    ftp.send("NOOP")
    while not ftp.reply().startswith("200 I "):
        pass


@pytest.mark.parametrize("trick", ["symlink /etc/passwd evil", "CHMOD 4777 /evil", "LINK / evil"])
def test_no_links(gateway: RunningGateway, trick: str) -> None:
    """There is no command that makes one, and uploads under odd names are files in the vault, like all."""
    with unharmed(gateway), gateway.client() as ftp:
        assert ftp.ask(f"SITE {trick}").startswith("5")
        assert ftp.store("/../evil", b"x").startswith("550")
        for name in ("evil -> ..", "/etc/passwd", "|evil", "-rf", "$(evil)", "..evil..", "...", "CON"):
            assert ftp.store(name, b"\xff\xd8x").startswith("226")


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(lines=st.lists(_LINES | st.binary(max_size=200), max_size=15), login=st.booleans())
def _fuzz(gateway: RunningGateway, lines: list[bytes], *, login: bool) -> None:
    with RawFtp(gateway.ftp_port) as ftp:
        ftp.socket.settimeout(0.02)
        with contextlib.suppress(OSError):
            if login:
                ftp.send(b"USER camera\r\nPASS right-password\r\n")
            ftp.send(b"\r\n".join([*lines, b"QUIT", b""]))
            while ftp.socket.recv(65536):
                pass


def test_fuzzed_commands(gateway: RunningGateway) -> None:
    """Whatever is said, in whatever order: nothing crashes, and nothing is logged as a failure of ours."""
    with unharmed(gateway):
        _fuzz(gateway)
    assert "Traceback" not in gateway.log
