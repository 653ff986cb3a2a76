"""The options: ports, folders and the log level; everything else is a setting in the catalog."""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
import ipaddress
import json
from pathlib import Path
from typing import Any

from camvault_gateway.model import SITE_PATTERN

from .errors import ExitCode, SetupError

_LEVELS = ("debug", "info", "warning", "error")
# What Home Assistant's app page offers; the app's own start script gives the rest on the command line.
_FILE_NAMES = ("certfile", "keyfile")
_FILE_OPTIONS = frozenset({"log_level", "passive_address", *_FILE_NAMES})
# Where Home Assistant keeps certificates; the app's page asks for names in it.
_CERTIFICATES = Path("/ssl")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The options that the gateway runs with."""

    data: Path
    vault: Path
    ftp_host: str
    ftp_port: int
    passive_ports: range
    passive_address: str | None
    implicit_tls_port: int | None
    http_host: str
    http_port: int | None
    https_port: int | None
    certificate: Path | None
    certificate_key: Path | None
    api_host: str
    api_port: int
    announce: bool
    heartbeat: Path | None
    log_level: str


def parser() -> argparse.ArgumentParser:
    """Return the command line."""
    top = argparse.ArgumentParser(
        prog="camvault-gateway", description="Receive camera uploads by FTP and keep them in your own S3 bucket."
    )
    commands = top.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="run the gateway")
    run.add_argument("--options", type=Path, metavar="FILE", help="JSON file with what the app's page offers")
    _add_data(run)
    run.add_argument("--vault", type=Path, metavar="DIR", help="where captures are kept (default: vault in --data)")
    run.add_argument("--ftp-host", default="0.0.0.0", metavar="ADDRESS", help="(default: %(default)s)")  # noqa: S104 cameras are elsewhere
    run.add_argument("--ftp-port", type=_port, default=2121, metavar="PORT", help="(default: %(default)s)")
    run.add_argument("--passive-ports", type=_ports, default=range(50000, 50020), metavar="FIRST-LAST")
    run.add_argument("--passive-address", type=_address, metavar="IPV4", help="the address cameras reach this host at")
    _add_ftps(run)
    _add_http(run)
    run.add_argument("--api-host", default="127.0.0.1", metavar="ADDRESS", help="(default: %(default)s)")
    _add_api_port(run)
    says = "do not let Home Assistant find the gateway by itself (zeroconf)"
    run.add_argument("--no-announce", dest="announce", action="store_false", help=says)
    says = "written every ten seconds while all is well, for a health check"
    run.add_argument("--heartbeat", type=Path, metavar="FILE", help=says)
    run.add_argument("--log-level", choices=_LEVELS, metavar="|".join(_LEVELS))
    health = commands.add_parser("health", help="ask a running gateway whether it is well")
    _add_data(health)
    _add_api_port(health)
    _add_data(commands.add_parser("token", help="print the token for Home Assistant"))
    check = commands.add_parser("check", help="compare catalog, vault and archive, and print what does not add up")
    _add_data(check)
    check.add_argument("--vault", type=Path, metavar="DIR", help="where captures are kept (default: vault in --data)")
    check.add_argument("--hash", action="store_true", help="read every file of the vault and compare its SHA-256")
    check.add_argument("--archive", action="store_true", help="list the bucket, too")
    backup = commands.add_parser("backup", help="put a copy of the catalog into --data, for a backup of that folder")
    _add_data(backup)
    backup.add_argument("--done", action="store_true", help="remove the copy: the backup is made")
    _add_rebuild(commands.add_parser("rebuild", help="bring into the catalog what the bucket has"))
    return top


def _add_rebuild(command: argparse.ArgumentParser) -> None:
    command.epilog = "The keys are taken from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."
    _add_data(command)
    command.add_argument("--vault", type=Path, metavar="DIR", help="where captures are kept (default: vault in --data)")
    command.add_argument("--bucket", required=True)
    command.add_argument("--endpoint-url", metavar="URL", help="of a server other than AWS")
    says = "of a server of one's own: its certificate, or that of who signed it, in PEM"
    command.add_argument("--ca-certificate", type=Path, metavar="FILE", help=says)
    command.add_argument("--region", default="us-east-1", help="(default: %(default)s)")
    command.add_argument("--prefix", default="camvault", help="(default: %(default)s)")
    command.add_argument("--site", type=_site, help="(default: the only one in the bucket)")


def _add_ftps(run: argparse.ArgumentParser) -> None:
    says = "for cameras that speak TLS from the first byte (usually 990; default: off)"
    run.add_argument("--implicit-tls-port", type=_port, metavar="PORT", help=says)
    run.add_argument("--certificate", type=Path, metavar="FILE", help="for FTPS (default: one of the gateway's own)")
    run.add_argument("--key", type=Path, metavar="FILE", help="its key (default: in the same file)")


def _add_http(run: argparse.ArgumentParser) -> None:
    run.add_argument("--http-host", default="0.0.0.0", metavar="ADDRESS", help="(default: %(default)s)")  # noqa: S104 as FTP's
    says = "for cameras and scripts that upload by HTTP PUT (default: off)"
    run.add_argument("--http-port", type=_port, metavar="PORT", help=says)
    says = "the same with TLS, with the certificate of FTPS (default: off)"
    run.add_argument("--https-port", type=_port, metavar="PORT", help=says)


def _add_data(command: argparse.ArgumentParser) -> None:
    command.add_argument("--data", type=Path, default=Path("camvault"), metavar="DIR", help="(default: %(default)s)")


def _add_api_port(command: argparse.ArgumentParser) -> None:
    command.add_argument("--api-port", type=_port, default=8099, metavar="PORT", help="(default: %(default)s)")


def read(arguments: argparse.Namespace) -> Options:
    """Return the options of `run`; the command line counts more than the file. Raises SetupError."""
    stored = _stored(arguments.options)
    certificate, key = arguments.certificate, arguments.key
    if certificate is None:
        certificate, key = (_CERTIFICATES / stored[name] if name in stored else None for name in _FILE_NAMES)
    return Options(
        data=arguments.data.absolute(),
        vault=(arguments.vault or arguments.data / "vault").absolute(),
        ftp_host=arguments.ftp_host,
        ftp_port=arguments.ftp_port,
        passive_ports=arguments.passive_ports,
        passive_address=arguments.passive_address or stored.get("passive_address"),
        implicit_tls_port=arguments.implicit_tls_port,
        http_host=arguments.http_host,
        http_port=arguments.http_port,
        https_port=arguments.https_port,
        certificate=certificate,
        certificate_key=key or certificate,
        api_host=arguments.api_host,
        api_port=arguments.api_port,
        announce=arguments.announce,
        heartbeat=arguments.heartbeat,
        log_level=arguments.log_level or stored.get("log_level") or "info",
    )


def _stored(path: Path | None) -> Mapping[str, Any]:
    if path is None:
        return {}
    try:
        stored = json.loads(path.read_text())
    except (OSError, ValueError) as err:
        raise SetupError(ExitCode.USAGE, f"The options file {path} cannot be read: {err}") from err
    if not isinstance(stored, dict):
        raise SetupError(ExitCode.USAGE, f"The options file {path} must hold one JSON object.")
    found = {name: value for name, value in stored.items() if name in _FILE_OPTIONS and value}
    if found.get("log_level", "info") not in _LEVELS:
        raise SetupError(ExitCode.USAGE, f"The option log_level must be one of {', '.join(_LEVELS)}.")
    if not all(isinstance(found.get(name, ""), str) for name in _FILE_NAMES):
        raise SetupError(ExitCode.USAGE, "The options certfile and keyfile must be names of files in /ssl.")
    if "passive_address" in found:
        try:
            found["passive_address"] = _address(found["passive_address"])
        except ValueError as err:
            raise SetupError(ExitCode.USAGE, "The option passive_address must be an IPv4 address.") from err
    return found


def _port(text: str) -> int:
    port = int(text)
    if not 0 < port < 65536:  # noqa: PLR2004 TCP's own limit
        raise ValueError(text)
    return port


def _ports(text: str) -> range:
    first, last = (_port(part) for part in text.split("-"))
    if last < first:
        raise ValueError(text)
    return range(first, last + 1)


def _site(text: str) -> str:
    if not SITE_PATTERN.fullmatch(text):
        raise ValueError(text)
    return text


def _address(text: str) -> str:
    return str(ipaddress.IPv4Address(text))


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Return the parsed command line; ends the process with code 2 when it is wrong."""
    return parser().parse_args(arguments)
