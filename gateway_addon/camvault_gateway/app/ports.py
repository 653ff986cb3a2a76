"""The option behind each port, for whoever has to choose another one."""

from .errors import ExitCode, SetupError
from .options import Options


def port_error(options: Options, port: int | None) -> SetupError:
    """Return the error that says which port cannot be had, and which option chooses it."""
    option, host = _option_of(options, port)
    message = (
        f"Port {port} on {host} cannot be used: another program has it, or this user may not open it."
        f" Stop the other program, or choose another port with {option}."
    )
    return SetupError(ExitCode.PORT_TAKEN, message)


def _option_of(options: Options, port: int | None) -> tuple[str, str]:
    named = {
        options.api_port: ("--api-port", options.api_host),
        options.https_port: ("--https-port", options.http_host),
        options.http_port: ("--http-port", options.http_host),
        options.implicit_tls_port: ("--implicit-tls-port", options.ftp_host),
        options.ftp_port: ("--ftp-port", options.ftp_host),
    }
    return named.get(port, ("--ftp-port", options.ftp_host))
